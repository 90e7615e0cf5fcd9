"""What the YAML parser's errors mean in a file of this format, and how to mend the usual slips."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.model import Fix, Message

if TYPE_CHECKING:
    from tracker.read.nodes import Scalar


class Slip(NamedTuple):
    """What broke the syntax: offset in the text, rule, message, and the mend where it is certain."""

    offset: int
    rule: str
    message: Message
    repair: Fix | None = None


_FULL_COLON = re.compile(
    r"\s*(?:- +)*[A-Za-z_]+(?P<colon>[ \t]*：[ \t\u3000\xa0]*|:[ \t]*[\u3000\xa0][ \t\u3000\xa0]*)(?P<rest>.*)"
)
_MISREAD_KEY = re.compile(r"^[ -]*(?P<key>[a-z_]+(?:[ \t]*：|:[\u3000\xa0])|｛)", re.MULTILINE)
"""Keys at the begin of a line that YAML takes for a text."""
_IN_BRACES = re.compile(
    r"(?P<colon>(?<=[a-z])\s*：\s*)|(?P<comma>\s*，\s*(?=[a-z]+\s*[:：]))|(?P<brace>[｛｝])"
    r"|(?<=\bop:) +(?P<op>>=?)(?= *[,}])"
)
_IN_QUOTES = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')
_LEAD = re.compile(r"\s*(?:- +)*(?:[A-Za-z_]+: +)?")
_COMMENT = re.compile(r"[ \t]+#.*$|[ \t]+$")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|\[[^][]*\]|\{[^{}]*\}')
_BLOCK = re.compile(r"[>|][-+0-9]{0,2}")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DASH = "[－—–−﹣](?=[ \u3000\xa0])|－"
_LINE_BEGIN = re.compile(rf"(?P<indent>[ \u3000\xa0]*)(?P<dash>(?:{_DASH}|-(?=[\u3000\xa0]))[ \u3000\xa0]*)?")
_MISREAD = re.compile(rf"[\u3000\xa0]|{_DASH}|-[\u3000\xa0]")
_MISREAD_LINE = re.compile(rf"^ *(?={_MISREAD.pattern})[^\r\n]*", re.MULTILINE)
"""Lines that begin with what YAML takes for text: full-width spaces and dashes."""
_LONGEST_LINE = 500
"""Only lines that a person wrote are looked at for slips."""


def explain_syntax(error: Any, text: str) -> Slip:
    """Say what a yaml.YAMLError means."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unprintable(text)
    offset = min(mark.index, len(text))
    context = getattr(error, "context_mark", None)
    start = offset if context is None else min(context.index, len(text))
    above = _line_at(text, offset)[0] - 1  # `title：x` and the next line make one text, and the error comes after it
    for place in (offset, start, max(above, 0)):
        slip = _slip_of_line(*_line_at(text, place)) or _slip_in_braces(*_line_at(text, place))
        if slip is not None:
            return slip
    return _tab(text, offset) or _other(str(getattr(error, "problem", "") or error), offset, start)


def _line_at(text: str, offset: int) -> tuple[int, str]:
    """Where the line of that offset begins, and its text without the line's end."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [end for end in (text.find("\n", start), text.find("\r", start)) if end >= 0]
    return start, text[start : min(ends, default=len(text))]


def _slip_of_line(start: int, line: str) -> Slip | None:
    """A line's usual slip with its mend: a full-width colon, an operator or a name that needs quotes."""
    if len(line) > _LONGEST_LINE:
        return None
    if line.lstrip().startswith("```"):
        message = Message("a fence of Markdown is no part of YAML; take this line out")
        return Slip(start, "syntax", message, Fix(start, start + len(line), ""))
    misread = _misread_begin(start, line)
    if misread is not None:
        return misread
    found = _FULL_COLON.match(line)
    if found:
        begin, end = (start + each for each in found.span("colon"))
        message = Message("a full-width colon makes no key; write `: `, a colon and a space")
        if "：" not in found["colon"]:
            code = next(f"U+{ord(each):04X}" for each in found["colon"] if each in "\u3000\xa0")
            text = "this is no plain space behind the colon ({code}), so there is no key; write `: `"
            message = Message(text, {"code": code})
        return Slip(begin, "syntax", message, Fix(begin, end, ": " if found["rest"] else ":"))
    if line.lstrip().startswith("＃"):
        begin = start + line.index("＃")
        return Slip(begin, "syntax", Message("＃ begins no comment; write #"), Fix(begin, begin + 1, "#"))
    lead = _LEAD.match(line)
    begin = 0 if lead is None else lead.end()
    value = _COMMENT.sub("", line[begin:])
    if not _needs_quotes(value):
        return None
    mended = f"'{value}'" if "'" not in value else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    message = Message("this must be quoted as a whole: {mended}", {"mended": mended})
    return Slip(start + begin, "syntax", message, Fix(start + begin, start + begin + len(value), mended))


