"""Whether a Latin name may be that of a place: by the initials of its characters.

GB 2312 orders its 3,755 first-level characters by their pinyin, so a character's initial follows from its code:
no dictionary is needed. A character of the second level may have any initial.
"""

from __future__ import annotations

from bisect import bisect_right

from tracker.words.lexicon import load
from tracker.words.places import levels, nations

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
_INITIALS = "abcdefghjklmnopqrstwxyz"
_CODES = [int.from_bytes(each.encode("gb2312"), "big") for each in _FIRST]
_LAST = 0xD7F9


def initial(character: str) -> str | None:
    """The first letter of a character's pinyin; None where the code does not tell."""
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return None
    return _INITIALS[bisect_right(_CODES, code) - 1] if _CODES[0] <= code <= _LAST else None


def may_be_written(locality: str, name: str) -> bool:
    """Whether a file's name may stand for a locality: its characters, or letters that hold enough of its initials.

    A guess that would rather say yes: 厦门 is xiamen, though the code gives 厦 an s.
    """
    if not name.isascii():
        return any(character in locality for character in name)
    if locality in nations():
        return True
    word = name.lower()
    ends = [*levels(), *load("places")["levels besides"]]
    level = max(
        (each for each in ends if locality.endswith(each) and len(locality) > len(each) + 1), key=len, default=""
    )
    initials = [initial(character) for character in locality.removesuffix(level)]
    if initials and initials[0] is not None and word.startswith(initials[0]):
        return True
    found, position = 0, 0
    for letter in initials:
        at = position if letter is None else word.find(letter, position)
        if at >= 0:
            found, position = found + 1, at + (letter is not None)
    return found * 2 >= len(initials)
