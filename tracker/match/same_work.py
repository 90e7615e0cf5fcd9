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
from tracker.match.slots import Slots, canonical, content_of
from tracker.model import Observation, Stage
from tracker.words.lexicon import load, remember
from tracker.words.normal import said
from tracker.words.patterns import listed, pattern
from tracker.words.stages import is_work, stage_words
from tracker.words.states import Sense, find_tokens

_WORD = "□"
"""Stands for the stage word in a clause."""

_NUMERAL = re.compile(r"[0-9A-Za-z一二两三四五六七八九十百]")
_SEPARATORS = "、，"
_JOINED = re.compile(r"及|和|与|等|、|以及|连同")
_AMOUNT = re.compile(r"[\d.]+[万亿]?[\u4e00-\u9fff]{0,3}")
_TIME = re.compile(
    r"(?:\d+年)?\d+月(?:\d+日|份)?起|(?:[供采]暖|汛期|入冬|入汛|开学|春节|国庆|元旦|年关)(?:前夕?|后|期间)|[七十]一(?:前夕?|后|期间)?(?![\u4e00-\u9fff]{0,2}[号楼座])|(?:\d+年)?\d+月(?:\d+日|份|底|末|初|中旬|上旬|下旬)?前?|\d+年|[年月]底前?|年内|[一二三四]季度|[\d两三四五六七八九十]+[条个座所处项家栋口][^、，]*|历[时经][^，。]{1,6}?[年月天]|[春夏秋冬]季(?:学期|开学)?|[新本上下]?学期(?:开学)?|开学(?:前|时)?|(?:国庆|春节|五一|元旦|“[五十]一”)(?:期间|前夕|前后?|当天)?"
)


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


_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


@remember
def _joined(text: str) -> str:
    """Canonical item by item, the signs of the list kept."""
    return "、".join(canonical(item) for item in _BRACKETS.sub("", text).split("、"))


@remember
def _stages() -> re.Pattern[str]:
    words = {word for table in ("works", "documents", "awarded") for word in stage_words(table)}
    words -= set(load("stages")["things too"])
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


@remember
def _any_of(key: str, ending: bool = False) -> re.Pattern[str]:
    words = sorted(map(re.escape, load("stages")[key]), key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(words)})" + ("$" if ending else ""))


@remember
def _leading(key: str) -> re.Pattern[str]:
    return re.compile(f"^{_any_of(key).pattern}+")


def names_nothing(clause: Clause, part: bool = False) -> bool:
    """Whether a clause has no subject of its own: 尚未动工, 全面完工; with ``part`` it may have one: 主体尚在施工."""
    text = _any_of("whole objects").sub("|", _TIME.sub("|", clause.text).replace(_WORD, "|"))
    if part:
        text = _any_of("preparations").sub("|", _any_of("part nouns").sub("|", text))
    return not _told_besides(text)


def is_subject(name: Slots, clause: str) -> bool:
    """Whether a clause before begins with the work, and goes on to say why or when: 县医院迁建因手续未办结，…."""
    text = _joined(clause)
    pieces = align(name.content, text)
    if not pieces or any(at < 0 for _, at in pieces):
        return False
    charge = pattern("phrases", "in charge").search(text)
    if min(at for _, at in pieces) > 2 + (0 if charge is None else charge.end()):
        return False
    rest = _leading("whole objects").sub("", text[max(at + len(words) for words, at in pieces) :])
    return _leading("because").match(rest) is not None or not _told_besides(_TIME.sub("|", rest))


def gives_a_reason(clause: str) -> bool:
    """Whether a clause only says why (因林地审批手续未办结), or how far the work before it is (至6月底仍在办理手续)."""
    bare = pattern("phrases", "up to then").sub("", clause.strip())
    first = next(find_tokens(bare, 0, len(bare)), None)
    goes_on = first is not None and first.start == 0 and first.sense in (Sense.ADVERB, Sense.GOING, Sense.PREPARE)
    return goes_on or _leading("because").match(clause.strip()) is not None


@remember
def _told_besides(text: str) -> tuple[str, ...]:
    """What a stretch of a clause says besides stages, verbs, adverbs and time."""
    return content_of(_any_of("says nothing").sub("|", _stages().sub("|", text)))


