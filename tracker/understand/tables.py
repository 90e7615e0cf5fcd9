"""The rows of tables to observations.

A row says what a clause would: its subject is the row's name, its role comes from the head of the column and from what
stands in the cell. Each cell is read as the clause that name, verb, number and unit make together, by the same readers
as any sentence; a goal's column, or another year's, is never a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.model import Because, Cell, Document, Measure, Observation, Period, Role, State, Table, Tense, replace
from tracker.understand.asked import of_the_work_asked, tells_no_name
from tracker.understand.frame import part_of_year, said_in
from tracker.understand.milestones import names_nothing, observe_milestones
from tracker.understand.names import leading_action, needs_name
from tracker.understand.observe import Context, observe_quantities
from tracker.understand.quantities import find_quantities
from tracker.understand.states import About, state_behind, state_of_task
from tracker.words.lexicon import load, remember
from tracker.words.normal import Squeezed, said, squeeze
from tracker.words.patterns import listed, pattern
from tracker.words.places import divisions
from tracker.words.units import find_unit

_UNIT = re.compile(r"\(([^()]{1,8})\)$|[，,：:/]([^()，,：:/]{1,6})$")
_NUMBER = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?")
_PER_CENT = re.compile(r"(\d+(?:\.\d+)?)%(?:\([^()]*\))?")
_PROSE = re.compile(r"[。；]|[^\d]{30}")
_SENTENCE = re.compile(r"[^。；！？]+[。；！？]?")
_TELLING = frozenset({"result", "goal", "growth", "share", "earlier"})
"""The kinds of columns that tell amounts or states."""
_AMOUNTS = frozenset({"result", "goal", "earlier"})


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a column says of its cells; ``name`` where the head names what they count (two-row heads)."""

    kind: str
    unit: str | None = None
    period: Period | None = None
    name: Cell | None = None
    noun: tuple[int, int] | None = None  # where the head says what is counted of the thing that a row names: 完成|投资


def observe_table(document: Document, form: str, table: Table, context: Context) -> Iterator[Observation]:
    """The observations of a table, row by row. ``context`` is that of the text it stands in."""
    grid = table.grid()
    heads = [row for row in grid if _is_head(row)]
    body = [row for row in grid if not _is_head(row)]
    if not heads or not body:
        return
    columns = _with_units(form, table, _columns(form, heads, body, context))
    plan = {column.kind for column in columns} & {"result", "share", "growth"} == set()
    if plan:
        context = replace(context, tense=Tense.PLAN if context.tense is Tense.PLAN else Tense.NONE)
    for row in body:
        for told in _Row(form, row, columns, context).observations():
            cell = next((cell for cell in row if cell is not None and cell.start <= told.end <= cell.end), None)
            why = Because("cell") if cell is None else Because("cell", cell.start, cell.end)
            yield replace(told, because=(why, *told.because))


def _is_head(row: Sequence[Cell | None]) -> bool:
    return any(row) and all(cell is None or cell.head for cell in row)


# ── heads ─────────────────────────────────────────────────────────────────────────────────────────


@remember
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile("|".join(words))) for kind, words in load("tables")["heads"].items())


def _kind(head: str) -> str:
    return next((kind for kind, words in _kinds() if words.search(head)), "")


def _columns(
    form: str, heads: Sequence[Sequence[Cell | None]], body: Sequence[Sequence[Cell | None]], context: Context
) -> list[Head]:
    columns, texts = [], []
    for number in range(len(heads[0])):
        cells = list(dict.fromkeys(cell for row in heads if (cell := row[number]) is not None))
        columns.append(_column(form, cells, context))
        texts.append("".join(said(form, cell.start, cell.end) for cell in cells))
    return _asked_beside(texts, _of_one_time(texts, _with_names(form, body, columns)))


_CAPTION = 120
"""Letters above a table among which its unit is looked for."""


def _with_units(form: str, table: Table, columns: list[Head]) -> list[Head]:
    """The columns; above the table stands the unit of those without one: 金额单位：万元."""
    found = pattern("tables", "unit above").search(form, max(0, table.start - _CAPTION), table.start)
    if found is None or find_unit(pattern("tables", "scale").sub("", found["unit"])) is None:
        return columns
    if any(each.kind == "unit" for each in columns):
        return columns
    return [
        replace(each, unit=found["unit"]) if each.unit is None and each.kind in _AMOUNTS else each for each in columns
    ]


