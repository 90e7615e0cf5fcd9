"""``tracker review apply SCORECARD.xlsx``: the reviewer's columns back into ``reviews/<name>.yaml``."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.cli.output import complain, in_colour

if TYPE_CHECKING:
    from tracker.model import Finding, LedgerEntry, Review, TargetsFile
    from tracker.read.scorecard import ReviewedScorecard
    from tracker.review import Merge

HELP = "take a reviewer's decisions back from a scorecard"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``tracker review``."""
    parser.add_argument("action", choices=("apply",), help="apply: write the review columns into the reviews file")
    parser.add_argument(
        "scorecards", metavar="SCORECARD", nargs="+", help="a reviewed scorecard, or a draft's workbook (.xlsx)"
    )
    parser.add_argument(
        "--targets",
        metavar="FILE",
        help="the targets file of the scorecard, or that a draft's workbook becomes (default: the one it names)",
    )
    parser.add_argument(
        "--reviews",
        metavar="FILE",
        help="the reviews file (default: reviews/<name>.yaml beside the folder of the targets file)",
    )
    parser.add_argument(
        "--accept-changed-targets",
        action="store_true",
        help="take decisions that were made on another version of the targets file",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and write nothing")


def run(args: argparse.Namespace) -> int:
    """Apply each scorecard; 1 where a decision could not be taken (then that scorecard changes nothing).

    2 where one can't be read at all; the others are applied all the same.
    """
    from tracker.model import TrackerError, UnusableCall

    if len(args.scorecards) > 1 and (args.targets or args.reviews):
        raise UnusableCall("--targets and --reviews go with one scorecard; give them one at a time")
    codes = []
    for path in args.scorecards:
        try:
            codes.append(_apply(path, args))
        except TrackerError as error:
            complain(error.message, args.lang, args.color)
            codes.append(2)
    return max(codes)


def _apply(path: str, args: argparse.Namespace) -> int:
    from tracker.model import UnreadableReport
    from tracker.read.draft_book import is_draft_book
    from tracker.read.project import is_inside, leads_out
    from tracker.read.scorecard import read_reviewed
    from tracker.read.targets import read_targets
    from tracker.write.atomic import until_unchanged

    if is_draft_book(path):
        return _make_targets(path, args)
    scorecard = read_reviewed(path)
    targets_path = Path(args.targets or _find(scorecard.targets, path))
    targets, findings = read_targets(str(targets_path))
    if targets is None:
        return report_findings(findings, args)
    _refuse_another_projects(scorecard, targets)
    reviews_path = Path(args.reviews) if args.reviews else reviews_beside(targets_path)
    if not args.reviews and not is_inside(str(reviews_path.parent.parent.resolve()), str(reviews_path)):
        raise UnreadableReport.of(leads_out(str(reviews_path)))
    return until_unchanged(lambda: _take_back(scorecard, targets, reviews_path, args))


def _take_back(scorecard: ReviewedScorecard, targets: TargetsFile, path: Path, args: argparse.Namespace) -> int:
    """Merge a scorecard's decisions into the reviews file. Raises ChangedMeanwhile where somebody else writes it."""
    from tracker.review import change_words, merge_ledger, merge_reviews
    from tracker.words.messages import say
    from tracker.words.visible import shown_path
    from tracker.write.atomic import write_bytes

    raw, held, ledger, problems = _held(path)
    if any(each.severity == "error" for each in problems):
        return report_findings(problems, args)
    by_id = {review.id: review for review in held}
    merge = merge_reviews(scorecard, targets, str(path), by_id, trust=args.accept_changed_targets)
    merge_ledger(merge, scorecard, targets, str(path), {entry.id: entry for entry in ledger})
    told = [*scorecard.findings, *merge.findings]
    if any(each.severity == "error" for each in told):
        return report_findings(told, args)
    if not merge.changes and not merge.entries:
        report_findings(told, args)
        print(say(args.lang, "{path}: nothing to take back", path=scorecard.path))
        return 0
    text = None if raw is None else raw.decode("utf-8")
    new = _edited(path, Path(targets.path).name, text, (held, ledger), merge)
    if not args.dry_run:
        write_bytes(path, new.encode("utf-8"), was=raw)
    report_findings(told, args)
    print(f"{shown_path(path)}: {change_words(args.lang, merge, by_id)}")
    return 0


def _make_targets(path: str, args: argparse.Namespace) -> int:
    """A draft's workbook to its targets file: over one that this made, never over one that a person has edited."""
    from tracker.corrected import correct_draft, is_unedited
    from tracker.model import UnusableCall
    from tracker.read.draft_book import read_draft_book
    from tracker.read.files import ENDINGS
    from tracker.read.limits import read_bytes
    from tracker.read.project import is_inside
    from tracker.words.messages import say
    from tracker.words.visible import shown_path
    from tracker.write.atomic import write_bytes

    book = read_draft_book(path)
    named = args.targets or book.targets
    if not named:
        raise UnusableCall("{path}: say with --targets FILE which targets file it is to become", path=path)
    folders = map(os.path.realpath, (".", os.path.dirname(path) or "."))
    if not args.targets and not (named.endswith(ENDINGS) and any(is_inside(each, named) for each in folders)):
        text = (
            "{path}: is to become {targets}, no .yaml file in this folder or its own; say with --targets FILE where to"
        )
        raise UnusableCall(text, path=path, targets=named)
    target = Path(named)
    if target.exists() and not is_unedited(read_bytes(named).decode("utf-8", "replace")):
        raise UnusableCall(
            "{path} is there already, and not as “review apply” wrote it; name another with --targets", path=named
        )
    made = correct_draft(book, args.lang)
    report_findings(made.findings, args)
    if any(each.severity == "error" for each in made.findings):
        return 1
    if not args.dry_run:
        write_bytes(target, made.text.encode())
    counted = say(
        args.lang,
        "{accepted} accepted, {corrected} corrected, {added} added, {dropped} dropped, {open} not decided",
        **made.counts,
    )
    print(f"{shown_path(target)}: {counted}")
    return 0


def _find(named: str, scorecard: str) -> str:
    """The targets file that a scorecard names, as from the project: this folder, the scorecard's, or the one above it.

    A file of that name that lies in one of these itself will do: a project need not have a folder for its targets.
    What leads out of that folder is not looked at: a scorecard comes from anybody. Nor are, in the one above, files of
    other projects that lie beside the scorecard's.
    """
    from tracker.model import UnusableCall
    from tracker.read.project import is_inside, project_of

    here = Path(scorecard).resolve().parent
    for name in (named, Path(named).name):
        for folder in (Path(), here, here.parent):
            found = folder / name
            with suppress(OSError, ValueError):
                project = str(folder.resolve())
                another = folder == here.parent and project_of(str(found)) != project
                if is_inside(project, str(found)) and found.is_file() and not another:
                    return str(found)
    raise UnusableCall(
        "{scorecard}: its targets file {named} is not here; say where with --targets", scorecard=scorecard, named=named
    )


def _refuse_another_projects(scorecard: ReviewedScorecard, targets: TargetsFile) -> None:
    """Raise UnusableCall where the scorecard is of another locality or period than the targets file that it names."""
    from tracker.model import UnusableCall

    for locality, period in sorted(scorecard.of):
        if (locality, period) != (targets.locality.name, str(targets.period)):
            raise UnusableCall(
                "{scorecard}: is of {locality} {period}, and {targets} of {other} {other_period}; apply it to its own"
                " targets file",
                scorecard=scorecard.path,
                locality=locality,
                period=period,
                targets=targets.path,
                other=targets.locality.name,
                other_period=str(targets.period),
            )


def reviews_beside(targets: Path) -> Path:
    """``reviews/hulan-2022.yaml`` beside the folder that holds ``hulan-2022.yaml``."""
    return (
        targets.parent.parent / "reviews" / targets.name
        if targets.parent != Path()
        else Path("../reviews") / targets.name
    )


def _held(path: Path) -> tuple[bytes | None, Sequence[Review], Sequence[LedgerEntry], Sequence[Finding]]:
    """A reviews file's bytes (``None``: there is no such file), what it holds, and what is wrong in it."""
    from tracker.read.limits import read_bytes
    from tracker.read.nodes import parse_yaml
    from tracker.read.reviews import parse_reviews

    if not path.exists():
        return None, (), (), []
    raw = read_bytes(str(path))
    reading = parse_reviews(parse_yaml(raw, str(path)))
    return raw, reading.reviews, reading.ledger, reading.sheet.findings


def _edited(
    path: Path, name: str, text: str | None, held: tuple[Sequence[Review], Sequence[LedgerEntry]], merge: Merge
) -> str:
    """The new text, read again to be sure that it says what it should."""
    from tracker.model import UnusableCall
    from tracker.read.nodes import parse_yaml
    from tracker.read.reviews import parse_reviews
    from tracker.write.reviews import edit_ledger, edit_reviews, new_file

    refusal = UnusableCall(
        "{path}: can't be changed line by line; write its decisions one below another, each key on its line", path=path
    )
    try:
        if text is None:
            new = new_file(name, [review for review in merge.changes.values() if review is not None])
        else:
            new = edit_reviews(text, held[0], merge.changes)
        # the places of the ledger have moved with the decisions above it
        moved = parse_reviews(parse_yaml(new.encode("utf-8", "replace"), str(path))).ledger
        new = edit_ledger(new, moved, merge.entries)
    except ValueError as error:
        raise refusal from error
    reading = parse_reviews(parse_yaml(new.encode("utf-8", "replace"), str(path)))
    decisions = {review.id: review for review in held[0]} | dict(merge.changes)
    entries = {entry.id: entry for entry in held[1]} | dict(merge.entries)
    said = _bare(reading.reviews) == _bare(decisions.values()) and _bare(reading.ledger) == _bare(entries.values())
    if any(each.severity == "error" for each in reading.sheet.findings) or not said:
        raise refusal
    return new


def _bare(items: Iterable[Review | LedgerEntry | None]) -> dict[int | str, Review | LedgerEntry]:
    """Items by their ids, without the places where they stand."""
    from dataclasses import replace

    from tracker.model import Place

    return {each.id: replace(each, place=Place("")) for each in items if each is not None}


def report_findings(findings: Iterable[Finding], args: argparse.Namespace) -> int:
    """One line each on stderr, by cell or by line; the exit code is 1."""
    from tracker.words.messages import say, translate
    from tracker.words.visible import shown_path
    from tracker.write.paint import OF_SEVERITY, paint

    colour = in_colour(args.color, sys.stderr)
    for each in findings:
        if args.quiet and each.severity != "error":
            continue
        file = shown_path(each.place.file)
        where = f"{file}:{each.place.line}:{each.place.column}" if each.place.line > 1 else file
        kind = "" if each.severity == "error" else say(args.lang, each.severity.value) + ": "
        ink = OF_SEVERITY[each.severity]
        told = paint(kind, ink, colour) + translate(each.message, args.lang)
        print(f"{where}: {told} {paint(f'[{each.rule}]', ink, colour)}", file=sys.stderr)
    return 1
