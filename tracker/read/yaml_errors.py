"""What the YAML parser's errors mean in a file of this format, and how to mend the usual slips."""

from __future__ import annotations

import re
from typing import Any

from tracker.model import Fix, Message

_VALUE = r"^(?P<lead>\s*(?:-\s+)*(?:[^\s:#\"'\[\]{}]+:\s+)?)"
_FULL_COLON = re.compile(r"^\s*(?:-\s+)*[A-Za-z_]+(?P<colon>[ \t]*：[ \t]*)(?=\S|$)")
_OPERATOR = re.compile(_VALUE + r"(?P<bad>>=|<=|>|<)(?P<rest>[ \t]*(?:#.*)?)$")
_HALF_QUOTED = re.compile(
    _VALUE + r"(?P<bad>(?:\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\{[^}]*\})[^\s,\]}#:][^#]*?|"
    r"(?:\"[^\"]*\"|'[^']*'|\[[^\]]*\]|\{[^}]*\})[ \t]+[^\s#:][^#]*?|[@`%][^#]*?|"
    r"(?:>=|<=|>|<|\|)[ \t]*[^\s#+\-0-9][^#]*?|[>|][^#]*?[^\s#][^#]*?)(?P<rest>[ \t]*(?:[ \t]#.*)?)$"
)


def _line_at(text: str, offset: int) -> tuple[int, str]:
    """Where the line of that offset begins, and its text without the line's end."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    match = re.compile(r"[^\r\n]*").match(text, start)
    return start, match.group() if match else ""


def _quoted(value: str) -> str:
    return f"'{value}'" if "'" not in value else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def explain_syntax(error: Any, text: str) -> tuple[int, str, Message, Fix | None]:
    """For a yaml.YAMLError: the offset in the text, the rule, what to say, and the mend where it is certain."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _unprintable(error, text)
    offset = min(mark.index, len(text))
    context = getattr(error, "context_mark", None)
    places = [offset] if context is None else [offset, context.index]
    for place in places:
        start, line = _line_at(text, place)
        slip = _slip(start, line)
        if slip is not None:
            return slip
    at = text[offset : offset + 1]
    start, line = _line_at(text, offset)
    indent = line[: len(line) - len(line.lstrip())]
    if at == "\t" or "\t" in indent:
        where = start + indent.find("\t") if "\t" in indent else offset
        return where, "tab", Message("a tab; YAML indents with spaces", {}), None
    problem = str(getattr(error, "problem", "") or error)
    if "mapping values are not allowed" in problem:
        message = Message(
            "a colon here makes a key where none can stand; put quotes round the text, or check the indent"
        )
        return offset, "syntax", message, None
    if "found unexpected end of stream" in problem and context is not None:
        return context.index, "syntax", Message("this quote is never closed"), None
    if "expected ',' or" in problem and context is not None:
        return context.index, "syntax", Message("this bracket is never closed"), None
    if "could not find expected ':'" in problem and context is not None:
        return context.index, "syntax", Message("a key without a colon, or a line that should be indented"), None
    if "did not find expected '-' indicator" in problem or "did not find expected key" in problem:
        return offset, "syntax", Message("this line is indented neither like the one above nor like a new part"), None
    return offset, "syntax", Message("not YAML: {problem}", {"problem": problem}), None


def _slip(start: int, line: str) -> tuple[int, str, Message, Fix | None] | None:
    """A line's usual slip with its mend: a full-width colon, an operator or a title without quotes."""
    found = _FULL_COLON.match(line)
    if found:
        begin, end = found.span("colon")
        message = Message("a full-width colon makes no key; write `: `, a colon and a space")
        return start + begin, "syntax", message, Fix(start + begin, start + end, ": " if end < len(line) else ":")
    found = _OPERATOR.match(line) or _HALF_QUOTED.match(line)
    if found and found["bad"]:
        begin, end = found.span("bad")
        bad = found["bad"]
        text = '{bad} needs quotes: "{bad}"' if found.re is _OPERATOR else "quotes must go round the whole: {mended}"
        mended = f'"{bad}"' if found.re is _OPERATOR else _quoted(bad)
        return (
            start + begin,
            "syntax",
            Message(text, {"bad": bad, "mended": mended}),
            Fix(start + begin, start + end, mended),
        )
    return None


def _unprintable(error: Any, text: str) -> tuple[int, str, Message, Fix | None]:
    """A character that YAML does not allow: the parser tells its place in bytes, so it is looked for here."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    offset = 0 if found is None else found.start()
    code = f"U+{ord(found.group()):04X}" if found else "?"
    return offset, "syntax", Message("a character that no text holds ({code}); take it out", {"code": code}), None
