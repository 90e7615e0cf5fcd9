"""The frozen values that rooms hand on, and the words of the format (``format.md``).

Standard library only. Absent is ``None``; amounts are ``Decimal``; offsets are code points, half-open,
into ``Document.text``; lines and columns count from 1, in code points.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self, TypeVar

# ── values that differ in little ──────────────────────────────────────────────────────────────────

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(value, /, **changes):
        """``dataclasses.replace`` for frozen values with slots, in a third of its time: a report takes a thousand."""
        made = object.__new__(type(value))
        names, read = _parts(type(value))
        deque(map(object.__setattr__, repeat(made), names, read(value)), maxlen=0)
        for name, part in changes.items():
            object.__setattr__(made, name, part)
        return made


@cache
def _parts(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The fields of a kind of value, and what reads them all."""
    names = tuple(each.name for each in fields(kind))
    return names, attrgetter(*names, names[0])  # with one name alone it would read no tuple


# ── messages and findings ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person: an English template and its values, put into words by ``write``.

    The template is the key under which ``words/messages.zh.yaml`` holds the Chinese one.
    """

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def again(cls, text: str, values: Mapping[str, object]) -> Self:
        """One that was kept as plain data: its template stands where it was first said."""
        return cls(text, values)

    def __str__(self) -> str:
        return self.text.format_map(self.values)


class TrackerError(Exception):
    """A file or a call that can't be used at all: one line on stderr, exit 2. Caught once, in ``cli``."""

    def __init__(self, text: str, /, **values: object) -> None:
        self.message = Message(text, values)
        super().__init__(str(self.message))

    @classmethod
    def of(cls, message: Message) -> Self:
        """The error that says this: a problem that was kept as a value is raised again."""
        return _error_again(cls, message)

    def __reduce__(self) -> tuple[object, ...]:
        """Across processes with its message, of which ``str`` alone would be left."""
        return _error_again, (type(self), self.message)


E = TypeVar("E", bound=TrackerError)


def _error_again(kind: type[E], message: Message) -> E:
    error = kind.__new__(kind, str(message))
    error.message = message
    return error


class UnreadableReport(TrackerError):
    """A report, or any file given to read, that can't be turned into text."""


class UnusableCall(TrackerError):
    """Arguments that can't be followed."""


class MissingLibrary(UnusableCall):
    """A library that an extra of the package brings, and that is not installed; the message says how to get it."""


class InvalidFile(TrackerError):
    """A file edited by hand that has errors, and so no value; the message is the first of its ``findings``.

    Raised in Python alone: commands tell findings one by one.
    """

    findings: tuple[Finding, ...] = ()


class Severity(StrEnum):
    """How much a finding matters: an error stops a command, a warning is told, a note explains."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in a file edited by hand."""

    file: str
    line: int = 1
    column: int = 1
    end_column: int | None = None  # on the same line, exclusive; None: to the end of the word


