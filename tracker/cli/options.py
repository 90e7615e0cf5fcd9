"""Options that several commands share."""

from __future__ import annotations

import argparse
import os
import re

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from datetime import date

    from tracker.checking.keeping import Keep
    from tracker.model import Period

MEBIBYTE = 1024 * 1024


def add_limit(parser: argparse.ArgumentParser) -> None:
    """``--limit MIB``: how large a file may be (default 20)."""
    parser.add_argument(
        "--limit",
        metavar="MIB",
        type=_mebibytes,
        default=20 * MEBIBYTE,
        help="refuse files over this size (default: 20)",
    )


def add_sharing(parser: argparse.ArgumentParser) -> None:
    """Who does the work, and whether it is done again."""
    add_jobs(parser)
    parser.add_argument("--dask", metavar="ADDRESS", help="share the files out to the workers of this Dask scheduler")
    parser.add_argument("--no-cache", action="store_true", help="work everything out anew, and keep nothing")


def add_jobs(parser: argparse.ArgumentParser) -> None:
    """``--jobs N``: how many processes work."""
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        help="processes that share the files (default: as many as processors, and 1 for few files)",
    )


def _jobs(text: str) -> int:
    from tracker.model import UnusableCall

    if not re.fullmatch(r"0*[1-9]\d{0,3}", text, re.ASCII):
        raise UnusableCall("--jobs {text}: expected a whole number, 1 or more", text=text)
    return int(text)


def add_reports(parser: argparse.ArgumentParser) -> None:
    """Which reports are read, and what the caller says of them."""
    parser.add_argument(
        "--report",
        metavar="FILE",
        dest="reports",
        action="extend",
        nargs="+",
        default=[],
        help="later reports, or folders of them; without it those that a targets file lists, else those in reports/",
    )
    parser.add_argument("--locality", metavar="NAME", help="whose reports they are, over what they say themselves")
    parser.add_argument(
        "--period", metavar="PERIOD", help="what the reports look back on: 2023, 2018..2022, 2023-01..2023-06"
    )
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day, or the month, on which lights and progress are told (2022-09-30, 2022-09); default: the last"
        " day that the reports tell of",
    )


def targets_given(args: argparse.Namespace) -> list[str]:
    """TARGETS, or where none is named those of the settings. Raises UnusableCall where there are none of these either,
    or where ``--report r.txt t.yaml`` took them."""
    from tracker.model import UnusableCall
    from tracker.read.files import holds_commitments

    if args.targets:
        return list(args.targets)
    missing = next((each for each in args.settings.targets if not os.path.exists(each)), None)
    last = args.reports[-1] if len(args.reports) > 1 else None
    if last is not None and (missing is not None or holds_commitments(last)):
        raise UnusableCall("TARGETS is missing; --report took {last} too: name the targets files before it", last=last)
    if missing is not None:
        text = "TARGETS is missing, and there is no folder {folder} here: name the targets files, or their folder"
        raise UnusableCall(text, folder=f"{missing}/")
    return list(args.settings.targets)


def stdin_in(paths: list[str]) -> list[str]:
    """``-`` where it is among the paths: what stdin gives is here, and on no worker."""
    return ["-"] if "-" in paths else []


def _mebibytes(text: str) -> int:
    from tracker.model import UnusableCall

    if not re.fullmatch(r"0*[1-9]\d{0,6}", text, re.ASCII):
        raise UnusableCall("--limit {text}: expected a whole number of MiB, 1 or more (20)", text=text)
    return int(text) * MEBIBYTE


def period_given(text: str | None) -> Period | None:
    """``2022``, ``2018..2022`` or ``2019-01..2019-11`` as a period. Raises UnusableCall for anything else."""
    from tracker.given import period_of
    from tracker.model import UnusableCall

    period = None if text is None else period_of(text)
    if text is not None and period is None:
        raise UnusableCall("--period {text}: expected 2022, 2018..2022 or 2019-01..2019-11", text=text)
    return period


def as_of_given(text: str | None) -> date | None:
    """``2022-09-30``, or ``2022-09`` as its last day. Raises UnusableCall for anything else."""
    from tracker.given import day_of
    from tracker.model import UnusableCall

    day = None if text is None else day_of(text)
    if text is not None and day is None:
        raise UnusableCall("--as-of {text}: expected a day (2022-09-30) or a month (2022-09)", text=text)
    return day


def keep_given(args: argparse.Namespace) -> Keep | None:
    """Where what was worked out is kept, unless ``--no-cache``."""
    from tracker.checking.keeping import Keep

    return None if args.no_cache else Keep.here()