def _of_one_time(texts: Sequence[str], columns: list[Head]) -> list[Head]:
    """The columns; where one names a part of the year (1-10月), growth beside it is of that part, 本月 of its end."""
    parts = [each.period for each in columns if each.period is not None and not each.period.is_year]
    if not parts:
        return columns
    so_far = max(parts, key=lambda each: (each.last_year, each.last_month, -each.first_month))
    month = replace(so_far, first_year=so_far.last_year, first_month=so_far.last_month)
    this_month = pattern("tables", "this month")
    return [
        replace(each, period=month if this_month.search(text) else so_far)
        if each.period is None and each.kind in ("growth", "result")
        else each
        for text, each in zip(texts, columns, strict=True)
    ]


def _with_names(form: str, body: Sequence[Sequence[Cell | None]], columns: list[Head]) -> list[Head]:
    """The columns, those that name what a row is of among them.

    A head that is not known, or that names what is counted (主要产品产量), heads names where its cells are words, and
    no column with numbers stands before it.
    """
    found: list[Head] = []
    for at, column in enumerate(columns):
        if any(each.kind in _TELLING for each in found):
            return [*found, *(replace(each, kind="") if each.kind == "name" else each for each in columns[at:])]
        named = column.kind == "" or (column.kind == "result" and not any(each.kind == "name" for each in columns))
        found.append(replace(column, kind="name") if named and _are_words(form, body, at) else column)
    return found


def _asked_beside(texts: Sequence[str], columns: list[Head]) -> list[Head]:
    """The columns; of two with names before any figure the last asks for something: 项目 | 年度任务 | 完成情况."""
    names = [at for at, column in enumerate(columns) if column.kind == "name"]
    first = next((at for at, column in enumerate(columns) if column.kind in _TELLING), len(columns))
    names = [at for at in names if at < first]
    asks, sorts = pattern("tables", "asks"), pattern("tables", "sorts")
    apart = any(column.kind == "goal" for column in columns)  # 建设内容 | 年度目标: what is asked for stands by itself
    if apart or len(names) < 2 or not asks.search(texts[names[-1]]):
        return columns
    if all(sorts.search(texts[at]) for at in names[:-1]):
        return columns
    return [replace(each, kind="goal") if at == names[-1] else each for at, each in enumerate(columns)]


def _are_words(form: str, body: Sequence[Sequence[Cell | None]], number: int) -> bool:
    """Whether a column holds words, and hardly a number."""
    texts = [form[cell.start : cell.end] for row in body if (cell := row[number]) is not None]
    words = [text for text in texts if re.search(r"[\u4e00-\u9fff]{2}", text)]
    return bool(words) and 2 * sum(bool(re.search(r"\d", text)) for text in words) <= len(words)


def _column(form: str, cells: Sequence[Cell], context: Context) -> Head:
    """A column by its head cells, the lowest first: 完成比例(%) below 城镇新增就业(人)."""
    texts = [said(form, cell.start, cell.end) for cell in cells]
    whole = "".join(texts)
    kind = _kind(texts[-1]) or _kind(whole) if texts else ""
    unit = next((found for text in reversed(texts) if (found := _unit_in(text)) is not None), None)
    period, year = None, said_in("title year").search(whole)
    months = part_of_year(whole)
    back = context.reviewed or context.period
    told = None if back is None else back.last_year
    if year is not None:
        period = Period.of_year(int(year[1]))
        if kind in ("", "result", "name"):
            kind = "result"
            if told is not None and period.last_year < told:
                kind = "earlier"
    if months is not None and (told is not None or period is not None):
        at = told if period is None else period.last_year
        assert at is not None
        period = Period(at, months[0], at, months[1])
        kind = kind or "result"
    name = cells[0] if len(cells) > 1 and cells[0].columns > 1 and _kind(_bare(texts[0])) in ("", "growth") else None
    counted = pattern("tables", "counted in a head")
    last = cells[-1] if cells and kind in ("result", "goal") else None
    noun = None if last is None else counted.search(form, last.start, last.end)
    return Head(kind, unit, period, name, None if noun is None else noun.span())


def _of_its_time(context: Context, period: Period) -> Context:
    """The context of a column that names its time: a year that is looked back on is past, also in a part of plans."""
    past = context.reviewed is not None and period.last_year <= context.reviewed.last_year
    return replace(context, period=period, tense=Tense.PAST if past else context.tense)


def _unit_in(head: str) -> str | None:
    found = _UNIT.search(head)
    unit = None if found is None else found[1] or found[2]
    return unit if unit and (unit == "%" or find_unit(pattern("tables", "scale").sub("", unit)) is not None) else None


