"""The labelled pairs: targets, the later report's text, and where in it the labelled evidence stands."""

from __future__ import annotations

import importlib.util
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.conftest import ROOT, SHARED
from tracker.model import Commitment, Document, MilestoneTarget, Reading, Sentence, Target, TargetsFile, Tense
from tracker.read.targets import read_targets
from tracker.understand import understand

Span = tuple[int, int]

LABELS = (SHARED / "bench" / "labels", ROOT / "tests" / "labels" / "verdicts")
PROVINCES = {
    "北京市": "朝阳区", "甘肃省": "兰州市", "广西壮族自治区": "柳州市", "湖南省": "株洲市", "内蒙古自治区": "包头市",
    "浙江省": "宁波市", "全国": "浙江省",
}  # fmt: skip
"""A place inside each locality, for twins that give a figure to it."""


@cache
def bench() -> ModuleType:
    """The score.py beside the labels: it knows how a label becomes a target and how a report becomes text."""
    spec = importlib.util.spec_from_file_location("bench_score", SHARED / "bench" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Label:
    """One labelled target with the offsets of its evidence; ``spans`` is empty where a quote is not found once."""

    id: str
    raw: dict[str, Any]
    commitment: Commitment
    target: Target | None
    verdict: str
    reason: str
    spans: tuple[Span, ...]

    @property
    def names(self) -> tuple[str, ...]:
        target = self.target
        if target is None:
            return ()
        return (target.milestone if isinstance(target, MilestoneTarget) else target.indicator, *target.aliases)

    @property
    def actual(self) -> tuple[Decimal, str] | None:
        """The labelled amount and its unit, as written (1168, 万人)."""
        actual = self.raw.get("actual")
        if not actual or "value" not in actual:
            return None
        return Decimal(str(actual["value"])), actual["unit"]


@dataclass(frozen=True)
class Pair:
    """A targets file and the text of the report that it is judged by."""

    name: str
    path: str
    text: str
    file: TargetsFile
    labels: tuple[Label, ...]

    @cached_property
    def reading(self) -> Reading:
        return understand(Document(self.path, self.text))

    @property
    def year(self) -> int:
        return self.file.period.last_year

    @cached_property
    def _plan(self) -> list[Sentence]:
        """The sentences of the part that holds most of the plan."""
        parts = [each for each in self.reading.sections if each.level == 1]
        planned = [
            [each for each in self.reading.sentences if part.start <= each.start < part.end and not each.heading]
            for part in parts
        ]
        return max(planned, key=lambda listed: sum(each.tense is Tense.PLAN for each in listed))

    @cached_property
    def plan_at(self) -> int:
        """Where a sentence may be put in: a third into the plan, with nothing but plans on both sides."""
        listed = self._plan
        for at in range(len(listed) // 3, len(listed) - 4):
            near = listed[at - 3 : at + 4]
            words = self.text[near[0].start : near[-1].end]
            if all(each.tense is Tense.PLAN for each in near) and not _BACK.search(words):
                return listed[at].end
        raise AssertionError(f"no plan in {self.name}")

    @cached_property
    def plan_from(self) -> int:
        """Where the part that holds most of the plan begins."""
        return self._plan[0].start


_BACK = re.compile(r"去年|过去|以来|已经|取得了")


def load_pairs() -> list[Pair]:
    """All labelled pairs, in the order of their files' names."""
    return [_load(path) for folder in LABELS for path in sorted(folder.glob("[np]*.jsonl"))]


def _load(path: Path) -> Pair:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    later = rows[0]["later"]
    report = SHARED / "reports" / (later if Path(later).suffix else f"{later}.txt")
    text = bench().plain(report, "")  # a .txt or .docx, whose text it takes from the file
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / f"{path.stem}.yaml"
        written.write_text(json.dumps(bench().targets_file(rows), ensure_ascii=False), encoding="utf-8")
        file, findings = read_targets(str(written))
    assert file is not None, [str(each.message) for each in findings]
    labels = tuple(
        Label(
            row["id"],
            row,
            commitment,
            commitment.targets[0] if commitment.targets else None,
            row["verdict"],
            row["reason"],
            tuple(_spans(text, row["evidence"])),
        )
        for row, commitment in zip(rows, file.commitments, strict=True)
    )
    return Pair(path.stem, report.name, text, file, labels)


def _spans(text: str, evidence: list[str | list[int]]) -> Iterator[Span]:
    for each in evidence:
        if not isinstance(each, str):
            yield each[0], each[1]
        elif text.count(each) == 1:
            yield text.index(each), text.index(each) + len(each)


_END = re.compile(r"[。！？]")


def sentence_of(text: str, span: Span) -> Span:
    """The sentence round a quote with its mark: from the mark or the paragraph before it to its own.

    Reports in plain text break lines within sentences; there a line ends a paragraph where a mark ends it, or where
    it is short enough to be a heading.
    """
    start, end = span
    while start > 0 and text[start - 1] not in "。！？":
        if text[start - 1] == "\n" and _ends_paragraph(text, start):
            break
        start -= 1
    while start < span[0] and text[start].isspace():
        start += 1
    if end and text[end - 1] not in "。！？":
        found = _END.search(text, end)
        stop = len(text) if found is None else found.end()
        line = text.find("\n", end)
        while 0 <= line < stop:
            if _ends_paragraph(text, line + 1):
                stop = line
                break
            line = text.find("\n", line + 1)
        end = stop
    return start, end


def _ends_paragraph(text: str, after: int) -> bool:
    """Whether the line break before ``after`` ends a paragraph."""
    line = text[text.rfind("\n", 0, after - 1) + 1 : after - 1].strip()
    following = text[after : after + 8]
    heading = re.match(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]", line) is not None
    return not line or line[-1] in "。！？：；”" or heading or following.startswith(("\n", "　", "  "))


def bigrams(text: str) -> set[str]:
    """Pairs of characters, marks and spaces left out."""
    bare = re.sub(r"[^\w]|_", "", text)
    return {bare[i : i + 2] for i in range(len(bare) - 1)}


def held(names: tuple[str, ...], text: str) -> float:
    """The largest share of a name's character pairs that a text holds."""
    own = bigrams(text)
    return max((len(bigrams(name) & own) / max(1, len(bigrams(name))) for name in names), default=0.0)