@dataclass(frozen=True, slots=True)
class Fix:
    """Replace ``text[start:end]`` of the file by ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a file edited by hand."""

    place: Place
    rule: str
    message: Message
    severity: Severity = Severity.ERROR
    fix: Fix | None = None
    offer: Fix | None = None  # what may be meant: for a person to take in an editor, never put in by itself


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What a finding is known by after lines have moved."""

    file: str  # relative to some folder, with slashes
    rule: str
    line: str  # its text, without the spaces round it


# ── the words of the format ───────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    """The three answers (format.md section 3), and no fourth."""

    MET = "met"
    UNMET = "unmet"
    UNVERIFIABLE = "unverifiable"


class Reason(StrEnum):
    """Why a verdict is what it is: one code each (format.md section 3)."""

    VALUE_MEETS = "value-meets"
    STAGE_REACHED = "stage-reached"
    COMPARISON_HOLDS = "comparison-holds"
    REPORTED_DONE = "reported-done"
    VALUE_FALLS_SHORT = "value-falls-short"
    STAGE_NOT_REACHED = "stage-not-reached"
    COMPARISON_FAILS = "comparison-fails"
    REPORTED_NOT_DONE = "reported-not-done"
    NOT_REPORTED = "not-reported"
    NOT_MEASURABLE = "not-measurable"
    DIFFERENT_MEASURE = "different-measure"
    NO_FIGURE = "no-figure"
    CONFLICTING = "conflicting"
    NOT_DUE = "not-due"
    WITHDRAWN = "withdrawn"


class Light(StrEnum):
    """How a target stands in the year (序时进度), beside its verdict and never it (format.md section 4).

    The order is that of concern, last is worst: a commitment has the worst light of its targets.
    """

    DONE = "done"
    ON_TIME = "on-time"
    NO_WORD = "no-word"
    DUE_SOON = "due-soon"
    BEHIND = "behind"
    OVERDUE = "overdue"


class Measure(StrEnum):
    """How an indicator is taken: as a level, its growth, its change in points or units, or its fall."""

    LEVEL = "level"
    GROWTH = "growth"
    CHANGE = "change"
    FALL = "fall"

    @property
    def word(self) -> str:
        """As a target on one line says it; nothing of a level."""
        return {"growth": "增长", "change": "提高", "fall": "下降"}.get(self, "")


SCALES = {"万亿": Decimal(10) ** 12, "亿": Decimal(10) ** 8, "万": Decimal(10) ** 4}
"""The scales that belong to a number as the format writes one, the largest first."""

RATES = frozenset({"%", "‰", "个百分点", "倍"})
"""Units of rates, which take no scale."""


class Op(StrEnum):
    """How a target is compared with its figure (format.md section 1)."""

    AT_LEAST = ">="
    AT_MOST = "<="
    MORE = ">"
    LESS = "<"
    EQUAL = "="
    ABOUT = "~"
    RANGE = ".."


class Better(StrEnum):
    """Which way an indicator is to go."""

    HIGHER = "higher"
    LOWER = "lower"


class Stage(StrEnum):
    """Stages of work in their order; ``AWARDED`` stands beside it."""

    PLANNED = "谋划"
    PREPARED = "前期"
    STARTED = "开工"
    UNDER_WAY = "在建"
    BUILT = "完工"
    IN_USE = "投用"
    AWARDED = "获评"

    @property
    def rank(self) -> int | None:
        """0 (谋划) to 5 (投用); ``None`` for 获评, which no order holds."""
        return _RANKS[self]


_RANKS = {stage: None if stage is Stage.AWARDED else rank for rank, stage in enumerate(Stage)}


class Bound(StrEnum):
    """What the words round a number say of it: 超 and 多 lower, 近 and 不足 upper, 约 and 左右 about."""

    EXACT = "exact"
    LOWER = "lower"
    UPPER = "upper"
    ABOUT = "about"

    @property
    def word(self) -> str:
        """What a figure with such a bound is written with, where that decides."""
        return {"lower": "超", "upper": "近"}.get(self, "")


class Tense(StrEnum):
    """Whether a text looks back, plans, or does neither (a heading, a note)."""

    PAST = "past"
    PLAN = "plan"
    NONE = "none"


class State(StrEnum):
    """What the clause of a figure or a stage, or the one behind it, says of it. Only ``DONE`` decides."""

    DONE = "done"  # said to be done, or nothing takes it back
    UNDER_WAY = "under-way"
    BEGUN = "begun"
    PREPARED = "prepared"
    AHEAD = "ahead"  # to come: 2024年建成
    PART = "part"  # a part of it is not done: 其中4处未建成
    SHORT = "short"  # less than was asked for, says the report: it may tell a miss, never that a target was met
    NOT_DONE = "not-done"
    UNDONE = "undone"  # done and undone again
    WITHDRAWN = "withdrawn"
    NOT_UNDERSTOOD = "not-understood"


class Role(StrEnum):
    """In what role a figure stands. Only a ``RESULT`` decides as a figure."""

    RESULT = "result"
    GOAL = "goal"  # what was asked for: a column of goals, a task told again
    TASK = "task"  # a task told again, with its own state


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole months, both ends included: a year, several years, or a part of one."""

    first_year: int
    first_month: int
    last_year: int
    last_month: int

    @classmethod
    def of_year(cls, year: int) -> Period:
        """January to December of a year."""
        return _whole_year(year)

    @classmethod
    def of_years(cls, first: int, last: int) -> Period:
        """January of the first to December of the last year."""
        return cls(first, 1, last, 12)

    @property
    def is_year(self) -> bool:
        """Whether it is one whole year."""
        return self.first_year == self.last_year and (self.first_month, self.last_month) == (1, 12)

    @property
    def last_day(self) -> date:
        """The last day of its last month."""
        following = date(self.last_year + self.last_month // 12, self.last_month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    def covers(self, other: Period) -> bool:
        """Whether all of the other lies within it."""
        return (self.first_year, self.first_month) <= (other.first_year, other.first_month) and (
            (self.last_year, self.last_month) >= (other.last_year, other.last_month)
        )

    def overlaps(self, other: Period) -> bool:
        """Whether they have a month in common."""
        return (self.first_year, self.first_month) <= (other.last_year, other.last_month) and (
            (self.last_year, self.last_month) >= (other.first_year, other.first_month)
        )

    def __str__(self) -> str:
        """``2022``, ``2018..2022`` or ``2019-01..2019-11``, as format.md section 4 writes them."""
        if self.first_month == 1 and self.last_month == 12:
            first, last = str(self.first_year), str(self.last_year)
        else:
            first = f"{self.first_year}-{self.first_month:02}"
            last = f"{self.last_year}-{self.last_month:02}"
        return first if first == last else f"{first}..{last}"


@lru_cache(maxsize=500)
def _whole_year(year: int) -> Period:
    return Period(year, 1, year, 12)  # a report asks for the same few a thousand times


ANY_PERIOD = Period.of_years(1949, 2100)
"""Of a file that says no period one can read: its other findings are told all the same."""


# ── targets files ─────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator and the measure it is taken in: one side of a comparison."""

    indicator: str
    measure: Measure = Measure.LEVEL
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureTarget:
    """An amount, a rate, a growth, a change or a fall, against a number."""

    indicator: str
    op: Op
    value: Decimal  # the number with its scale: 20万平方米 is 200000, unit 平方米
    unit: str
    high: Decimal | None = None  # the upper end of a range, else None
    measure: Measure = Measure.LEVEL
    better: Better = Better.HIGHER
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    tolerance: Decimal = Decimal("0.05")
    due: date | None = None
    written: str = ""  # one line of the format
    place: Place = Place("")
    shown_unit: str = ""  # the unit as the file has it (亿元), in which answers tell the target's amounts; "": ``unit``
    scale: Decimal = Decimal(1)  # of ``shown_unit`` over ``unit``

    def shown(self, value: Decimal) -> Decimal:
        """An amount in ``unit`` as one in ``shown_unit``: 431000000 元 is 4.31 亿元."""
        return value if self.scale == 1 else value / self.scale


@dataclass(frozen=True, slots=True)
class ComparisonTarget:
    """One reported figure against another."""

    indicator: str
    op: Op
    than: Named
    measure: Measure = Measure.LEVEL
    better: Better = Better.HIGHER
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    tolerance: Decimal = Decimal("0.05")
    due: date | None = None
    written: str = ""
    place: Place = Place("")


@dataclass(frozen=True, slots=True)
class MilestoneTarget:
    """A named piece of work, document, event or title, and the stage it is to reach."""

    milestone: str
    stage: Stage = Stage.BUILT
    aliases: tuple[str, ...] = ()
    scope: str | None = None
    due: date | None = None
    written: str = ""
    place: Place = Place("")


Target = FigureTarget | ComparisonTarget | MilestoneTarget


@dataclass(frozen=True, slots=True)
class Commitment:
    """A numbered item of a targets file; without targets it can't be measured."""

    id: int | str
    title: str
    area: str | None = None
    owner: str | None = None
    due: date | None = None
    targets: tuple[Target, ...] = ()
    place: Place = Place("")
    helpers: tuple[str, ...] = ()  # ``with:``, the offices that help
    lead: str | None = None  # who answers for it, by post
    continues: str | None = None  # hulan-2022/18: the commitment of an earlier file that it carries on


@dataclass(frozen=True, slots=True)
class Locality:
    """Whose commitments they are: the name, its GB/T 2260 code, the next level up."""

    name: str
    code: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where commitments, or one observation, stand."""

    title: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class TargetsFile:
    """The commitments that one locality made for one period."""

    path: str
    locality: Locality
    period: Period
    source: Source
    commitments: tuple[Commitment, ...]
    expects: int | None = None
    reports: tuple[str, ...] = ()  # resolved against the file's folder
    words: str | None = None  # the user's own lexicon, resolved likewise
    sha256: str = ""

    def __repr__(self) -> str:
        return f"<TargetsFile {self.path!r}: {self.locality.name} {self.period}, {len(self.commitments)} commitments>"


# ── reports ───────────────────────────────────────────────────────────────────────────────────────


class Kind(StrEnum):
    """What a report is; the order is the order of trust where two disagree (first outranks)."""

    BULLETIN = "bulletin"  # 统计公报: final figures of a statistics bureau
    OBSERVATIONS = "observations"  # transcribed by hand
    REPORT = "report"  # a speech, a work report, a newspaper


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what it holds, up to the next heading of its level or above."""

    title: str
    level: int  # 1 for 一、, 2 for (一), …
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF as a stretch of the text."""

    number: int  # from 1
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Because:
    """A rule that had a part in a statement (``words/rules.yaml``), and the words that it rests on."""

    rule: str
    start: int | None = None  # None: it rests on no words of the text
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """What a report says of one indicator (``indicator``) or one piece of work (``milestone``)."""

    start: int
    end: int
    tense: Tense
    period: Period | None
    indicator: str | None = None
    measure: Measure = Measure.LEVEL
    value: Decimal | None = None
    high: Decimal | None = None  # the upper end of a range
    unit: str | None = None
    bound: Bound = Bound.EXACT
    wide: bool = False  # a bound that leaves open all on its side (超10%, 7处以内); 余 and 近 only a little
    scope: str | None = None
    provisional: bool = False
    number_start: int | None = None
    number_end: int | None = None
    milestone: str | None = None
    stage: Stage | None = None
    negated: bool = False  # 尚未, 没有, 未能: the report says that it is not so
    standing: bool = False  # a level reached (达到, 占, 覆盖), which holds at the end of a longer period too
    yearly: bool = False  # an average over years (年均), never the figure of one
    names: tuple[tuple[int, int], ...] = ()  # where its name stands, in pieces: 取消和下放 … 行政审批事项
    inherited: tuple[
        tuple[int, int], ...
    ] = ()  # what it takes over from the clause before: 新开工保障性安居工程740万套，基本建成511万套
    stage_word: tuple[int, int] | None = None  # where the word stands that tells the stage
    elsewhere: bool = False  # told of another place than the report's own
    basis: tuple[str, ...] = ()  # how it is reckoned, by the kinds of ``basis.yaml``: nominal, by the month, net
    each: str | None = None  # 月 or 年: an amount of money for each (每人每月1215元), its unit without it
    state: State = State.DONE
    role: Role = Role.RESULT
    place: Place | None = None  # in an observations file
    source: Source | None = None  # in an observations file: where this one stands, if not in the file's own source
    because: tuple[Because, ...] = ()  # the rules that made it, in the order name, role, time, state


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where its own words stand in ``Document.text``, and its places in the grid, from 0.

    ``rows`` and ``columns`` count the places of a merged cell. An empty cell has ``start == end``.
    """

    start: int
    end: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    head: bool = False  # of a row that names the columns; as far as the file says so, or the cells look like it


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report: whole lines of the text, and its cells in reading order.

    A title above it and notes below it are paragraphs of the text, also where the file has them in a merged cell.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]

    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """Its rows, each as wide as the table; a merged cell stands in all of its places, ``None`` where no cell is."""
        height = max((cell.row + cell.rows for cell in self.cells), default=0)
        width = max((cell.column + cell.columns for cell in self.cells), default=0)
        rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
        for cell in self.cells:
            for row in rows[cell.row : cell.row + cell.rows]:
                row[cell.column : cell.column + cell.columns] = [cell] * cell.columns
        return tuple(map(tuple, rows))


