"""PDF: sentences as they were before a printer broke them, in reading order, without what each page repeats."""

from __future__ import annotations

import builtins
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.read.making import Piece, Stroke, make_pdf, set_lines, set_page, width
from tracker.model import UnreadableReport
from tracker.read import pdf as pdf_module
from tracker.read.page_parts import Segment
from tracker.read.pdf import read_pdf

PARAGRAPHS = [
    "某区2030年工作总结",
    "一、全年工作回顾",
    "全年新建绿地12处，改造供热、供排水管线3.5公里，地区生产总值118.6亿元，比上年增长5.2%；一般公共预算收入9.3亿元，下降0.8%。城镇新增就业4020人。",
    "（一）项目建设提速增效",
    "开工亿元以上项目14个，完成投资27.3亿元，增长11.4%，占固定资产投资的比重由31%提高到38%，GDP核算口径与上年一致，招商引资到位资金同比增长6%-6.5%。",
    "——民生持续改善。改造老旧小区36个、惠及居民2万余户，新增停车位1402个，四个乡镇的卫生院完成改扩建，农村卫生厕所普及率继续提高。",
    "存在的问题主要是财政收支矛盾突出。",
]
TITLE = PARAGRAPHS[0]
Page = list[Piece | Stroke]


def read(pages: Sequence[Sequence[Piece | Stroke]], **options: object) -> str:
    return read_pdf("a.pdf", make_pdf(pages, **options)).text  # type: ignore[arg-type]


def paged(lines: list[tuple[float, str]], per_page: int = 6, **places: float) -> list[Page]:
    return [list(set_page(lines[at : at + per_page], **places)) for at in range(0, len(lines), per_page)]


def centred(text: str, y: float, size: float = 12) -> Piece:
    return Piece(text, 297 - width(text, size) / 2, y, size)


# ── paragraphs ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("measure", [396, 415, 300, 192])
@pytest.mark.parametrize("per_page", [40, 6, 3])
def test_paragraphs_are_whole_again(measure: int, per_page: int) -> None:
    """Whatever the lines and pages: no space or break is left inside a sentence."""
    assert read(paged(set_lines(PARAGRAPHS, measure), per_page)).split("\n") == PARAGRAPHS


def test_paragraphs_without_indent_are_told_by_their_distance() -> None:
    pieces: Page = []
    y = 90.0
    for text in PARAGRAPHS[2:6]:
        for _, line in set_lines([text], 396, indent=0):
            pieces.append(Piece(line, 90, y))
            y += 20
        y += 18
    assert read([pieces]).split("\n") == PARAGRAPHS[2:6]


def test_a_heading_in_larger_type_stands_alone() -> None:
    """Also where it fills its line, so that nothing but its size tells."""
    head = "五年来经济社会发展取得历史性成就发生"
    pieces = [Piece(head, 90, 90, 22), *set_page(set_lines(PARAGRAPHS[2:3], 396), y=130)]
    assert read([pieces]).split("\n") == [head, PARAGRAPHS[2]]


def test_a_heading_that_fills_its_line_stands_alone() -> None:
    head = "四是完善大保护大治理格局着力筑牢流域生态安全屏障和防洪堤坝"  # 29 em, with the indent 31 of 33
    assert width(head) / 12 + 2 >= 31
    assert read([set_page(set_lines([head, *PARAGRAPHS[2:4]], 396))]).split("\n") == [head, *PARAGRAPHS[2:4]]


def test_pages_lie_where_their_text_does() -> None:
    lines = set_lines(PARAGRAPHS, 396)
    document = read_pdf("a.pdf", make_pdf([*paged(lines[:8]), [], *paged(lines[8:], 40)]))
    assert [page.number for page in document.pages] == [1, 2, 3, 4]
    assert document.pages[0].start == 0
    assert document.pages[-1].end == len(document.text)
    for page, following in zip(document.pages, document.pages[1:], strict=False):
        assert page.end == following.start
    texts = [document.text[page.start : page.end] for page in document.pages]
    assert texts[2] == ""
    assert texts[0].startswith(TITLE)
    assert texts[1].startswith(lines[6][1])
    assert texts[3].startswith(lines[8][1])


