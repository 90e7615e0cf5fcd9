"""Whether two names mean the same: neighbours don't, word order and synonyms do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.match.compare import Fit, compare, cover, most_covered
from tracker.match.slots import canonical, take_apart

SAME = [
    ("新建高标准农田", "高标准农田建设"),
    ("新建高标准农田", "建成高标准农田"),
    ("地区生产总值", "GDP"),
    ("规模以上工业增加值", "规上工业增加值"),
    ("社会消费品零售总额", "社零总额"),
    ("城镇新增就业", "新增城镇就业"),
    ("单位地区生产总值能耗", "单位GDP能耗"),
    ("老旧小区改造", "改造城镇老旧小区"),
    ("居民消费价格", "居民消费价格总水平"),
    ("粮食产量", "粮食总产量"),
]
OTHER = [
    ("规模以上工业增加值", "高技术制造业增加值"),
    ("城镇登记失业率", "城镇调查失业率"),
    ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
    ("城镇居民人均可支配收入", "全体居民人均可支配收入"),
    ("新增市场主体", "市场主体"),
    ("固定资产投资", "工业投资"),
    ("固定资产投资", "民间固定资产投资"),
    ("一般公共预算收入", "一般公共预算支出"),
    ("新建农村公路", "改造农村公路"),
    ("地区生产总值", "第三产业增加值"),
    ("养老床位", "医疗床位"),
    ("小微企业贷款", "企业贷款"),
]


def alike(one: str, two: str) -> bool:
    return compare(take_apart(one), take_apart(two)).fit is Fit.SAME


@pytest.mark.parametrize(("asked", "said"), SAME)
def test_names_of_the_same(asked: str, said: str) -> None:
    assert alike(asked, said)


@pytest.mark.parametrize(("asked", "said"), OTHER)
def test_names_of_neighbours(asked: str, said: str) -> None:
    """Neither answers the other."""
    assert not alike(asked, said)
    assert not alike(said, asked)


@pytest.mark.parametrize("pair", SAME + OTHER)
def test_a_name_is_its_own(pair: tuple[str, str]) -> None:
    for name in pair:
        assert alike(name, name)


words = st.text(alphabet="城乡居民收入新建公路养老床位改造学校", min_size=1, max_size=12)


@given(words)
def test_one_form_is_one_form(name: str) -> None:
    """A name brought to its one form stays as it is, and marks don't matter."""
    assert canonical(canonical(name)) == canonical(name)
    assert canonical(f"“{name}”、") == canonical(name)


@given(words, words)
def test_what_is_covered_and_what_is_missing_make_the_whole(one: str, two: str) -> None:
    missing, used = cover([one], two)
    assert sum(map(len, missing)) + sum(end - start for start, end in used) == len(one)
    assert all(0 <= start < end <= len(two) for start, end in used)
    assert len({i for start, end in used for i in range(start, end)}) == sum(end - start for start, end in used)


@given(words)
def test_a_name_taken_apart_loses_nothing_of_its_content(name: str) -> None:
    taken = take_apart(name)
    assert taken.size == sum(map(len, taken.content)) > 0
    assert all(run in taken.text for run in taken.content)


_NAMES = st.lists(
    st.sampled_from([*"新建改造城东停车场年均规上企业及各项第一二期", "养老床位", "限上", "农村公路", "工程", "项目"]),
    min_size=1,
    max_size=8,
).map("".join)


@given(_NAMES, _NAMES, _NAMES | st.just(""))
def test_no_text_covers_more_than_its_letters_can(asked: str, said: str, around: str) -> None:
    """By them most figures of a report are told to be of something else, without a comparison."""
    name, other = take_apart(asked), take_apart(said)
    most = most_covered(name, frozenset(f"{other.text}{around}"))
    assert compare(name, other, around).covered <= most
    missing, _ = cover(name.content, other.text)
    assert 1 - sum(map(len, missing)) / max(1, name.size) <= most
