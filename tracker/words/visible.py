"""Text of strangers made fit to be shown: nothing in it steers a terminal, a spreadsheet or a build's log."""

from __future__ import annotations

import re

# Control characters of ASCII and Latin 1; the marks that turn or hide the direction of text; what ends a line for some
# readers and not for others; half pairs of surrogates, and the two characters that XML forbids.
_C0 = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_OTHER = re.compile("[\x80-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("[\u2028\u2029]")
_COMMAND = re.compile(r"##(?=\w*\[)")  # ##[error], ##vso[…]: commands wherever they stand in a line of a build's log
_LEADING = re.compile(r"^([^\S\n]*)::", re.M)  # ::error::, with or without spaces before it


def printable(text: str) -> str:
    """The text with what steers or can't be held made visible: ``␛`` for an escape, ``�`` for half a pair.

    One character for one, but for a line's end, which is ``\\n`` afterwards.
    """
    if "##" in text:
        text = _COMMAND.sub("♯#", text)
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _C0.sub(lambda found: "␡" if found[0] == "\x7f" else chr(0x2400 + ord(found[0])), text)
    return _OTHER.sub("\ufffd", _LINE_ENDS.sub("␤", text))


def one_line(text: str) -> str:
    """The text for a line of a message: printable, its line ends and tabs spaces, no command to a build in it."""
    text = printable(text)
    return text if text.isprintable() else text.replace("\n", " ").replace("\t", " ")


_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]|\r(?!\n)")  # for some readers the end of a line
_STEERING = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def unsteered(text: str) -> str:
    """The text without what steers or can't be held, one character for one; line ends stay as they are."""
    return _STEERING.sub("\ufffd", text)


def settled(text: str) -> str:
    """A report's text without what steers a terminal or a log, one character for one: quotes are taken from it."""
    text = unsteered(_ENDS.sub("\n", text))
    return no_command(_COMMAND.sub("♯#", text) if "##" in text else text)


def no_command(text: str) -> str:
    """Lines of which none begins as GitHub's workflow commands do: ``::`` there becomes ``：：``, as long as it was."""
    return _LEADING.sub(r"\1：：", text) if "::" in text else text


def shown_path(path: object) -> str:
    """A file's name as a line begins with it: whatever it is called, it is one line and no command."""
    return no_command(one_line(str(path)))
