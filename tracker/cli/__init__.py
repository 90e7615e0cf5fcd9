"""The command line: arguments in, text and exit code out. One module a command, imported when it is called.

Nothing but argparse is imported at module level, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from tracker import __version__

if TYPE_CHECKING:
    from tracker.model import TrackerError

COMMANDS = {
    "validate": "check hand-edited files: schema, then meaning",
    "draft": "read a plan and write a targets file for a person to correct",
    "read": "print a report as the checker sees it",
    "check": "verdicts for commitments, from later reports",
    "score": "write the Excel scorecards (and pages)",
    "review": "take a reviewer's decisions back from a scorecard",
    "diff": "which verdicts changed between two answers, and why",
}


LANGUAGES = ("en", "zh")
AT_ONCE = {"validate"}
"""Commands that people run at every save, and that hold nothing which wants to be closed."""


def language(given: str | None) -> str:
    """``en`` or ``zh``: what ``--lang`` says, else the machine: LC_ALL, LC_MESSAGES or LANG, or Windows' own."""
    if given is not None:
        return given
    machine = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    if not machine and sys.platform == "win32":
        import locale

        machine = locale.getlocale()[0] or ""
    return "zh" if machine.lower().startswith(("zh", "chinese")) else "en"


class Parser(argparse.ArgumentParser):
    """argparse, with its errors told as all others are; ``word`` puts what help says into words."""

    def __init__(self, *, word: Callable[[str], str] = str, **options: Any) -> None:
        self.word = word
        for key in ("description", "epilog"):
            options[key] = word(options.get(key) or "")
        super().__init__(**options)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """As argparse's own."""
        return super().add_argument(*names, **{**options, "help": self.word(options.get("help") or "")})

    def error(self, message: str) -> NoReturn:
        """One line on stderr, exit 2."""
        from tracker.model import UnusableCall

        raise UnusableCall("{problem}; “{prog} --help” tells what it takes", problem=message, prog=self.prog)


def build_parser(command: str | None = None, **style: Any) -> Parser:
    """The parser of the whole tool, with the arguments of one command (or of ``"all"``, for the docs' tests).

    ``style``: ``word`` and argparse's ``formatter_class``, for help in another language.
    """
    parser = Parser(
        prog="tracker",
        description="Were the numbered commitments of a local government kept? Verdicts with quotes.",
        epilog="Exit codes: 0 nothing wrong; 1 findings (or verdicts, with --fail-on); "
        "2 the call or a file could not be used. “tracker COMMAND --help” tells a command's options.",
        allow_abbrev=False,
        **style,
    )
    version = f"tracker {__version__}"
    parser.add_argument("--version", action="version", version=version, help="show the version and exit")
    _add_lang(parser, None)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        sub = subparsers.add_parser(name, help=parser.word(summary), description=summary, allow_abbrev=False, **style)
        if command in (name, "all"):
            import_module(f"tracker.cli.{name}").add_arguments(sub)
        # Without a default of its own, or it would undo a --lang that stands before the command.
        _add_lang(sub, argparse.SUPPRESS)
    return parser


def _add_lang(parser: argparse.ArgumentParser, default: str | None) -> None:
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=default,
        help="language of messages and tables: English or Chinese (default: the machine's)",
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 nothing wrong, 1 findings, 2 the call or a file could not be used."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    command = next((each for each in arguments if each in COMMANDS), None)
    at_once = argv is None and command in AT_ONCE
    if at_once:
        gc.disable()  # imports leave no garbage to look for
    lang = language(_lang_of(arguments))
    if lang == "zh" and not {"-h", "--help"}.isdisjoint(arguments):
        from tracker.cli.chinese import parse

        parse(command, arguments)  # prints, and ends

    try:
        args = build_parser(command).parse_args(arguments)
    except Exception as error:
        return _refuse_call(error, command, arguments, lang)
    args.lang_given = args.lang is not None
    args.lang = lang

    from tracker.model import TrackerError

    try:
        code = int(import_module(f"tracker.cli.{args.command}").run(args))
        sys.stdout.flush()  # here, and not at the interpreter's end, a full disk can still be told
    except TrackerError as error:
        return _refuse(error, lang)
    except BrokenPipeError:
        # The reader of our output went away (`tracker check … | head`): not an error of ours.
        _abandon_stdout()
        return 0
    except OSError as error:
        from tracker.cli.os_errors import explain

        _abandon_stdout()
        return _refuse(explain(error), lang)
    except KeyboardInterrupt:
        return 130
    if at_once:
        _leave(code)
    return code


def _lang_of(arguments: Sequence[str]) -> str | None:
    """What ``--lang`` says, before the arguments are parsed: help and errors are told in it."""
    said = [value for name, value in pairwise(arguments) if name == "--lang"]
    said += [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    return said[-1] if said and said[-1] in LANGUAGES else None


def _leave(code: int) -> NoReturn:
    """End the process as it stands: taking 200 modules down in order is an eighth of a short run; mypy leaves so."""
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _refuse_call(error: Exception, command: str | None, arguments: Sequence[str], lang: str) -> int:
    """Tell why the arguments can't be followed. Raises what is no such error; the model is loaded only to know that."""
    from tracker.model import TrackerError

    if not isinstance(error, TrackerError):
        raise error
    if lang == "zh":
        from tracker.cli.chinese import parse

        try:
            parse(command, arguments)
        except TrackerError as chinese:
            error = chinese
    return _refuse(error, lang)


def _refuse(error: TrackerError, lang: str) -> int:
    """Tell it in one line on stderr; the exit code is 2."""
    from tracker.words.messages import translate

    line = " ".join(translate(error.message, lang).splitlines())
    with suppress(OSError):
        print(f"tracker: {line}", file=sys.stderr)
    return 2


def _abandon_stdout() -> None:
    """Send what is still to be written to nowhere, or the interpreter's last flush would fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
