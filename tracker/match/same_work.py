"""Whether a clause tells its stage of a named work, of the whole of it, and of no other work beside it.

Names of works differ by a letter (东大街, 西大街), and a clause may tell of a part (引桥, 首台机组) or of a preparation
(完成选址). Whoever compares by shared letters alone takes one for the other; what stands *in place of* the missing
letters, between name and verb, and behind the verb tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.match.compare import align
from tracker.match.slots import CUT, Slots, by_item, content_of
from tracker.model import Observation, Stage
from tracker.words.lexicon import remember
from tracker.words.normal import said
from tracker.words.patterns import alternatives, listed, pattern, patterns
from tracker.words.stages import is_work, stage_words
from tracker.words.states import Sense, find_tokens

_WORD = "□"
"""Stands for the stage word in a clause."""

Piece = tuple[str, int]
"""A piece of a name, and where it stands in a clause; -1: it does not."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause in canonical form, its stage word (canonical too) set apart as one sign."""

    text: str
    word: str

    @property
    def at(self) -> int:
        """Where the stage word stands."""
        return self.text.find(_WORD)


def clause_of(text: str, observation: Observation) -> Clause | None:
    """The clause of a document's milestone, or None where no stage word was written (observations by hand)."""
    if observation.stage_word is None:
        return None
    start, end = observation.stage_word
    names = observation.names if observation.names[-1][0] <= start else observation.names[:1]
    before = "".join(said(text, first, min(start, last)) for first, last in names)
    after = "".join(said(text, max(first, end), last) for first, last in names if last > end)
    return Clause(_joined(before) + _WORD + _joined(after), said(text, start, end))


def _joined(text: str) -> str:
    """Canonical item by item, the signs of the list kept."""
    return by_item(pattern("stages", "bracket").sub("", text))


@remember
def _stages() -> re.Pattern[str]:
    words = {word for table in ("works", "documents", "awarded") for word in stage_words(table)}
    return re.compile(alternatives(words.difference(listed("stages", "things too"))))


@remember
def _told_besides(text: str, *weightless: str) -> tuple[str, ...]:
    """What a stretch of a clause says besides stages, verbs and adverbs, and besides these patterns of the lexicon."""
    bare = text.replace(_WORD, CUT)
    for form in weightless:
        bare = pattern("stages", form).sub(CUT, bare)
    return content_of(pattern("stages", "empty").sub(CUT, _stages().sub(CUT, bare)))


def _without_the_whole(text: str) -> str:
    """A stretch behind a work's name without the words for the whole of it at its front: |工程全线…."""
    found = pattern("stages", "the whole first").match(text)
    return text if found is None else text[found.end() :]


def names_nothing(clause: Clause, part: bool = False) -> bool:
    """Whether a clause has no subject of its own: 尚未动工, 全面完工; with ``part`` it may have one: 主体尚在施工."""
    return not _told_besides(clause.text, "when", "size", "whole", *(("part", "preparation") if part else ()))


def is_subject(name: Slots, clause: str) -> bool:
    """Whether a clause before begins with the work, and goes on to say why or when: 县医院迁建因手续未办结，…."""
    text = _joined(clause)
    pieces = align(name.content, text)
    if not pieces or any(at < 0 for _, at in pieces):
        return False
    charge = pattern("phrases", "in charge").search(text)
    if min(at for _, at in pieces) > 2 + (0 if charge is None else charge.end()):
        return False
    rest = _without_the_whole(text[max(at + len(words) for words, at in pieces) :])
    return pattern("stages", "reason").match(rest) is not None or not _told_besides(rest, "when")


def gives_a_reason(clause: str) -> bool:
    """Whether a clause only says why (因林地审批手续未办结), or how far the work before it is (至6月底仍在办理手续)."""
    bare = pattern("phrases", "up to then").sub("", clause.strip())
    first = next(find_tokens(bare, 0, len(bare)), None)
    goes_on = first is not None and first.start == 0 and first.sense in _GOES_ON
    return goes_on or pattern("stages", "reason").match(clause.strip()) is not None


_GOES_ON = (Sense.ADVERB, Sense.GOING, Sense.PREPARE, Sense.CHECK)


# ── another work ──────────────────────────────────────────────────────────────────────────────────


def another_work(name: Slots, clause: Clause) -> bool:
    """Whether other letters stand where the name's missing ones would: 东大街 for 西大街, 318 for 319."""
    pieces = align(name.content, clause.text)
    return any(
        _is_cut(pieces, number, clause.text) if at >= 0 else _is_replaced(pieces, number, clause)
        for number, (_, at) in enumerate(pieces)
    )


def _is_replaced(pieces: Sequence[Piece], number: int, clause: Clause) -> bool:
    """Whether something else stands in the place of a missing piece."""
    words = pieces[number][0]
    edge = number in (0, len(pieces) - 1)
    if not content_of(words) or (edge and words in clause.word):
        return False
    if clause.word in words:
        return True  # a part of the name was taken for the stage: 市政供热二厂
    left, right = _end_before(pieces, number), _start_behind(pieces, number)
    text = clause.text
    if left is not None and right is not None:
        stands = text[left:right]
        if _WORD in stands:
            return True
    elif right is not None:
        ends = [at + len(piece) for piece, at in pieces if 0 <= at < right]
        signs = [found.end() for found in pattern("stages", "between works").finditer(text, 0, right)]
        stands = text[max([0, *ends, *signs]) : right]
    elif left is not None:
        stops = [found.start() for found in pattern("stages", "between works").finditer(text, left)]
        stops += [at for _, at in pieces if at >= left]
        stands = text[left : min([left + len(words) + 1, *stops])].split(_WORD)[0]
    else:
        return False
    return words not in stands and bool(_told_besides(stands))