class Layout(StrEnum):
    """What a block of a text is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"  # of a list
    LABEL = "label"  # 责任单位：县住建局
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a text that belong together: a sentence may run over them, but not out of them.

    ``left_out`` are lines between them that belong to the paper: a page number in the middle of a sentence.
    """

    start: int
    end: int
    layout: Layout = Layout.PARAGRAPH
    level: int = 0  # of a heading, 1 the highest; 0 where the file doesn't say
    left_out: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A report as ``read`` settled it. Nobody changes ``text`` after that: ``text[start:end]`` is the quote."""

    path: str
    text: str
    kind: Kind = Kind.REPORT
    title: str | None = None
    locality: str | None = None  # given by the caller or by the file itself; else understand finds it
    period: Period | None = None
    url: str | None = None
    pages: tuple[Page, ...] = ()
    blocks: tuple[Block, ...] = ()  # all of the text but its empty lines, in its order
    tables: tuple[Table, ...] = ()  # the blocks that are tables, none inside another
    observations: tuple[Observation, ...] = ()  # of an observations file; else understand finds them
    by_ocr: bool = False
    notes: tuple[Message, ...] = ()  # what a reader of the file may see otherwise than it was read
    sha256: str = ""

    def __repr__(self) -> str:
        return f"<Document {self.path!r}: {len(self.text)} characters>"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence between its marks, without white space at its ends."""

    start: int
    end: int
    elsewhere: bool = False  # the sentence up to its end tells of another place than the report's own


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a heading; ``tense`` and ``period`` are those of its figures unless they say otherwise."""

    start: int
    end: int
    tense: Tense
    period: Period | None = None
    heading: bool = False
    clauses: tuple[Clause, ...] = ()  # of a sentence about the past


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as ``understand`` read it."""

    document: Document
    title: str | None
    locality: str | None
    period: Period | None  # what it looks back on
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    observations: tuple[Observation, ...]
    months: tuple[int, int] | None = None  # the part of a year that its title names, where it names no year
    normal: str = ""  # the text in one spelling, letter for letter as long (``words.normal``)

    def quote(self, start: int, end: int) -> str:
        """The words between two offsets, letter for letter."""
        return self.document.text[start:end]

    def __repr__(self) -> str:
        found = f"{len(self.sentences)} sentences, {len(self.observations)} observations"
        return f"<Reading {self.document.path!r}: {self.locality}, {self.period}, {found}>"