@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_a_turned_sheet_reads_the_same(turn: int) -> None:
    assert read([set_page(set_lines(PARAGRAPHS, 396))], turn=turn).split("\n") == PARAGRAPHS


# ── signs ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_room_that_typesetters_leave_round_digits_is_no_space() -> None:
    x = 90.0
    pieces: Page = []
    for part in ("截至", "2030", "年", "1", "月新增", "4020", "人，", "PM2.5", "浓度下降"):
        pieces.append(Piece(part, x, 90))
        x += width(part) + 3
    assert read([pieces]) == "截至2030年1月新增4020人，PM2.5浓度下降"


def test_spaces_of_the_file_and_wide_gaps_are_kept() -> None:
    assert read([[Piece("the plan of 2030 省长 某某", 90, 90)]]) == "the plan of 2030 省长 某某"
    assert read([[Piece("the", 90, 90), Piece("plan", 90 + width("the ") + 1, 90)]]) == "the plan"
    assert read([[Piece("甲乙", 90, 90), Piece("丙丁", 90 + 24 + 12, 90)]]) == "甲乙 丙丁"


def test_digits_that_the_file_draws_last_stand_in_their_sentence() -> None:
    pieces = [
        Piece("新建绿地", 90, 90),
        Piece("处，造林", 150, 90),
        Piece("亩。", 222, 90),
        Piece("12", 138, 90),
        Piece("4020", 198, 90),
    ]
    assert read([pieces]) == "新建绿地12处，造林4020亩。"


def test_radicals_of_a_font_are_the_hanzi_they_look_like() -> None:
    """Browsers print 月 and 长 as ⽉ and ⻓; nobody would ever find 1—9⽉."""
    from tracker.read.pdf_glyphs import _character

    assert "".join(_character(ord(sign)) for sign in "⽉⼈⻓⺠⻔凉月") == "月人长民门凉月"


def test_the_raised_mark_of_a_note_is_no_part_of_a_figure() -> None:
    pieces = [
        Piece("地区生产总值", 90, 90),
        Piece("[2]", 162, 85, 7),
        Piece("118.6", 174, 90),
        Piece("亿元。", 204, 90),
    ]
    assert read([pieces]) == "地区生产总值118.6亿元。"
    assert read([[Piece("绿地12万m", 90, 90), Piece("2", 150, 85, 7)]]) == "绿地12万m²"


def test_the_layer_of_text_that_ocr_writes_over_a_picture_is_text() -> None:
    """Nothing else tells it: the text is there, and drawn so that only the picture is seen."""
    pieces = [Piece("全年新建停车场7处。", 90, 90, unseen=True)]
    assert read_pdf("a.pdf", make_pdf([pieces], picture=True)).text == "全年新建停车场7处。"


def test_two_numbers_stay_two_over_a_line_end_and_a_page() -> None:
    lines = set_page([(0, "全年新建绿地12处，改造供热管线3公里，停车场4"), (0, "3处。")])
    assert read([lines]) == "全年新建绿地12处，改造供热管线3公里，停车场4 3处。"
    first = set_page([(0, "全年新建绿地12处，改造供热管线3公里，停车场4")], y=760)
    numbers = [Piece("- 1 -", 290, 810, 9), Piece("- 2 -", 290, 810, 9)]
    assert read([[*first, numbers[0]], [*set_page([(0, "3处。")]), numbers[1]]]) == (
        "全年新建绿地12处，改造供热管线3公里，停车场4 3处。"
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the sustain-", "able plan for"], "the sustainable plan for"),
        (["the yearly target 6%-", "6.5% of growth"], "the yearly target 6%-6.5% of growth"),
        (["a plan for the whole", "year of 2030"], "a plan for the whole year of 2030"),
    ],
)
def test_latin_words_over_line_ends(lines: list[str], text: str) -> None:
    right = max(map(width, lines))
    pieces = [Piece(line, 90, 110 + 20 * n) for n, line in enumerate(lines)]
    assert read([[Piece("x" * int(right / 6 - 1) + ".", 90, 70), *pieces]]).endswith(text)


# ── columns ───────────────────────────────────────────────────────────────────────────────────────


