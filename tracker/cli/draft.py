"""``tracker draft REPORT``: a plan to a targets file, for a person to correct."""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from tracker.cli.findings import print_findings
from tracker.cli.options import add_limit, period_given
from tracker.cli.output import in_colour
from tracker.drafting import Compared, compare_draft, draft_report, knows
from tracker.model import Draft, Target, TargetsFile, UnusableCall
from tracker.read.limits import read_bytes
from tracker.read.nodes import parse_yaml
from tracker.read.targets import parse_targets, read_targets
from tracker.words.messages import say
from tracker.words.visible import one_line
from tracker.write.atomic import ChangedMeanwhile, replacing, until_unchanged, write_bytes
from tracker.write.paint import OF_CHANGE, paint
from tracker.write.targets import place_of, told_with_place, write_targets
from tracker.write.targets_update import Updated, update_targets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "report", metavar="REPORT", help="the plan: text, Markdown, HTML, Word, PDF, Excel, or - for stdin"
    )
    parser.add_argument("-o", "--out", metavar="FILE", help="write the targets file here (default: stdout)")
    parser.add_argument(
        "--update",
        action="store_true",
        help="FILE of --out exists and was corrected: put in only what is new, and tell it",
    )
    parser.add_argument(
        "--with-quotes", action="store_true", help="add the source's words above each target, as a comment"
    )
    parser.add_argument(
        "--compare", metavar="FILE", help="write nothing: tell what the draft has that FILE lacks, and the reverse"
    )
    parser.add_argument(
        "--review",
        metavar="FILE.xlsx",
        help="write a workbook to correct the draft in Excel; “tracker review apply” makes the targets file of it, that"
        " of --out where it is given",
    )
    parser.add_argument("--locality", metavar="NAME", help="whose plan it is, over what it says itself")
    parser.add_argument(
        "--period", metavar="YEAR", help="the year of the plan, or FROM..TO where it has goals for several"
    )
    add_limit(parser)


def run(args: argparse.Namespace) -> int:
    """Write, update or compare. Exit 1 where a file to update or compare has errors, or differs."""
    if args.update and args.out is None:
        raise UnusableCall("--update needs --out FILE: the targets file to put the new targets in")
    if args.compare is not None and (args.update or args.out is not None):
        raise UnusableCall("--compare writes nothing; leave out --out and --update")
    if args.review is not None and (args.update or args.compare is not None):
        raise UnusableCall("--review writes a workbook; leave out --update and --compare")
    if args.out is not None and Path(args.out).is_dir():
        raise UnusableCall("{path}: is a folder; name the file to write in it", path=args.out)
    draft, findings = draft_report(
        args.report, locality=args.locality, period=period_given(args.period), limit=args.limit
    )
    print_findings(findings, args.lang, args.settings.rules, quiet=args.quiet, color=args.color)
    _tell_left_out(draft, args)
    if args.compare is not None:
        return _compare(draft, args.compare, args)
    if args.review is not None:
        return _write_book(draft, args)
    if args.out is None:
        sys.stdout.write(write_targets(draft, args.lang, quotes=args.with_quotes))
        return 0
    path = Path(args.out)
    if not path.exists() or _is_first_file(path):
        write_bytes(path, write_targets(draft, args.lang, quotes=args.with_quotes).encode())
        _tell_counts(draft, args, args.out)
        return 0
    if not args.update:
        raise UnusableCall("{path} is there already; --update puts in what is new and keeps the rest", path=args.out)
    return until_unchanged(lambda: _update(draft, args))


def _is_first_file(path: Path) -> bool:
    """Whether it is the first file of ``init``, with its examples, that nobody has touched."""
    from tracker.write.project import is_untouched_first

    return is_untouched_first(path.read_bytes().decode("utf-8", "replace"))


def _write_book(draft: Draft, args: argparse.Namespace) -> int:
    """The workbook; never over one that a clerk may have corrected."""
    from tracker.read.scorecard import is_untouched
    from tracker.scoring import epoch_given
    from tracker.write.draft_book import stream_draft_book

    path = Path(args.review)
    if path.suffix.lower() != ".xlsx":
        raise UnusableCall("{path}: a workbook's name ends in .xlsx", path=args.review)
    if path.exists() and not is_untouched(path):
        raise UnusableCall("{path} is there already, and may hold corrections; name another file", path=args.review)
    with replacing(path) as stream:
        stream_draft_book(draft, stream, args.lang, args.out or "", epoch_given())
    _tell_counts(draft, args, args.review)
    return 0


def _tell_counts(draft: Draft, args: argparse.Namespace, path: str) -> None:
    _tell(
        args,
        "{path}: {commitments} commitments, {targets} targets, {unsure} of them unsure",
        path=path,
        commitments=len(draft.commitments),
        targets=sum(len(each.targets) for each in draft.commitments),
        unsure=sum(bool(each.doubts) for commitment in draft.commitments for each in commitment.targets),
    )


