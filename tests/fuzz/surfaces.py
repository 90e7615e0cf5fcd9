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
from tempfile import gettempdir

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
}