def _end_before(pieces: Sequence[Piece], number: int) -> int | None:
    """Where the piece before one ends in the clause, if it stands there."""
    words, at = pieces[number - 1] if number else ("", -1)
    return at + len(words) if at >= 0 else None


def _start_behind(pieces: Sequence[Piece], number: int) -> int | None:
    """Where the piece behind one begins in the clause, if it stands there."""
    at = pieces[number + 1][1] if number + 1 < len(pieces) else -1
    return at if at >= 0 else None


def _is_cut(pieces: Sequence[Piece], number: int, text: str) -> bool:
    """Whether a piece that was found belongs to another number: 31 of 318, 一号 of 十一号, 1号机组 for 2号机组."""
    words, at = pieces[number]
    before, behind = text[at - 1 : at], text[at + len(words) : at + len(words) + 1]
    if _same_kind(words[-1], behind) or _same_kind(before, words[0]):
        return True
    missing, spot = pieces[number - 1] if number else ("", 0)
    return spot < 0 and missing[-1] != before and all(map(_is_numeral, (missing[-1], before)))


def _is_numeral(letter: str) -> bool:
    return pattern("stages", "numeral").match(letter) is not None


def _same_kind(one: str, other: str) -> bool:
    """Two letters of one numeral: both digits, or both Chinese numerals."""
    if not one or not other:
        return False
    if one.isascii() or other.isascii():
        return one.isdecimal() and other.isdecimal()
    return _is_numeral(one) and _is_numeral(other)


# ── a part of it ──────────────────────────────────────────────────────────────────────────────────


def only_a_part(name: Slots, clause: Clause, asked: Stage, reached: bool) -> bool:
    """Whether the stage is told of a part of the work, or of its preparation: 大坝完工, 完成路床施工, 启动…选址论证.

    A work has begun (``asked``) where a part of it has; and it is not finished where a part is not (``reached``:
    whether what is told is the stage asked for, or a later one).
    """
    spots = [(at, at + len(words)) for words, at in align(name.content, clause.text) if at >= 0]
    if not spots:
        return False
    year = pattern("stages", "the year alone")
    if reached and year.search(clause.text) and not year.search(name.text) and is_work(name.text):
        return True
    first, last = min(start for start, _ in spots), max(end for _, end in spots)
    if last <= clause.at:
        return _ends_in_a_part(clause, last, asked, reached)
    if clause.at < first and reached:
        tail = _until_sign(clause.text[last:])
        besides = _told_besides(tail, "whole", "amount")
        prepared = pattern("stages", "preparation").search(tail) is not None
        return prepared or (bool(besides) and pattern("stages", "joins").match(tail) is None)
    return False


def _ends_in_a_part(clause: Clause, last: int, asked: Stage, reached: bool) -> bool:
    """Whether a part stands between a name that ends at ``last`` and its stage word, or as the object behind that."""
    forms, early = patterns("stages"), asked in (Stage.STARTED, Stage.UNDER_WAY)
    between, behind = _without_the_whole(clause.text[last : clause.at]), _until_sign(clause.text[clause.at + 1 :])
    if between.startswith(listed("stages", "with an object")):
        between = forms["and then"].sub("", between)  # 完成布展并|对外开放
    if not reached and between.startswith(listed("behind", "stands")):
        return False  # 进入|设备调试: the stage of all of it
    besides = _told_besides(between, "size", "when", "whole")
    if besides and not forms["joins"].match(between) and not _is_a_predicate(between, reached):
        if not reached and forms["preparation"].search(between):
            return False  # 可行性研究报告|获批: how far the whole has come
        part = forms["part at the end"].search(besides[-1]) is not None
        return not part or (reached and not early)
    takes = reached and clause.word in listed("stages", "with an object")
    if not takes or not _told_besides(behind, "whole"):
        return False
    begun = early and stage_words("works").get(clause.word) is Stage.BUILT  # 完成网架吊装: it is under way
    return not begun or forms["preparation"].search(behind) is not None


def says_nothing(text: str) -> bool:
    """Whether a stretch of a clause tells only when and how: 8月起试|通水后."""
    return len("".join(_told_besides(text, "when"))) < 2


def says_more(clause: Clause) -> bool:
    """Whether words that nothing explains stand right behind the stage word: 建成|供水 may be more than built."""
    takes_it = clause.word.startswith(listed("behind", "takes a step"))  # 完成|厂房建设
    behind = _until_sign(clause.text[clause.at + 1 :]) if clause.at > 0 and not takes_it else ""
    return bool(_told_besides(behind, "amount", "when", "whole"))


def _is_a_predicate(text: str, reached: bool) -> bool:
    """Whether the lexicon knows all words between a work's name and its stage: 进入|装修阶段, 送电|投运.

    Where the stage was ``reached`` they say that it is done, and of nothing else.
    """
    at, text = 0, _stages().sub("", pattern("stages", "when").sub("", text))
    for token in find_tokens(text, 0, len(text)):
        if token.start > at or token.sense is Sense.PLAIN or (reached and token.sense not in _SAYS_DONE):
            return False
        at = token.end
    return at == len(text)


_SAYS_DONE = (Sense.DONE, Sense.ADVERB, Sense.PRAISE)


def _until_sign(text: str) -> str:
    return pattern("stages", "between works").split(text, maxsplit=1)[0]
