"""Frozen values to plain data that JSON can hold, and back: told from the fields of their classes, and strictly.

A value is a list of its fields in their order. Nothing is believed of what is read back: a kind, a count or a word that
does not fit is ``Damaged``. Every class of ``model`` that readings and results are made of can be kept so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from tracker.model import Message

Plain = Any
"""None, texts, numbers, and lists of them."""


class Damaged(ValueError):
    """What was read back is no such value."""


class Codec(NamedTuple):
    """Both ways of one type."""

    to_plain: Callable[[Any], Plain]
    from_plain: Callable[[Plain], Any]
    kinds: frozenset[type]  # what the plain form may be


@cache
def codec_of(kind: Any) -> Codec:
    """The codec of a type: a frozen dataclass, an enum, a tuple, a union, or a plain one.

    Raises TypeError for a type that can't be kept: then a class of ``model`` has got a new kind of field.
    """
    if kind in (str, int, bool, float, NoneType):
        return Codec(_same, _checked(kind), frozenset({kind}))
    if kind is Decimal:
        return Codec(str, _from_text(Decimal), frozenset({str}))
    if kind is date:
        return Codec(date.isoformat, _from_text(date.fromisoformat), frozenset({str}))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Codec(lambda value: value.value, _from_text(kind), frozenset({str}))
    if kind is Message:
        return Codec(_message, _message_again, frozenset({list}))
    if is_dataclass(kind) and isinstance(kind, type):
        return _of_class(kind)
    if get_origin(kind) is tuple:
        return _of_tuple(get_args(kind))
    if get_origin(kind) in (Union, UnionType):
        return _of_union(get_args(kind))
    raise TypeError(f"no plain form is known of {kind!r}")


def _same(value: Any) -> Any:
    return value


def _checked(kind: type) -> Callable[[Plain], Any]:
    def check(plain: Plain) -> Any:
        if type(plain) is not kind:
            raise Damaged(f"{kind.__name__} expected")
        return plain

    return check


def _from_text(make: Callable[[str], Any]) -> Callable[[Plain], Any]:
    def read(plain: Plain) -> Any:
        if type(plain) is not str:
            raise Damaged("text expected")
        try:
            return make(plain)
        except (ValueError, InvalidOperation) as error:
            raise Damaged(plain) from error

    return read


def _message(message: Message) -> Plain:
    """Its values as they are put into words: another message, a number, or text."""
    return [message.text, [[name, _said(value)] for name, value in message.values.items()]]


def _said(value: object) -> Plain:
    if isinstance(value, Message):
        return _message(value)
    return value if type(value) in _WORDS else str(value)


_WORDS = (str, int, float, bool, NoneType)


def _message_again(plain: Plain) -> Message:
    match plain:
        case [str() as text, list() as values]:
            return Message.again(text, dict(map(_said_again, values)))
    raise Damaged("a message expected")


def _said_again(plain: Plain) -> tuple[str, object]:
    match plain:
        case [str() as name, list() as message]:
            return name, _message_again(message)
        case [str() as name, value] if type(value) in _WORDS:
            return name, value
    raise Damaged("a message's value expected")


def _of_class(kind: type) -> Codec:
    held: list[tuple[str, Codec]] = []
    read: list[Callable[[Plain], Any]] = []

    def look() -> None:  # at first use: classes may name each other
        hints = get_type_hints(kind)
        held.extend((each.name, codec_of(hints[each.name])) for each in fields(kind))
        read.extend(codec.from_plain for _, codec in held)

    def to_plain(value: Any) -> Plain:
        if not held:
            look()
        return [codec.to_plain(getattr(value, name)) for name, codec in held]

    def from_plain(plain: Plain) -> Any:
        if not held:
            look()
        if type(plain) is not list or len(plain) != len(read):
            raise Damaged(f"{kind.__name__} expected")
        return kind(*[make(each) for make, each in zip(read, plain, strict=True)])

    return Codec(to_plain, from_plain, frozenset({list}))


def _of_tuple(items: tuple[Any, ...]) -> Codec:
    if len(items) == 2 and items[1] is Ellipsis:
        one = codec_of(items[0])

        def many(plain: Plain) -> Any:
            if type(plain) is not list:
                raise Damaged("list expected")
            return tuple([one.from_plain(each) for each in plain])

        return Codec(lambda value: [one.to_plain(each) for each in value], many, frozenset({list}))
    each_one = [codec_of(item) for item in items]

    def few(plain: Plain) -> Any:
        if type(plain) is not list or len(plain) != len(each_one):
            raise Damaged(f"{len(each_one)} values expected")
        return tuple([codec.from_plain(each) for codec, each in zip(each_one, plain, strict=True)])

    return Codec(
        lambda value: [codec.to_plain(each) for codec, each in zip(each_one, value, strict=True)],
        few,
        frozenset({list}),
    )


def _of_union(members: tuple[Any, ...]) -> Codec:
    """Members told apart by their plain form where that does; else by their number in front."""
    rest = [(each, codec_of(each)) for each in members if each is not NoneType]
    if len(rest) == 1 and len(members) == 2:
        return _or_none(rest[0][1])
    kinds = [kind for _, codec in rest for kind in codec.kinds]
    if len(kinds) == len(set(kinds)):
        inner = _by_kind(rest)
    else:
        inner = _by_number(rest)
    return inner if len(rest) == len(members) else _or_none(inner)


def _or_none(inner: Codec) -> Codec:
    there, back = inner.to_plain, inner.from_plain
    return Codec(
        lambda value: None if value is None else there(value),
        lambda plain: None if plain is None else back(plain),
        inner.kinds | {NoneType},
    )


def _by_kind(members: list[tuple[Any, Codec]]) -> Codec:
    readers = {kind: codec.from_plain for _, codec in members for kind in codec.kinds}

    def to_plain(value: Any) -> Plain:
        return next(codec for kind, codec in members if isinstance(value, kind)).to_plain(value)

    def from_plain(plain: Plain) -> Any:
        if type(plain) not in readers:
            raise Damaged("another kind expected")
        return readers[type(plain)](plain)

    return Codec(to_plain, from_plain, frozenset(readers))


def _by_number(members: list[tuple[Any, Codec]]) -> Codec:
    def to_plain(value: Any) -> Plain:
        number = next(number for number, (kind, _) in enumerate(members) if isinstance(value, kind))
        return [number, members[number][1].to_plain(value)]

    def from_plain(plain: Plain) -> Any:
        if type(plain) is not list or len(plain) != 2 or type(plain[0]) is not int or not 0 <= plain[0] < len(members):
            raise Damaged("a member's number expected")
        return members[plain[0]][1].from_plain(plain[1])

    return Codec(to_plain, from_plain, frozenset({list}))
