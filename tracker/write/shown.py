"""Results and JSON as they may leave: nothing that came from a file steers the program that shows them."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from tracker.words.visible import one_line

Shown = TypeVar("Shown")

_STEERING = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_COMMAND = re.compile(r"##(?=\w*\[)")
_AS_READ = {"text"}  # a report's own, into which offsets point


def shown(value: Shown) -> Shown:
    """The value with every text in it on one line and printable; the same value where all are so already."""
    return _shown(value)  # type: ignore[no-any-return]


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return value if isinstance(value, Enum) else one_line(value)
    if isinstance(value, tuple | list):
        made = [_shown(each) for each in value]
        changed = any(new is not old for new, old in zip(made, value, strict=True))
        return type(value)(made) if changed else value
    if is_dataclass(value) and not isinstance(value, type):
        changes: dict[str, Any] = {}
        for each in fields(value):
            held = getattr(value, each.name)
            made = held if each.name in _AS_READ else _shown(held)
            if made is not held:
                changes[each.name] = made
        return replace(value, **changes) if changes else value
    return value


def json_text(data: object, indent: int | None = 1) -> str:
    """JSON, ended by a line's end; what steers a terminal is written as an escape, so nothing is lost."""
    return json_line(data, indent=indent) + "\n"


def json_line(data: object, indent: int | None = None) -> str:
    """The same without the end of a line."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if "##" in text:
        text = _COMMAND.sub(r"\\u0023#", text)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
