"""Whatever a person does to a valid file, ``validate`` answers with findings, never with a traceback."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tracker.model import Severity
from tracker.read.nodes import parse_yaml
from tracker.validating import KINDS, Validated, validate_sheet
from tracker.write.findings import write_text
from tracker.write.fixes import apply_fixes

OK = sorted((ROOT / "tests" / "cases").glob("*/ok/*.yaml"))
TEXTS = [path.read_text(encoding="utf-8") for path in OK]
SCRAPS = [
    ":", ": ", "：", "- ", "\n", "\n\n", "  ", "\t", "#", " # ", "'", '"', "[", "]", "{", "}", "&a ", "*a", "<<: ",
    "!!str ", "|", ">", ">=", "≥", "~", "..", "->", "→", "%", "％", "0", "08", "1e9", "1e400", ".inf", "yes", "null",
    "---\n", "...\n", "万", "亿元", "处", "  - id: 1\n", "targets:\n", "# tracker: ignore[unit] x\n",
    "# tracker: ignore", "\r", "\x00", "\u2028", "𠮷", "\ufeff",
]  # fmt: skip


@st.composite
def edited(draw: st.DrawFn) -> str:
    """A valid file after some slips: scraps typed in, stretches cut, moved or doubled."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:start] + draw(st.sampled_from(SCRAPS)) + text[start:]
            case 1:
                text = text[:start] + text[end:]
            case 2:
                text = text[:start] + draw(st.sampled_from(SCRAPS) | st.text(max_size=5)) + text[end:]
            case _:
                text = text[:end] + text[start:]
    return text


def answered(file: Validated) -> None:
    """Each finding stands in the file, and a file without errors has its value."""
    lines = file.text.count("\n") + file.text.count("\r") + 1
    for finding in file.findings:
        assert 1 <= finding.place.line <= lines
        assert finding.place.column >= 1
    value = {"targets": file.targets, "report": file.document, "reviews": file.reviews, "words": file.words}[file.kind]
    broken = any(finding.severity is Severity.ERROR for finding in file.findings)
    assert (value is None) == broken
    for lang in ("en", "zh"):
        write_text(file.findings, {file.path: file.text}, lang)


@given(edited(), st.sampled_from([None, *KINDS]))
def test_random_edits_give_findings(text: str, kind: str | None) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    file = validate_sheet(parse_yaml(raw, "targets/hulan-2022.yaml"), kind=kind)
    answered(file)
    after, count = apply_fixes(file.text, [finding.fix for finding in file.findings if finding.fix is not None])
    if count:
        answered(validate_sheet(parse_yaml(after.encode(), "targets/hulan-2022.yaml"), kind=kind))


@given(st.binary(max_size=200))
def test_random_bytes_give_findings(raw: bytes) -> None:
    answered(validate_sheet(parse_yaml(raw, "a.yaml")))
