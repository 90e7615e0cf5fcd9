"""Scorecards written: each targets file judged, its workbook and page put into a folder, and a summary over all."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.checking import Checked
    from tracker.checking.batch import Options, Task
    from tracker.checking.keeping import Keep
    from tracker.model import FileResult, Masthead

SUMMARY = "summary"
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def epoch_given() -> int | None:
    """SOURCE_DATE_EPOCH in seconds, where the environment has it. Raises UnusableCall where it is no number."""
    from tracker.model import UnusableCall

    given = os.environ.get("SOURCE_DATE_EPOCH")
    if not given:
        return None
    if not re.fullmatch(r"\d{1,11}", given):
        raise UnusableCall("SOURCE_DATE_EPOCH={value}: expected seconds since 1970", value=given)
    return int(given)


def needs_libraries(*, word: bool = False) -> None:
    """Raise MissingLibrary before any work is done: without the extra ``excel``, or with ``word`` without that one."""
    from tracker.write.scorecard_book import needs_xlsxwriter

    needs_xlsxwriter()
    if word:
        from tracker.write.notice import needs_docx

        needs_docx()


def refuse_equal_names(paths: Sequence[str]) -> None:
    """Raise UnusableCall where the scorecards of two targets files would have the same name, or one would have none."""
    from tracker.model import UnusableCall

    if "-" in paths:
        text = (
            "score takes no targets from stdin: a scorecard is called after its targets file, by which review apply"
            " finds that file; save them as targets/NAME.yaml, or use “tracker check -”"
        )
        raise UnusableCall(text)
    taken: dict[str, str] = {SUMMARY: ""}
    for path in paths:
        name = Path(path).stem
        if taken.setdefault(name.casefold(), path) != path:
            raise UnusableCall(
                "{path}: its scorecard would be {name}.xlsx, as that of {other}; rename one of the two",
                path=path,
                name=name,
                other=taken[name.casefold()] or SUMMARY,
            )


def _digest_of(path: Path) -> str | None:
    """The SHA-256 of a file, or None where it can't be read."""
    from tracker.model import UnreadableReport
    from tracker.read.document import digest

    try:
        return digest(str(path), limit=sys.maxsize)
    except UnreadableReport:
        return None


def language_of(results: Iterable[FileResult], given: str | None) -> str:
    """``--lang`` where it was given, else the language of the commitments' own text."""
    if given is not None:
        return given
    text = "".join(each.commitment.title for result in results for each in result.results)
    return "zh" if _CHINESE.search(text) else "en"


def refuse_open_reviews(path: Path, result: FileResult) -> None:
    """Raise UnusableCall where the scorecard that stands there holds decisions which nobody took back yet."""
    from tracker.model import TrackerError, UnusableCall
    from tracker.read.scorecard import is_untouched, read_reviewed
    from tracker.review import open_decisions

    if not path.is_file() or is_untouched(path):
        return
    try:
        reviewed = read_reviewed(str(path))
        open_ones = open_decisions(reviewed, result)
    except TrackerError as error:
        raise UnusableCall(
            "{path}: stands in the way, and may hold work of yours: {problem}; mend that and run “tracker review apply"
            " {path}”, move it, or say --overwrite",
            path=path,
            problem=error.message,
        ) from error
    if reviewed.findings:
        raise UnusableCall(
            "{path}: stands in the way, and may hold work of yours: {problem}; mend that and run “tracker review apply"
            " {path}”, move it, or say --overwrite",
            path=path,
            problem=reviewed.findings[0].message,
        )
    if open_ones:
        raise UnusableCall(
            "{path}: holds {count} decisions that were not taken back; run “tracker review apply {path}” first, or say"
            " --overwrite to lose them",
            path=path,
            count=len(open_ones),
        )


