"""Where the name of what a quantity counts stands: before its number, after it, or in the clause before.

Spans are offsets into a squeezed sentence. They hold the verb and the surroundings too, for whoever compares; the
noun phrase in them, for whoever reads, is made in ``indicators``.
"""

from __future__ import annotations

import re

from tracker.understand.clauses import clause_start
from tracker.understand.periods import Mark
from tracker.understand.quantity import Quantity, alternatives
from tracker.words.lexicon import load, remember
from tracker.words.patterns import Patterns, patterns
from tracker.words.stages import stage_words
from tracker.words.units import Unit, find_unit, unit_nouns

Span = tuple[int, int]

LONGEST = 120
"""Characters of a name; what is longer is no name, and only its end is looked at."""


@remember
def _patterns() -> Patterns:
    return patterns("phrases")


@remember
def _no_noun() -> re.Pattern[str]:
    return re.compile(f"的?(?:{'|'.join(map(_unless_before, load('phrases')['no noun']))})")


def _unless_before(entry: str) -> str:
    """``增/值设`` as a pattern: 增, but not before 值 or 设."""
    word, _, letters = entry.partition("/")
    return re.escape(word) + (f"(?![{re.escape(letters)}])" if letters else "")


# ── before the number ─────────────────────────────────────────────────────────────────────────────

_COMPARING = ("比", "较", "与", "同")  # 较2019年增长12%: the words of time are no name


def name_before(text: str, left: int, right: int, marks: list[Mark]) -> Span | None:
    """The name between ``left`` and ``right``: without words of time and of announcing, comparisons and adverbs."""
    named = _patterns()["name in a bracket"].search(text, left, right)
    if named is not None:
        return named.span("name")
    start = skip_leads(text, max(left, right - LONGEST), right, marks)
    end = _trim_behind(text, start, right, marks)
    while start < end and text[start] in "，、的了：；。":
        start += 1
    if start >= end or text[start:end] in _COMPARING or _patterns()["spreading"].fullmatch(text, start, end):
        return None
    return start, end


def skip_leads(text: str, start: int, end: int, marks: list[Mark]) -> int:
    """Where a name begins after words of time, of announcing, and item numbers."""
    forms = _patterns()
    lead = forms["no name yet"]
    while start < end:
        mark = next((each for each in marks if each.start <= start < each.end), None)
        if mark is not None:
            start = mark.end
            while start < end and text[start] in "底末初":
                start += 1
            continue
        word = lead.match(text, start, end)
        if word is None:
            return start
        start = word.end()
    return start


def _trim_behind(text: str, start: int, end: int, marks: list[Mark]) -> int:
    """Where a name ends that has a comparison, words of time or a verb of planning behind it."""
    forms = _patterns()
    found = forms["comparison"].search(text, start, end)
    end = end if found is None else found.start()
    for _ in range(3):
        while start < end and text[end - 1] in "、，：":
            end -= 1
        mark = next((each for each in marks if start < each.start and each.end == end), None)
        found = forms["trails"].search(text, max(start, end - 24), end)
        if mark is not None:
            end = mark.start
        elif found is not None and forms["who pays"].fullmatch(text, start, end) is None:
            end = found.start()
        else:
            break
    while start < end and text[end - 1] in "、，：":
        end -= 1
    return end


def after_examples(text: str, span: Span) -> int | None:
    """Where a name goes on behind examples (云锦路、学府路等|断头路), or None."""
    found = _patterns()["examples"].match(text, *span)
    return None if found is None else found.end()


@remember
def is_action(name: str) -> bool:
    """Whether a name says only what was done (新建, 基本建成), not to what."""
    verb = _patterns()["verbs"].match(name)
    return verb is not None and verb.end() == len(name)


@remember
def is_generic(name: str) -> bool:
    """Whether a name is a noun that names nothing by itself: 总量, 面积."""
    return _patterns()["nothing by itself"].fullmatch(name) is not None


@remember
def needs_name(name: str) -> bool:
    """Whether a name is none by itself: a verb alone, a noun such as 总量, or who pays (中央财政拟安排)."""
    forms = _patterns()
    if name in load("phrases")["names by themselves"]:
        return False
    bare = is_action(name) or is_generic(name) or forms["no name alone"].fullmatch(name) is not None
    return bare or forms["who pays"].fullmatch(name) is not None


