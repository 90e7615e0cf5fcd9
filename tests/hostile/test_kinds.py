"""Small files whose cost grew as the square of their size, or whose words a library choked on: each once, whole run."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.cli.projects import TARGETS, make_project
from tests.hostile.costs import cost_of
from tests.hostile.files import SHEET, xlsx_of
from tests.read.making import make_zip
from tracker.cli import main

PAGE = "<html><body><p>全年新建停车场7处。</p>"
MAIL = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html'
HEAD = "version: 1\nlocality: {name: 东山区}\nperiod: 2022\nsource: {title: 东山区2022年工作计划}\n"


def many_sheets() -> bytes:
    """Twenty sheets of 200,000 empty rows each, in 8 KB."""
    with zipfile.ZipFile(BytesIO(xlsx_of("<row/>"))) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name).decode() for name in archive.namelist()}
    names = range(20)
    listed = "".join(f'<sheet name="x{at}" sheetId="{at + 9}" r:id="z{at}"/>' for at in names)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = "".join(f'<Relationship Id="z{at}" Type="{kind}" Target="worksheets/z{at}.xml"/>' for at in names)
    members["xl/workbook.xml"] = str(members["xl/workbook.xml"]).replace("</sheets>", listed + "</sheets>")
    rels = "xl/_rels/workbook.xml.rels"
    members[rels] = str(members[rels]).replace("</Relationships>", links + "</Relationships>")
    return make_zip(members | {f"xl/worksheets/z{at}.xml": SHEET.format("<row/>" * 200_000) for at in names})


def overlapping_merges() -> bytes:
    merges = '<mergeCell ref="A1:XFD1048576"/>' * 19_000
    rows = "<row><c><v>7</v></c><c><v>7</v></c></row>" * 3000
    return xlsx_of(f"{rows}</sheetData><mergeCells>{merges}</mergeCells><sheetData>")


def cells_of_one_text() -> bytes:
    """99,000 cells that share a text of 40,000 characters: 4 GB to show, in 14 KB."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    return xlsx_of(row * 990, f"<si><t>{'新建' * 20_000}</t></si>")


def row_of_figures() -> bytes:
    """4,900 figures, each named by the same 90,000 letters."""
    text = '<c t="str"><v>{}</v></c>'.format
    head = text("指标") + text("今年完成") * 4900
    return xlsx_of(f"<row>{head}</row><row>{text('停车场' * 30_000)}{'<c><v>7</v></c>' * 4900}</row>")


def table_of(rows: int) -> bytes:
    """A figure in each row, and its name."""
    cells = [("指标", "2022年完成"), *((f"新建厂{at}", "7处") for at in range(rows))]
    text = '<c t="str"><v>{}</v></c>'.format
    return xlsx_of("".join(f"<row>{text(name)}{text(figure)}</row>" for name, figure in cells))


