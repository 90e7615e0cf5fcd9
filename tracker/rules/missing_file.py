"""``missing-file``: files that a targets file or a reviews file names are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.model import Finding
from tracker.rules import ReviewsSubject, TargetsSubject, error, warn


def check(subject: TargetsSubject) -> Iterator[Finding]:
    """``check`` could not read them."""
    for part, path, is_folder, near in subject.missing:
        place = subject.parts.place(None, part)
        if re.match("https?://", subject.parts.text(None, part) or ""):
            yield error(place, "missing-file", "an address, no file; download what it leads to, and name that file")
        elif is_folder:
            yield error(place, "missing-file", "{path} is a folder; name the files in it", path=path)
        elif near is not None:
            text = "there is no file {path}; did you mean {near}?"
            yield error(place, "missing-file", text, path=path, near=near)
        else:
            yield error(place, "missing-file", "there is no file {path}", path=path)


def check_reviews(subject: ReviewsSubject) -> Iterator[Finding]:
    """Decisions on a targets file that is not beside them decide nothing."""
    if subject.targets_name is not None and subject.targets is None and subject.targets_missing:
        text = "targets: there is no {name} in the folder targets/ beside this one"
        yield warn(subject.parts.place(None, "targets"), "missing-file", text, name=subject.targets_name)