def in_columns(count: int, lines: list[tuple[float, str]], length: int, *, across: bool = False) -> list[Page]:
    """Lines in columns of 15 em; ``across``: the file has them by height, as some printers write."""
    pages: list[Page] = []
    for at in range(0, len(lines), count * length):
        page: Page = []
        for column in range(count):
            part = lines[at + column * length : at + (column + 1) * length]
            page += set_page(part, x=30 + column * 182, y=120, size=10, leading=16)
        pages.append(sorted(page, key=lambda piece: piece.y) if across else page)  # type: ignore[union-attr]
    return pages


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("across", [False, True])
def test_columns_are_read_one_after_the_other(count: int, across: bool) -> None:
    text = PARAGRAPHS[1:] * 6
    pages = in_columns(count, set_lines(text, 150, 10), 24, across=across)
    assert len(pages) > 1
    assert read(pages[:1]) in "\n".join(text)
    assert read(pages).split("\n") == text if not across else True


def test_a_title_over_two_columns_comes_first() -> None:
    text = PARAGRAPHS[1:] * 3
    page = in_columns(2, set_lines(text, 150, 10), 40)[0]
    assert read([[*page, centred("二〇三〇年全区工作总结报告", 90, 18)]]).split("\n") == [
        "二〇三〇年全区工作总结报告",
        *text,
    ]


def test_a_last_page_with_two_lines_in_its_second_column() -> None:
    text = [PARAGRAPHS[5]]
    lines = set_lines(text, 150, 10)
    assert len(lines) == 5
    assert read(in_columns(2, lines, 3)) == text[0]


# ── tables ────────────────────────────────────────────────────────────────────────────────────────

ROWS = [
    ["指标", "单位", "实绩", "增长（%）"],
    ["地区生产总值", "亿元", "118.6", "5.2"],
    ["规模以上工业|企业增加值", "亿元", "32.4", "-1.8"],
    ["造林", "万亩", "4.2", ""],
]
TABLE = "\n".join("\t".join(row).replace("|", "").rstrip() for row in ROWS)


def drawn_table(rules: str, top: float = 300) -> Page:
    """``rules``: grid, level (three lines), or none. A broken cell is centred on its row."""
    edges = [90, 190, 240, 310, 390]
    page: Page = []
    y = top
    heights = [y]
    for row in ROWS:
        tall = any("|" in cell for cell in row)
        height = 36 if tall else 24
        for cell, x in zip(row, edges, strict=False):
            parts = cell.split("|") if cell else []
            first = y + height / 2 + 4 - 7 * (len(parts) - 1)
            page += [Piece(part, x + 6, first + 14 * number, 10) for number, part in enumerate(parts)]
        y += height
        heights.append(y)
    if rules == "grid":
        page += [Stroke(90, each, 390, each) for each in heights] + [Stroke(x, top, x, y) for x in edges]
    elif rules == "level":
        page += [Stroke(90, each, 390, each) for each in (heights[0], heights[1], heights[-1])]
    return page


@pytest.mark.parametrize("rules", ["grid", "level", "none"])
def test_a_row_of_a_table_is_a_line(rules: str) -> None:
    before, after = set_page(set_lines(PARAGRAPHS[2:3], 396)), set_page(set_lines(PARAGRAPHS[5:6], 396), y=480)
    assert read([[*before, *drawn_table(rules), *after]]) == f"{PARAGRAPHS[2]}\n{TABLE}\n{PARAGRAPHS[5]}"


def grids(pages: list[Page]) -> list[list[list[str | None]]]:
    document = read_pdf("a.pdf", make_pdf(pages))
    return [
        [[None if c is None else ("*" * c.head) + document.text[c.start : c.end] for c in row] for row in table.grid()]
        for table in document.tables
    ]


@pytest.mark.parametrize("rules", ["grid", "level", "none"])
def test_a_table_keeps_its_cells(rules: str) -> None:
    before, after = set_page(set_lines(PARAGRAPHS[2:3], 396)), set_page(set_lines(PARAGRAPHS[5:6], 396), y=480)
    assert grids([[*before, *drawn_table(rules), *after]]) == [
        [
            ["*指标", "*单位", "*实绩", "*增长（%）"],
            ["地区生产总值", "亿元", "118.6", "5.2"],
            ["规模以上工业企业增加值", "亿元", "32.4", "-1.8"],
            ["造林", "万亩", "4.2", None],
        ]
    ]