LINE = "  - {{id: {0}, title: 停{0}, targets: [新建厂{0} >= 5 处]}}\n".format
READ, JSON, DRAFT, VALIDATE = ["read"], ["read", "--format", "json"], ["draft"], ["validate"]
COSTLY: dict[str, tuple[str, list[str], Callable[[], str | bytes]]] = {
    "pictures that never close": ("a.md", READ, lambda: "![" * 100_000),
    "a heading of white space": ("a.md", READ, lambda: "# a" + " " * 30_000 + "b"),
    "strong text that never closes": ("a.md", READ, lambda: "**a " * 200_000),
    "scripts between letters": ("a.html", READ, lambda: PAGE + "<script></script>字" * 100_000),
    "a sheet without a brace": ("a.html", READ, lambda: f"{PAGE}<style>{'a' * 300_000}</style>"),
    "a sheet of questions": ("a.html", READ, lambda: f"{PAGE}<style>{'@media' * 50_000}</style>"),
    "a style that moves": ("a.html", READ, lambda: f"{PAGE}<p style='transform:{'translate(' * 50_000}'>x</p>"),
    "a style of colours": ("a.html", READ, lambda: f"{PAGE}<p style='background:{'rgb( ' * 50_000}'>x</p>"),
    "rules for all": (
        "a.html", READ, lambda: f"{PAGE}<style>{'p{color:red}' * 30_000}</style>{'<p>字</p>' * 15_000}"
    ),
    "quotes in a header": ("a.mht", READ, lambda: MAIL + b'; a="' + b'\\";' * 60_000 + b"\r\n\r\n" + PAGE.encode()),
    "numbered in one line": ("a.txt", JSON, lambda: "（一）1.（1）①一、" * 12_000),
    "a table of borders": ("a.md", JSON, lambda: "|a|b|\n|-|-|\n" * 15_000),
    "a plan of units": ("a.txt", DRAFT, lambda: "亿元" * 3000),
    "figures without a full stop": ("a.txt", DRAFT, lambda: "新建停车场7处" * 5000),
    "shares without a full stop": ("a.txt", JSON, lambda: "7%" * 50_000),
    "a plan of figures": ("a.txt", DRAFT, lambda: "建7处。" * 3900),
    "a report of figures": ("a.txt", JSON, lambda: "建7处。" * 4990),
    "a report of works": ("a.txt", JSON, lambda: "厂建成。" * 14_900),
    "a report of lines": ("a.txt", JSON, lambda: "厂\n" * 14_900),
    "a report of clauses": ("a.txt", JSON, lambda: "厂建成，" * 14_900),
    "a report of nines": ("a.txt", JSON, lambda: "9" * 399_000),
    "a table of figures": ("a.xlsx", JSON, lambda: table_of(4900)),
    "a long text in each cell": ("a.xlsx", READ, cells_of_one_text),
    "cells without number": (
        "a.xlsx", READ, lambda: xlsx_of(("<row>" + '<c t="str"><v>停</v></c>' * 20 + "</row>") * 4900)
    ),
    "a row of figures with a name without end": ("a.xlsx", JSON, row_of_figures),
    "a page of paragraphs": ("a.html", READ, lambda: PAGE + "<p>7" * 2_000_000),
    "a page of breaks": ("a.html", READ, lambda: PAGE + "<br>" * 4_000_000),
    "a page at its bound": ("a.html", JSON, lambda: PAGE + "<p>停车场建成</p>" * 13_000 + "<b>a</b>" * 36_000),
    "lines in a page": ("a.html", READ, lambda: f"{PAGE}<pre>" + "停\n" * 5_000_000),
    "headings without number": ("a.md", READ, lambda: "# a\n" * 4_000_000),
    "figures below each other": ("a.txt", [*READ, "--limit", "1000"], lambda: "停\n7\n" * 100_000),
    "full-width keys": ("a.yaml", VALIDATE, lambda: f"{HEAD}commitments:\n" + "  - id： 1\n" * 5000),
    "reports in one line": (
        "a.yaml", VALIDATE, lambda: f"{HEAD}reports: [{','.join(f'r{at}.txt' for at in range(4000))}]\n"
    ),
    "a plan of lines": (
        "a.yaml", ["check", "--no-cache"], lambda: f"{HEAD}commitments:\n" + "".join(map(LINE, range(490)))
    ),
    "a plan of nothing": ("a.yaml", VALIDATE, lambda: f"{HEAD}commitments:\n" + "  -\n" * 100_000),
    "keys that nobody knows": ("a.yaml", VALIDATE, lambda: HEAD + "".join(f"k{at}: 1\n" for at in range(40_000))),
    "white space in a brace": ("a.yaml", VALIDATE, lambda: f"{HEAD}commitments: {{a{' ' * 50_000}b: c: d"),
    "a row of names": (
        "a.yaml", VALIDATE, lambda: f"version: 1\nnames:\n  same: [[{','.join(map('厂{}'.format, range(40_000)))}]]\n"
    ),
    "signs that nobody sees": ("a.yaml", ["validate", "--fix"], lambda: "a\u200b: 1\n" * 10_000),
    "sheets without number": ("a.xlsx", READ, many_sheets),
    "merged over each other": ("a.xlsx", READ, overlapping_merges),
    "keys with dots": ("tracker.toml", ["config"], lambda: ".".join("a" * 30_000) + " = 1"),
    "keys without number": ("tracker.toml", ["config"], lambda: "".join(f"k{at} = 1\n" for at in range(5000))),
}  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="counts processor time and memory as Linux does")
@pytest.mark.parametrize("kind", COSTLY)
def test_its_cost_grows_with_it(tmp_path: Path, kind: str) -> None:
    name, command, make = COSTLY[kind]
    data = make()
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    cost = cost_of([*command, *([] if command == ["config"] else [name])], tmp_path)
    assert cost.code in (0, 1, 2)
    assert b"Traceback" not in cost.said
    assert cost.is_in_bounds, cost


