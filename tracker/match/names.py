"""Whether two names mean the same: 新建高标准农田 and 高标准农田建设 do, 企业 and 小微企业 don't."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.words.lexicon import load, remember
from tracker.words.patterns import pattern

_MARKS = re.compile(r"[\s“”\"'‘’「」『』《》()（）、，。；：·—\-－–~～…!！?？/|]+")


_PIECES = re.compile(r"[|、，]")


_TIME = re.compile(r"(?:19|20)\d\d年(?:底|末|度)?|连续[一二两三四五六七八九十\d]+年")


_SHARE = re.compile(r"占(?![地用道])[^占的]{2,16}的$")
"""民生支出占财政支出的|82.7% leaves out what it is: the share."""


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, set(words)), key=lambda word: (-len(word), word)))


@remember
def _synonyms() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Two passes: names to their group's first, then names made of such names (财政赤字占[国内]生产总值的比重)."""
    data = load("names")
    first = {_bare(name): _bare(group[0]) for group in data["same"] for name in group}
    pattern = re.compile(_alternatives(first))

    def once(name: str) -> str:
        return pattern.sub(lambda match: first[match[0]], _bare(name))

    second = {once(name): once(group[0]) for group in data["same, of such names"] for name in group}
    return (pattern, first), (re.compile(_alternatives(second)), second)


@remember
def _soft() -> re.Pattern[str]:
    return re.compile(_alternatives(load("names")["soft"]))


@remember
def _new_verbs() -> frozenset[str]:
    return frozenset(load("names")["new verbs"]) | _verbs()[2]


@remember
def _agents() -> re.Pattern[str]:
    return re.compile(_alternatives(load("names")["agents"]))


@remember
def _soft_letters() -> frozenset[str]:
    return frozenset(load("names")["soft letters"])


def _hard(runs: Iterable[str]) -> list[str]:
    """The runs without single letters such as 对 or 年; two of them may be a word (人均)."""
    return [run for run in runs if len(run) > 1 or run not in _soft_letters()]


@remember
def _verbs() -> tuple[re.Pattern[str], dict[str, frozenset[int]], frozenset[str], frozenset[str]]:
    data = load("names")
    rows: dict[str, set[int]] = {}
    for number, row in enumerate(data["verbs"]):
        for verb in row:
            rows.setdefault(verb, set()).add(number)
    neutral, flow = frozenset(data["neutral verbs"]), frozenset(data["flow verbs"])
    pattern = re.compile(_alternatives([*rows, *neutral, *flow]))
    return pattern, {verb: frozenset(numbers) for verb, numbers in rows.items()}, neutral, flow


def _bare(text: str) -> str:
    return _MARKS.sub("", text)


@remember
def _completion() -> re.Pattern[str]:
    """Behind a name, the words for how much of a plan was done: 造林|完成年计划的."""
    words = load("names")
    plans, verbs = _alternatives(words["plans"]), _alternatives(words["part of a plan"])
    return re.compile(rf"(?:{verbs})[^完达占为是]{{0,8}}(?:{plans})[数值量]?的$")


@remember
def canonical(text: str) -> str:
    """A name in one form: marks out, each synonym as its group's first, then names inside names."""
    bare = _completion().sub("计划完成率", _TIME.sub("", _bare(pattern("names", "variant").sub("", text))))
    bare = _SHARE.sub(r"\g<0>比重", bare)
    for synonyms, table in _synonyms():
        bare = synonyms.sub(lambda match, table=table: table[match[0]], bare)  # type: ignore[misc]
    return bare


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: its verbs, and the rest as runs of content."""

    text: str
    verbs: tuple[str, ...]
    content: tuple[str, ...]  # runs between verbs and soft words, in order
    size: int  # characters of content
    telling: str = ""  # letters of content that are missing wherever a text does not have them


@remember
def take_apart(text: str) -> Name:
    """The name's verbs and content words; a name of verbs alone is its own content."""
    whole = canonical(text)
    pattern, _, _, _ = _verbs()
    verbs = tuple(match[0] for match in pattern.finditer(whole))
    rest = pattern.sub("|", whole)
    rest = _soft().sub("|", rest)
    runs = tuple(run for run in rest.split("|") if run)
    if not runs:
        runs = tuple(run for run in _soft().sub("|", whole).split("|") if run) or (whole,)
    content = "".join(runs)
    telling = "".join(letter for letter in content if letter not in _may_be_missing())
    return Name(whole, verbs, runs, len(content), telling)


@remember
def _may_be_missing() -> frozenset[str]:
    """Letters that a name may do without: soft ones, and those of restrictions."""
    return _soft_letters() | frozenset("".join(load("names")["restrictions"]))