def _bare(head: str) -> str:
    return _UNIT.sub("", head)


# ── rows ──────────────────────────────────────────────────────────────────────────────────────────


def _names_itself(text: str, name: str) -> bool:
    """Whether the words before a cell's first figure say what it counts: 新建农村公路|86.4公里; not 已建成|8家.

    Nor does 完成筛查|15638人 in the row of 开展“两癌”免费筛查: ``name`` is the row's.
    """
    words = re.split(r"\d", text, maxsplit=1)[0]
    noun, own = words[leading_action(words, (0, len(words))) :], name[leading_action(name, (0, len(name))) :]
    if noun and noun in own and not own.startswith(noun):
        return False
    bare = pattern("tables", "says how").sub("", words)
    return bool(bare) and not needs_name(bare) and not tells_no_name(bare)


_BEHIND = 4
"""Letters behind the figure of a task in a name, at most; more of them are the name's own."""


def _sure(text: str) -> str:
    """A cell without a bracket that says only how sure its figure is: 2.2(预计)."""
    return pattern("tables", "how sure").sub("", text)


class _Row:
    """One row of a table, its cells with their columns."""

    def __init__(self, form: str, row: Sequence[Cell | None], columns: Sequence[Head], context: Context) -> None:
        self.form, self.context = form, context
        self.cells = [(cell, column) for cell, column in zip(row, columns, strict=True) if cell is not None]
        self.unit = next((self.text(cell) for cell, column in self.cells if column.kind == "unit"), None)
        names = [cell for cell, column in self.cells if column.kind == "name" and self.text(cell)]
        self.name = names[-1] if names else None

    def text(self, cell: Cell) -> str:
        return said(self.form, cell.start, cell.end)

    def observations(self) -> Iterator[Observation]:
        if any(self._is_elsewhere(cell) for cell, column in self.cells if column.kind in ("place", "name")):
            return
        status = self._status()
        asked = self._named_goals()
        of_the_row = asked or self._goals_of_the_row()
        works = self._works(status)
        yield from works
        for cell, column in self.cells:
            if not self.text(cell):
                continue
            subject = column.name if column.name is not None and self.text(column.name) else self.name
            if column.kind == "name" and cell is self.name and self._goal_is_a_number():
                continue
            if column.kind == "name" and cell is self.name:
                yield from self._task(cell, None, status)
            elif subject is None or cell is subject:
                continue
            elif column.kind == "goal":
                yield from self._task(subject, cell, status)
            elif column.kind == "result":
                words = re.split(r"\d", self.text(cell), maxsplit=1)[0]  # 已建成|8家
                goals = of_the_row if words and tells_no_name(words) else asked
                yield from self._result(subject, cell, column, goals, works)
            elif column.kind == "growth" and _NUMBER.fullmatch(self.text(cell).rstrip("%")):
                yield from self._figure(subject, cell, column, verb=listed("tables", "grows")[0], unit="%")

    def _goal_is_a_number(self) -> bool:
        """Whether a goal stands in a column of its own: a figure in the name is then a part of the name."""
        return any(column.kind == "goal" and _NUMBER.fullmatch(self.text(cell)) for cell, column in self.cells)

    def _is_elsewhere(self, cell: Cell) -> bool:
        text = self.text(cell)
        return text in divisions() and text not in load("tables")["the whole"] and self.name in (None, cell)

    def _status(self) -> str | None:
        """What the row's cells say of how far its task has come, in words or as a share; None for nothing."""
        told: list[str] = []
        for cell, column in self.cells:
            text = self.text(cell)
            if column.kind not in ("result", "share") or not text:
                continue
            share = _PER_CENT.fullmatch(text)
            if share is not None:
                told.append(listed("tables", "done")[0] + share[0])
            elif column.kind == "share" and _NUMBER.fullmatch(text):
                told.append(f"{listed('tables', 'done')[0]}{text}%")
            elif not _NUMBER.search(text) or _PROSE.search(text):
                told.append(text)
        return "；".join(told) if told else None

    def _named_goals(self) -> tuple[Observation, ...]:
        """The figures of goals that name what they count themselves: 养老助餐 | 新建社区长者食堂15家."""
        named = () if self._goal_is_a_number() else (self.name,)
        cells = [cell for cell, column in self.cells if column.kind == "goal" or cell in named]
        return tuple(each for cell in cells for each in self._by_itself(cell))

    def _goals_of_the_row(self) -> tuple[Observation, ...]:
        """The figures of goals that are amounts of what the row names: 新建社区食堂 | 10家."""
        told: list[Observation] = []
        for cell, column in self.cells:
            if column.kind == "goal" and self.name is not None and _NUMBER.search(self.text(cell)):
                sentence = self._clause(self.name, cell, "", self._unit_of(cell, column))
                told.extend(self._in_two_cells(self.name, cell, observe_quantities(sentence, self.context)))
        counted = len(told) == 1 and told[0].measure is Measure.LEVEL and told[0].unit != "%"
        return tuple(told) if counted else ()

    def _works(self, status: str | None) -> tuple[Observation, ...]:
        """The works that a goal, or the row's name, asks for: 县急救中心建成投用. The row's state is theirs."""
        cells = [cell for cell, column in self.cells if column.kind == "goal" or cell is self.name]
        told = [
            each
            for cell in cells
            for each in observe_milestones(squeeze(self.form, cell.start, cell.end), self.context)
            if not re.search(r"\d", self.form[cell.start : cell.end]) and not names_nothing(each.milestone or "")
        ]
        state = State.NOT_UNDERSTOOD if status is None else state_of_task(status)
        return tuple(replace(each, role=Role.TASK, state=state) for each in told)

    def _by_itself(self, cell: Cell) -> list[Observation]:
        """The figures of a cell where each has a name in it; else none."""
        if not re.search(r"[\u4e00-\u9fff]{3}", self.text(cell)):
            return []
        found = list(observe_quantities(squeeze(self.form, cell.start, cell.end), self.context))
        named = all(each.names and each.indicator and not needs_name(each.indicator) for each in found)
        return found if named else []

    # ── one cell ──

    def _task(self, subject: Cell, goal: Cell | None, status: str | None) -> Iterator[Observation]:
        """The figures of a task: goals, with the state that the row tells where it has no figure of its own."""
        named = [] if goal is None else self._by_itself(goal)
        if goal is None:
            sentence = squeeze(self.form, subject.start, subject.end)
        else:
            column = next(column for cell, column in self.cells if cell is goal)
            sentence = self._clause(subject, goal, "", self._unit_of(goal, column))
        if not re.search(r"\d", sentence.text):
            return
        figures = any(column.kind in ("result", "") and self._is_figure(cell) for cell, column in self.cells)
        state = State.NOT_UNDERSTOOD if status is None or figures else state_of_task(status)
        period = None if goal is None else column.period
        told = named or list(observe_quantities(sentence, self.context))
        for each in told if goal is None or named else self._in_two_cells(subject, goal, told):
            yield replace(each, role=Role.TASK, state=state, period=period or each.period)

    def _is_figure(self, cell: Cell) -> bool:
        text = self.text(cell)
        return _NUMBER.search(text) is not None and _PER_CENT.fullmatch(text) is None and not _PROSE.search(text)

    def _result(
        self, subject: Cell, cell: Cell, column: Head, asked: tuple[Observation, ...], works: tuple[Observation, ...]
    ) -> Iterator[Observation]:
        text = self.text(cell)
        numbers = _NUMBER.fullmatch(_sure(text)) or _PER_CENT.fullmatch(text)
        amount = numbers is not None or bool(find_quantities(text))
        named = {each.names[0] for each in works if each.names}
        title = named.pop() if len(named) == 1 else (subject.start, subject.end)
        alone = pattern("quantities", "amount alone").fullmatch(text) is not None
        told = numbers is None and (_NUMBER.search(text) is not None if asked else not alone)
        if (
            _PROSE.search(text)
            or (asked and told)
            or (works and told)
            or (amount and _names_itself(text, self.text(subject)))
        ):
            yield from (of_the_work_asked(each, works) for each in self._prose(title, cell, asked))
        elif not amount:
            yield from self._stage(subject, cell)
        elif _PER_CENT.fullmatch(text) is None or self._goal_is_a_share(subject):
            yield from self._figure(subject, cell, column)

    def _goal_is_a_share(self, subject: Cell) -> bool:
        """Whether the goal, or the name, is itself in per cent: else 95% tells how far the work has come."""
        goals = [self.text(cell) for cell, column in self.cells if column.kind == "goal"]
        units = [self.unit, *(column.unit for _, column in self.cells if column.kind in ("goal", "result"))]
        rate = pattern("tables", "rate").search(self.text(subject)) is not None
        return (
            any("%" in goal for goal in goals) or "%" in units or (rate and not any(re.search(r"\d", g) for g in goals))
        )

    def _figure(
        self, subject: Cell, cell: Cell, column: Head, verb: str = "", unit: str | None = None
    ) -> Iterator[Observation]:
        at = column.noun
        counted = pattern("tables", "says what it counts").search(self.text(subject)) is not None
        noun = "" if at is None or counted else self.form[slice(*at)]
        sentence = self._clause(subject, cell, verb or noun, unit or self._unit_of(cell, column))
        context = self.context if column.period is None else _of_its_time(self.context, column.period)
        for each in self._in_two_cells(subject, cell, observe_quantities(sentence, context)):
            told = replace(each, state=self._noted(each)) if each.state is State.DONE else each
            yield replace(told, names=((subject.start, subject.end), at)) if noun and at else told

    def _noted(self, told: Observation) -> State:
        """What the row's notes say of a figure: 60个 | 主体完工，24个未配齐设备."""
        note = "；".join(self.text(cell) for cell, column in self.cells if column.kind == "note" and self.text(cell))
        if not note or told.unit is None:
            return State.DONE
        about = About(told.period.last_year if told.period else None, unit=told.unit, value=told.value)
        found = state_behind("，" + note, 0, about)
        if found in (State.PART, State.NOT_DONE):
            return State.SHORT  # no more than that was done
        return found if found in (State.UNDONE, State.WITHDRAWN) else State.DONE

    def _in_two_cells(self, subject: Cell, cell: Cell, told: Iterable[Observation]) -> list[Observation]:
        """``told`` with names that run from one cell into the other as two pieces: what lies between belongs to none.

        A verb that the first has is not said again: 既有住宅加装电梯 | 加装60部.
        """

        def apart(span: tuple[int, int]) -> list[tuple[int, int]]:
            start, end = span
            if not start < subject.end < cell.start < end:
                return [span]
            again = said(self.form, cell.start, end) in said(self.form, start, subject.end)
            return [(start, subject.end)] if again else [(start, subject.end), (cell.start, end)]

        return [replace(each, names=tuple(piece for span in each.names for piece in apart(span))) for each in told]

    def _unit_of(self, cell: Cell, column: Head) -> str:
        """The unit of a bare number: its column's, its row's, or the one in the name's bracket."""
        if _NUMBER.fullmatch(self.text(cell)) is None:
            return ""
        named = None if self.name is None else _unit_in(self.text(self.name))
        above = None if column.name is None else _unit_in(said(self.form, column.name.start, column.name.end))
        return column.unit or above or self.unit or named or ""

    def _clause(self, subject: Cell, cell: Cell, verb: str, unit: str) -> Squeezed:
        """Name, verb, number and unit as one clause; what the cell lacks stands at its last letter."""
        name, value = self._named(subject), squeeze(self.form, cell.start, cell.end)
        first, last = value.at[0], value.at[-1]
        added = "" if pattern("tables", "tells its change").search(name.text) else verb
        text = name.text + added + value.text + unit
        at = (*name.at, *(first for _ in added), *value.at, *(last for _ in unit))
        return Squeezed(text, at, cell.end)

    def _named(self, subject: Cell) -> Squeezed:
        """The name without its number, its unit and 其中; of a task (人工种草30万亩) what stands before its figure."""
        name = squeeze(self.form, subject.start, subject.end)
        start, end = 0, len(name.text)
        while (lead := pattern("tables", "of which").match(name.text, start)) is not None and lead.end() < end:
            start = lead.end()
        figure = pattern("quantities", "counted").search(name.text, start)
        if figure is not None and figure.start() > start + 1 and len(name.text) - figure.end() <= _BEHIND:
            end = figure.start()
        unit = _UNIT.search(name.text, start, end)
        if unit is not None and _unit_in(name.text) is not None and unit.start() > start:
            end = unit.start()
        return Squeezed(name.text[start:end], name.at[start:end], subject.end)

    def _stage(self, subject: Cell, cell: Cell) -> Iterator[Observation]:
        title = (subject.start, subject.end)
        context = replace(self.context, title=title, title_text=said(self.form, *title))
        told = observe_milestones(self._clause(subject, cell, "", ""), context)
        yield from self._in_two_cells(subject, cell, told)

    def _prose(self, title: tuple[int, int], cell: Cell, asked: tuple[Observation, ...]) -> Iterator[Observation]:
        """A cell of sentences: each for itself, and what it tells without a name is told of the row's."""
        context = replace(self.context, title=title, title_text=said(self.form, *title), asked=asked)
        for match in _SENTENCE.finditer(self.form, cell.start, cell.end):
            sentence = squeeze(self.form, *match.span())
            if sentence.text:
                yield from observe_quantities(sentence, context)
                yield from observe_milestones(sentence, context)
