"""What is printed on every page and belongs to the paper: running titles, page numbers, watermarks."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from tracker.read.page_parts import Line
from tracker.words.patterns import pattern

EXTRA_PAGES = 10  # an excerpt keeps the numbers of the whole
EDGE = 3  # lines at the top and the bottom of a page, among which are its header and footer
DRIFT = 6  # points by which a header may stand higher or lower from page to page
OFTEN = 0.3  # share of the pages that show it; even and odd pages may differ, and chapters
LEADERS = re.compile(
    r"(?:[.…·⋯．]\s*){3,}(\d{1,4})$"
)  # a line of a table of contents, or a row with dots to its figure
NUMBER = re.compile(r"\d+")


def drop_page_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Pages without what is printed on each of them: running titles, page numbers, watermarks.

    A number alone is a page number only where it counts up with the pages at the same height: in one report a figure
    stood alone on a line, and was lost to a simpler rule.
    """
    seen: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for lines in pages:
        for line, at_top in _edges(lines):
            seen[NUMBER.sub("#", _key(line.text)), at_top].append(line)
    dropped: set[int] = set()
    for (key, _), lines in seen.items():
        dropped |= {id(line) for line in _furniture(key, lines, len(pages))}
    return [
        [
            line
            for line in lines
            if id(line) not in dropped
            and id(line) not in contents
            and not pattern("layout", "page line").fullmatch(line.text.strip())
        ]
        for lines, contents in ((lines, _contents(lines, len(pages))) for lines in pages)
    ]


def _contents(lines: Sequence[Line], pages: int) -> set[int]:
    """The lines of a table of contents: dots lead to numbers that never fall, and name pages there are."""
    found = [(line, int(match[1])) for line in lines if (match := LEADERS.search(line.text[-100:]))]
    numbers = [number for _, number in found]
    if len(found) < 2 or numbers != sorted(numbers) or numbers[-1] > pages + EXTRA_PAGES:
        return set()
    return {id(line) for line, _ in found}


def _key(text: str) -> str:
    """A line as it is compared: OCR reads a bracket as full width on one page, and as half on the next."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _edges(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """The lines among which headers and footers are, and whether they stand at the top."""
    by_height = sorted(lines, key=lambda each: each.y)
    middle = len(by_height) // 2
    top, bottom = by_height[: min(EDGE, middle)], by_height[max(len(by_height) - EDGE, middle) :]
    return [(line, True) for line in top] + [(line, False) for line in bottom]


def _furniture(key: str, lines: list[Line], pages: int) -> list[Line]:
    """Of lines that are equal but for their numbers, those that belong to the paper and not to the text."""
    height = median(line.y for line in lines)
    level = [line for line in lines if abs(line.y - height) <= DRIFT]
    if len(level) < 2 or len({line.page for line in level}) < max(2, OFTEN * pages):
        return []
    if "#" in key:
        numbers = [[int(digits[:6]) for digits in NUMBER.findall(line.text)] for line in level]
        for which in range(min(map(len, numbers))):
            steps = Counter(values[which] - line.page for values, line in zip(numbers, level, strict=True))
            if steps.most_common(1)[0][1] >= 0.8 * len(level):
                return level
        if len({_key(line.text) for line in level}) > 1 or key.strip("#.%,") == "":
            return []
    same = [line for line in level if _key(line.text) == _key(level[0].text)] if "#" in key else level
    if len({line.page for line in same}) < max(2 if pages == 2 else 3, OFTEN * pages):
        return []
    return same[1:] if any(line.is_row for line in same) else same  # a table's head, repeated: it is read once
