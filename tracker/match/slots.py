"""A name taken apart, once: its verbs, the words that tell it from its neighbours, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.model import Slot
from tracker.words.lexicon import load, remember
from tracker.words.patterns import alternatives, listed, pattern, patterns
from tracker.words.stages import is_work

LIST = "、"

CUT = "|"
"""Stands in a canonical text for what was taken out of it."""


@dataclass(frozen=True, slots=True)
class Slots:
    """A name in its one form, and what stands in it. Made by ``take_apart``."""

    text: str
    verbs: tuple[str, ...]
    told: tuple[tuple[Slot, str], ...]  # words of the lexicon that make another thing of it: people, grade, scope …
    content: tuple[str, ...]  # runs between verbs and soft words, in order; the head is the end of the last
    size: int  # characters of content
    telling: frozenset[str]  # letters of content that are missing wherever a text does not have them
    work: bool  # its head is that of something that is built, of which 工程 or 项目 says nothing

    @property
    def head(self) -> str:
        """The two letters that it ends in, which name what it is."""
        return self.content[-1][-2:]


@remember
def canonical(text: str) -> str:
    """A name in one form: marks out, each synonym as its group's first, then names inside names."""
    forms = patterns("names")
    bare = forms["time"].sub("", _bare(forms["variant"].sub("", text)))
    for form, said in load("names")["said as"].items():
        bare = forms[form].sub(said, bare)
    for synonyms, table in _synonyms():
        bare = synonyms.sub(lambda match, table=table: table[match[0]], bare)  # type: ignore[misc]
    return bare


@remember
def by_item(text: str) -> str:
    """The canonical form of a text, with the signs between its items."""
    return LIST.join(filter(None, map(canonical, text.split(LIST))))


def _bare(text: str) -> str:
    return pattern("names", "marks").sub("", text)


@remember
def _synonyms() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Two passes: names to their group's first, then names made of such names (财政赤字占[国内]生产总值的比重)."""
    data = load("names")
    first = {_bare(name): _bare(group[0]) for group in data["same"] for name in group}
    known = re.compile(alternatives(first))

    def once(name: str) -> str:
        return known.sub(lambda match: first[match[0]], _bare(name))

    second = {once(name): once(group[0]) for group in data["same, of such names"] for name in group}
    return (known, first), (re.compile(alternatives(second)), second)


@remember
def take_apart(text: str) -> Slots:
    """The slots of a name; one of verbs alone is its own content."""
    forms = _verb_forms()
    whole = canonical(text)
    # without a verb they count projects, and not what is built: 医院项目3个 are no 医院3个
    work = bool(set(forms.findall(whole)).difference(listed("names", "neutral verbs"))) and _is_of_a_work(whole)
    if work:
        whole = pattern("names", "carrier").sub("", whole)
    cut = forms.sub(CUT, whole)
    runs = _runs(cut) or _runs(whole) or (whole,)
    content = "".join(runs)
    telling = frozenset(content) - _may_be_missing()
    told = tuple((slot, word) for word, slot in slot_words().items() if word in cut)
    return Slots(whole, tuple(forms.findall(whole)), told, runs, len(content), telling, work)


def _is_of_a_work(name: str) -> bool:
    """Whether a canonical name is that of something built, with or without a word that only says so."""
    return is_work(_verb_forms().sub("", pattern("names", "carrier").sub("", name)))


def of_the_work(name: str) -> str:
    """The name of a single work without the word that only says that it is one: 东山水库|工程."""
    whole = canonical(name)
    return pattern("names", "carrier").sub("", whole) if _is_of_a_work(whole) else name


def carries(piece: str) -> bool:
    """Whether a piece of a work's name only says that it is one: 中央大街改造|工程. 固定资产投资|项目 is none."""
    return pattern("names", "carrier").fullmatch(piece) is not None


