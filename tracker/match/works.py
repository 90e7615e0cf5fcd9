"""A milestone target and the stages that reports tell of the work it names."""

from __future__ import annotations

from itertools import pairwise

from tracker.match.index import Corpus, Entry
from tracker.match.names import cover, take_apart
from tracker.model import Candidate, Difference, Period, Stage, Tense
from tracker.words.lexicon import load
from tracker.words.stages import is_document

SAME_WORK = 0.85
"""Share of a work's name that a sentence must hold to speak of it. Tuned on tests/labels: at 0.7 国有林场改革 is
answered by 国有农场改革; at 0.9 a work under a longer name is no longer found."""

SURELY_SAME = 0.9
"""The same where a whole word is missing, not single letters: 病险 of 病险水库除险加固."""

SCATTERED = 99


def works_of(milestone: str) -> tuple[str, ...]:
    """The works that one target names (东湖路、西湖路), () where it names one (国有企业、集体企业职工参保)."""
    items = [item for item in milestone.split("、") if item]
    endings = tuple(load("stages")["work endings"])
    return tuple(items) if len(items) > 1 and all(len(item) >= 3 and item.endswith(endings) for item in items) else ()


def match_work(names: tuple[str, ...], period: Period, corpus: Corpus) -> tuple[Candidate, ...]:
    """The stages that reports tell of a named work, the surest first."""
    asked = [take_apart(name) for name in names]
    document = is_document(names[0])
    found: list[tuple[float, Candidate]] = []
    for entry in corpus.find_milestones([name.text for name in asked]):
        best: tuple[float, float, int] | None = None
        for name in asked:
            missing, used = cover(name.content, entry.name.text)
            here = 1 - sum(map(len, missing)) / max(1, name.size)
            if missing and entry.around:
                missing, _ = cover(missing, entry.around)
            covered = 1 - sum(map(len, missing)) / max(1, name.size)
            gap = max(map(len, missing), default=0)
            if used and max(end - start for start, end in used) < 3 and _scattered(used):
                gap = SCATTERED  # 运河公园 in 大运河国家文化公园: short pieces with other words between them
            best = max(best or (0.0, 0.0, 0), (covered, here, -gap))
        assert best is not None
        covered, here, gap = best
        if covered >= 0.5:
            vague = document and entry.observation.stage is Stage.UNDER_WAY
            differs = _differs(
                entry, gap > -SCATTERED and covered >= (SAME_WORK if gap >= -1 else SURELY_SAME) and here >= 0.5, period
            )
            found.append((here, Candidate(entry.reading, entry.observation, differs, covered, vague=vague)))
    found.sort(
        key=lambda each: (
            Difference.TENSE in each[1].differs, len(each[1].differs), -each[1].covered, -each[0],
            each[1].reading.document.path, each[1].observation.start,
        )
    )  # fmt: skip
    return tuple(candidate for _, candidate in found)


def _scattered(used: list[tuple[int, int]]) -> bool:
    ordered = sorted(used)
    return any(after[0] - before[1] > 1 for before, after in pairwise(ordered))


def _differs(entry: Entry, same: bool, period: Period) -> tuple[Difference, ...]:
    observation = entry.observation
    differs: list[Difference] = []
    if not same:
        differs.append(Difference.NAME)
    if observation.tense is not Tense.PAST:
        differs.append(Difference.TENSE)
    elif observation.period is not None and not _in_time(observation.period, period):
        differs.append(Difference.PERIOD)
    return tuple(differs)


def _in_time(said: Period, period: Period) -> bool:
    """A stage reached holds on: told of the year itself, of a longer time that ends with it, or of its part."""
    return said.overlaps(period) and (said.last_year, said.last_month) <= (period.last_year, period.last_month)
