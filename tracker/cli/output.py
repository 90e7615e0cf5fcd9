"""Where an answer goes, and whether in colour: alike in every command."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any, TextIO

    from tracker.model import Message
    from tracker.write.forms import Form, View


def add_out(parser: argparse.ArgumentParser) -> None:
    """``-o FILE``."""
    parser.add_argument("-o", "--out", metavar="FILE", help="write the answer to this file (default: stdout)")


def emit(text: str, out: str | None) -> None:
    """Write an answer to stdout, or whole to a file, in UTF-8. Raises UnusableCall where it can't be written."""
    if out is None or out == "-":
        sys.stdout.write(text)
        return
    from tracker.write.atomic import write_bytes

    write_bytes(_file(out), text.encode("utf-8"))


def emit_all(pieces: Iterable[str] | Iterable[bytes], out: str | None) -> None:
    """The same of an answer that comes in pieces: each is written when it is there, a file is replaced at the end."""
    if out is None or out == "-":
        for piece in pieces:
            assert isinstance(piece, str), "``emit_as`` asks for a file"
            sys.stdout.write(piece)
        return
    from tracker.write.atomic import replacing

    with replacing(_file(out)) as stream:
        for piece in pieces:
            stream.write(piece.encode("utf-8") if isinstance(piece, str) else piece)


def emit_as(forms: Mapping[str, Form[Any]], name: str, found: object, view: View, out: str | None) -> None:
    """Write what was found in one of a command's formats. Raises UnusableCall as ``emit``, and where a workbook has no
    file to go to."""
    if name == "xlsx" and out in (None, "-"):
        from tracker.model import UnusableCall

        raise UnusableCall("--format xlsx: say where with --out FILE")
    emit_all(forms[name](found, view), out)


def _file(out: str) -> Path:
    from pathlib import Path

    if Path(out).is_dir():
        from tracker.model import UnusableCall

        raise UnusableCall("{path}: is a folder; name the file to write in it", path=out)
    return Path(out)


def complain(message: Message, lang: str, color: str = "auto") -> None:
    """Tell in one line on stderr what could not be used."""
    from tracker.words.messages import translate
    from tracker.write.paint import RED, paint

    line = " ".join(translate(message, lang).splitlines())
    with suppress(OSError):
        print(f"{paint('tracker:', RED, in_colour(color, sys.stderr))} {line}", file=sys.stderr)


def in_colour(wanted: str, stream: TextIO | None, out: str | None = None) -> bool:
    """Whether to colour what goes to a stream: ``always``, ``never``, or ``auto`` by environment and terminal."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR") or out is not None:
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb" and _understands(stream)


def _understands(stream: TextIO) -> bool:
    """Whether a terminal takes colours: a console of Windows must be told to, and an old one can't."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    console, handle, mode = ctypes.windll.kernel32, msvcrt.get_osfhandle(stream.fileno()), ctypes.c_ulong()
    return bool(console.GetConsoleMode(handle, ctypes.byref(mode)) and console.SetConsoleMode(handle, mode.value | 4))
