"""Web pages: the text a reader came for, and none of what stands around it."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tracker.model import UnreadableReport
from tracker.read.document import read_document
from tracker.read.html import read_html

PARAGRAPHS = [
    "各位代表：",
    "全年新建绿地12处，改造管线3.5公里，地区生产总值118.6亿元，比上年增长5.2%。",
    "一、2030年工作回顾",
    "我们坚持把项目建设放在首位，开工项目36个，其中亿元以上项目14个，完成投资27.3亿元，增长11.4%。",
    "存在的问题主要是：财政收支矛盾突出，营商环境还有差距。",
]
NOISE = [
    "首页",
    "政务公开",
    "当前位置",
    "无障碍浏览",
    "浏览次数",
    "打印",
    "微信扫一扫",
    "相关链接",
    "修路12条",
    "版权所有",
]

AROUND = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>2030年工作总结_某区人民政府</title>
<script>var views = 1402;</script><style>p {{ color: red }}</style></head><body>
<div class="top"><a href="/a11y">无障碍浏览</a>
<ul class="menu"><li><a href="/">首页</a></li><li><a href="/x">政务公开</a></li></ul></div>
<div class="wrap"><div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/y">工作总结</a></div>
<div class="content"><h1>2030年工作总结</h1>
<div class="info">来源：区政府办　浏览次数：<span>1402</span>　<a href="javascript:print()">打印</a></div>
{main}
<div class="share">分享到：<a href="#">微信扫一扫</a></div></div>
<div class="related"><h3>相关链接</h3>
<ul><li><a href="/1">关于修路12条的通知</a></li><li><a href="/2">年度预算公开</a></li></ul></div></div>
<div class="footer"><p>版权所有：某区人民政府　备案号：黑ICP备00000001号</p></div></body></html>"""


def each_in(form: str, paragraphs: list[str]) -> str:
    return "".join(form.format(each) for each in paragraphs)


LAYOUTS = {
    "p": f"<div id='zoom'>{each_in('<p>　　{}</p>', PARAGRAPHS)}</div>",
    "br": f"<div id='zoom'>{each_in('&nbsp;&nbsp;{}<br/>', PARAGRAPHS)}</div>",
    "div": f"<div>{each_in('<div>{}</div>', PARAGRAPHS)}</div>",
    "td": f"<table><tr><td>{each_in('<p>{}</p>', PARAGRAPHS * 3)}</td></tr></table>",
    "table": f"<table>{each_in('<tr><td>{}</td></tr>', PARAGRAPHS)}</table>",
    "li": f"<ul>{each_in('<li>{}</li>', PARAGRAPHS)}</ul>",
    "split": f"<div>{each_in('<p>{}</p>', PARAGRAPHS[:2])}</div><div class='share'>分享到</div>"
    f"<div>{each_in('<p>{}</p>', PARAGRAPHS[2:])}</div>",
    "spans": "".join(f"<p><span>{each[:3]}</span><b>{each[3:9]}</b>\n{each[9:]}</p>" for each in PARAGRAPHS),
    "unclosed": "<font>" * 400 + each_in("<p>{}", PARAGRAPHS),
    "wrapped": "".join(f"<p>\n{each[:2]}\n   {each[2:]}\n</p>" for each in PARAGRAPHS),
}


def page(main: str, charset: str = "utf-8") -> bytes:
    return AROUND.format(charset=charset, main=main).encode("gb18030" if charset.startswith("gb") else charset)


def body(main: str) -> str:
    return read_html("a.html", f"<body>{main}</body>".encode()).text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_is_kept_and_nothing_around_it(layout: str) -> None:
    document = read_html("a.html", page(LAYOUTS[layout]))
    expected = PARAGRAPHS * 3 if layout == "td" else PARAGRAPHS
    assert document.text.split("\n") == ["2030年工作总结", *expected]
    assert document.title == "2030年工作总结"
    assert [mark for mark in NOISE if mark in document.text] == []


@pytest.mark.parametrize(
    "name", [p.name for p in sorted((SHARED / "reports/national").glob("20*.txt"))[::5]] or ["none"]
)
@pytest.mark.parametrize("layout", ["<p>{}</p>", "{}<br>", "<div>{}</div>", "<li>{}</li>", "<tr><td>{}</td></tr>"])
def test_real_reports_keep_every_line(shared: Path, name: str, layout: str) -> None:
    lines = [
        line.strip() for line in (shared / "reports/national" / name).read_text("utf-8").splitlines() if line.strip()
    ]
    main = "".join(layout.format(line.replace("&", "&amp;").replace("<", "&lt;")) for line in lines)
    main = f"<table>{main}</table>" if "<tr>" in layout else f"<div>{main}</div>"
    text = "".join(read_html("a.html", page(main, "gbk")).text.split())
    assert [line for line in lines if "".join(line.split()) not in text] == []


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "gb18030", "utf-16"])
def test_encodings(charset: str) -> None:
    assert PARAGRAPHS[1] in read_html("a.html", page(LAYOUTS["p"], charset)).text


def test_an_encoding_that_is_said_wrongly() -> None:
    """Saved again as UTF-8, a page still says gb2312."""
    data = AROUND.format(charset="gb2312", main=LAYOUTS["p"]).encode()
    assert PARAGRAPHS[1] in read_html("a.html", data).text
    data = AROUND.format(charset="utf-8", main=LAYOUTS["p"]).encode("gb18030")
    assert PARAGRAPHS[1] in read_html("a.html", data).text
    traditional = "<meta charset=big5><body><p>全年新建綠地12處，農民收入穩定增加，民生持續改善。</p>"
    assert "農民收入" in read_html("a.html", traditional.encode("big5")).text


