"""Markdown: the text that its reader sees, without the signs that only shape it.

Rows of tables stay as they are written, with ``|`` between their cells, and so do the marks of lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from tracker.model import Layout
from tracker.read.signs import GAP, LEVEL, RAISED, shown_text

DEEPEST = 3  # struck-out text in struck-out text

# Nothing reaches farther than that: a file of nothing but signs would else be searched through from each of them.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_STRUCK = re.compile(
    r"~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~|<(s|del|strike)\b[^<>]*>[^<]*(?:<(?!/?\2\b)[^<]*){0,40}</\2>", re.I
)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_RAISED = re.compile(r"<sup\b[^<>]*>(?:<a\b[^<>]*>)?([^<]{0,80})(?:</a>)?</sup>", re.I)
_TAG = re.compile(r"</?(?:a|b|big|center|div|em|font|i|img|ins|mark|p|small|span|strong|sub|u)\b[^<>]*>", re.I)
_PICTURE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\n]*\)")
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*\n]++|\*(?!\*))++)(?<=\S)\*\*|__(?=\S)((?:[^_\n]++|_(?!_))++)(?<=\S)__")
_EMPHASIS = re.compile(r"(?<![*\\])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*\\])\*(?!\*)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ESCAPED = re.compile(r"\\([*_#~>.()\[\]{}+!`-])")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+(.*)", re.S)
_QUOTED = re.compile(r"(?:[ ]{0,3}>[ ]?)+")


@dataclass(frozen=True, slots=True)
class Markdown:
    """The text, and what its signs say of its lines, by the offset at which each begins."""

    text: str
    marks: dict[int, tuple[Layout, int]]


def read_markdown(written: str) -> Markdown:
    """The text that a reader of a Markdown file sees."""
    lines: list[str] = []
    marks: dict[int, tuple[Layout, int]] = {}
    at = 0
    for line in _shown(written).split("\n"):
        heading = _HEADING.fullmatch(line)
        quoted = _QUOTED.match(line)
        text = line[quoted.end() :] if quoted is not None else line if heading is None else _without_end(heading[2])
        if heading is not None and text:
            marks[at] = (Layout.HEADING, len(heading[1]))
        lines.append(text)
        at += len(text) + 1
    return Markdown("\n".join(lines), marks)


def _without_end(heading: str) -> str:
    """A heading without the signs that may close it, as in ``## 目标 ##``."""
    bare = heading.rstrip(" \t\r")
    open_ended = bare.rstrip("#")
    return open_ended.rstrip(" \t") if open_ended[-1:] in (" ", "\t") else bare


def _shown(text: str) -> str:
    text = _COMMENT.sub("", text)
    for _ in range(DEEPEST):
        text = _STRUCK.sub(GAP, text)
    text = "\n".join(_BREAK.sub(" " if "|" in line else "\n", line) for line in text.split("\n"))
    text = _TAG.sub("", _RAISED.sub(rf"{RAISED}\1{LEVEL}", text))
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _EMPHASIS.sub(r"\1", _STRONG.sub(lambda found: found[1] or found[2], _CODE.sub(r"\1", text)))
    text = _ESCAPED.sub(r"\1", shown_text(text))
    return _ENTITY.sub(lambda found: unescape(found[0]), text)