# ── candidates ────────────────────────────────────────────────────────────────────────────────────


class Difference(StrEnum):
    """Why a candidate does not decide."""

    NAME = "name"
    MEASURE = "measure"
    UNIT = "unit"
    SCOPE = "scope"
    PERIOD = "period"
    TENSE = "tense"
    LOCALITY = "locality"
    STATE = "state"
    ROLE = "role"


class Slot(StrEnum):
    """What a word in a name tells."""

    HEAD = "head"  # what it is: 收入, 公路
    VERBS = "verbs"
    PEOPLE = "people"
    GRADE = "grade"
    SCOPE = "scope"
    BASIS = "basis"
    PLACE = "place"
    SORT = "sort"  # any other word before the head


@dataclass(frozen=True, slots=True)
class Apart:
    """What is not told on both sides, of two names: 城镇 for 农村 excludes, 民间 on one side alone leaves open."""

    slot: Slot
    asked: tuple[str, ...]  # what the target's name has alone
    said: tuple[str, ...]  # what the report's name has alone

    @property
    def excludes(self) -> bool:
        """Whether each side has its own, so that it is another thing."""
        return bool(self.asked and self.said)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An observation beside a target: what differs, and the amount in the target's unit and direction."""

    reading: Reading
    observation: Observation
    differs: tuple[Difference, ...]
    covered: float  # share of the target's name that its words hold, 0 to 1
    value: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False  # a stage told of a policy or a whole field by 推进 alone
    so_far: bool = False  # what differs is only that it tells of the period up to a day, and what is summed stays so
    part: bool = False  # only a part of what is asked: enough of it is enough, too little tells nothing
    short: bool = False  # told as less than was asked for: too little of it tells a miss, enough tells nothing
    missed: bool = False  # an amount that was not reached (未达到900万人), and nothing else differs
    base: Observation | None = None  # the level of the year before, where the growth is worked out from two levels
    apart: tuple[Apart, ...] = ()  # how the names differ, slot by slot

    @property
    def decides(self) -> bool:
        """Whether nothing differs, so that a verdict may rest on it."""
        return not self.differs


