"""Twins that tell of another indicator, another place or another work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.twins.pairs import PROVINCES, held
from tests.twins.places import FIGURES, Place, decided_by_words
from tests.twins.twin import Twin, undecided
from tracker.model import MilestoneTarget

# The neighbour that a careless reader takes for the indicator. Of those in the clause, the one most
# like the target's name is changed.
NEIGHBOURS = {
    "规模以上工业增加值": "高技术制造业增加值",
    "规模工业增加值": "高技术制造业增加值",
    "单位国内生产总值能耗": "单位国内生产总值用水量",
    "单位GDP能耗": "单位GDP用水量",
    "能源消耗强度": "用水强度",
    "能耗强度": "用水强度",
    "国内生产总值": "第三产业增加值",
    "地区生产总值": "第三产业增加值",
    "生产总值": "第三产业增加值",
    "一般公共预算收入": "政府性基金收入",
    "固定资产投资": "工业技术改造投资",
    "重大项目投资": "水利项目投资",
    "社会消费品零售总额": "网上零售额",
    "居民消费价格": "工业生产者出厂价格",
    "调查失业率": "登记失业率",
    "登记失业率": "调查失业率",
    "城镇新增就业": "农村劳动力新增转移就业",
    "新增城镇就业": "新增农村转移就业",
    "农村居民人均纯收入": "城镇居民人均可支配收入",
    "农民人均纯收入": "城镇居民人均可支配收入",
    "城镇居民人均可支配收入": "农村居民人均可支配收入",
    "居民人均可支配收入": "农民工月均收入",
    "广义货币M2": "社会融资规模存量",
    "贫困人口": "残疾人口",
    "粮食总产量": "棉花总产量",
    "高速公路": "内河航道",
    "农村公路": "国省干线公路",
    "普惠性托位": "公办幼儿园学位",
    "中小学学位": "幼儿园学位",
    "老旧小区": "城中村",
    "家庭养老床位": "医院床位",
    "百亿企业": "上市企业",
    "易地扶贫搬迁": "水库移民搬迁",
    "保障性安居工程": "商品住宅",
    "行政审批事项": "行政处罚事项",
    "专项转移支付项目": "政府采购项目",
    "饮水安全": "住房安全",
    "在城镇落户": "返乡创业",
    "通关时间": "办税时间",
    "海铁联运班列": "中欧班列",
    "异地结算定点医院": "互联网医院",
    "经营主体": "农户",
    "基层就业": "自主创业",
    "白内障手术": "听力康复手术",
    "科技投入": "文化投入",
    "退休人员": "优抚对象",
    "免疫": "筛查",
    "赤字": "债务余额",
}
_NATION = re.compile(r"全[省市区国]|我[省市区国]|^[^，]{0,4}[省市区]|国家|国务院|中央|省级")


def other_name(place: Place) -> Iterator[Twin]:
    """The figure is a neighbour's, the work is another one."""
    label, target, pair = place.label, place.label.target, place.pair
    if decided_by_words(place):
        return
    if isinstance(target, MilestoneTarget):
        clause = _other_work(place)
        if clause is not None:
            edits = place.replaced(f"{clause}。")
            yield undecided(label, "other name", "work", edits, label.spans)
        return
    clause = place.clause
    likeness = {name: held((name,), "；".join(label.names)) for name in NEIGHBOURS if name in clause}
    name = max(
        (each for each in likeness if likeness[each]), key=lambda each: (likeness[each], len(each)), default=None
    )
    if name is not None and clause.count(name) == 1:
        edits = place.replaced(place.told.replace(name, NEIGHBOURS[name]))
        yield undecided(label, "other name", "neighbour", edits, label.spans)
    if not _NATION.search(clause) and label.reason in FIGURES:
        for way, part in {"part": "中心城区", "part 2": "民营企业"}.items():
            edits = place.replaced(place.told.replace(clause, part + clause))
            yield undecided(label, "other name", way, edits, label.spans)
    if not _NATION.search(clause) and pair.file.locality.name != "全国":
        edits = place.replaced(f"同期，全国{clause}。")
        yield undecided(label, "other place", "nation", edits, label.spans)
    inside = PROVINCES.get(pair.file.locality.name)
    if inside is not None and not _NATION.search(clause):
        told = place.told.replace(clause, inside + clause)
        edits = place.replaced(told)
        yield undecided(label, "other place", "inside", edits, label.spans)
        edits = place.replaced(f"各地发展各有特色，其中{told}")
        yield undecided(label, "other place", "of which", edits, label.spans)


# Another work of the same kind, by the noun that ends the shared part of name and quote.
_OTHER_WORKS = {
    "高铁": "沿江高铁", "铁路": "沿江铁路", "国际机场": "东山国际机场", "机场": "东山机场", "公路": "沿江公路",
    "大通道": "沿江大通道", "工程": "引水调蓄工程", "中心": "防灾演练中心", "制度": "野生动物保护制度",
    "改革": "盐业体制改革",
    "试点": "古籍修复试点", "规划": "冰雪运动发展规划", "纲要": "冰雪运动发展纲要", "体系": "气象观测体系",
    "机制": "渔业资源监测机制", "条例": "古树名木保护条例", "方案": "古树名木保护方案", "政策": "渔业补贴政策",
    "博览会": "茶叶文化博览会", "世博会": "园艺节", "特奥会": "民族运动会",
}  # fmt: skip


def _other_work(place: Place) -> str | None:
    """The clause with the shared part of its name exchanged, if little of the name is left in it."""
    clause, names = place.clause, place.label.names
    name = max(names, key=lambda each: held((each,), clause))
    shared = _shared(name, clause)
    if len(shared) < 3:
        return None
    other = next((new for noun, new in _OTHER_WORKS.items() if shared.endswith(noun)), "档案数字化转换")
    changed = clause.replace(shared, other, 1)
    return changed if held(names, changed) < 0.4 else None


def _shared(one: str, two: str) -> str:
    """The longest stretch that both texts have."""
    best = ""
    for start in range(len(one)):
        while one[start : start + len(best) + 1] in two and start + len(best) < len(one):
            best = one[start : start + len(best) + 1]
    return best
