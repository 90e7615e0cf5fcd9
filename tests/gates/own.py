"""Gates in our own words (``tests/cases/gates``): they need nothing beside the checkout, and run in every clone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from opencc import OpenCC

from tests.conftest import ROOT
from tests.judge import test_verdict_cases as verdict_cases
from tests.judge.making import PLACE, YEAR, answer, file_of, reading_of
from tests.understand import test_cases as figure_cases
from tracker.checking import check
from tracker.model import Document, Locality, Period, TargetResult
from tracker.read.document import read_document
from tracker.understand import understand

FOLDER = ROOT / "tests" / "cases" / "gates"
DECIDED = ("met", "unmet")


@dataclass(frozen=True)
class Asked:
    """One question of a gate: what was asked, which verdicts are right, and what was said."""

    figure: str  # the floor that it counts in
    target: str
    text: str
    right: tuple[str, ...]
    said: str

    @property
    def ok(self) -> bool:
        return self.said in self.right


@cache
def data(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def verdict(target: str, text: str, title: str | None = None) -> TargetResult:
    """The answer for one target by one report, whose place and year only hold where its title says no other."""
    reading = reading_of(text, title=title)
    if reading.period is not None and not reading.period.overlaps(file_of([target]).period):
        return answer([target]).results[0].targets[0]  # put aside, as ``check`` does with a file
    return answer([target], reading).results[0].targets[0]


# ── plain, probes, neighbours, tails ──────────────────────────────────────────────────────────────


def plain() -> Iterator[Asked]:
    """The pairs as they are."""
    for pair in data("pairs"):
        said = verdict(pair["target"], pair["sentence"])
        yield Asked("plain", pair["target"], pair["sentence"], (pair["verdict"],), said.verdict)


def probes() -> Iterator[Asked]:
    """Short texts of many kinds."""
    for kind in data("probes"):
        for target, written, right in kind["probes"]:
            text = written.replace("⏎", "\n")
            said = verdict(target, text, kind.get("title")).verdict
            yield Asked("probes", target, text, tuple(right), said)
            if said in DECIDED:
                yield Asked("probes: decided rightly", target, text, tuple(right), said)


def held() -> Iterator[Asked]:
    """Whole reports by readers of the contract alone, of many kinds."""
    place, year = Locality("云溪县"), Period.of_year(2023)
    for kind in data("held"):
        for target, written, right in kind["probes"]:
            text = written.replace("⏎", "\n")
            file, reading = replace(file_of([target]), locality=place, period=year), understand(Document("r.txt", text))
            apart = reading.period is not None and not reading.period.overlaps(year)
            said = check(file, [] if apart else [reading]).results[0].targets[0].verdict
            yield Asked("held", target, text, tuple(right), said)
            if said in DECIDED:
                yield Asked("held: decided rightly", target, text, tuple(right), said)


def neighbours() -> Iterator[Asked]:
    """The same sentence about something else decides nothing."""
    for pair in data("pairs"):
        for text in pair["neighbours"]:
            said = verdict(pair["target"], text)
            yield Asked("neighbours", pair["target"], text, ("unverifiable",), said.verdict)


def tails() -> Iterator[Asked]:
    """What takes a figure or stage back behind it: never met. Harmless words: still met."""
    behind = data("tails")
    for pair in data("pairs"):
        if "sort" not in pair:
            continue
        head = pair["sentence"].removesuffix("。")
        for tail in behind["back"][pair["sort"]]:
            text = f"{head}{tail}" if tail.endswith("。") else f"{head}{tail}。"
            said = verdict(pair["target"], text).verdict
            yield Asked("tails: never met", pair["target"], text, ("unmet", "unverifiable"), said)
        for tail in behind["harmless"]:
            text = f"{head}{tail}。"
            yield Asked("tails: still met", pair["target"], text, ("met",), verdict(pair["target"], text).verdict)


# ── forms ─────────────────────────────────────────────────────────────────────────────────────────

_ASCII = str.maketrans({"，": ",", "。": "。", "；": ";", "：": ":", "（": "(", "）": ")", "％": "%"})
_WIDE = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), ord("%"))}
_TO_TRADITIONAL = OpenCC("s2t")


def _spaced(text: str) -> str:
    """As some PDFs part numbers from words: 更换路灯 420 盏."""
    made = ""
    for before, letter in zip(chain(" ", text), text, strict=False):
        digits = [each.isascii() and (each.isdigit() or each in ".%") for each in (before, letter)]
        made += f" {letter}" if digits[0] != digits[1] and made else letter
    return made


def _figure_noted(mark: str) -> Callable[[str], str]:
    return lambda text: text.replace("。", f"{mark}。")


TEXTS: dict[str, Callable[[str], str]] = {
    "ascii marks": lambda text: text.translate(_ASCII),
    "wide digits": lambda text: text.translate(_WIDE),
    "spaces": _spaced,
    "hard spaces": lambda text: _spaced(text).replace(" ", "\u00a0"),
    "zero-width": lambda text: "\u200b".join(text[at : at + 3] for at in range(0, len(text), 3)),
    "soft hyphens": lambda text: "\u00ad".join(text[at : at + 4] for at in range(0, len(text), 4)),
    "indented": lambda text: f"\u3000\u3000{text}",
    "note [2]": _figure_noted("[2]"),
    "note ②": _figure_noted("②"),
    "traditional": lambda text: _TO_TRADITIONAL.convert(text),
    "a list's number": lambda text: f"（3）{text}",
    "a star before": lambda text: f"★{text}",
}
TITLES = {
    "work report": f"{PLACE}{YEAR + 1}年政府工作报告\n\n一、{YEAR}年工作回顾\n{{}}\n\n"
    f"二、{YEAR + 1}年工作安排\n做好各项工作。\n",
    "bulletin": f"{PLACE}{YEAR}年国民经济和社会发展统计公报\n\n一、综合\n{{}}\n",
    "tasks": f"{PLACE}{YEAR}年重点工作完成情况\n\n{{}}\n",
}
FILES: dict[str, Callable[[str], str]] = {
    ".md": lambda text: f"# {PLACE}{YEAR}年工作总结\n\n{text}\n",
    ".html": lambda text: f"<html><body><h1>{PLACE}{YEAR}年工作总结</h1><p>{text}</p></body></html>",
}


def forms() -> Iterator[Asked]:
    """The same words in other characters, under other titles and in other files: the same verdict."""
    for pair in data("pairs"):
        target, right = pair["target"], (pair["verdict"],)
        for change in TEXTS.values():
            text = change(pair["sentence"])
            yield Asked("forms", target, text, right, verdict(target, text).verdict)
        for title in TITLES.values():
            head, _, body = title.format(pair["sentence"]).partition("\n")
            yield Asked("forms", target, f"{head}: {body}", right, verdict(target, body, head).verdict)
        for suffix, write in FILES.items():
            said = of_file(target, suffix, write(pair["sentence"])).verdict
            yield Asked("forms", target, write(pair["sentence"]), right, said)


def tables() -> Iterator[Asked]:
    """A row of goal and result gets its verdict; one that tells a miss is never met; a goal alone decides nothing."""
    for pair in data("pairs"):
        found = pair["target"].split(" ")
        if len(found) != 4 or found[1] not in (">=", "<="):
            continue
        name, op, goal, unit = found
        more, less = (f"{float(goal) * factor:g}" for factor in (1.5, 0.5))
        better, worse = (more, less) if op == ">=" else (less, more)
        for figure, result, right in (
            ("tables: met", better, ("met",)),
            ("tables: a miss is never met", worse, ("unmet", "unverifiable")),
        ):
            head = [["项目", "年度目标", "完成情况"], ["公园长椅", "5张", "6张"]]
            table = _table([*head, [name, f"{goal}{unit}", f"{result}{unit}"]])
            yield Asked(figure, pair["target"], table, right, of_file(pair["target"], ".md", table).verdict)
        table = _table([["项目", "单位", "年度目标"], ["公园长椅", "张", "5"], [name, unit, better]])
        said = of_file(pair["target"], ".md", table).verdict
        yield Asked("tables: a goal decides nothing", pair["target"], table, ("unverifiable",), said)


def _table(rows: list[list[str]]) -> str:
    head, *rest = [f"| {' | '.join(row)} |" for row in rows]
    lines = [head, "|" + " --- |" * len(rows[0]), *rest]
    return f"# {PLACE}{YEAR}年工作总结\n\n主要任务完成情况如下表。\n\n" + "\n".join(lines) + "\n"


def of_file(target: str, suffix: str, written: str) -> TargetResult:
    """The answer for one target by a report in a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report{suffix}"
        path.write_text(written, encoding="utf-8")
        reading = understand(read_document(str(path)))
    return check(file_of([target]), [reading]).results[0].targets[0]


def known() -> Iterator[Asked]:
    """Cases of tests/cases that were not right when they were written down."""
    for case in verdict_cases.known():
        with tempfile.TemporaryDirectory() as folder:
            found = verdict_cases.answer(case, Path(folder))[0]["targets"][0]
        right = tuple(verdict_cases.verdicts_of(case))
        said = found["verdict"] if found["reason"] == case.get("reason", found["reason"]) else found["reason"]
        yield Asked("known: verdicts", str(case["target"]), case["report"], right, said)
    for case in figure_cases.KNOWN:
        said = "right" if figure_cases.is_read(case) else "wrong"
        yield Asked("known: figures", str(case["finds"]), case["text"], ("right",), said)


OWN: tuple[Callable[[], Iterable[Asked]], ...] = (plain, probes, held, neighbours, tails, forms, tables, known)


def ask_all() -> list[Asked]:
    """Every question of every gate of our own."""
    return [asked for gate in OWN for asked in gate()]


def shares(asked: Iterable[Asked]) -> dict[str, float]:
    """The share right of each figure."""
    counts: dict[str, list[bool]] = {}
    for each in asked:
        counts.setdefault(each.figure, []).append(each.ok)
    return {name: sum(rights) / len(rights) for name, rights in counts.items()}