class Claim(StrEnum):
    """What a sentence says of a target without a figure of its own."""

    DONE = "done"  # 年度任务如期完成
    NOT_DONE = "not-done"  # 未达到年初目标
    HOLDS = "holds"  # of a comparison: 快于经济增长
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence about the past that speaks of a target's name."""

    reading: Reading
    start: int
    end: int
    covered: float
    claim: Claim | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """All that the reports have for one target, nearest first."""

    candidates: tuple[Candidate, ...] = ()
    than: tuple[Candidate, ...] = ()  # of a comparison: its right side
    mentions: tuple[Mention, ...] = ()
    parts: tuple[Matches, ...] = ()  # of a milestone that names several works: each by itself


# ── verdicts ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quote that a verdict rests on, and where it stands."""

    report: str  # path as the user gave it
    title: str | None
    quote: str
    start: int
    end: int
    section: str | None = None
    page: int | None = None
    source: Source | None = None  # of an observation that has its own


@dataclass(frozen=True, slots=True)
class Value:
    """An amount in the target's unit."""

    value: Decimal
    unit: str
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of a comparison."""

    left: Value
    right: Value


Actual = Value | Stage | Pair


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A candidate as the answer shows it (``candidates``, ``--explain``)."""

    evidence: Evidence
    differs: tuple[Difference, ...]
    says: str  # the observation in one line, as a target is written: 新建停车场 增长 5 %
    apart: tuple[Apart, ...] = ()  # how the names differ, slot by slot


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress against elapsed time before a period is over (序时进度): information, never a verdict."""

    as_of: str
    elapsed: Decimal  # share of the period, 0 to 1
    done: Decimal | None  # share of the target
    points: Decimal | None  # for rates: actual less target, in points


@dataclass(frozen=True, slots=True)
class Lights:
    """The thresholds of the lights (``lights`` in the settings); they change no verdict."""

    behind: Decimal = Decimal("0.1")  # share of an amount that may be missing against the share of the time gone
    points: Decimal = Decimal(0)  # points that a rate or a growth may be short of its target
    due_soon: int = 30  # days before the due day
    begun: Decimal = Decimal("0.5")  # share of the time by which a work is to have begun


@dataclass(frozen=True, slots=True)
class Late:
    """Reached, but after its day: the verdict of the period stays beside it (format.md section 3)."""

    due: date
    reached: str  # when the report tells of it: 2023, 2023-09 or 2023-09-20
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TargetResult:
    """What was found for one target."""

    target: Target | None  # None: the commitment names nothing that could be measured
    verdict: Verdict
    reason: Reason
    provisional: bool = False
    actual: Actual | None = None
    ratio: Decimal | None = None  # actual over target, the sensible way round; None for a target of 0
    comparison: str | None = None  # 118.45亿斤 < 120亿斤, 98.7 %
    evidence: tuple[Evidence, ...] = ()
    candidates: tuple[NearMiss, ...] = ()
    progress: Progress | None = None
    because: tuple[str, ...] = ()  # the rules that made the statement which decides
    light: Light | None = None
    late: Late | None = None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """What an office keeps up of a commitment (台账, ``progress`` in its reviews file). It changes no verdict."""

    id: int | str
    problem: str | None = None  # 存在问题
    next: str | None = None  # 下步措施
    updated: date | None = None
    closed: date | None = None  # 销号
    place: Place = Place("")


def lines_of(commitment: Commitment) -> tuple[str, ...]:
    """Each target of a commitment as one line, with what it is restricted to: what a decision is made on."""
    return tuple(
        each.written if each.scope is None else f"{each.written} ({each.scope})" for each in commitment.targets
    )


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's decision on a commitment: ``reviews/<name>.yaml``."""

    id: int | str
    verdict: Verdict
    by: str
    on: date
    why: str
    until: date | None = None
    checker: Verdict | None = None  # what the checker said when the decision was made
    place: Place = Place("")
    of: tuple[str, ...] | None = None  # the targets that it was made on, as ``lines_of`` tells them; None: not kept

    def is_stale(self, commitment: Commitment) -> bool:
        """Whether the commitment's targets are others than those that were decided on."""
        if self.of is None:
            return False
        return sorted("".join(each.split()) for each in self.of) != sorted(
            "".join(each.split()) for each in lines_of(commitment)
        )