Noted = tuple[tuple[str, str], ...]
"""Files written of one result: the name and the digest of each."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What was found for one targets file, as much as the summary needs, and the paths written."""

    checked: Checked
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Scoring:
    """The work on one targets file from beginning to end, wherever it is done: judged, and its scorecard written."""

    folder: Path
    given: str | None  # the language, where it was given
    epoch: int | None
    html: bool
    overwrite: bool
    word: bool = False
    masthead: Masthead | None = None

    def __call__(self, task: Task, options: Options) -> Scored:
        """Judge and write. A scorecard that can't be written costs its own locality."""
        from tracker.checking import Checked, judge
        from tracker.model import Masthead, TrackerError
        from tracker.write.aside import slim
        from tracker.write.project_paths import in_project
        from tracker.write.scorecard_rows import name_of

        if task.idle is not None:  # a scorecard that rests on nothing would take the place of one that doesn't
            return Scored(Checked(task.prepared.path, None, task.prepared.findings, task.idle))
        checked = judge(task, options)
        if checked.result is None:
            return Scored(checked)
        path = self.folder / name_of(checked.result)
        shown_result = replace(in_project(checked.result), masthead=self.masthead or Masthead())
        scored = Scored(replace(checked, result=slim(shown_result)), self.stands(path, options.keep, checked.key))
        if scored.written:
            return scored
        try:
            if not self.overwrite:
                refuse_open_reviews(path.with_name(f"{path.name}.xlsx"), checked.result)
            written = tuple(write_one(shown_result, path, self.given, self.epoch, self.html, self.word))
        except TrackerError as error:
            return Scored(Checked(checked.path, None, checked.findings, error.message))
        self.remember(written, options.keep, checked.key)
        return replace(scored, written=written)

    def stands(self, path: Path, keep: Keep | None, key: str | None) -> tuple[Path, ...]:
        """The files that an earlier run wrote of the same result, where they stand there untouched; else none."""
        if keep is None or key is None:
            return ()
        noted: Noted | None = keep.get(Noted, "made", key, self._how())
        files = [path.with_name(name) for name, _ in noted or ()]
        if all(_digest_of(file) == was for file, (_, was) in zip(files, noted or (), strict=True)):
            return tuple(files)
        return ()

    def remember(self, written: Sequence[Path], keep: Keep | None, key: str | None) -> None:
        """Keep for the next run what was written of a result."""
        if keep is not None and key is not None:
            noted: Noted = tuple((file.name, _digest_of(file) or "") for file in written)
            keep.put(noted, Noted, "made", key, self._how())

    def _how(self) -> str:
        return repr(replace(self, folder=Path(), overwrite=False))

    def summary(
        self, results: Sequence[FileResult], keys: Sequence[str | None] = (), keep: Keep | None = None
    ) -> tuple[Path, ...]:
        """The summary over all targets files (and its page), written if it does not stand there; the paths."""
        key = None if None in keys or not keys else repr(keys)
        written = self.stands(self.folder / SUMMARY, keep, key)
        if not written:
            written = tuple(write_over_all(results, self.folder / SUMMARY, self.given, self.epoch, self.html))
            self.remember(written, keep, key)
        return written


def told_of(result: FileResult, written: Sequence[Path], lang: str, *, colour: bool = False) -> str:
    """One line of what was found for a file and where it was written: ``hulan-2022  ✓ 3  ✗ 1  ? 57  · …``."""
    from tracker.model import Verdict
    from tracker.words.messages import say
    from tracker.words.visible import no_command, one_line, shown_path
    from tracker.write.answers import SIGNS
    from tracker.write.paint import OF_VERDICT, paint
    from tracker.write.scorecard_counts import count_commitments
    from tracker.write.scorecard_rows import name_of

    tally = count_commitments(result.results)
    counts = "  ".join(
        paint(f"{SIGNS[verdict]} {tally.of(verdict)}", OF_VERDICT[verdict], colour and tally.of(verdict) > 0)
        for verdict in Verdict
    )
    later = sum(used.later for used in result.reports)
    reports = len(result.reports) - later
    known = [say(lang, "reports: {count}", count=reports)] if reports else []
    if later:
        known.append(say(lang, "reports of later years: {count}", count=later))
    if not reports:
        known.append(
            say(lang, "none of the period itself, put one into reports/")
            if later
            else say(lang, "no later report known; put one into reports/")
        )
    told = ("；" if lang == "zh" else "; ").join(known)
    behind = one_line(f"· {told}  {' '.join(map(shown_path, written))}")
    return f"{no_command(one_line(name_of(result)))}  {counts}  {behind}"


def write_one(
    result: FileResult, path: Path, given: str | None, epoch: int | None, html: bool, word: bool = False
) -> Iterator[Path]:
    """The scorecard of one targets file (its page, its notice); the paths written."""
    from tracker.write.scorecard import write_scorecard

    lang = language_of([result], given)
    book = path.with_name(f"{path.name}.xlsx")
    write_scorecard(result, book, lang, epoch)
    yield book
    if html:
        from tracker.write.page import write_page

        page = path.with_name(f"{path.name}.html")
        write_page([result], page, lang, epoch)
        yield page
    if word:
        from tracker.write.notice import write_notice

        notice = path.with_name(f"{path.name}.docx")
        write_notice(result, notice, lang, epoch)
        yield notice


def write_over_all(
    results: Sequence[FileResult], path: Path, given: str | None, epoch: int | None, html: bool
) -> Iterator[Path]:
    """The summary over all targets files (and its page); the paths written."""
    from tracker.write.summary import write_summary

    lang = language_of(results, given)
    book = path.with_name(f"{path.name}.xlsx")
    write_summary(results, book, lang, epoch)
    yield book
    if html:
        from tracker.write.page import write_page

        page = path.with_name(f"{path.name}.html")
        write_page(results, page, lang, epoch)
        yield page
