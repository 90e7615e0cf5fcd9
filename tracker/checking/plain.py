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
from operator import attrgetter
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
        return _of_plain(frozenset({kind}))
    if kind is Decimal:
        return Codec(str, _from_text(Decimal), frozenset({str}))
    if kind is date:
        return Codec(date.isoformat, _from_text(date.fromisoformat), frozenset({str}))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Codec(attrgetter("_value_"), _from_text(kind._value2member_map_.__getitem__), frozenset({str}))
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


def _of_plain(kinds: frozenset[type]) -> Codec:
    """Of what JSON holds as it is."""

    def check(plain: Plain) -> Any:
        if type(plain) not in kinds:
            raise Damaged(f"one of {sorted(kind.__name__ for kind in kinds)} expected")
        return plain

    return Codec(_same, check, kinds)


def _as_it_is(codec: Codec) -> bool:
    return codec.to_plain is _same


def _from_text(make: Callable[[str], Any]) -> Callable[[Plain], Any]:
    def read(plain: Plain) -> Any:
        if type(plain) is not str:
            raise Damaged("text expected")
        try:
            return make(plain)
        except (ValueError, KeyError, InvalidOperation) as error:
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
    """The fields in one go, and of these only what JSON does not hold as it is one by one: readings have thousands."""
    names = [each.name for each in fields(kind)]
    several = len(names) > 1
    take = attrgetter(*names) if names else lambda value: ()
    same: list[tuple[int, frozenset[type]]] = []
    made: list[tuple[int, Codec]] = []

    def look() -> None:  # at first use: classes may name each other
        hints = get_type_hints(kind)
        codecs = [codec_of(hints[name]) for name in names]
        made.extend((place, codec) for place, codec in enumerate(codecs) if not _as_it_is(codec))
        same.extend((place, codec.kinds) for place, codec in enumerate(codecs) if _as_it_is(codec))

    def to_plain(value: Any) -> Plain:
        if not same and not made:
            look()
        row = list(take(value)) if several else [take(value)]
        for place, codec in made:
            row[place] = codec.to_plain(row[place])
        return row

    def from_plain(plain: Plain) -> Any:
        if not same and not made:
            look()
        if type(plain) is not list or len(plain) != len(names):
            raise Damaged(f"{kind.__name__} expected")
        for place, kinds in same:
            if type(plain[place]) not in kinds:
                raise Damaged(f"{kind.__name__}.{names[place]}: another kind expected")
        row = plain.copy()
        for place, codec in made:
            row[place] = codec.from_plain(row[place])
        return kind(*row)

    return Codec(to_plain, from_plain, frozenset({list}))


def _of_tuple(items: tuple[Any, ...]) -> Codec:
    if len(items) == 2 and items[1] is Ellipsis:
        one = codec_of(items[0])

        def many(plain: Plain) -> Any:
            if type(plain) is not list:
                raise Damaged("list expected")
            return tuple(map(one.from_plain, plain))

        to_plain = list if _as_it_is(one) else lambda value: list(map(one.to_plain, value))
        return Codec(to_plain, many, frozenset({list}))
    each_one = [codec_of(item) for item in items]

    def few(plain: Plain) -> Any:
        if type(plain) is not list or len(plain) != len(each_one):
            raise Damaged(f"{len(each_one)} values expected")
        return tuple([codec.from_plain(each) for codec, each in zip(each_one, plain, strict=True)])

    def all_of(value: Any) -> Plain:
        return [codec.to_plain(each) for codec, each in zip(each_one, value, strict=True)]

    return Codec(list if all(map(_as_it_is, each_one)) else all_of, few, frozenset({list}))


def _of_union(members: tuple[Any, ...]) -> Codec:
    """Members told apart by their plain form where that does; else by their number in front."""
    rest = [(each, codec_of(each)) for each in members if each is not NoneType]
    if len(rest) == 1 and len(members) == 2:
        return _or_none(rest[0][1])
    kinds = [kind for _, codec in rest for kind in codec.kinds]
    if all(_as_it_is(codec) for _, codec in rest):
        return _of_plain(frozenset({*kinds, *(each for each in members if each is NoneType)}))
    if len(kinds) == len(set(kinds)):
        inner = _by_kind(rest)
    else:
        inner = _by_number(rest)
    return inner if len(rest) == len(members) else _or_none(inner)


def _or_none(inner: Codec) -> Codec:
    if _as_it_is(inner):
        return _of_plain(inner.kinds | {NoneType})
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