def needs_name_of_a_maker(name: str) -> bool:
    """Whether a name is only what firms make, with a verb at most: 完成|增加值."""
    made = load("phrases")["made by makers"]
    return name in made or name[leading_action(name, (0, len(name))) :] in made


def is_rate(name: str) -> bool:
    """Whether a name is that of a rate of something it names (上线率), in so many letters."""
    return _patterns()["rate of"].fullmatch(name) is not None


def is_goal_alone(name: str) -> bool:
    """Whether a name says only that its figure was planned of what stands before: 相当于年初预算|65200万元."""
    return _patterns()["goal alone"].fullmatch(name) is not None


def leading_action(text: str, span: Span) -> int:
    """Where the verbs end that a name begins with; its start where it begins with none."""
    verb = _patterns()["verbs"].match(text, *span)
    return span[0] if verb is None else verb.end()


def last_action(name: str) -> str:
    """The verb that a name ends with: 全市新建|30个停车场."""
    sizes = range(min(6, len(name)), 0, -1)
    return next((name[-size:] for size in sizes if is_action(name[-size:])), "")


def without_verbs(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces of a name without the verbs at both ends; a piece that is all verb is left out."""
    kept = []
    for start, end in pieces:
        first = leading_action(text, (start, end))
        behind = _patterns()["verb behind"].search(text, first, end)
        last = end if behind is None or behind.start() == first else behind.start()
        if first < last:
            kept.append((first, last))
    return kept


def without_stage(text: str, pieces: list[Span]) -> list[Span]:
    """The pieces of a name without a stage at their end: 公共租赁住房|开工; what was done to it stays: 老旧小区改造."""
    stages = tuple(word for word, stage in stage_words("works").items() if stage.rank is not None and stage.rank > 1)
    kept = []
    for start, end in pieces:
        word = max((word for word in stages if text.endswith(word, start, end)), key=len, default="")
        noun = end - len(word) if word not in load("phrases")["works done"] else end
        if start < noun:
            kept.append((start, noun))
    return kept


# ── after the number ──────────────────────────────────────────────────────────────────────────────

_STOP = re.compile(r"[，；：。！？、()]")
_MEASURED = frozenset({"area", "mass", "length", "power", "energy", "volume", "volume per day"})
COUNTED = frozenset(
    {None, "people", "visits", "households", "homes", "vehicles", "trains", "flights", "boxes", "steam"}
)


def name_after(text: str, quantity: Quantity, following: int, own: str, level: bool) -> Span | None:
    """The noun behind a number that it counts: 246项行政审批事项, 新建500公里农村公路, 60%的县, 30亿元国债资金.

    ``following`` is where the next quantity begins, ``own`` the name before the number, ``level`` whether the measure
    is one: only then can 50%以上村卫生室 be a share of them.
    """
    forms = _patterns()
    start = quantity.end
    stretch = forms["stretch of a name"].match(text, start, following)
    listed = forms["examples behind"].match(text, start, following)
    if listed is not None and "、" in listed[0]:  # 178项节能、节水等|重大项目
        stretch = forms["stretch of a name"].match(text, listed.end(), following)
    end = start if stretch is None else stretch.end()
    if quantity.unit == "次":  # 先后4次降低|存款准备金率
        verb = forms["how it changed"].match(text, start, end)
        start = start if verb is None or verb.end() == end else verb.end()
    if end <= start or _no_noun().match(text, start, end):
        return None
    unit = find_unit(quantity.unit or "")
    counts = _counts(text, quantity, unit, level)
    if text[start] == "的":
        start += 1
        if not counts and own and not last_action(own) and not _names_share(text, (start, end), quantity, own):
            return None  # 总投资为164亿元的…体系: the name stands before
    elif not counts:
        if unit is not None and unit.kind in ("money", "dollars") and (_spends(own) or own.endswith("的")):
            noun = forms["noun of money"].match(text, start, end)
            return None if noun is None else noun.span()
        if unit is None or unit.kind not in _MEASURED or end == following or not _leads_on(own):
            return None
    return None if start >= end or forms["predicate"].match(text, start, end) else (start, end)


def _counts(text: str, quantity: Quantity, unit: Unit | None, level: bool) -> bool:
    """Whether the noun behind the number is what is counted: of things, a part of them (三分之一), or 50%以上."""
    if quantity.bare or (unit is not None and unit.kind in COUNTED):
        return True
    part = _patterns()["part of"].search(text, quantity.number_start, quantity.number_end) is not None
    return part or (level and quantity.unit == "%" and quantity.unit_end < quantity.end)


def _names_share(text: str, behind: Span, quantity: Quantity, own: str) -> bool:
    """扩大到60%的县, 现行16%的税率: behind a share, 的 leads to what it is a share of, or its name."""
    forms = _patterns()
    if quantity.unit != "%":
        return False
    before = text[max(0, quantity.start - 8) : quantity.start]
    reaches = (
        own.endswith(("在", "到"))
        or forms["spreading behind"].search(before) is not None
        or forms["spreading behind"].search(own) is not None
    )
    return reaches or forms["name of a share"].match(text, *behind) is not None


def _spends(own: str) -> bool:
    return needs_name(own) or own.endswith((*load("phrases")["spending"], "增加", "完成"))


def _leads_on(own: str) -> bool:
    """Whether the words before an amount name nothing yet: 新建|500公里农村公路, A、B等|540万千瓦煤电项目."""
    return not own or own.endswith("等") or last_action(own) != ""


@remember
def _people() -> re.Pattern[str]:
    """Nouns for people, one or several behind each other: 青年人才."""
    return re.compile(rf"(?:{alternatives(noun for noun, unit in unit_nouns().items() if unit == '人')})++")


def begun_behind(text: str, at: int) -> Span | None:
    """The verb behind a number that tells how far the things counted are: 新建幼儿园3所|开工 are not built."""
    found = _patterns()["begun behind"].match(text, at)
    return None if found is None else found.span("verb")


def head_after(text: str, span: Span, people: bool) -> Span:
    """The noun at the front of what stands behind a number: 29个科技设施|进入科研状态, 600万农民|的饮水问题,
    7条产业链|产值突破7000亿元.

    Where ``people`` are counted it ends with the word for them: 6000万农村人口|供水保障水平.
    """
    forms = _patterns()
    start, end = span
    listed = forms["examples behind"].match(text, start, end)
    if listed is not None and "、" in listed[0]:
        start = listed.end()
    counted = _people().search(text, start, end) if people else None
    if counted is not None:
        done = text[counted.end() : end] in load("phrases")["done to people"]  # 853名失业人员|再就业
        end = end if done else counted.end()
    cut = None if counted is not None and done else forms["predicate"].search(text, start + 1, end)
    end = end if cut is None else cut.start()
    of = text.find("的", start + 2, end)
    if of > 0 and of + 2 < end and forms["whose noun"].search(text, start, of):
        start = of + 1
    elif of > 0:
        end = of
    figure = forms["figure of"].search(text, start + 2, end)
    return start, end if figure is None else figure.start()


# ── names taken over ──────────────────────────────────────────────────────────────────────────────


def clause_before(text: str, clause: int) -> list[Span]:
    """The clause before, whose subject a clause with a figure alone takes over: 粮食再获丰收，达到…

    One that says only under what condition (在确保质量的前提下) or how it is reckoned (按可比价格计算) is passed over.
    """
    end, reckoned = clause - 1, _patterns()["how it is reckoned"]
    while end > 0:
        start = clause_start(text, end)
        passed = _patterns()["condition"].fullmatch(text, start, end) or reckoned.fullmatch(text, start, end)
        if passed is None:
            return [(max(start, end - LONGEST), end)] if start < end else []
        end = start - 1
    return []


def subject_of(text: str, clause: Span, marks: list[Mark]) -> Span:
    """What a clause speaks of: the words before its predicate, or the object of a change.

    城镇化率|稳步提升; 三次较大幅度提高|粮食最低收购价.
    """
    forms = _patterns()
    start, end = name_before(text, *clause, marks) or clause
    manner = forms["how it changed"].match(text, start, end)
    if manner is not None and manner.end() < end:
        return manner.end(), end
    cut = forms["predicate of a clause"].search(text, start + 2, end)
    return (start, end) if cut is None else (start, cut.start())


def purpose_of(text: str, quantity: Quantity, clause: int) -> Span | None:
    """What a sum is for: 安排430亿元，用于…廉租房建设; 为加快社会保障体系建设，安排2762亿元."""
    forms = _patterns()
    found = forms["purpose"].match(text, quantity.end)
    if found is not None:
        stop = _STOP.search(text, found.end())
        end = len(text) if stop is None else stop.start()
        return (found.end(), end) if found.end() < end else None
    for start, end in clause_before(text, clause):
        sake = forms["for the sake"].match(text, start, end)
        if sake is not None and sake.end() < end:
            return sake.end(), end
    return None


# ── enumerations ──────────────────────────────────────────────────────────────────────────────────


def split_names(text: str, start: int, end: int) -> list[list[Span]]:
    """The names of an enumeration; a short one borrows the ending of the last: 小麦、稻谷最低收购价."""
    joints = list(_patterns()["joint"].finditer(text, start, end))
    pair = None if joints else _patterns()["pair in one word"].search(text, start, end)
    if pair is not None and pair.end() < end:
        # 城乡低保标准, 各项存贷款余额分别… are two: each of the letters stands for one
        front, at = [(start, pair.start())] if start < pair.start() else [], pair.start()
        return [[*front, (at, at + 1), (at + 2, end)], [*front, (at + 1, end)]]
    starts = [start, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), end]
    pieces = [(one, two) for one, two in zip(starts, ends, strict=True) if one < two]
    spent = _spent_on(text, pieces)
    if spent:
        return spent
    return share_ending(text, pieces)


def share_ending(text: str, pieces: list[Span]) -> list[list[Span]]:
    """The members of an enumeration, each with what it borrows from the last, or from the front of the first."""
    named = [_with_ending(text, piece, pieces[-1]) for piece in pieces[:-1]] + [pieces[-1:]] if pieces else []
    return [each if each[1:] else _with_front(text, each[0], pieces[0]) for each in named]


def _spent_on(text: str, pieces: list[Span]) -> list[list[Span]]:
    """中央财政用于|科技、教育和卫生|的支出: each purpose with who pays and what; [] where it is no such list."""
    if len(pieces) < 2:
        return []
    lead = text.find("用于", *pieces[0])
    tail = text.rfind("的", *pieces[-1])
    if lead < 0 or tail < 0:
        return []
    first = lead + len("用于")
    purposes = [(first, pieces[0][1]), *pieces[1:-1], (pieces[-1][0], tail)]
    payer, spending = (pieces[0][0], first), (tail, pieces[-1][1])
    return [[payer, purpose, spending] for purpose in purposes if purpose[0] < purpose[1]]


def _with_ending(text: str, piece: Span, last: Span) -> list[Span]:
    forms = _patterns()
    verb = leading_action(text, last)
    if last[0] < verb < last[1] and is_action(text[slice(*piece)]):
        return [piece, (verb, last[1])]  # 新增、恢复和改善|灌溉面积
    head = _head_of_a_row(text, piece, last)
    if head is not None:
        return [piece, (head, last[1])]  # 城镇、农村|低保标准
    ending = forms["shared ending"].search(text, *last)
    if ending is None or forms["shared ending"].search(text, *piece) or forms["whole ending"].search(text, *piece):
        return [piece]
    for size in range(min(piece[1] - piece[0], 6), 1, -1):
        at = text.find(text[piece[1] - size : piece[1]], last[0] + 1, ending.start())
        if at > 0:  # 国控断面、市控断面|水质达标率
            return [piece, (at + size, last[1])]
    size = piece[1] - piece[0]
    if last[0] + size <= ending.start() and _are_of_a_row(text, piece, last):
        return [piece, (last[0] + size, last[1])]  # 城镇、农村|居民人均可支配收入
    return [piece, (ending.start(), last[1])] if ending.start() > last[0] else [piece]


def _head_of_a_row(text: str, piece: Span, last: Span) -> int | None:
    """Where the word ends that the last member begins with, if the piece is another of its row; else None."""
    written = text[slice(*piece)]
    for row in load("phrases")["ranks"]:
        if written in row:
            sizes = [len(word) for word in row if text.startswith(word, last[0], last[1])]
            return last[0] + max(sizes) if sizes and last[0] + max(sizes) < last[1] else None
    return None


def _are_of_a_row(text: str, piece: Span, last: Span) -> bool:
    """Whether a member is a word that stands in the place of the one that the last begins with: 国家级、省级|平台."""
    size = piece[1] - piece[0]
    heads = {text[slice(*piece)], text[last[0] : last[0] + size]}
    return any(heads <= set(row) for row in load("phrases")["ranks"])


def _with_front(text: str, piece: Span, first: Span) -> list[Span]:
    """A member of an enumeration that is an ending alone, with the front of the first: 生猪存栏、出栏."""
    shared = _patterns()["shared ending"]
    ending = shared.search(text, *first)
    if piece == first or ending is None or ending.start() == first[0] or shared.match(text, *piece) is None:
        return [piece]
    return [(first[0], ending.start()), piece]