@dataclass(frozen=True, slots=True)
class CommitmentResult:
    """What was found for a commitment, and what its reviewer decided."""

    commitment: Commitment
    verdict: Verdict  # the reviewer's, where there is one
    checker: Verdict  # the checker's own
    reason: Reason | None  # of the checker, where the commitment has no target or just one kind of reason
    met: int
    of: int
    targets: tuple[TargetResult, ...]
    review: Review | None = None
    ledger: LedgerEntry | None = None
    light: Light | None = None  # the worst of its targets
    late: Late | None = None  # where all its targets are met, now or late: the last one reached

    @property
    def verified(self) -> int:
        """How many of its targets could be verified: met or not met."""
        return sum(each.verdict is not Verdict.UNVERIFIABLE for each in self.targets)


@dataclass(frozen=True, slots=True)
class Used:
    """A report that a result rests on."""

    path: str
    title: str | None
    kind: Kind
    url: str | None
    sha256: str
    text: str = ""  # for the page, which shows evidence in its place
    locality: str | None = None
    period: Period | None = None
    later: bool = False  # of a later period: read for what was reached late, and for nothing else

    def __repr__(self) -> str:
        return f"<Used {self.path!r}: {self.kind.value}>"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What an office puts over and under what it hands out, from its settings."""

    title: str | None = None  # instead of the tool's own
    issuer: str | None = None
    logo: str | None = None  # a PNG or JPEG picture, in hexadecimal digits: what is kept on disk is text
    footer: str | None = None

    @property
    def picture(self) -> bytes | None:
        """The logo's bytes."""
        return None if self.logo is None else bytes.fromhex(self.logo)


