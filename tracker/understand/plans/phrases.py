"""Clauses of plans and the names in them: what is cut off at the front and at the end, and where a list divides."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tracker.words.lexicon import load

_CLOSERS = {"“": "”", "《": "》", "(": ")", "「": "」", "『": "』", "‘": "’", "（": "）"}
_LIST = re.compile(
    r"、|以及|(?<![和共饱缓总平温])和(?![谐平睦美养牛])|(?<!参)与(?![会])|(?<![普涉波危触企顾遍兼惠以])及(?!时|格|早|率|其|至|以|物)"
)
TIME = (
    r"“?十[一二三四五六]五”?(?:时期|期间)?末|[今本]年底(?:之?前)?|"
    r"(?:到|至|力争到|确保到|截至|在)?(?:20\d\d)年(?:底|末|年底|年末|前|上半年|下半年)?(?:之?前)?[，]?|(?:上|下)半年(?:之?前)?|[一二三四]季度(?:末|前)?|\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|末|初|份)?(?:之?前)?"
    r"|(?:十[一二]?|[一二三四五六七八九])月(?:份|底|末|中旬)?(?:之?前|底|末)|年(?:底|末|内|初|中(?=[前底]))底?(?:之?前)?|(?:今年|全年|本年|当年|今后|未来|用|利用)?[一二两三四五六七八九十\d]+(?:到|至)?[一二两三四五六七八九十\d]*年(?:左右)?(?:时间|内|的努力)?(?=突破|达|完成|实现|力争|全|建|基|$)|[一二两三四五六七八九十]年内"
)
"""A time that a clause or a name's stage is told with."""
_TIME = re.compile(TIME)

STOP = re.compile(r"[，；：。！？]")
"""What ends a clause."""

CLAUSE = re.compile(r"[^，；：。！？]+")
"""A clause, to be looked for in masked text."""


def phrase_start(text: str, end: int) -> int:
    """Where the phrase begins that reaches up to ``end``: behind the last comma, colon or full stop."""
    return max(text.rfind(mark, 0, end) for mark in "，；：。") + 1


def alternatives(words: list[str]) -> str:
    """The words as a pattern, longer ones first."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@lru_cache(maxsize=64)
def mask(text: str) -> str:
    """The text with what stands in quotation marks or brackets blotted out, of the same length."""
    letters = list(text)
    closer = ""
    for i, char in enumerate(text):
        if closer:
            if char == closer:
                closer = ""
            else:
                letters[i] = "□"
        elif char in _CLOSERS and text.find(_CLOSERS[char], i + 1) > 0 and text.find(_CLOSERS[char], i + 1) - i <= 40:
            closer = _CLOSERS[char]
    return "".join(letters)


def split_list(text: str) -> list[tuple[int, int]]:
    """The members of an enumeration, as offsets: A、B和C; what stands in quotation marks stays whole."""
    masked = mask(text)
    pieces: list[tuple[int, int]] = []
    position = 0
    for found in _LIST.finditer(masked, 1 if masked.startswith("和") else 0):
        if found.start() - position >= 1:
            pieces.append((position, found.start()))
        position = found.end()
    # “A”“B”: names in marks that stand side by side
    pieces.append((position, len(text)))
    divided: list[tuple[int, int]] = []
    for start, end in pieces:
        cut = start
        for at in range(start + 1, end - 1):
            if text[at] == "”" and text[at + 1] == "“":
                divided.append((cut, at + 1))
                cut = at + 1
        divided.append((cut, end))
    return [(start, end) for start, end in divided if text[start:end].strip("、，。")]


@cache
def words_of(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, anywhere."""
    return re.compile(alternatives(load("plans")[name]))


@cache
def word_set(name: str) -> frozenset[str]:
    """The words of that list of the lexicon."""
    return frozenset(load("plans")[name])


