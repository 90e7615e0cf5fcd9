"""``file-name``: targets/<locality>-<period>.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from tracker.model import ANY_PERIOD, Finding
from tracker.rules import TargetsSubject, warn
from tracker.words.pinyin import may_be_written


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """A name that says another year or another place than the file: mostly a copy that was not renamed."""
    file = subject.file
    stem = PurePath(file.path).stem
    years = [int(year) for year in re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", stem)]
    expected = sorted({file.period.first_year, file.period.last_year})
    if years and file.period != ANY_PERIOD and sorted(set(years)) != expected:
        text = "period: {period}, and the file's name says {years}"
        place = subject.parts.place(None, "period")
        yield warn(place, "file-name", text, period=file.period, years="-".join(map(str, years)))
    name = re.split(r"[-_ ]*(?:19|20)[0-9]{2}", stem, maxsplit=1)[0]
    if years and name and file.locality.name and not may_be_written(file.locality.name, name):
        text = "name: {locality}, and the file's name says {name}"
        place = subject.parts.place(None, "locality.name")
        yield warn(place, "file-name", text, locality=file.locality.name, name=name)
