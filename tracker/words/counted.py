"""What indicators are counted in, and how units are spelt."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.words.lexicon import load, remember
from tracker.words.units import find_unit, split_scale


@remember
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {ending: kind for kind, endings in load("counted")["kinds"].items() for ending in endings}
    longest_first = sorted(kinds, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(longest_first)})$"), kinds


def kind_of(indicator: str) -> str | None:
    """The kind of unit that a level of this indicator is counted in, by the longest ending of its name; else None.

    >>> kind_of("新增造林面积")
    'area'
    """
    pattern, kinds = _endings()
    found = pattern.search(indicator)
    return None if found is None else kinds[found.group()]


def is_rate(indicator: str) -> bool:
    """Whether a level of it in % is what one expects: 失业率, 比重, 覆盖率."""
    return any(word in indicator for word in load("counted")["rates"])


def paid_over_time(indicator: str) -> bool:
    """Whether it is paid month by month or year by year, and its name does not say which: 低保标准, 基础养老金."""
    data: list[str] = load("counted")["paid over time"]
    return indicator.endswith(tuple(data)) and not any(each in indicator for each in ("月", "年度", "年均", "每年"))


def growth_name(indicator: str) -> str | None:
    """The ending by which a name says that it is a growth: 涨幅, 增速."""
    words = [*load("quantities")["growth nouns"], *load("counted")["extra growth names"]]
    endings = [ending for ending in words if indicator.endswith(ending)]
    return max(endings, key=len, default=None)


def measure_word(word: str) -> str | None:
    """The word of the format (增长, 提高, 下降) in whose place another one stands."""
    return next((right for right, words in load("counted")["measure words"].items() if word in words), None)


def effort_word(title: str) -> str | None:
    """The first word by which a title speaks of an effort instead of a result."""
    found = [(title.index(word), word) for word in load("counted")["efforts"] if word in title]
    return min(found)[1] if found else None


def settle_unit(unit: str) -> str:
    """The spelling of a unit that the lexicon prefers: ％ is %, ㎡ is 平方米."""
    spelling: str = load("counted")["spellings"].get(unit, unit)
    return spelling


@remember
def split_unit(written: str) -> tuple[Decimal, str]:
    """The scale and the settled unit of what stands behind a number.

    >>> split_unit("万 ㎡")
    (Decimal('10000'), '平方米')
    """
    scale, unit = split_scale(written)
    return scale, settle_unit(unit.strip())


@remember
def shown_unit(written: str) -> str:
    """The unit with its scale, settled: how a target's amounts are told.

    >>> shown_unit("万 ㎡")
    '万平方米'
    """
    unit = split_scale(written)[1]
    scale = written.strip()[: len(written.strip()) - len(unit)]
    return scale.strip() + settle_unit(unit.strip())


def is_counted_in(indicator: str, unit: str) -> bool | None:
    """Whether a level of the indicator may be counted in the unit; None where nobody can say."""
    kind, found = kind_of(indicator), find_unit(unit)
    if kind is None or found is None:
        return None
    return found.kind is not None and (found.kind == kind or found.kind.startswith(kind + "/"))