def most_covered(name: Name, letters: frozenset[str]) -> float:
    """The share of a name's content, at most, that a text of these letters can have: for what is surely too far off."""
    return 1 - (len(name.telling) - sum(map(letters.__contains__, name.telling))) / max(1, name.size)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How one name compares with what a text says: nothing missing and nothing besides is the same thing."""

    covered: float  # share of the name's content found, 0 to 1
    missing: tuple[str, ...]
    besides: tuple[str, ...]  # content of the text's name that the name doesn't have
    verbs_agree: bool
    only_new: bool = False  # nothing differs but that the text tells of new ones (新设爱心驿站4个)

    @property
    def same(self) -> bool:
        """Whether the two names mean the same thing."""
        return not self.missing and not self.besides and self.verbs_agree


def cover(runs: Iterable[str], text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """What of the runs is not in the text, and which parts of the text they cover; pieces of two characters count."""
    pieces = align(runs, text)
    return [words for words, at in pieces if at < 0], [(at, at + len(words)) for words, at in pieces if at >= 0]


def align(runs: Iterable[str], text: str) -> tuple[tuple[str, int], ...]:
    """The runs piece by piece in their order, each with where it stands in the text, or -1 where it does not."""
    return _aligned(tuple(runs), text)


@remember
def _aligned(runs: tuple[str, ...], text: str) -> tuple[tuple[str, int], ...]:
    pieces: list[tuple[str, int]] = []
    used: list[tuple[int, int]] = []
    for run in runs:
        position = 0
        gap = ""
        while position < len(run):
            length = _longest(run, position, text)
            at = -1
            while length >= min(2, len(run)):
                at = _free(text, run[position : position + length], used)
                if at >= 0:
                    break
                length -= 1
            if at < 0:
                gap += run[position]
                position += 1
                continue
            if gap:
                pieces.append((gap, -1))
                gap = ""
            used.append((at, at + length))
            pieces.append((run[position : position + length], at))
            position += length
        if gap:
            pieces.append((gap, -1))
    return tuple(pieces)


def _longest(run: str, position: int, text: str) -> int:
    """How many letters of the run from a position on stand together somewhere in the text."""
    length = 0
    while position + length < len(run) and run[position : position + length + 1] in text:
        length += 1
    return length


def _free(text: str, piece: str, used: list[tuple[int, int]]) -> int:
    at = text.find(piece)
    while at >= 0 and any(start < at + len(piece) and at < end for start, end in used):
        at = text.find(piece, at + 1)
    return at


def compare(name: Name, said: Name, around: str = "", implied: tuple[str, ...] = ()) -> Likeness:
    """Compare a target's name with the name a figure has in a report.

    ``around`` is what stands before it in the sentence (canonical): a word missing there is taken from it, as
    调查失业率 after 城镇新增就业. ``implied`` are verbs that the measure tells (a fall: 减少).
    """
    missing, used = cover(name.content, said.text)
    missing = _missing(missing, around)
    covered = _covered(name, missing)
    lost, besides = _told_apart(name, said)
    missing += lost
    left = [run for run in _left(said, used) if not _is_a_heading(run, said, name)] + besides
    agree = verbs_agree(name.verbs, said.verbs, implied)
    new = not missing and not left and not agree and not name.verbs and set(said.verbs) <= _new_verbs()
    return Likeness(covered, tuple(missing), tuple(left), agree, new)


def covered_of(name: Name, said: Name, around: str = "") -> float:
    """The share of a name's content that a text has: ``compare(…).covered``, without the rest of it."""
    return _covered(name, _missing(cover(name.content, said.text)[0], around))


def _missing(gaps: list[str], around: str) -> list[str]:
    return [gap for gap in _hard(gaps) if len(gap) < 2 or not around or gap not in around]


def _covered(name: Name, missing: list[str]) -> float:
    return 1 - sum(len(gap) for gap in missing if gap not in load("names")["restrictions"]) / max(1, name.size)


def _is_a_heading(run: str, said: Name, name: Name) -> bool:
    """Whether a run names only the drive under which a thing was done: 安心托幼行动|新增托位."""
    verb = next(iter(said.verbs), "")
    opens = said.text.startswith(run + verb) if verb else False
    return (
        opens
        and len(run) > _DRIVE
        and not set(run) & set(load("names")["part letters"])
        and run.endswith(tuple(load("names")["drives"]))
        and name.text.startswith(verb)
    )


_DRIVE = 4
"""Letters that the name of a drive has, at least, beside its verb."""


def has_head(name: Name, said: Name) -> bool:
    """Whether a text's name has what the name ends in, so that only what tells it apart can be missing."""
    return name.content[-1][-2:] in said.text


def _told_apart(name: Name, said: Name) -> tuple[list[str], list[str]]:
    """Words that make another thing of what they hold (就业, 再就业): those missing, and those besides."""
    lost = [word for word in _telling_apart(name.text) if word not in said.text]
    return lost, [word for word in _telling_apart(said.text) if word not in name.text]


@remember
def _telling_apart(text: str) -> tuple[str, ...]:
    return tuple(word for word in load("names")["told apart"] if word in text)


def _left(said: Name, used: list[tuple[int, int]]) -> tuple[str, ...]:
    """The content of a text's name that nothing covered."""
    letters = list(said.text)
    for start, end in used:
        for i in range(start, end):
            letters[i] = "|"
    return content_of("".join(letters))


@remember
def content_of(text: str) -> tuple[str, ...]:
    """The runs of a canonical text that are not who did it, verbs, soft words or soft letters; cut at ``|`` too."""
    rest = _soft().sub("|", _verbs()[0].sub("|", _agents().sub("|", text)))
    return tuple(_hard(run for run in _PIECES.split(rest) if run))


def verbs_agree(asked: tuple[str, ...], said: tuple[str, ...], implied: tuple[str, ...] = ()) -> bool:
    """Whether the verbs of two names can mean the same: 新建 and 建成 do, 改建 and 新建改建 don't."""
    _, rows, neutral, flow = _verbs()
    for verb in asked:
        if verb in said or verb in implied or verb in neutral:
            continue
        if not any(rows.get(verb, frozenset()) & rows.get(other, frozenset()) for other in (*said, *implied)):
            return False
    real = [verb for verb in asked if verb not in neutral]
    for verb in said:
        if verb in neutral or verb in asked:
            continue
        if real:
            if not any(rows.get(verb, frozenset()) & rows.get(other, frozenset()) for other in real):
                return False
        elif verb in flow:
            return False
    return True
