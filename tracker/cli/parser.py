"""The parser of the whole tool: its commands, the options that all of them take, and what a slip of the keys meant."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module

from tracker import __version__

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from typing import Any, NoReturn

COMMANDS = {
    "init": "begin a project: folders, settings, a first file with comments",
    "validate": "check hand-edited files: schema, then meaning",
    "draft": "read a plan and write a targets file for a person to correct",
    "read": "print a report as the checker sees it",
    "check": "verdicts for commitments, from later reports",
    "score": "write the Excel scorecards (and pages)",
    "review": "take a reviewer's decisions back from a scorecard",
    "diff": "which verdicts changed between two answers, and why",
    "rule": "what a code of “validate” means, with an example",
    "reason": "what the reason of a verdict means, with an example",
    "words": "where the lexicon has a word, and what it does there",
    "schema": "print a JSON Schema of the format",
    "cache": "forget what earlier runs worked out",
    "config": "the settings in force, and where they come from",
    "lsp": "the language server for editors",
}

LANGUAGES = ("en", "zh")
COLOR, COLORS = ("--color", "--colour"), ("auto", "always", "never")
SHELLS = ("bash", "zsh", "tcsh")
PRINT_COMPLETION = "--print-completion"


class Formatter(argparse.HelpFormatter):
    """argparse's own, which would load shutil, and with it three compressors, to know how wide the terminal is."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"width": columns() - 2, **options})


def columns() -> int:
    """Of the terminal; COLUMNS where it is set, 80 where there is no terminal: as ``shutil`` says."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given) > 0:
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return 80


class Parser(argparse.ArgumentParser):
    """argparse, with its errors told as all others are; ``word`` puts what help says into words."""

    def __init__(self, *, word: Callable[[str], str] = str, **options: Any) -> None:
        self.word = word
        for key in ("description", "epilog"):
            options[key] = word(options.get(key) or "")
        super().__init__(**options)
        self.color = False  # from Python 3.14 on argparse would colour help by itself, whatever --color says

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        """As argparse's own."""
        return super().add_argument(*names, **{**options, "help": self.word(options.get("help") or "")})

    def error(self, message: str) -> NoReturn:
        """One line on stderr, exit 2."""
        from tracker.model import UnusableCall

        raise UnusableCall("{problem}; “{prog} --help” tells what it takes", problem=message, prog=self.prog)

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """As argparse's own; of an option that there is not, the one that may be meant. Raises UnusableCall."""
        self._refuse_before_command(list(sys.argv[1:] if args is None else args))
        parsed, unknown = self.parse_known_args(args, namespace)
        for given in unknown:
            self._suggest(given.split("=")[0], parsed.command)
        if unknown:
            self.error(self.word("unrecognized arguments: %s") % " ".join(unknown))
        return parsed

    def _refuse_before_command(self, given: list[str]) -> None:
        """Of an option that there is not argparse would take the value for the command."""
        rest = iter(given)
        for each in rest:
            if not each.startswith("-") or each == "--":
                return
            name, equals, _ = each.partition("=")
            action = self._option_string_actions.get(name)
            if action is None and name.startswith("--"):
                self._refuse_option(name, list(self._option_string_actions))
                self.error(self.word("unrecognized arguments: %s") % each)
            if action is not None and action.nargs is None and not equals:
                next(rest, None)

    def _suggest(self, given: str, command: str) -> None:
        own = next(each for each in self._actions if isinstance(each, argparse._SubParsersAction)).choices[command]
        if given.startswith("-"):
            self._refuse_option(given, list(own._option_string_actions))

    def _refuse_option(self, given: str, known: list[str]) -> None:
        """Raises UnusableCall where one of the known options is near."""
        from difflib import get_close_matches

        from tracker.model import UnusableCall

        near = get_close_matches(given, known, n=1)
        if near:
            raise UnusableCall("there is no option {given}; did you mean {near}?", given=given, near=near[0])

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse asks this of every value that has choices. Raises UnusableCall where one of them is near."""
        if action.choices is not None and value not in action.choices:
            from difflib import get_close_matches

            from tracker.model import UnusableCall

            near = get_close_matches(str(value), [str(each) for each in action.choices], n=1)
            if near and isinstance(action, argparse._SubParsersAction):
                raise UnusableCall("there is no command {given}; did you mean {near}?", given=value, near=near[0])
            if near:
                name = "/".join(action.option_strings) or str(action.metavar or action.dest)
                raise UnusableCall("{name}: no {given}; did you mean {near}?", name=name, given=value, near=near[0])
        super()._check_value(action, value)


class PrintCompletion(argparse.Action):
    """Prints what a shell needs to complete our commands and options, and ends, as ``--version`` does."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Any, values: Any, option: Any = None) -> NoReturn:
        """Raises MissingLibrary where shtab is not installed."""
        from tracker.model import MissingLibrary
        from tracker.words.extras import way_to_get

        try:
            import shtab
        except ImportError as error:
            raise MissingLibrary("completion needs shtab: {way}", way=way_to_get("completion")) from error
        whole = build_parser("all")
        for action in _all_actions(whole):
            if action.metavar in ("FILE", "PATH", "TARGETS", "REPORT", "SCORECARD", "OLD", "NEW"):
                vars(action)["complete"] = shtab.FILE
            elif action.metavar == "DIR":
                vars(action)["complete"] = shtab.DIRECTORY
        completion = _for_both_scripts(shtab.complete(whole, values), values)
        print(completion, flush=True)  # here a reader who went away can still be told
        parser.exit()