def another_work(name: Slots, clause: Clause) -> bool:
    """Whether other letters stand where the name's missing ones would: 东大街 for 西大街, 318 for 319."""
    pieces = align(name.content, clause.text)
    text = clause.text
    for number, (words, at) in enumerate(pieces):
        if at >= 0:
            if _runs_on(text, at, at + len(words)) or _other_number(pieces, number, text):
                return True
            continue
        edge = number in (0, len(pieces) - 1)
        if not content_of(words) or (edge and words in clause.word):
            continue
        if clause.word in words:
            return True  # a part of the name was taken for the stage: 市政供热二厂
        before = pieces[number - 1] if number and pieces[number - 1][1] >= 0 else None
        after = pieces[number + 1] if number + 1 < len(pieces) and pieces[number + 1][1] >= 0 else None
        left = 0 if before is None else before[1] + len(before[0])
        right = len(text) if after is None else after[1]
        if before is not None and after is not None:
            if left > right:
                continue
            stands = text[left:right]
        elif after is not None:
            others = [spot + len(said) for said, spot in pieces if 0 <= spot < right]
            left = max([0, *others, *(text.rfind(sign, 0, right) + 1 for sign in _SEPARATORS)])
            stands = text[left:right]
        elif before is not None:
            ends = [text.find(sign, left) for sign in _SEPARATORS] + [spot for _, spot in pieces if spot >= left]
            stop = min([len(text), *(spot for spot in ends if spot >= 0)])
            stands = text[left : min(stop, left + len(words) + 1)].split(_WORD)[0]
        else:
            continue
        if before is not None and after is not None and _WORD in stands:
            return True
        if words not in stands and _told_besides(stands.replace(_WORD, "|")):
            return True
    return False


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a piece that ends or begins with a numeral was cut out of a longer one: 31 of 318, 一号 of 十一号."""
    behind, before = text[end : end + 1], text[start - 1 : start]
    cut_behind = _NUMERAL.match(text[end - 1]) and behind and _same_kind(text[end - 1], behind)
    cut_before = _NUMERAL.match(text[start]) and before and _same_kind(before, text[start])
    return bool(cut_behind or cut_before)


def _other_number(pieces: Sequence[tuple[str, int]], number: int, text: str) -> bool:
    """Whether the letter before a piece is another numeral than the name has there: 1号机组 for 2号机组."""
    at = pieces[number][1]
    if not number or pieces[number - 1][1] < 0 or pieces[number - 1][1] + len(pieces[number - 1][0]) == at:
        return False
    own, said = pieces[number - 1][0][-1], text[at - 1 : at]
    return bool(said) and own != said and _NUMERAL.match(own) is not None and _NUMERAL.match(said) is not None


def _same_kind(one: str, other: str) -> bool:
    """Two letters of one numeral: both digits, or both Chinese numerals."""
    if one.isascii() or other.isascii():
        return one.isdecimal() and other.isdecimal()
    return _NUMERAL.match(one) is not None and _NUMERAL.match(other) is not None


def only_a_part(name: Slots, clause: Clause, asked: Stage, reached: bool) -> bool:
    """Whether the stage is told of a part of the work, or of its preparation: 大坝完工, 完成路床施工, 启动…选址论证.

    A work has begun (``asked``) where a part of it has; and it is not finished where a part is not (``reached``:
    whether what is told is the stage asked for, or a later one).
    """
    spots = [(at, at + len(words)) for words, at in align(name.content, clause.text) if at >= 0]
    if not spots:
        return False
    if reached and "年度" in clause.text and "年度" not in name.text and is_work(name.text):
        return True  # 年度建设任务完成: of a work of several years the year's portion
    first, last = min(start for start, _ in spots), max(end for _, end in spots)
    text, word = clause.text, clause.at
    if last <= word:
        between, behind = text[last:word], _until_sign(text[word + 1 :])
        between = _leading("whole objects").sub("", between)
        if between.startswith(tuple(load("stages")["with an object"])) and listed("basis", "and then")[0] in between:
            between = between.rsplit(listed("basis", "and then")[0], 1)[1]  # 完成布展并|对外开放
        if not reached and between.startswith(listed("behind", "stands")):
            return False  # 进入|设备调试: the stage of all of it
        besides = _told_besides(_TIME.sub("|", _any_of("whole objects").sub("|", between)))
        if besides and not _JOINED.match(between) and not _is_a_predicate(between, reached):
            if not reached and _any_of("preparations").search(between):
                return False  # 可行性研究报告|获批: how far the whole has come
            part = _any_of("part nouns", ending=True).search(besides[-1]) is not None
            return not part or (reached and asked not in (Stage.STARTED, Stage.UNDER_WAY))
        takes = reached and clause.word in load("stages")["with an object"]
        if not takes or not _told_besides(_any_of("whole objects").sub("|", behind)):
            return False
        ended = stage_words("works").get(clause.word) is Stage.BUILT
        begun = ended and asked in (Stage.STARTED, Stage.UNDER_WAY)  # 完成网架吊装: it is under way
        return not begun or _any_of("preparations").search(behind) is not None
    if word < first and reached:
        tail = _until_sign(text[last:])
        besides = _told_besides(_AMOUNT.sub("|", _any_of("whole objects").sub("|", tail)))
        return _any_of("preparations").search(tail) is not None or (bool(besides) and not _JOINED.match(tail))
    return False


def says_nothing(text: str) -> bool:
    """Whether a stretch of a clause tells only when and how: 8月起试|通水后."""
    return len("".join(_told_besides(_TIME.sub("|", text)))) < 2


def says_more(clause: Clause) -> bool:
    """Whether words that nothing explains stand right behind the stage word: 建成|供水 may be more than built."""
    takes_it = clause.word.startswith(listed("behind", "takes a step"))  # 完成|厂房建设
    behind = _until_sign(clause.text[clause.at + 1 :]) if clause.at > 0 and not takes_it else ""
    return bool(_told_besides(_any_of("whole objects").sub("|", _TIME.sub("|", _AMOUNT.sub("|", behind)))))


def _is_a_predicate(text: str, reached: bool) -> bool:
    """Whether the lexicon knows all words between a work's name and its stage: 进入|装修阶段, 送电|投运.

    Where the stage was ``reached`` they say that it is done, and of nothing else.
    """
    at, text = 0, _stages().sub("", _TIME.sub("", text))
    for token in find_tokens(text, 0, len(text)):
        if token.start > at or token.sense is Sense.PLAIN or (reached and token.sense not in _SAYS_DONE):
            return False
        at = token.end
    return at == len(text)


_SAYS_DONE = (Sense.DONE, Sense.ADVERB, Sense.PRAISE)


def _until_sign(text: str) -> str:
    return re.split(f"[{_SEPARATORS}]", text, maxsplit=1)[0]