def test_a_table_and_a_closing_line_beside_the_text_come_along() -> None:
    table = "<table><tr><td>造林</td><td>4.2</td></tr><tr><td>绿地</td><td>12</td></tr></table>"
    links = "<ul><li><a href='/1'>去年的公报。</a></li></ul>"
    main = f"<div>{each_in('<p>{}</p>', PARAGRAPHS * 20)}</div>{links}{table}<p>谢谢大家。</p><p>首页</p>"
    assert body(f"<div>{main}</div>").split("\n")[-4:] == [PARAGRAPHS[-1], "造林\t4.2", "绿地\t12", "谢谢大家。"]


def test_tables_are_rows_with_tabs() -> None:
    rows = "<tr><th>指标</th><th>单位</th><th>实绩</th></tr><tr><td>粮食<br>产量</td><td></td><td>\n 18.4 </td></tr>"
    assert body(f"<p>{PARAGRAPHS[1]}</p><table><caption>附表</caption><tbody>{rows}</tbody></table>").split("\n") == [
        PARAGRAPHS[1], "附表", "指标\t单位\t实绩", "粮食 产量\t\t18.4",
    ]  # fmt: skip


def test_a_table_in_a_table_is_read_once() -> None:
    inner = "<table><tr><td>内</td><td>8</td></tr></table>"
    assert body(f"<p>{PARAGRAPHS[1]}</p><table><tr><td>外</td><td>{inner}</td></tr></table>").split("\n")[1:] == [
        "外\t内 8"
    ]


def test_lists_keep_the_numbers_that_a_browser_shows() -> None:
    assert body(f"<p>{PARAGRAPHS[1]}</p><ol start='17'><li>修路8条</li><li>5公里步道</li></ol>").split("\n")[1:] == [
        "17. 修路8条", "18. 5公里步道",
    ]  # fmt: skip
    assert body(f"<p>{PARAGRAPHS[1]}</p><ol style='list-style:none'><li>5公里步道</li></ol>").endswith("\n5公里步道")
    assert body(f"<p>{PARAGRAPHS[1]}</p><ol type='A'><li>甲</li></ol><ul><li>乙</li></ul>").endswith("\nA. 甲\n乙")


def test_the_mark_of_a_note_is_no_part_of_a_figure() -> None:
    assert body(
        "<p>地区生产总值<sup>[2]</sup>118.6亿元，绿地12万m<sup>2</sup>，<sup><a href='#n3'>[3]</a></sup>增长。</p>"
    ) == ("地区生产总值118.6亿元，绿地12万m²，增长。")


def test_hidden_parts_are_left_out_but_not_a_page_that_a_script_unveils() -> None:
    assert body(f"<p>{PARAGRAPHS[1]}</p><p style='display: none'>1402</p><p hidden>1403</p>") == PARAGRAPHS[1]
    assert body(f"<div style='display:none'><p>{PARAGRAPHS[1]}</p></div>") == PARAGRAPHS[1]


def test_a_line_of_tools_goes_and_prose_with_the_same_words_stays() -> None:
    prose = "我们优化政务服务，浏览次数超过1402万次的平台新增功能36项，群众点击量持续上升，办件量比上年增长11.4%，" * 2
    assert body(f"<p>{prose}</p><p>浏览次数：1402</p><p>上一篇：无</p>") == prose


def test_preformatted_text_keeps_its_lines() -> None:
    assert body(f"<pre>{PARAGRAPHS[1]}\n{PARAGRAPHS[3]}</pre>") == f"{PARAGRAPHS[1]}\n{PARAGRAPHS[3]}"


def test_entities_and_invisible_signs() -> None:
    assert body("<p>增长&gt;5%&#65292;绿&#8203;地12&nbsp;处&hellip;</p>") == "增长>5%，绿地12\u00a0处…"


def test_words_stay_apart_and_hanzi_together_where_the_source_breaks() -> None:
    assert (
        body("<p>the plan\n  of 2030</p><p>新建\n绿地\n12处</p><p>甲 乙</p>") == "the plan of 2030\n新建绿地12处\n甲 乙"
    )


@pytest.mark.parametrize(
    ("head", "main", "title"),
    [
        ("<meta name='ArticleTitle' content='2030年 公报'><title>某市</title>", "<h1>栏目名称甲</h1>", "2030年 公报"),
        ("<title>某市统计局</title>", "<h1>2030年\n公报全文</h1>", "2030年公报全文"),
        ("<title>某区人民政府门户网站 - 2030年公报</title>", "<p>2030年公报</p>", "2030年公报"),
        ("<title>2030年统计公报_某市</title>", "", "2030年统计公报"),
        ("<title>无标题</title>", "<h1>甲乙丙丁</h1><h1>戊己庚辛</h1>", "无标题"),
        ("", "", None),
    ],
)
def test_titles(head: str, main: str, title: str | None) -> None:
    data = f"<html><head>{head}</head><body>{main}<p>{PARAGRAPHS[1]}</p></body></html>".encode()
    assert read_html("a.html", data).title == title


@pytest.mark.parametrize(
    "data",
    [
        b"<html></html>",
        b"<html><body><script>load()</script></body></html>",
        b"<html><body><img src=a.png>",
        b" ",
        b"<!---->",
    ],
)
def test_a_page_without_text_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableReport, match=r"^a\.html: no text in this page"):
        read_html("a.html", data)


def test_a_page_by_another_name(tmp_path: Path) -> None:
    """What a portal calls .doc is often HTML; its content counts."""
    path = tmp_path / "report.doc"
    path.write_bytes(page(LAYOUTS["p"], "gb2312"))
    assert PARAGRAPHS[1] in read_document(str(path)).text


def test_without_lxml_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "lxml":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(UnreadableReport, match=r"pip install 'commitment-tracker\[html\]'"):
        read_html("a.html", b"<p>x")