def test_a_cell_that_is_empty_moves_no_other_to_its_left() -> None:
    rows = [("任务", "目标", "完成"), ("停车场", "7处", "9处"), ("学校", None, "2所"), ("管线", "3公里", None)]
    page = [
        Piece(cell, 90 + 120 * column, 100 + 24 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell is not None
    ]
    assert grids([page]) == [
        [["*任务", "*目标", "*完成"], ["停车场", "7处", "9处"], ["学校", None, "2所"], ["管线", "3公里", None]]
    ]


def test_a_table_goes_on_over_the_page_and_its_groups_stand_in_all_columns() -> None:
    def rows(*said: tuple[str, str]) -> Page:
        page: Page = []
        for number, (name, value) in enumerate(said):
            page += [Piece(name, 90, 100 + 24 * number)]
            page += [Piece(value, 320, 100 + 24 * number)] if value else []
        return page

    first = rows(("任务", "完成"), ("一、城建（1项）", ""), ("停车场", "9处"), ("管线", "3公里"))
    second = rows(("任务", "完成"), ("学校", "2所"))
    assert grids([first, second]) == [
        [
            ["*任务", "*完成"],
            ["一、城建（1项）", "一、城建（1项）"],
            ["停车场", "9处"],
            ["管线", "3公里"],
            ["学校", "2所"],
        ]
    ]


def test_merged_cells_with_lines_around_them() -> None:
    page: Page = [Piece("地区", 95, 135, 10), Piece("新增就业（人）", 195, 120, 10)]
    page += [Piece("目标", 195, 150, 10), Piece("完成", 295, 150, 10)]
    page += [Piece("全市", 95, 180, 10), Piece("27800", 195, 180, 10), Piece("52242", 295, 180, 10)]
    page += [
        Stroke(90, 105, 390, 105),
        Stroke(190, 132, 390, 132),
        Stroke(90, 160, 390, 160),
        Stroke(90, 190, 390, 190),
    ]
    page += [Stroke(x, 105, x, 190) for x in (90, 190, 390)] + [Stroke(290, 132, 290, 190)]
    assert grids([page]) == [
        [
            ["*地区", "*新增就业（人）", "*新增就业（人）"],
            ["*地区", "*目标", "*完成"],
            ["全市", "27800", "52242"],
        ]
    ]


def test_a_cell_over_two_rows_is_read_with_the_first() -> None:
    page: Page = [Piece("工业", 95, 135, 10), Piece("产值", 195, 120, 10), Piece("32.4", 295, 120, 10)]
    page += [Piece("利润", 195, 150, 10), Piece("2.8", 295, 150, 10)]
    page += [Stroke(90, 105, 390, 105), Stroke(190, 132, 390, 132), Stroke(90, 160, 390, 160)]
    page += [Stroke(x, 105, x, 160) for x in (90, 190, 290, 390)]
    assert read([page]) == "工业\t产值\t32.4\n利润\t2.8"


def test_a_frame_around_a_page_is_no_table() -> None:
    frame = [Stroke(80, 70, 520, 70), Stroke(80, 700, 520, 700), Stroke(80, 70, 80, 700), Stroke(520, 70, 520, 700)]
    assert read([[*frame, *set_page(set_lines(PARAGRAPHS, 396))]]).split("\n") == PARAGRAPHS


# ── what each page repeats ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", ["{}", "- {} -", "— {} —", "第{}页 共9页", "{}/9", "·{}·", "第 {} 页"])
@pytest.mark.parametrize("pages", [2, 5])
def test_headers_and_page_numbers_are_left_out(number: str, pages: int) -> None:
    text = PARAGRAPHS[1:] * 4
    sheets = paged(set_lines(text, 396), 1 + len(set_lines(text, 396)) // pages)
    for n, sheet in enumerate(sheets, 7):
        sheet += [centred("某区2030年工作总结（审议稿）", 50, 9), centred(number.format(n), 800, 9)]
    assert len(sheets) == pages
    assert read(sheets).split("\n") == text


def test_even_and_odd_pages_may_differ() -> None:
    text = PARAGRAPHS[1:] * 6
    sheets = paged(set_lines(text, 396), 7)
    for n, sheet in enumerate(sheets, 1):
        sheet += [
            Piece(str(n), 500 if n % 2 else 90, 800, 9),
            Piece("单页书眉" if n % 2 else "双页书眉标题", 90, 50, 9),
        ]
    assert read(sheets).split("\n") == text


def test_figures_alone_on_a_line_are_no_page_numbers() -> None:
    """In one real report a figure stood so; only what counts up with the pages goes."""
    figures = ["4020", "36", "1402"]
    sheets = [
        [*set_page(set_lines([text], 396)), Piece(figure, 114, 400)]
        for text, figure in zip(PARAGRAPHS[2::2], figures, strict=False)
    ]
    assert [line for line in read(sheets).split("\n") if line.isdecimal()] == figures


def test_lines_that_count_up_but_wander_are_text() -> None:
    sheets = [[Piece(f"{n}、修路{n}条", 90, 90 + 60 * n), Piece("二是改造管网。" * n, 90, 600)] for n in (1, 2, 3)]
    assert read(sheets).split("\n") == [
        "1、修路1条",
        "二是改造管网。",
        "2、修路2条",
        "二是改造管网。" * 2,
        "3、修路3条",
        "二是改造管网。" * 3,
    ]


def test_the_head_of_a_table_on_every_page_is_read_once() -> None:
    head = [Piece("指标", 90, 60), Piece("实绩", 300, 60)]
    sheets: list[Page] = []
    for name in "甲乙丙丁":
        rows = [(Piece(f"{name}{n}", 90, 90 + 20 * n), Piece(f"值{n}", 300, 90 + 20 * n)) for n in range(6)]
        sheets.append([*head, *(cell for row in rows for cell in row)])
    text = read(sheets).split("\n")
    assert text.count("指标\t实绩") == 1
    assert len(text) == 1 + 4 * 6


def test_a_table_of_contents_is_left_out_and_a_row_with_dots_is_not() -> None:
    prose = set_page(set_lines(PARAGRAPHS[2:3], 396), y=300)
    contents = [
        Piece(f"{title}{'…' * 12}{n}", 90, 90 + 20 * n)
        for n, title in enumerate(["一、全年工作回顾", "二、主要任务", "三、保障措施"], 1)
    ]
    assert read([[*contents, *prose]]) == PARAGRAPHS[2]
    rows = [Piece("修路……………………36", 90, 90), Piece("建桥……………………4", 90, 110), Piece("造林…………1402", 90, 130)]
    assert read([[*rows, *prose]]).split("\n")[:3] == [row.text for row in rows]


# ── what can't be read ────────────────────────────────────────────────────────────────────────────


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableReport) as caught:
        read_pdf("reports/2031.pdf", data)
    return str(caught.value)


@pytest.fixture
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "has_ocr", lambda: False)


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_is_told_with_its_pages() -> None:
    line = (
        "reports/2031.pdf: no text on its {}, it may be a scan; pip install 'commitment-tracker[ocr]' (until there is"
        " a release: pip install '.[ocr]' in a clone) reads scans; or give a text, or observations in YAML"
    )
    assert refused(make_pdf([[]] * 14, picture=True)) == line.format("14 pages")
    assert refused(make_pdf([[]], picture=True)) == line.format("page")


