"""The page: as text, and in a real browser: filter, open, highlight, and nothing that leaves it or runs in it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.write.samples import DECISION, MET, PLANTED, REPORT, TEXT, judged, quoted, sample
from tracker.model import FileResult, Late, LedgerEntry, Light, Verdict
from tracker.write.page import scorecard_page, summary_page, write_page
from tracker.write.page_html import inline_json, tag

HOSTILE = "</script><script>window.hacked=1</script><img src=x onerror=window.hacked=1>\u2028<!--'\"&amp;&lt;]]>"


class Reader(HTMLParser):
    """Tags, attributes and the text of the data."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: str | None = None
        self.scripts: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = None

    def handle_data(self, data: str) -> None:
        (self.scripts if self.inside == "script" else self.text).append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def hostile() -> FileResult:
    text = TEXT.replace("造林4233亩", f"{HOSTILE}造林4233亩")
    evidence = replace(
        quoted("造林4233亩"), quote=f"{HOSTILE}造林4233亩", end=quoted("造林4233亩").end + len(HOSTILE), section=HOSTILE
    )
    held = judged(1, HOSTILE, replace(MET, comparison=HOSTILE, evidence=(evidence,)), area=HOSTILE, owner=HOSTILE)
    result = sample(held, judged(2, "b", MET), name=HOSTILE)
    return replace(result, reports=(replace(REPORT, text=text, title=HOSTILE, url="javascript:window.hacked=1"),))


# ── as text ───────────────────────────────────────────────────────────────────────────────────────


def test_the_page_holds_what_the_workbook_holds() -> None:
    page = scorecard_page(sample(), "zh")
    said = "".join(read(page).text)
    for words in (
        "某区2022年承诺兑现记分卡",
        "植树造林",
        "造林面积 >= 1600 亩",
        "4233亩 >= 1600亩（预计数）",
        "“造林4233亩”",
        "某区2023年报告 · 一、过去一年",
        "复核（自动：无法核实）",
        "验收单已核对",
        "最接近的原文，差别在：口径、名称",
    ):
        assert words in said, words


def test_nothing_is_loaded_and_only_our_own_script_may_run() -> None:
    for page in (scorecard_page(hostile(), "zh"), summary_page([hostile(), sample()], "zh")):
        reader = read(page)
        policy = next(
            held["content"] for name, held in reader.tags if held.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy is not None
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "unsafe" not in policy
        names = [name for name, _ in reader.tags]
        assert not {"img", "iframe", "object", "embed", "base", "form"} & set(names)
        for name, held in reader.tags:
            assert not any(key.startswith("on") or key in ("src", "style", "srcset") for key in held), (name, held)
            assert not str(held.get("href", "")).startswith("javascript:")
        assert names.count("script") == 1 + page.count('type="application/json"')
        assert "<script>window" not in page


def test_texts_for_the_viewer_are_json_that_no_text_can_leave() -> None:
    reader = read(scorecard_page(hostile(), "zh"))
    [text] = json.loads(next(each for each in reader.scripts if each.startswith("[")))
    assert text == hostile().reports[0].text


@given(st.text(st.characters(), max_size=60))
def test_no_text_becomes_markup(text: str) -> None:
    made = tag("p", text, title=text)
    reader = read(made)
    assert [name for name, _ in reader.tags] == ["p"]
    assert list(reader.tags[0][1]) == ["title"]


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"])), lambda inner: st.lists(inner, max_size=4), max_leaves=5
    )
)
def test_data_comes_back_as_it_was(value: object) -> None:
    text = inline_json(value)
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == value


@settings(max_examples=20)
@given(st.text(st.characters(), min_size=1, max_size=40))
def test_any_text_makes_a_page(text: str) -> None:
    scorecard_page(sample(judged(1, text, replace(MET, comparison=text))), "en").encode("utf-8", "replace")


def test_the_same_input_gives_the_same_page(tmp_path: Path) -> None:
    path = tmp_path / "a-2022.html"
    write_page([sample()], path, "zh")
    first = path.read_bytes()
    write_page([sample()], path, "zh")
    assert path.read_bytes() == first
    assert b"\r" not in first


def test_the_page_over_all_leads_to_the_others(tmp_path: Path) -> None:
    path = tmp_path / "summary.html"
    write_page([sample(), sample(path="targets/b 1.yaml", name="乙区")], path, "zh")
    links = [held.get("href") for name, held in read(path.read_text(encoding="utf-8")).tags if name == "a"]
    assert {"a-2022.html", "b%201.html"} <= set(links)


