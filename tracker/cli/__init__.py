"""The command line: arguments in, text and exit code out. One module a command, imported when it is called.

Nothing but argparse is imported at module level, so that ``--help`` and ``--version`` answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from importlib import import_module
from itertools import pairwise

from tracker.cli.parser import COLOR, COLORS, COMMANDS, LANGUAGES, build_parser

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from typing import NoReturn

    from tracker.model import Finding, TrackerError

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


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 nothing wrong, 1 findings, 2 the call or a file could not be used, 130 Ctrl-C."""
    with ExitStack() as closed:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by the caller (`>&-`): what is said there goes nowhere
                setattr(sys, name, closed.enter_context(open(os.devnull, "w", encoding="utf-8")))
                closed.callback(setattr, sys, name, None)
        try:
            return _main(argv)
        except KeyboardInterrupt:
            _abandon_stdout()
            return 130


def _main(argv: Sequence[str] | None) -> int:
    arguments = list(sys.argv[1:] if argv is None else argv)
    _settle_encoding()
    command = next((each for each in arguments if each in COMMANDS), None)
    at_once = argv is None and command in AT_ONCE
    if at_once:
        gc.disable()  # imports leave no garbage to look for
    lang = language(_said(arguments, ("--lang",), LANGUAGES))
    color = _said(arguments, COLOR, COLORS) or "auto"
    if lang == "zh" and not {"-h", "--help"}.isdisjoint(arguments):
        from tracker.cli.chinese import parse

        parse(command, arguments)  # prints, and ends

    try:
        args = build_parser(command).parse_args(arguments)
    except BrokenPipeError:  # `tracker --print-completion zsh | head`
        _abandon_stdout()
        return 0
    except Exception as error:
        return _refuse_call(error, command, arguments, lang, color)
    from tracker.cli.settings import settings_here
    from tracker.model import TrackerError

    args.lang_given = args.lang is not None
    try:
        args.settings, wrong = settings_here()
        lang = args.lang = language(args.lang or args.settings.language)
        if wrong:
            return _refuse_settings(wrong, lang, color)
        code = int(import_module(f"tracker.cli.{args.command}").run(args))
        sys.stdout.flush()  # here, and not at the interpreter's end, a full disk can still be told
    except TrackerError as error:
        return _refuse(error, lang, color)
    except BrokenPipeError:
        # The reader of our output went away (`tracker check … | head`): not an error of ours.
        _abandon_stdout()
        return 0
    except OSError as error:
        from tracker.cli.os_errors import explain

        _abandon_stdout()
        return _refuse(explain(error), lang, color)
    if at_once:
        _leave(code)
    return code


def _settle_encoding() -> None:
    """UTF-8, whatever the machine's locale; or what PYTHONIOENCODING says, by which people name another on purpose.

    Lines end as in the files that we write, on Windows too.
    """
    encoding, _, errors = os.environ.get("PYTHONIOENCODING", "").partition(":")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding or "utf-8", errors=errors or "backslashreplace", newline="\n")


def _said(arguments: Sequence[str], names: Sequence[str], values: Sequence[str]) -> str | None:
    """What an option says before the arguments are parsed: help and errors are told in it."""
    said = [value for name, value in pairwise(arguments) if name in names]
    said += [value for name, _, value in (each.partition("=") for each in arguments) if name in names and value]
    return said[-1] if said and said[-1] in values else None


def _leave(code: int) -> NoReturn:
    """End the process as it stands: taking 200 modules down in order is an eighth of a short run; mypy leaves so."""
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _refuse_call(error: Exception, command: str | None, arguments: Sequence[str], lang: str, color: str) -> int:
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
    return _refuse(error, lang, color)


def _refuse(error: TrackerError, lang: str, color: str) -> int:
    """Tell it in one line on stderr; the exit code is 2."""
    from tracker.cli.output import complain

    complain(error.message, lang, color)
    return 2


def _refuse_settings(findings: Sequence[Finding], lang: str, color: str) -> int:
    """Tell all that is wrong in the settings; going on without them would do something else than was asked."""
    from tracker.cli.findings import print_findings

    print_findings(findings, lang, color=color)
    return 2


def _abandon_stdout() -> None:
    """Send what is still to be written to nowhere, or the interpreter's last flush would fail once more."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