def _slip_in_braces(start: int, line: str) -> Slip | None:
    """The first full-width sign between keys in braces: `{indicator：停车场，op: ">="}`; those in quotes are text."""
    if ("{" not in line and "｛" not in line) or len(line) > _LONGEST_LINE:
        return None
    quoted = [each.span() for each in _IN_QUOTES.finditer(line)]
    for found in _IN_BRACES.finditer(line):
        if any(begin <= found.start() < end for begin, end in quoted):
            continue
        if found["op"]:
            begin, mended = start + found.start("op"), f'"{found["op"]}"'
            message = Message("this must be quoted as a whole: {mended}", {"mended": mended})
            return Slip(begin, "syntax", message, Fix(begin, start + found.end("op"), mended))
        new = {"colon": ": ", "comma": ", "}.get(str(found.lastgroup)) or {"｛": "{", "｝": "}"}[found.group()]
        message = Message("{found} is no sign of YAML; write {new}", {"found": found.group().strip(), "new": new})
        return Slip(start + found.start(), "syntax", message, Fix(start + found.start(), start + found.end(), new))
    return None


def _misread_begin(start: int, line: str) -> Slip | None:
    """A line's begin as an input method types it: its indent or its dash full-width, which to YAML is text."""
    found = _LINE_BEGIN.match(line)
    assert found is not None  # it may be empty
    new = found["indent"].replace("\u3000", "  ").replace("\xa0", " ") + ("- " if found["dash"] else "")
    if new == found.group():
        return None
    message = Message("a full-width space indents nothing; YAML wants plain spaces")
    if found["dash"]:
        message = Message("this dash makes no list; write `- `, a plain dash and a space")
    return Slip(start, "syntax", message, Fix(start, start + found.end(), new))


def find_misread(text: str, scalars: Iterable[Scalar]) -> list[Slip]:
    """Lines that YAML reads without complaint, and not as they look; the text of a block or in quotes is left alone."""
    keys = {found.start("key"): found for found in _MISREAD_KEY.finditer(text)}
    lines = list(_MISREAD_LINE.finditer(text))
    if not keys and not lines:
        return []
    scalars = [each for each in scalars if each.plain]
    slips = [
        slip
        for each in scalars
        if each.start in keys
        and (slip := _slip_of_line(*_line_at(text, each.start)) or _slip_in_braces(*_line_at(text, each.start)))
    ]
    lines = [] if slips else lines
    begun = [each for each in scalars if _MISREAD.match(text, each.start)]
    for line in lines:
        offset = line.start() + len(line.group()) - len(line.group().lstrip(" "))
        slip = _misread_begin(line.start(), line.group())
        if slip is not None and any(each.start <= offset < each.end for each in begun):
            slips.append(slip)
    return slips


def _needs_quotes(value: str) -> bool:
    """Whether a value begins with what YAML takes for its own signs, and goes on as a text."""
    if value[:1] in ("@", "`", "%"):
        return True
    if value[:1] in (">", "|"):
        return _BLOCK.fullmatch(value) is None
    quoted = _QUOTED.match(value)
    return (
        quoted is not None
        and not value[quoted.end() :].lstrip().startswith((":", ",", "]", "}"))
        and (quoted.end() < len(value))
    )


def _tab(text: str, offset: int) -> Slip | None:
    start, line = _line_at(text, offset)
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    message = Message("a tab; YAML indents with spaces")
    if "\t" in indent:
        from tracker.read.tabs import indent_of

        spaces = indent_of(text, start)
        fix = None if spaces is None else Fix(start, start + len(indent), spaces)
        return Slip(start + indent.index("\t"), "tab", message, fix)
    found = re.compile(r"[ \t]*\t[ \t]*").match(text, offset)
    return None if found is None else Slip(offset, "tab", message, Fix(offset, found.end(), " "))


def _other(problem: str, offset: int, context: int) -> Slip:
    """The parser's own words where we have better ones, and where the trouble began."""
    for part, at, message in (
        ("mapping values are not allowed", offset, Message(
            "a colon makes a key here, where none can stand; put quotes round the text, or look at the indent")),
        ("found unexpected end of stream", context, Message("this quote is never closed")),
        ("expected ',' or", context, Message("this bracket is never closed")),
        ("could not find expected ':'", context, Message("a key without a colon, or a line that should be indented")),
        ("did not find expected '-' indicator", offset, Message("the indent is not that of the lines above")),
        ("did not find expected key", offset, Message("the indent is not that of the lines above")),
        ("did not find expected <document start>", offset, Message("less indented than the lines above")),
    ):  # fmt: skip
        if part in problem:
            return Slip(at, "syntax", message)
    return Slip(offset, "syntax", Message("this is not YAML: {problem}", {"problem": problem}))


def _unprintable(text: str) -> Slip:
    """A character that YAML does not allow: the parser tells its place in bytes, so it is looked for here."""
    found = _UNPRINTABLE.search(text)
    offset = 0 if found is None else found.start()
    code = "?" if found is None else f"U+{ord(found.group()):04X}"
    return Slip(offset, "syntax", Message("{code} is no character of a text; take it out", {"code": code}))