@dataclass(frozen=True, slots=True)
class FileResult:
    """Everything that was found for one targets file."""

    targets: TargetsFile
    reports: tuple[Used, ...]
    results: tuple[CommitmentResult, ...]
    as_of: date | None = None  # the day of the lights
    lights: Lights = Lights()
    masthead: Masthead = Masthead()

    def __repr__(self) -> str:
        return f"<FileResult {self.targets.path!r}: {len(self.results)} commitments, {len(self.reports)} reports>"


# ── drafts of targets files ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """A target that a plan's text asks for, where it says so, and what an editor should look at."""

    target: Target
    start: int  # of the words it rests on, in ``Document.text``
    end: int
    doubts: tuple[Message, ...] = ()  # empty: sure
    in_full: bool = False  # its one line would be read as something else


@dataclass(frozen=True, slots=True)
class DraftCommitment:
    """A numbered item of a plan (or a headline goal, ``"0.1"``) with the targets found in it."""

    id: int | str
    title: str
    start: int
    end: int
    area: str | None = None
    owner: str | None = None
    due: date | None = None
    targets: tuple[DraftTarget, ...] = ()
    helpers: tuple[str, ...] = ()
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A targets file as a plan's text suggests it, for a person to correct."""

    document: Document
    locality: Locality
    period: Period
    source: Source
    expects: int | None
    commitments: tuple[DraftCommitment, ...]
    other_periods: tuple[Period, ...] = ()  # goals of the same text for other years, left out
    guessed: tuple[str, ...] = ()  # keys whose value the text doesn't tell: "locality", "period", "title"
    left_out: tuple[DraftTarget, ...] = ()  # found, but no targets file can say them: 20..0 个

    def __repr__(self) -> str:
        return f"<Draft {self.locality.name} {self.period}: {len(self.commitments)} commitments>"


# ── settings ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Which findings ``validate`` tells, by their codes; an error is always told."""

    select: tuple[str, ...] | None = None  # these alone; None: all
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()  # a pattern of paths, the codes ignored there
    folder: str = ""  # which the patterns are relative to


@dataclass(frozen=True, slots=True)
class Settings:
    """``tracker.toml``, or ``[tool.tracker]`` of pyproject.toml; paths are resolved against the file's folder."""

    path: str | None = None  # None: there is no such file, and these are the defaults
    language: str | None = None  # en or zh; None: the machine's
    targets: tuple[str, ...] = ("targets",)  # files and folders that commands take where none is named
    out: str = "reports_out"
    rules: RuleSettings = RuleSettings()
    baseline: str | None = None
    lights: Lights = Lights()
    title: str | None = None  # over scorecards, pages and notices, instead of the tool's own
    issuer: str | None = None
    logo: str | None = None
    footer: str | None = None