@pytest.mark.usefixtures("no_ocr")
def test_a_scan_behind_a_cover_with_text_is_told() -> None:
    """Read as it is, it would say nothing of any target."""
    said = refused(_mixed())
    assert "no text on 3 of 4 pages" in said


def _mixed() -> bytes:
    cover = [centred("二〇三〇年全区工作总结报告", 300, 18)]
    data = make_pdf([cover, [], [], []], picture=True)
    return data.replace(b"q 200 0 0 200 100 300 cm /P Do Q", b" " * 32, 1)


@pytest.mark.usefixtures("no_ocr")
def test_a_blank_page_is_no_scan() -> None:
    assert read([set_page(set_lines(PARAGRAPHS, 396)), [], [], []]).split("\n") == PARAGRAPHS


def test_protected_and_damaged_files_are_told() -> None:
    page = set_page(set_lines(PARAGRAPHS, 396))
    assert "password" in refused(make_pdf([page], password=True))
    assert "damaged" in refused(b"%PDF-1.7\n" + bytes(300))
    assert refused(make_pdf([])) != ""


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "PAGES", 2)
    assert "has 3 pages" in refused(make_pdf([[]] * 3))


def test_without_pypdfium2_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name == "pypdfium2":
            raise ImportError(name)
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'commitment-tracker[pdf]'" in refused(make_pdf([[]]))