def test_a_quote_that_is_not_in_the_text_is_shown_without_a_way_there() -> None:
    result = sample(judged(1, "a", MET))
    page = scorecard_page(replace(result, reports=(replace(REPORT, text=""),)), "zh")
    assert "<blockquote" in page
    assert 'class="quote" data-report' not in page


# ── in a browser ──────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.skip("the page was not tried in a browser: playwright is not installed")
    if chromium is None:
        pytest.skip("the page was not tried in a browser: chromium is not installed")
    with sync_playwright() as driver:
        held = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield held
        held.close()


class Visit:
    """A page in the browser, with what went wrong and what left it."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def shown(self) -> list[str]:
        return sorted(each.inner_text() for each in self.page.locator("details.c:visible .no").all())


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Iterator[Any]:
    visits: list[Visit] = []

    def go(result: FileResult, **options: Any) -> Visit:
        path = tmp_path / "a-2022.html"
        write_page([result], path, "zh")
        visits.append(Visit(browser, path, **options))
        return visits[-1]

    yield go
    for each in visits:
        each.context.close()
        assert each.errors == []
        assert [url for url in each.requests if not url.startswith(("file:", "data:"))] == []


def test_filters_by_verdict_area_reason_and_text(visit: Any) -> None:
    seen = visit(sample())
    page = seen.page
    assert seen.shown() == ["1", "2", "3.2", "4", "5", "6"]
    page.click("button[data-verdict=unmet]")
    assert seen.shown() == ["2", "3.2"]
    assert page.inner_text("#count") == "显示2项，共6项"
    page.click("button[data-verdict=met]")
    assert seen.shown() == ["1", "2", "3.2", "4"]
    page.select_option("#area", "民生")
    assert seen.shown() == ["3.2", "4"]
    page.click("#clear")
    page.select_option("#reason", "not-reported")
    assert seen.shown() == ["6"]
    page.click("#clear")
    page.fill("#search", "4233 植树")
    assert seen.shown() == ["1", "3.2"]
    page.fill("#search", "没有这样的话")
    assert seen.shown() == []
    assert page.locator("section.area:visible").count() == 0


def test_a_commitment_opens_and_a_quote_shows_its_place_in_the_report(visit: Any) -> None:
    page = visit(sample()).page
    quote = page.locator("#c-2 button.quote").nth(1)
    assert not quote.is_visible()
    page.click("#c-2 summary")
    assert quote.is_visible()
    quote.click()
    assert page.inner_text("#report") == "某区2023年报告"
    assert page.inner_text("#text mark") == "𠮷祥路已经开工", "counted in code points"
    assert page.evaluate("document.getElementById('text').textContent") == TEXT
    page.keyboard.press("Escape")
    assert not page.locator("#viewer").is_visible()
    assert page.evaluate("document.activeElement === document.querySelectorAll('#c-2 button.quote')[1]")


def test_it_works_without_a_mouse(visit: Any) -> None:
    page = visit(sample()).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#c-1 summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('c-1').open")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.inner_text("#text mark") == "造林4233亩"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.focus("#close")
    page.keyboard.press("Enter")
    assert not page.locator("#viewer").is_visible()


def test_nothing_in_a_report_can_become_script(visit: Any) -> None:
    page = visit(hostile()).page
    page.click("#open")
    page.locator("button.quote").first.click()
    assert page.evaluate("window.hacked") is None
    assert page.inner_text("#text mark").replace("\n", "") == f"{HOSTILE}造林4233亩".replace("\u2028", "\u2028")
    assert page.locator("img").count() == 0


def test_it_is_read_without_script(visit: Any) -> None:
    page = visit(sample(), java_script_enabled=False).page
    assert not page.locator("#filters").is_visible()
    page.click("#c-1 summary")
    assert page.locator("#c-1 .quote").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(visit: Any, scheme: str) -> None:
    page = visit(sample(), color_scheme=scheme).page
    for selector in ("body", ".badge.met", ".badge.unmet", ".badge.unverifiable", "h1", ".tiles dd.big", "#count"):
        colours = page.evaluate(
            """(selector) => {
              let node = document.querySelector(selector);
              const ink = getComputedStyle(node).color;
              while (node && getComputedStyle(node).backgroundColor === "rgba(0, 0, 0, 0)") node = node.parentElement;
              return [ink, node ? getComputedStyle(node).backgroundColor : "rgb(255, 255, 255)"];
            }""",
            selector,
        )
        assert contrast(*colours) >= 4.5, (selector, colours)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio of two colours."""

    def light(colour: str) -> float:
        parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_it_fits_a_phone(visit: Any) -> None:
    page = visit(sample(), viewport={"width": 360, "height": 740}).page
    page.click("#open")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_is_shown_is_printed_open(visit: Any) -> None:
    page = visit(sample()).page
    page.click("button[data-verdict=met]")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#c-1 .quote").first.is_visible()
    assert not page.locator("#c-2").is_visible()
    assert not page.locator("#filters").is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert not page.locator("#c-1 .quote").first.is_visible()


