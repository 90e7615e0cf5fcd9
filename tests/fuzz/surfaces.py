# ruff: noqa: E501 - tables of signs, and seeds as they stand
"""What strangers' bytes meet: each surface with its seeds, its mutator and a function that takes any bytes.

The function raises what is a bug, and nothing for what is told in one line.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, gettempdir

from tests.fuzz.mutate import mutated, mutated_pdf, mutated_zip
from tests.hostile import files
from tests.read.making import make_pdf, set_page
from tracker.model import Document, Severity, TrackerError
from tracker.read.nodes import parse_yaml
from tracker.read.target_line import parse_target_line
from tracker.validating import validate_sheet
from tracker.write.findings import write_json, write_text

CASES = Path(__file__).parents[1] / "cases"

PLANS = [
    """某县2023年政府工作报告
一、2022年工作回顾
全年完成造林面积4233亩，新建停车场7处，城镇登记失业率控制在3.5%以内。南二道街建成通车。
""",
    """某县2022年国民经济和社会发展统计公报
地区生产总值增长6.2%，预计城乡居民人均可支配收入增长7%左右。
| 指标 | 目标 | 完成 |
| 造林 | 1600亩 | 4233亩 |
""",
    """某县2023年工作安排
（一）生态。造林1600亩，单位GDP能耗下降2.85%。
1. 新建停车场5处以上，改造老旧小区12个；力争粮食总产量稳定在20万吨。
2. 加快推进高铁站建设，年内开工。
""",
]
PLAN = "".join(PLANS)
LINES = [
    "新建停车场 >= 5 处", "地区生产总值 增长 ~ 7 %", "地区生产总值 增长 6..6.5 %", "南二道街 -> 开工", "单位GDP能耗 下降 >= 2.85 %",
    "城乡居民人均可支配收入 增长 >= 地区生产总值 增长", "秸秆还田率 提高 >= 3 个百分点", "粮食总产量 >= 20 万吨",
]  # fmt: skip
FOR_LIBREOFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
"""How files begin that another program would have to read."""

PAGE = (
    '<html><head><title>某县公报</title></head><body><h1>某县2022年公报</h1><p style="color:#fff">造林4233亩。</p><table><tr>'
    "<th colspan=2>指标</th></tr><tr><td>停车场</td><td>7处</td></tr></table><script>x</script><ul><li>新建</ul></body></html>"
)


@dataclass(frozen=True)
class Surface:
    """One way in."""

    suffix: str
    seeds: Callable[[], Sequence[bytes]]
    take: Callable[[bytes], object]
    mutate: Callable[[Sequence[bytes], Random], bytes] = mutated


def _yaml(kind: str) -> Callable[[bytes], object]:
    def take(data: bytes) -> object:
        file = validate_sheet(parse_yaml(data, "targets/a-2022.yaml"), kind=kind)
        write_text(file.findings, {file.path: file.text}, "zh")
        return write_json(file.findings, [file.path], "en")

    return take


def _cases(folder: str) -> Callable[[], Sequence[bytes]]:
    return cache(lambda: [path.read_bytes() for path in sorted((CASES / folder).rglob("*.yaml"))])


def _line(data: bytes) -> object:
    return parse_target_line(data.decode("utf-8", "replace"))


def _understood(document: Document) -> object:
    from tracker.understand import understand
    from tracker.write.reading import write_json as write_reading

    return write_reading(understand(document))


def _read(name: str) -> Callable[[bytes], object]:
    """Read by the format of a name, and understood."""

    def take(data: bytes) -> object:
        from tracker.read.document import read_bytes_as

        if not data.startswith(FOR_LIBREOFFICE) and b"mimetype" not in data[:40]:
            with suppress(TrackerError):
                return _understood(read_bytes_as(name, data))
        return None

    return take


def _draft(data: bytes) -> object:
    """As ``tracker draft`` does; the file that it writes must be one that ``tracker validate`` takes."""
    from tracker.drafting import as_read_back, try_targets
    from tracker.read.document import read_bytes_as
    from tracker.understand.plans import draft_plan
    from tracker.write.targets import write_targets

    with suppress(TrackerError):
        draft = as_read_back(try_targets(draft_plan(read_bytes_as("plan.txt", data), None)))
        if draft.commitments:
            written = write_targets(draft, "zh", quotes=True)
            file = validate_sheet(parse_yaml(written.encode(), "targets/a-2023.yaml"), kind="targets")
            wrong = [each for each in file.findings if each.severity is Severity.ERROR]
            assert not wrong, wrong[0]
    return None


def _scorecard(data: bytes) -> object:
    from tracker.read.scorecard import read_reviewed

    path = Path(gettempdir(), f"tracker-fuzz-{_scorecard.__name__}.xlsx")
    path.write_bytes(data)
    with suppress(TrackerError):
        return read_reviewed(str(path))
    return None


@cache
def _scorecards() -> Sequence[bytes]:
    from io import BytesIO

    from tests.write.samples import sample
    from tracker.write.scorecard import stream_scorecard

    stream = BytesIO()
    stream_scorecard(sample(), stream, "zh")
    return [stream.getvalue()]


@cache
def _pdfs() -> Sequence[bytes]:
    lines = PLAN.splitlines()
    return [make_pdf([set_page([(0, line) for line in lines])]), files.plain_pdf()]


@cache
def _docx() -> Sequence[bytes]:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in PLAN.splitlines())
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>停车场</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    numbering = (
        f'<w:numbering {files.NAMES}><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    styles = f'<w:styles {files.NAMES}><w:style w:styleId="s0"><w:basedOn w:val="s1"/></w:style></w:styles>'
    return [files.docx_of(paragraphs + files.ITEM.format(0) + table, numbering=numbering, styles=styles)]


@cache
def _tables() -> Sequence[bytes]:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>完成</t></is></c></row>'
        '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>4233</v></c><c r="C2" t="b"><v>1</v></c></row>'
    )
    return [files.xlsx_of(rows, "<si><t>指标</t></si><si><r><t>造林</t></r><rPh><t>x</t></rPh></si>")]


ANSWER = """{"version": 1, "results": [{"locality": "某区", "period": "2021..2025", "id": "3.2", "title": "停车场", "verdict": "met",
"met": 1, "verified": 1, "of": 1, "reviewed": false, "light": "done", "targets": [{"target": "新建停车场 >= 5 处", "verdict": "met",
"reason": "value-meets", "provisional": true, "ratio": 1.4, "actual": {"left": {"value": 7, "high": 8, "unit": "处"}, "right": {"stage": "在建"}},
"evidence": [{"report": "reports/a.txt", "title": "公报", "quote": "7处", "start": 0, "end": 2}]}]}]}"""
SETTINGS = """language = "zh"
rules = {select = ["unit", "id"], severity = {unit = "warning"}}
title = "某县2022年"
[paths]
targets = ["targets"]
out = "reports_out"
[per-file-ignores]
"targets/*.yaml" = ["id-order"]
[lights]
behind = 0.1
"""
MAIL = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset="gbk"\r\n'
    f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{PAGE}\r\n--b--\r\n"
)


def _in_folder(name: str, *calls: Sequence[str]) -> Callable[[bytes], object]:
    """A file of that name in a folder of its own, and the commands that are run there; their talk is dropped."""

    def take(data: bytes) -> object:
        from contextlib import chdir, redirect_stderr, redirect_stdout
        from io import StringIO

        from tracker.cli import main

        with TemporaryDirectory() as folder, chdir(folder), redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            Path("targets").mkdir()
            Path(name).write_bytes(data)
            return [main([*call, "--lang", "zh"]) for call in calls]

    return take


def _answers(data: bytes) -> object:
    from tracker.editing.verdicts import short
    from tracker.read.answers import read_last_verdicts

    with TemporaryDirectory() as folder:
        Path(folder, "a.json").write_bytes(data)
        return [short(each, "zh") for each in read_last_verdicts(folder).values()]


def _kept(data: bytes) -> object:
    from tracker.checking.keeping import Keep
    from tracker.model import Reading

    with TemporaryDirectory() as folder:
        keep = Keep(folder)
        keep._folder.put("a" * 64, data)
        return keep.get_at("a" * 64, Reading)


@cache
def _readings() -> Sequence[bytes]:
    import json

    from tracker.checking.plain import codec_of
    from tracker.model import Reading
    from tracker.understand import understand

    readings = [understand(Document("a.txt", text)) for text in PLANS]
    return [json.dumps(codec_of(Reading).to_plain(each), ensure_ascii=False).encode() for each in readings]


@cache
def _books() -> Sequence[bytes]:
    from io import BytesIO

    from tracker.understand.plans import draft_plan
    from tracker.write.draft_book import stream_draft_book

    stream = BytesIO()
    stream_draft_book(draft_plan(Document("plan.txt", PLANS[2])), stream, "zh", "targets/a-2023.yaml")
    return [stream.getvalue()]


SURFACES: dict[str, Surface] = {
    "targets": Surface(".yaml", _cases("targets"), _yaml("targets")),
    "words": Surface(".yaml", _cases("words"), _yaml("words")),
    "reviews": Surface(".yaml", _cases("reviews"), _yaml("reviews")),
    "reports": Surface(".yaml", _cases("reports"), _yaml("report")),
    "lines": Surface(".txt", lambda: [line.encode() for line in LINES], _line),
    "text": Surface(".txt", lambda: [*map(str.encode, PLANS), PLANS[0].encode("gb18030")], _read("a.txt")),
    "docx": Surface(".docx", _docx, _read("a.docx"), mutated_zip),
    "html": Surface(".html", lambda: [PAGE.encode()], _read("a.html")),
    "pdf": Surface(".pdf", _pdfs, _read("a.pdf"), mutated_pdf),
    "xlsx": Surface(".xlsx", _scorecards, _scorecard, mutated_zip),
    "tables": Surface(".xlsx", _tables, _read("a.xlsx"), mutated_zip),
    "drafts": Surface(".txt", lambda: [*map(str.encode, PLANS)], _draft),
    "markdown": Surface(".md", lambda: [*map(str.encode, PLANS)], _read("a.md")),
    "mails": Surface(".mht", lambda: [MAIL.encode("gbk")], _read("a.mht")),
    "settings": Surface(".toml", lambda: [SETTINGS.encode()], _in_folder("tracker.toml", ["config"], ["validate"])),
    "answers": Surface(".json", lambda: [ANSWER.encode()], _answers),
    "diffs": Surface(".json", lambda: [ANSWER.encode()], _in_folder("a.json", ["diff", "a.json", "a.json"])),
    "kept": Surface(".json", _readings, _kept),
    "books": Surface(".xlsx", _books, _in_folder("a.xlsx", ["review", "apply", "a.xlsx"]), mutated_zip),
}