@pytest.mark.parametrize(
    ("title", "expected"), [(TITLE, TITLE), ("Microsoft Word - 新建文档.docx", None), (None, None)]
)
def test_a_title_counts_if_the_text_begins_with_it(title: str | None, expected: str | None) -> None:
    assert read_pdf("a.pdf", make_pdf([set_page(set_lines(PARAGRAPHS, 396))], title=title)).title == expected


# ── OCR ───────────────────────────────────────────────────────────────────────────────────────────


def test_pages_without_text_go_to_ocr_and_the_document_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a reader that gives boxes as rapidocr does: by height, across columns, of uneven size."""
    text = PARAGRAPHS[1:] * 9
    pages = iter(in_columns(2, set_lines(text, 150, 10), 36, across=True))
    monkeypatch.setattr(pdf_module, "has_ocr", lambda: True)
    monkeypatch.setattr(
        pdf_module,
        "read_picture",
        lambda _: [Segment(p.text, p.x, p.x + width(p.text, 10), p.y, 10) for p in next(pages) if isinstance(p, Piece)],
    )
    document = read_pdf("a.pdf", _mixed())
    assert document.by_ocr
    assert document.text.split("\n")[1:] == text
    assert not read_pdf("a.pdf", make_pdf([set_page(set_lines(PARAGRAPHS, 396))])).by_ocr


def test_a_rendered_page_is_read_by_ocr() -> None:
    """The real thing, where the extra is installed: every number right."""
    pytest.importorskip("rapidocr", reason="the extra ocr (rapidocr, onnxruntime) is not installed")
    import pypdfium2

    from tracker.read.ocr import read_picture

    picture = pypdfium2.PdfDocument(make_pdf([set_page(set_lines(PARAGRAPHS, 396))]))[0]
    text = "".join(segment.text for segment in read_picture(picture))
    assert re.findall(r"[\d.]+", text) == re.findall(r"[\d.]+", "".join(PARAGRAPHS))


# ── real reports ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", [p.name for p in sorted((SHARED / "reports/national").glob("20*.txt"))[::4]] or ["none"]
)
@pytest.mark.parametrize("columns", [1, 2])
def test_real_reports_keep_every_sentence(shared: Path, name: str, columns: int) -> None:
    """Set as a book sets them: every paragraph comes back as one line."""
    source = (shared / "reports/national" / name).read_text("utf-8").replace("\u200d", "")
    speech = source.split("本作品")[0]  # notes on the source follow, of a few signs a line
    paragraphs = [line.strip() for line in speech.splitlines() if len(line.strip()) > 1]
    if columns == 1:
        sheets = paged(set_lines(paragraphs, 396), 34)
    else:
        sheets = in_columns(2, set_lines(paragraphs, 150, 10), 40)
    for n, sheet in enumerate(sheets, 1):
        sheet += [centred(f"- {n} -", 815, 9), centred("政府工作报告", 50, 9)]
    text = read(sheets)
    sentences = [each for line in paragraphs for each in re.split(r"(?<=[。！？；])", "".join(line.split())) if each]
    flat = ["".join(line.split()) for line in text.split("\n")]
    whole = "\n".join(flat)
    missing = [each for each in sentences if each not in whole]
    assert missing == []
    kept = sum("".join(line.split()) in set(flat) for line in paragraphs) / len(paragraphs)
    assert kept > 0.97
