"""What a heading narrows holds for all that stands below it: below (二)县本级 a revenue is that level's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.model import Observation, Section, replace
from tracker.understand.frame import plain_title, said_in


def narrowed(observations: Iterable[Observation], sections: Sequence[Section]) -> Iterator[Observation]:
    """The observations, each with the scope that its nearest heading gives it, where it has none and says no such word.

    ``sections`` stand in the order of the text, an inner one behind the one that holds it.
    """
    found = [
        (section.start, section.end, narrows["word"])
        for section in sections
        if (narrows := said_in("narrows").match(plain_title(section.title))) is not None
    ]
    for each in observations:
        words = [word for start, end, word in found if start <= each.start < end]
        if not words or each.scope is not None or words[-1] in (each.indicator or each.milestone or ""):
            yield each
        else:
            yield replace(each, scope=words[-1])