def test_an_address_opens_its_commitment(visit: Any, tmp_path: Path) -> None:
    page = visit(sample()).page
    page.goto((tmp_path / "a-2022.html").as_uri() + "#c-3.2")
    page.reload()
    assert page.evaluate("document.getElementById('c-3.2').open")


def test_the_address_holds_the_filters(visit: Any, tmp_path: Path) -> None:
    seen = visit(sample())
    page = seen.page
    page.click("button[data-verdict=unmet]")
    page.select_option("#owner", "住建局")
    assert seen.shown() == ["2"]
    address = page.url
    assert "#?verdict=unmet&owner=" in address
    page.goto("about:blank")
    page.goto(address)
    assert seen.shown() == ["2"]
    page.click("#clear")
    assert "#" not in page.url


def test_nothing_found_says_so(visit: Any) -> None:
    page = visit(sample()).page
    assert not page.locator("#none").is_visible()
    page.fill("#search", "没有这样的话")
    assert page.inner_text("#none") == "没有符合筛选条件的事项；清除筛选可看全部。"


def test_the_page_tells_lights_late_and_who_answers() -> None:
    late = Late(date(2022, 12, 31), "2023-05", quoted("造林4233亩"))
    one = judged(1, "a", replace(MET, light=Light.OVERDUE))
    commitment = replace(one.commitment, lead="副区长", helpers=("交警队", "城管局"))
    entry = LedgerEntry(1, "征地未完成", "月底前签约")
    one = replace(one, light=Light.OVERDUE, late=late, commitment=commitment, ledger=entry)
    page = scorecard_page(replace(sample(one), as_of=date(2022, 12, 31)), "zh")
    for said in (
        "责任领导：副区长", "配合单位：交警队、城管局", "■ 逾期", "2023-05达到（应于2022-12-31）",
        "存在问题: 征地未完成",
        "截至2022-12-31的序时进度", 'data-light="overdue"',
    ):  # fmt: skip
        assert said in page, said


def test_the_middle_of_the_ring_says_how_much_of_it_is_known() -> None:
    assert ">4/6<" in scorecard_page(sample(), "zh")


def test_an_address_of_a_commitment_shows_its_head_below_the_filters(visit: Any) -> None:
    """They stay at the top of the window, over what would be scrolled up there."""
    many = [judged(number, f"任务{number}", MET, MET) for number in range(1, 41)]
    page = visit(sample(*many)).page
    page.set_viewport_size({"width": 1000, "height": 600})
    page.goto(page.url + "#c-20")
    edges = "[...document.querySelectorAll('#filters, #c-20 > summary')].map((each) => each.getBoundingClientRect())"
    filters, head = page.evaluate(f"{edges}.map((each) => [each.top, each.bottom])")
    assert filters[1] <= head[0] < filters[1] + 40


def test_the_page_shows_what_an_office_helps_with(visit: Any) -> None:
    helped = (("交警队", "城管局"), ("城管局",), ())
    results = []
    for number, names in enumerate(helped, 1):
        one = judged(number, f"任务{number}", MET)
        results.append(replace(one, commitment=replace(one.commitment, helpers=names)))
    seen = visit(sample(*results))
    seen.page.select_option("#with", "城管局")
    assert seen.shown() == ["1", "2"]
    seen.page.select_option("#with", "交警队")
    assert seen.shown() == ["1"]


def test_a_target_bears_a_day_of_its_own() -> None:
    early = replace(MET, target=replace(PLANTED, due=date(2022, 7, 20)))
    text = "".join(read(scorecard_page(sample(judged(1, "造林", early, MET)), "zh")).text)
    assert text.count("完成时限：2022-07-20") == 1
    assert text.count("完成时限：2022-12-31") == 1, "of the commitment alone"


def test_a_decision_that_overrules_the_checker_stands_without_its_count() -> None:
    decision = replace(DECISION, id=1, verdict=Verdict.UNVERIFIABLE)
    assert "目标完成1/1" not in scorecard_page(sample(judged(1, "造林", MET, review=decision)), "zh")
    assert "目标完成1/1" in scorecard_page(sample(judged(1, "造林", MET)), "zh")