def test_a_page_of_more_tags_than_pages_have_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.html").write_text(PAGE + "<b>a</b>" * 50_000, encoding="utf-8")
    assert main(["read", str(tmp_path / "a.html"), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert said.endswith("a.html: has more than 50000 tags, as no page does; save it as text\n")


@pytest.mark.parametrize("command", ["validate", "check", "score"])
def test_a_plan_of_tens_of_thousands_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "a.yaml").write_text(f"{HEAD}commitments:\n" + "".join(map(LINE, range(10_000))), encoding="utf-8")
    assert main([command, str(tmp_path / "a.yaml"), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert "over the limit of 0.5 MiB for a file; give a smaller one, or raise it with --limit" in said


MAILS = {
    "a boundary in a charset that is none": b"multipart/related; boundary*=idna''abc",
    "a charset with a NUL": b"multipart/related; boundary*=a%00b''abc",
    "a part of 5,000 digits": b"multipart/related; boundary*" + b"9" * 5000 + b"*=c",
    "letters of no encoding": b'multipart/related; boundary="\xb6\xab"',
}


@pytest.mark.parametrize("kind", MAILS)
def test_an_archive_with_broken_headers_is_refused_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(b"MIME-Version: 1.0\r\nContent-Type: " + MAILS[kind] + b"\r\n\r\n--abc\r\n" + PAGE.encode())
    assert main(["read", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("charset", ["punycode", "unicode_escape", "undefined", "a\0b", "x" * 1500])
def test_a_charset_that_no_page_has_is_not_tried(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(MAIL + f'; charset="{charset}"\r\n\r\n'.encode() + PAGE.encode() + b"\r\n--b--\r\n")
    assert main(["read", str(path)]) == 0


def test_a_colour_whose_figure_is_none_is_no_colour(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    for figure in ("1.2.3", ".", "9" * 400):
        path.write_text(f"{PAGE}<p style='color:rgba(0,0,0,{figure})'>7处</p>", encoding="utf-8")
        assert main(["read", str(path)]) == 0


SETTINGS = {
    "lists in lists": "a = " + "[" * 20_000,
    "tables in tables": "a = " + "{a=" * 5000,
    "an integer of 5,000 digits": "x = " + "9" * 5000,
    "a key of many parts": "x = {" + ".".join("a" * 60) + " = 1}",
}


@pytest.mark.parametrize("kind", SETTINGS)
@pytest.mark.parametrize("command", ["config", "validate", "check"])
def test_settings_that_break_the_parser_are_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, command: str
) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    Path("tracker.toml").write_text(SETTINGS[kind], encoding="utf-8")
    assert main([command]) == 2
    assert capsys.readouterr().err.startswith("tracker.toml:1:1: ")


@pytest.mark.parametrize(
    "text", ["tool = 'x' # [tool.tracker", "[tool]\ntracker = [1]\n# [tool.tracker]", "tool = [1]\nx='[tool.tracker]'"]
)
def test_a_pyproject_of_other_shape_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    Path("pyproject.toml").write_text(text, encoding="utf-8")
    assert main(["config"]) in (0, 2)


@pytest.mark.parametrize(
    "setting", ['baseline = "../b.json"', 'logo = "../x.png"', '[paths]\nout = "../out"', '[paths]\ntargets = ["/etc"]']
)
def test_settings_name_nothing_outside_of_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], setting: str
) -> None:
    monkeypatch.chdir(make_project(tmp_path / "p"))
    (tmp_path / "x.png").write_bytes(b"x")
    (tmp_path / "b.json").write_bytes(b"x")
    Path("tracker.toml").write_text(setting + "\n", encoding="utf-8")
    assert main(["score"]) == 2
    assert "[elsewhere]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_link_to_another_folder_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_project(tmp_path / "p"))
    (tmp_path / "elsewhere").mkdir()
    Path("reports_out").symlink_to("../elsewhere")
    assert main(["score"]) == 2
    assert "leads out of the project" in capsys.readouterr().err
    assert not list((tmp_path / "elsewhere").iterdir())
    assert main(["score", "--out", "reports_out"]) == 0


@pytest.mark.parametrize("data", [b"SECRET", b"\x89PNG\r\n\x1a\n" + bytes(50), b"\xff\xd8\xff" + b"\xff" * 5000])
def test_a_logo_that_is_no_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    monkeypatch.chdir(make_project(tmp_path))
    Path("x.png").write_bytes(data)
    Path("tracker.toml").write_text('logo = "x.png"\n', encoding="utf-8")
    assert main(["score"]) == 2
    assert "is no picture" in capsys.readouterr().err


def test_a_baseline_counts_no_infinity(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "b.json"
    path.write_text('{"version":1,"findings":[{"file":"a","rule":"b","line":"c","count":1e999}]}', encoding="utf-8")
    (tmp_path / "a.yaml").write_text(TARGETS, encoding="utf-8")
    assert main(["validate", str(tmp_path / "a.yaml"), "--baseline", str(path)]) == 2
    assert "is no baseline" in capsys.readouterr().err


def test_what_an_answer_says_steers_nothing_in_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = (
        '{"version":1,"results":[{"locality":"x\\n::error::y","period":2022,"id":1,"title":"\\u001b[31m\\u202e",'
        '"verdict":"met","met":1,"of":1,"verified":1,"reviewed":false,"targets":[]}]}'
    )
    (tmp_path / "a.json").write_text(result, encoding="utf-8")
    (tmp_path / "b.json").write_text('{"version":1,"results":[]}', encoding="utf-8")
    for names in (["a", "b"], ["a", "b", "a"]):
        main(["diff", *(str(tmp_path / f"{name}.json") for name in names), "--format", "markdown"])
        out = capsys.readouterr().out
        assert "␛" in out
        assert "\x1b" not in out
        assert "\n::" not in out


# Each stands where a name or a title would, and is a sign of YAML, or of a target's own line.
WRITTEN = [
    "培育“新村好物”典型群体20-0个",
    "- 新建: 停车场5处",
    "[新建]停车场5处",
    "#新建停车场5处",
    "新建停车场 # 5处",
    "'新建'停车场5处",
    '"新建"停车场5处',
    "新建{停车场}5处",
    "新建停车场>=5处",
    "新建停车场->5处",
    "新建停车场..5处",
    "*新建&停车场5处",
    "!新建停车场5处",
    "|新建停车场5处",
    "%新建停车场5处",
    "@新建停车场5处",
    "`新建`停车场5处",
    "？新建停车场5处",
    "~新建停车场5处",
    "null停车场5处",
    "新建停车场≥5处",
    "停车场 = 5处",
    "新建<停车场>5处",
    "新建\t停车场5处",
    "新建\x1b[31m停车场5处",
    "新建停车场5处\u2028::error::x",
]


@pytest.mark.parametrize("said", WRITTEN)
def test_a_draft_is_valid_whatever_the_plan_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = f"某县2023年政府工作报告\n一、2023年工作安排\n1. {said}。\n2. 加快推进{said}项目，改造老旧小区12个。\n"
    Path("plan.txt").write_text(plan, encoding="utf-8")
    assert main(["draft", "plan.txt", "--with-quotes", "--out", "targets.yaml"]) == 0
    capsys.readouterr()
    assert main(["validate", "targets.yaml"]) == 0, capsys.readouterr().out
