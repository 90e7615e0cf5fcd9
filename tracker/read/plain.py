"""Values of the model as JSON and back, for what comes from another process: nothing else can come of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from tracker import model

_CLASSES: dict[str, type[Any]] = {
    name: value
    for name, value in vars(model).items()
    if isinstance(value, type) and (dataclasses.is_dataclass(value) or issubclass(value, Enum))
}


def to_plain(value: Any) -> Any:
    """The value as JSON takes it: what is no text, number, truth or list is marked with what it is."""
    if isinstance(value, Enum):
        return {"e": [type(value).__name__, value.value]}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {"m": [[to_plain(key), to_plain(held)] for key, held in value.items()]}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, Decimal):
        return {"n": str(value)}
    if dataclasses.is_dataclass(value):
        name = type(value).__name__
        return {"c": [name, *(to_plain(getattr(value, each.name)) for each in dataclasses.fields(value))]}
    return str(value)


def from_plain(plain: Any) -> Any:
    """The value again; lists are tuples. Raises ValueError, TypeError, KeyError for what is none of ``to_plain``'s."""
    if isinstance(plain, list):
        return tuple(from_plain(each) for each in plain)
    if not isinstance(plain, dict):
        return plain
    ((kind, held),) = plain.items()
    if kind == "m":
        return {from_plain(key): from_plain(value) for key, value in held}
    if kind == "d":
        return date.fromisoformat(held)
    if kind == "n":
        return Decimal(held)
    if kind in ("c", "e"):
        return _CLASSES[held[0]](*(from_plain(each) for each in held[1:]))
    raise ValueError(kind)