def without_place(name: str, own: str | None) -> str:
    """A name without the report's own place at its front, which tells nothing apart: 市北区|新建公厕."""
    fronts = () if own is None else _fronts(own)
    if not name.startswith(fronts):  # as most do not
        return name
    return name.removeprefix(next((each for each in fronts if name.startswith(each) and len(name) > len(each) + 1), ""))


@remember
def _fronts(own: str) -> tuple[str, ...]:
    """How a place is called, the longest first: 南昌市新建区, 市新建区, 新建区."""
    return () if own in load("places")["nation"] else tuple(own[at:] for at in range(len(own) - 2))


def _runs(text: str) -> tuple[str, ...]:
    return tuple(run for run in pattern("names", "soft words").sub(CUT, text).split(CUT) if run)


@remember
def content_of(text: str) -> tuple[str, ...]:
    """The runs of a canonical text that are not who did it, verbs, soft words or soft letters; cut at ``|`` too."""
    rest = pattern("names", "soft words").sub(CUT, _verb_forms().sub(CUT, pattern("names", "who").sub(CUT, text)))
    return tuple(hard(run for run in pattern("names", "pieces").split(rest) if run))


def hard(runs: Iterable[str]) -> list[str]:
    """The runs without single letters such as 对 or 年; two of them may be a word (人均)."""
    return [run for run in runs if len(run) > 1 or run not in _soft_letters()]


@remember
def _soft_letters() -> frozenset[str]:
    return frozenset(listed("names", "soft letters"))


@remember
def _may_be_missing() -> frozenset[str]:
    """Letters that a name may do without: soft ones, and those of restrictions and of 工程."""
    return _soft_letters() | set("".join((*listed("names", "restrictions"), *listed("names", "carriers"))))


@remember
def slot_words() -> dict[str, Slot]:
    """The words that make another thing of what stands in them or behind them (就业, 再就业), with their slots."""
    known = load("names")["slots"] | {Slot.SORT: listed("names", "told apart")}
    return {word: Slot(slot) for slot, words in known.items() for word in words}


@remember
def slot_of(piece: str) -> Slot:
    """The slot of a piece of a name, by a word of the lexicon in it."""
    return next((slot for word, slot in slot_words().items() if word in piece), Slot.SORT)


# ── verbs ─────────────────────────────────────────────────────────────────────────────────────────


@remember
def _rows() -> dict[str, frozenset[int]]:
    """The verbs of the lexicon, each with the numbers of its rows."""
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(load("names")["verbs"]):
        for verb in row:
            rows.setdefault(verb, set()).add(number)
    return {verb: frozenset(numbers) for verb, numbers in rows.items()}


@remember
def _verb_forms() -> re.Pattern[str]:
    return re.compile(alternatives({*_rows(), *listed("names", "neutral verbs"), *listed("names", "flow verbs")}))


def is_new(verb: str) -> bool:
    """Whether what it tells of is a part of the whole, as what is new; a verb that says nothing changes nothing."""
    return verb in listed("names", "new verbs") or verb in listed("names", "neutral verbs")


def verbs_agree(asked: tuple[str, ...], said: tuple[str, ...], implied: tuple[str, ...] = ()) -> bool:
    """Whether the verbs of two names can mean the same: 新建 and 建成 do, 改建 and 新建改建 don't."""
    neutral = listed("names", "neutral verbs")
    real = [verb for verb in asked if verb not in neutral]
    others = [verb for verb in said if verb not in neutral and verb not in asked]
    if not all(verb in implied or _stand_in(verb, (*said, *implied)) for verb in real):
        return False
    return all(_stand_in(verb, real) if real else verb not in listed("names", "flow verbs") for verb in others)


def _stand_in(verb: str, others: Iterable[str]) -> bool:
    """Whether one of the others may stand for the verb."""
    rows = _rows().get(verb, frozenset())
    return any(verb == other or rows & _rows().get(other, frozenset()) for other in others)
