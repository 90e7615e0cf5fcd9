"""``validate`` of files and folders: which files they stand for, each looked over by itself, here or on workers.

A worker gives back what is told of a file, not the file: its text only where a finding points into it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.model import Finding, Message, Place, TrackerError, UnreadableReport
from tracker.read.files import commitments_outside, files_of_folder, files_of_project
from tracker.read.limits import LIMIT, collector_off
from tracker.read.project import is_inside, leads_out, project_of, tidy
from tracker.validating import Validated, told_outside, validate_file

if TYPE_CHECKING:
    from concurrent.futures import Executor

AT_ONCE = 16
"""Files that are looked over in one task: one takes less time than it takes to hand it out."""


class Looked(NamedTuple):
    """What is told of one file."""

    path: str
    kind: str = "targets"
    findings: tuple[Finding, ...] = ()  # in the order of the file
    text: str = ""  # of a file with findings
    words: str | None = None  # the words file that a targets file names
    problem: Message | None = None  # why it can't be read at all
    mended: int = 0  # places
    diff: str = ""  # what mending would change


class Validation(NamedTuple):
    """A whole run."""

    files: tuple[Looked, ...]
    unreadable: tuple[TrackerError, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """All findings, file after file."""
        return [finding for file in self.files for finding in file.findings]

    @property
    def texts(self) -> dict[str, str]:
        """The text of each file that has findings, by its path."""
        return {file.path: file.text for file in self.files if file.findings}


# ── which files ───────────────────────────────────────────────────────────────────────────────────


def find_files(paths: Sequence[str]) -> tuple[list[str], list[TrackerError]]:
    """The YAML files that paths stand for, sorted; a folder stands for its own targets/, reports/ and reviews/, or
    for the YAML files in it where it has none of these. Without paths, the folders of the project here.

    Beside them, an error for each folder that holds none: a check of nothing must not pass.
    Raises UnreadableReport: nothing here to validate.
    """
    if not paths:
        found, away = _parted(files_of_project(Path()), Path())
        if not found and not away:
            raise UnreadableReport("no targets/, reports/ or reviews/ with YAML files here; name the files to validate")
        return found, away
    files: set[str] = set()
    wrong: list[TrackerError] = []
    for given in paths:
        path = Path(given)
        if path.is_dir():
            found, away = _parted(files_of_project(path) or files_of_folder(path), path)
            files.update(found)
            wrong += away
            if not found and not away:
                text = "{path}: no YAML files in this folder; name the files to validate, or the folder that holds them"
                wrong.append(UnreadableReport(text, path=given))
        else:
            files.add(tidy(given) if "://" not in given else given)
    return sorted(files), wrong


def _parted(found: Sequence[str], folder: Path) -> tuple[list[str], list[TrackerError]]:
    """Files found in a folder, and an error for each that is a link to somewhere else."""
    project = project_of(os.path.join(folder, "x"))
    inside = [path for path in found if is_inside(project, path)]
    return inside, [UnreadableReport.of(leads_out(path)) for path in found if path not in inside]


def _outside(folders: Sequence[str], known: Sequence[str]) -> list[Looked]:
    """Files of commitments that no command takes up by itself: told, and looked at no further."""
    taken = set(known)
    found = [each for folder in folders for each in commitments_outside(folder)]
    return [Looked(path, findings=(told_outside(Place(path, line)),)) for path, line in found if path not in taken]


# ── what is done with each ────────────────────────────────────────────────────────────────────────


def look_over(path: str, *, limit: int = LIMIT) -> Looked:
    """Validate one file."""
    try:
        return looked(validate_file(path, limit=limit))
    except UnreadableReport as error:
        return Looked(path, problem=error.message)


def looked(validated: Validated) -> Looked:
    """What is told of a validated file."""
    text = validated.text if validated.findings else ""
    words = None if validated.targets is None else validated.targets.words
    return Looked(validated.path, validated.kind, validated.findings, text, words)


def _all_of(paths: Sequence[str], work: Callable[[str], Looked]) -> list[Looked]:
    with collector_off():
        return [work(path) for path in paths]


def each_of(paths: Sequence[str], work: Callable[[str], Looked], executor: Executor | None = None) -> Iterator[Looked]:
    """What ``work`` tells of each file, in the order of the files; here, or by an executor."""
    if executor is None:
        return map(work, paths)
    from tracker.sharing import in_order

    chunks = [paths[start : start + AT_ONCE] for start in range(0, len(paths), AT_ONCE)]
    return chain.from_iterable(in_order(executor, partial(_all_of, work=work), chunks))


# ── a whole run ───────────────────────────────────────────────────────────────────────────────────

Progress = Callable[[Iterator[Looked]], Iterable[Looked]]


def validate_paths(paths: Sequence[str], *, limit: int = LIMIT, executor: Executor | None = None) -> Validation:
    """Validate files and folders, and the words that a targets file names.

    What can't be read at all is told beside the findings of the rest.
    """
    files, unreadable = find_files(paths)
    return validate_files(paths, files, unreadable, limit=limit, executor=executor)


def validate_files(
    paths: Sequence[str],
    files: Sequence[str],
    unreadable: Sequence[TrackerError],
    *,
    limit: int = LIMIT,
    executor: Executor | None = None,
    progress: Progress = iter,
) -> Validation:
    """The same of the files that were found for the paths. ``progress`` may wrap what comes in, to tell of it."""
    work = partial(look_over, limit=limit)
    with collector_off():
        found = [*_outside(paths or ["."], files), *progress(each_of(files, work, executor))]
        known = {*files}
        named = [each.words for each in found if each.words is not None]
        words = [path for path in dict.fromkeys(named) if path not in known and os.path.isfile(path)]
        found += map(work, words)
    return told_of(found, unreadable)


def told_of(found: Sequence[Looked], unreadable: Sequence[TrackerError]) -> Validation:
    """A run of what was told of each file, those that can't be read apart."""
    wrong = [UnreadableReport.of(each.problem) for each in found if each.problem is not None]
    return Validation(tuple(each for each in found if each.problem is None), (*unreadable, *wrong))