@cache
def words_at_start(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, or several, at the front of a text."""
    return re.compile(rf"^(?:{alternatives(load('plans')[name])})+")


@cache
def words_at_end(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon, or several, at the end of a text."""
    return re.compile(rf"(?:{alternatives(load('plans')[name])})+$")


@cache
def word_at_end(name: str) -> re.Pattern[str]:
    """A word of that list of the lexicon at the end of a text."""
    return re.compile(rf"(?:{alternatives(load('plans')[name])})$")


@cache
def _openings() -> re.Pattern[str]:
    data = load("plans")
    return re.compile(rf"(?!{alternatives(data['not openings'])})(?:{alternatives(data['openings'])}|的)")


def opening_end(text: str, start: int = 0) -> int:
    """Where the openings of a clause end: 力争, 年内, 全市, 到2025年, ….."""
    position = start
    while position < len(text):
        time = _TIME.match(text, position)
        if time is not None and time.end() > position:
            position = time.end()
            continue
        found = _openings().match(text, position)
        if found is None or found.end() == position:
            break
        position = found.end()
    return position


def find_time(text: str) -> bool:
    """Whether a clause tells by when: 年内, 6月底前."""
    return _TIME.search(text) is not None


def opening_start(text: str, end: int) -> int:
    """Where the last of the openings begins that reach up to ``end``."""
    return max((at for at in range(end) if opening_end(text, at) == end and _openings().match(text, at)), default=end)


_INNER_TIME = re.compile(
    r"(?<=..)(?:(?<![\d一二三四五六七八九十今明去本])年(?:内|底前?|末)|(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|底|末|\d{1,2}日)?(?:之?前|底|末))"
)


def without_time(name: str) -> str:
    """A name without the time, the 再 and the means that stand in it: 水厂8月底前新增…, 利用旧厂房改造…."""
    name = re.sub(r"(?<=..)再(?=新[建增]|改造)", "", _INNER_TIME.sub("", name))
    return without_means(_IN_PLACE.sub(r"\g<at>", name))


def without_means(name: str) -> str:
    """A name without what its work is done by, or in how many places: 利用旧厂房改造…, 在17个乡镇硬化…."""
    means = _means().match(name) or _means().match(name, opening_end(name))
    return name if means is None else name[means.end() :]


@cache
def _means() -> re.Pattern[str]:
    """By what, or in how many places, something is done, before its verb: 利用旧厂房|改造…, 在17个乡镇|硬化…."""
    verbs = f"(?={alternatives(load('plans')['kept verbs'])})"
    return re.compile(rf"(?:(?:充分)?(?:利用|依托|借助|通过)[^，]{{2,18}}?|在?\d+个[^，\d]{{1,12}}?|主要){verbs}")


_IN_PLACE = re.compile(
    r"^(?:在(?=.{1,8}村)|在?(?=.{1,7}[镇乡县]))(?P<at>[\u4e00-\u9fff]{1,7}?[镇乡村县])(?:实施|开展|推进|进行)(?=..)"
)
"""A place before the verb of what is done there: 在云山镇|实施|防护工程."""


def kept_verb(text: str, start: int = 0) -> int:
    """Where a verb that names a flow (新建, 改造) ends at the front of a text, or ``start``."""
    found = words_of("kept verbs").match(text, start)
    return start if found is None else found.end()


def strip_joints(text: str) -> str:
    """A name without the words that join it to its number: 覆盖率达到 → 覆盖率."""
    while True:
        text = re.sub(
            r"(?<=..)(?:[两三五]年(?:左右)?|全年|年内|年底|年末|今年|每人|每户|每月|每年|每亩|每人每月|每人每年)$",
            "",
            text,
        )
        found = word_at_end("joints").search(text)
        if found is None or found.start() == 0 or word_at_end("joint nouns").search(text):
            return text.rstrip("，、：的")
        text = text[: found.start()]


def strip_openings(text: str) -> str:
    """A name without the openings in front of it and without light verbs: 实施城建项目 → 城建项目."""
    position = opening_end(text)
    while True:
        light = words_of("light verbs").match(text, position)
        if light is None or light.end() >= len(text) - 1 or kept_verb(text, position) > light.end():
            break
        rest = text[light.end() :]
        if rest[0] in "的率量额度性化者区" or (light[0] in ("持有", "拥有") and "的" in rest):
            break
        if re.match(r"(?:力度|水平|能力|中心|基金|基地|体系|公司|条件|对象|计划)", rest):
            break
        position = opening_end(text, light.end())
    if len(text) - position == 1 and position >= 2:
        position = opening_start(text, position)  # 分类|池: a word of the name
    return text[position:].strip("，、：；的了“" if text.count("“") > text.count("”") else "，、：；的了")


def clean(name: str) -> str:
    """A name as it is written in a targets file: balanced marks, no stray punctuation, no operator."""
    name = re.sub(r"[<>=~]", "", name).strip("，、：；。！ 　")
    for opener, closer in (("“", "”"), ("《", "》"), ("(", ")")):
        if name.count(opener) > name.count(closer):
            name = name.replace(opener, "", 1) if not name.startswith(opener) else name[1:]
        elif name.count(closer) > name.count(opener):
            at = name.rfind(closer)
            name = name[:at] + name[at + 1 :]
    return name.strip("，、：；。！ 　")