OTHER_SCRIPT = "commitment-tracker"
"""The second console script, where another package's ``tracker`` stands first on the path."""


def _for_both_scripts(completion: str, shell: str) -> str:
    """A shell's completion of ``tracker``, for the other script too."""
    if shell == "bash":  # complete -o bashdefault -F _shtab_tracker tracker
        return re.sub(r"(?m)^(complete .* )tracker$", rf"\1tracker {OTHER_SCRIPT}", completion)
    if shell == "zsh":
        script = re.sub(r"(?m)^(#compdef tracker)$", rf"\1 {OTHER_SCRIPT}", completion)
        return re.sub(r"(?m)^( *compdef \w+ -N tracker)$", rf"\1 {OTHER_SCRIPT}", script)
    body = completion[completion.index("complete tracker ") :]
    return f"{completion.rstrip()}\n\n{body.replace('complete tracker ', f'complete {OTHER_SCRIPT} ', 1)}"


def _all_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for sub in action.choices.values():
                yield from _all_actions(sub)


def build_parser(command: str | None = None, **style: Any) -> Parser:
    """The parser of the whole tool, with the arguments of one command (or of ``"all"``, for docs and completion).

    ``style``: ``word`` and argparse's ``formatter_class``, for help in another language.
    """
    style = {"formatter_class": Formatter, **style}
    parser = Parser(
        prog="tracker",
        description="Were the numbered commitments of a local government kept? Verdicts with quotes.",
        epilog="Exit codes: 0 nothing wrong; 1 findings (or verdicts, with --fail-on); "
        "2 the call or a file could not be used. “tracker COMMAND --help” tells a command's options.",
        allow_abbrev=False,
        **style,
    )
    version = f"tracker {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version, help="show the version and exit")
    parser.add_argument(
        PRINT_COMPLETION,
        action=PrintCompletion,
        choices=SHELLS,
        help="print the completion script of a shell and exit (needs the extra “completion”)",
    )
    _add_common(parser, top=True)
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        if command not in (name, "all"):  # a line of the help, no more
            subparsers.add_parser(name, help=parser.word(summary), add_help=False)
            continue
        sub = subparsers.add_parser(name, help=parser.word(summary), description=summary, allow_abbrev=False, **style)
        import_module(f"tracker.cli.{name}").add_arguments(sub)
        _add_common(sub, top=False)
    return parser


COMMON = ("lang", "color", "quiet")
"""What ``_add_common`` adds, by argparse's names for them."""


def _add_common(parser: argparse.ArgumentParser, *, top: bool) -> None:
    """Options that stand before a command or behind it: one behind has no default, or it would undo one before."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=None if top else argparse.SUPPRESS,
        help="language of messages and tables: English or Chinese (default: the machine's)",
    )
    parser.add_argument(
        *COLOR,
        choices=COLORS,
        default="auto" if top else argparse.SUPPRESS,
        help="colour; auto: on a terminal, unless NO_COLOR says no or FORCE_COLOR yes (default: auto)",
    )
    parser.add_argument(
        "-q",
        "--quiet",
        action="store_true",
        default=False if top else argparse.SUPPRESS,
        help="say nothing on stderr but errors",
    )