def _tell(args: argparse.Namespace, text: str, **values: object) -> None:
    if not args.quiet:
        print(say(args.lang, text, **values), file=sys.stderr)


def _tell_left_out(draft: Draft, args: argparse.Namespace) -> None:
    for period in draft.other_periods:
        _tell(args, "goals for {period} are left out; --period {period} drafts them", period=period)
    for each in draft.left_out:
        target = told_with_place(draft, each)
        _tell(args, "Left out, as a targets file can not say it: {target}", target=target)
    for key in draft.guessed:
        _tell(args, "the text does not tell its {key}; please look at it", key=key)


def _file(path: str, args: argparse.Namespace) -> TargetsFile | None:
    file, findings = read_targets(path)
    print_findings(findings, args.lang, args.settings.rules, quiet=args.quiet, color=args.color)
    return file


def _update(draft: Draft, args: argparse.Namespace) -> int:
    file = _file(args.out, args)
    if file is None:
        return 1
    path = Path(args.out)
    raw = read_bytes(args.out, args.limit)
    if hashlib.sha256(raw).hexdigest() != file.sha256:
        raise ChangedMeanwhile("{path}: was changed by another program meanwhile; run it again", path=path)
    text = raw.decode("utf-8-sig")
    bom = "\ufeff" if raw.startswith(b"\xef\xbb\xbf") else ""
    updated = update_targets(text, file, draft, args.lang, knows(file), quotes=args.with_quotes)
    _refuse_what_is_misread(updated, file, args.out)
    write_bytes(path, (bom + updated.text).encode(), was=raw)
    for commitment, each in updated.added:
        start, end = (commitment.start, commitment.end) if each is None else (each.start, each.end)
        shown = commitment.title if each is None else each.target.written
        _changed("+", f"{commitment.id}  {shown}  # {place_of(draft.document, start, end)}", args)
    for commitment, each in updated.left:
        _tell(args, "{path}: {id} lists its targets on one line; put in by hand: {target}",
              path=args.out, id=commitment.id, target=each.target.written)  # fmt: skip
    if not updated.added and not updated.left:
        _tell(args, "{path}: nothing new", path=args.out)
    return 0


def _refuse_what_is_misread(updated: Updated, file: TargetsFile, path: str) -> None:
    """Raise UnusableCall where the file with the new lines in it would not hold the old targets and the new."""
    reading = parse_targets(parse_yaml(updated.text.encode(), path))
    count = sum(len(each.targets) for each in file.commitments) + sum(each is not None for _, each in updated.added)
    if reading.file is None or sum(len(each.targets) for each in reading.file.commitments) != count:
        raise UnusableCall(
            "{path}: its layout leaves no place for new lines; indent it as tracker draft writes it, or put the "
            "targets in by hand (--compare lists them). Nothing was written",
            path=path,
        )


def _compare(draft: Draft, path: str, args: argparse.Namespace) -> int:
    file, lang = _file(path, args), args.lang
    if file is None:
        return 1
    compared = compare_draft(draft, file)
    places = {
        id(each.target): f"{commitment.id}  # {place_of(draft.document, each.start, each.end)}"
        for commitment in draft.commitments
        for each in commitment.targets
    }
    lines = {
        id(target): f"{commitment.id}  # {path}:{target.place.line}"
        for commitment in file.commitments
        for target in commitment.targets
    }
    _section(say(lang, "in the draft, not in {path}:", path=path), compared.paired.only_left, places, "+", args)
    _section(say(lang, "in {path}, not in the draft:", path=path), compared.paired.only_right, lines, "-", args)
    _tell(
        args,
        "{same} targets in both, {left} only in the draft, {right} only in {path}",
        same=len(compared.paired.same),
        left=len(compared.paired.only_left),
        right=len(compared.paired.only_right),
        path=path,
    )
    return int(_differs(compared))


def _section(
    title: str, targets: tuple[Target, ...], places: dict[int, str], sign: str, args: argparse.Namespace
) -> None:
    if not targets:
        return
    print(title)
    for target in targets:
        number, _, comment = places[id(target)].partition("  ")
        _changed(sign, f"{number}  {target.written}  {comment}", args, indent="  ")


def _changed(sign: str, line: str, args: argparse.Namespace, indent: str = "") -> None:
    colour = in_colour(args.color, sys.stdout)
    print(indent + paint(one_line(f"{sign} {line}"), OF_CHANGE[sign], colour))


def _differs(compared: Compared) -> bool:
    return bool(compared.paired.only_left or compared.paired.only_right)
