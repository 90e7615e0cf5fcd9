"""A page is read as its reader sees it: without what is struck out, hidden, off the page, or white on white."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SHARED
from tracker.checking import read_report
from tracker.model import Document, Severity
from tracker.read.document import read_document
from tracker.read.html import read_html

SEEN = "全年新建绿地12处，改造管线3公里。"


def page(main: str, style: str = "", head: str = "") -> Document:
    return read_html("a.html", f"<html><head>{head}<style>{style}</style></head><body>{main}</body></html>".encode())


def text(main: str, style: str = "") -> str:
    return page(f"<p>{SEEN}</p>{main}", style).text.removeprefix(SEEN).strip()


@pytest.mark.parametrize(
    "main",
    [
        "<p><s>新建停车场7处。</s></p>",
        "<p><strike>新建停车场7处。</strike></p>",
        "<p><del><b>新建停车场7处。</b></del></p>",
        "<p style='text-decoration: underline line-through'>新建停车场7处。</p>",
        "<p style='text-decoration-line:line-through'><b>新建停车场7处。</b></p>",
        "<p style='display:none'>新建停车场7处。</p>",
        "<p style='DISPLAY : NONE !important'>新建停车场7处。</p>",
        "<p style='visibility:hidden'>新建停车场7处。</p>",
        "<p hidden>新建停车场7处。</p>",
        "<p hidden='until-found'>新建停车场7处。</p>",
        "<p style='font-size:0'>新建停车场7处。</p>",
        "<p style='font-size:1px'><b style='font-size:2em'>新建停车场7处。</b></p>",
        "<p style='opacity:0'>新建停车场7处。</p>",
        "<p style='position:absolute;left:-9999px'>新建停车场7处。</p>",
        "<p style='position:fixed;top:-200em'>新建停车场7处。</p>",
        "<p style='text-indent:-9999px'>新建停车场7处。</p>",
        "<p style='margin-left:-1000pt'>新建停车场7处。</p>",
        "<p style='position:absolute;clip:rect(0 0 0 0)'>新建停车场7处。</p>",
        "<p style='position:absolute;clip:rect(1px, 1px, 1px, 1px)'>新建停车场7处。</p>",
        "<p style='clip-path:inset(50%)'>新建停车场7处。</p>",
        "<p style='height:0;overflow:hidden'>新建停车场7处。</p>",
        "<p style='transform:scale(0)'>新建停车场7处。</p>",
        "<p style='transform:translateX(-9999px)'>新建停车场7处。</p>",
        "<p style='mso-hide:all'>新建停车场7处。</p>",
        "<p style='color:#fff'>新建停车场7处。</p>",
        "<p style='color:rgb(254, 255, 253)'>新建停车场7处。</p>",
        "<p style='color:transparent'>新建停车场7处。</p>",
        "<p style='color:rgba(0,0,0,0)'>新建停车场7处。</p>",
        "<p><font color=WHITE>新建停车场7处。</font></p>",
        "<p><font color='#FFFFFF'>新建停车场7处。</font></p>",
        "<div style='background:blue'><p style='color:blue'>新建停车场7处。</p></div>",
        "<table bgcolor='#000'><tr><td>新建停车场7处。</td></tr></table>",
        "<p style='background-color:#000'>新建停车场7处。</p>",
    ],
)
def test_what_nobody_sees_is_not_read(main: str) -> None:
    assert text(main) == ""


@pytest.mark.parametrize(
    ("style", "main"),
    [
        (".h{display:none}", "<p class='a h'>新建停车场7处。</p>"),
        ("p.h , .x { display : none }", "<p class=h>新建停车场7处。</p>"),
        ("#h{visibility:hidden}", "<p id=h>新建停车场7处。</p>"),
        ("del, s {color:red}", "<p><s>新建停车场7处。</s></p>"),
        (".old{text-decoration:line-through}", "<p><span class=old>新建停车场7处。</span></p>"),
        ("table td.old{display:none}", "<table><tr><td class=old>新建停车场7处。</td></tr></table>"),
        ("div > p.h{display:none}", "<div><p class=h>新建停车场7处。</p></div>"),
        ("@media screen{.h{display:none}}", "<p class=h>新建停车场7处。</p>"),
        ("/* .h{} */ .h{font-size:0px/* no */}", "<p class=h>新建停车场7处。</p>"),
        ("p.h{display:none !important} #x{display:block}", "<p class=h id=x>新建停车场7处。</p>"),
        (".h{color:#FFF}", "<p class=h>新建停车场7处。</p>"),
    ],
)
def test_rules_of_the_page_hide_too(style: str, main: str) -> None:
    assert text(main, style) == ""


@pytest.mark.parametrize(
    ("style", "main"),
    [
        (".h{display:none}", "<p class=hh>新建停车场7处。</p>"),
        (".h{display:none} .h{display:block}", "<p class=h>新建停车场7处。</p>"),
        (".h{display:none} p.h{display:block} .h{display:none}", "<p class=h>新建停车场7处。</p>"),
        (".h{display:none}", "<p class=h style='display:block'>新建停车场7处。</p>"),
        ("@media print{p{display:none}}", "<p>新建停车场7处。</p>"),
        ("@media (max-width: 600px){p{display:none}}", "<p>新建停车场7处。</p>"),
        ("p:hover{display:none} a[href]{display:none}", "<p>新建停车场7处。</p>"),
        ("div > p.h{display:none}", "<div><div><b class=h>新建停车场7处。</b></div></div>"),
        ("", "<p style='text-decoration:underline'>新建停车场7处。</p>"),
        ("", "<div style='visibility:hidden'><p style='visibility:visible'>新建停车场7处。</p></div>"),
        ("", "<div style='font-size:0'><p style='font-size:14px'>新建停车场7处。</p></div>"),
        ("", "<p style='position:absolute;left:-20px'>新建停车场7处。</p>"),
        ("", "<p style='text-indent:2em'>新建停车场7处。</p>"),
        ("", "<p style='color:white;background:#1e50a2'>新建停车场7处。</p>"),
        ("th{background:#1e50a2;color:#fff}", "<table><tr><th>新建停车场7处。</th></tr></table>"),
        ("", "<table><tr bgcolor=blue><td style='color:#fff'>新建停车场7处。</td></tr></table>"),
        ("", "<p style='color:#eee'>新建停车场7处。</p>"),
        ("", "<p style='overflow:hidden;height:20px'>新建停车场7处。</p>"),
        ("body{background:#000;color:#fff}", "<p>新建停车场7处。</p>"),
    ],
)
def test_what_can_be_seen_is_read(style: str, main: str) -> None:
    assert text(main, style) == "新建停车场7处。"


def test_what_stands_behind_hidden_text_stays_and_numbers_stay_apart() -> None:
    assert text("<p>新建停车场<s>7</s>9处，绿地1<del>2</del>3处</p>") == "新建停车场9处，绿地1 3处"
    assert text("<p>甲<span style='display:none'>乙</span>丙</p>") == "甲丙"


def test_white_text_on_an_unknown_ground_is_read_with_a_note() -> None:
    link = "<link rel=stylesheet href=a.css>"
    main = f"<p>{SEEN}</p><table><tr><td style='color:#fff'>指标</td><td>实绩</td></tr></table>"
    document = page(main, head=link)
    assert "指标" in document.text
    assert [str(note) for note in document.notes] == [
        "1 piece(s) of white text are read, on a ground that can't be told: “指标”; compare with the page"
    ]
    assert page(f"<div style='background:url(a.png)'><p style='color:white'>{SEEN}</p></div>").notes
    assert not page(f"<nav style='color:white'>导航</nav><p>{SEEN}</p>", head=link).notes
    assert not page(f"<p>{SEEN}</p>", head=link).notes


def test_a_note_is_a_warning_of_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<link rel=stylesheet href=a.css><body><p style='color:#fff'>{SEEN}</p>", encoding="utf-8")
    _, findings = read_report(str(path))
    assert [(each.place.file, each.severity) for each in findings] == [(str(path), Severity.WARNING)]


def test_a_page_that_a_script_unveils_is_read_and_a_hidden_paragraph_is_not() -> None:
    main = (
        f"<h1>某县政府工作报告</h1><div id=zoom style='display:none'><p>{SEEN}</p><p style='display:none'>7处</p></div>"
    )
    assert page(main).text == f"某县政府工作报告\n{SEEN}"
    assert page("<h1>某县政府工作报告</h1><p style='display:none'>全年新建停车场7处，改造管线3公里。</p>").text == (
        "某县政府工作报告"
    )


def test_readings_of_rare_characters_stand_beside_the_text() -> None:
    ruby = "<ruby>鄠<rp>（</rp><rt>hù</rt><rp>）</rp></ruby>邑区新建停车场7处"
    assert text(f"<p>{ruby}</p>") == "鄠邑区新建停车场7处"


def test_items_have_the_numbers_that_a_browser_shows() -> None:
    items = "<li>甲</li><li value=7>乙</li><li>丙</li>"
    assert text(f"<ol>{items}</ol>").split("\n") == ["1. 甲", "7. 乙", "8. 丙"]
    assert text(f"<ol reversed>{items}</ol>").split("\n") == ["3. 甲", "7. 乙", "6. 丙"]
    assert text(f"<ol type=i start=3>{items}</ol>").split("\n") == ["iii. 甲", "vii. 乙", "viii. 丙"]
    assert text("<ol><li style='display:none'>旧</li><li type=A>甲</li></ol>") == "A. 甲"


def test_raised_figures_are_written_raised() -> None:
    assert text("<p>绿地12万m<sup>2</sup>，地区生产总值<sup>3</sup>118亿元<sup><a href=#a>4,5</a></sup></p>") == (
        "绿地12万m²，地区生产总值³118亿元⁴⁵"
    )
    assert (
        text("<p>生产总值<sup>①</sup>118亿元<sup>[2]</sup>，PM<sub>2.5</sub>下降</p>") == "生产总值118亿元，PM2.5下降"
    )


def test_a_thousand_rules_and_elements_end() -> None:
    style = "".join(f"div p.a{number} b{{display:none}}" for number in range(2000))
    main = "<div>" * 200 + f"<p class=a1>{SEEN}</p>" * 300
    assert page(main, style).text.count(SEEN) == 300


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="../shared is absent")
def test_the_page_of_a_stranger_with_struck_out_text() -> None:
    assert "停车场" not in read_document(str(SHARED / "hostile" / "v_s.html")).text
