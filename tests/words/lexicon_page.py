"""Writes the lists of the lexicon into docs/words.md, and its Chinese sister: ``make docs``, or this file as a script.

They stand between ``<!-- lexicon -->`` and ``<!-- end -->``; the words before are written by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tests.conftest import ROOT
from tracker.words.entries import Entry, lexicon
from tracker.words.typed import Form, Role, roles

PAGES = {"en": ROOT / "docs" / "words.md", "zh": ROOT / "docs" / "zh" / "words.md"}
PLACE = re.compile(r"(<!-- lexicon -->\n).*?(<!-- end -->)", re.DOTALL)
HEADS = {"en": "| role | what a word of it does | such as |", "zh": "| 角色 | 其中的词起什么作用 | 例如 |"}
SHOWN = 4
FORMS = {Form.PATTERNS, Form.PATTERNS_BY_KEY, Form.PATTERN_BY_KEY, Form.TEXT_BY_KEY, Form.NUMBER, Form.LETTERS}


def tables(lang: str) -> str:
    """A table for each file of the lexicon."""
    standing = defaultdict[str, list[Entry]](list)
    for entry in lexicon():
        standing[entry.role.name].append(entry)
    return "\n".join(line for file, known in roles().items() for line in _table(file, known, standing, lang))


def _table(file: str, known: tuple[Role, ...], standing: dict[str, list[Entry]], lang: str) -> Iterator[str]:
    yield f"\n### {file}.yaml\n"
    yield HEADS[lang]
    yield "| --- | --- | --- |"
    for role in known:
        entries = standing[role.name]
        words = list(dict.fromkeys(each.word for each in entries if not re.search(r"[|`\\\[\]]", each.word)))
        shown = "" if role.form in FORMS else ("、" if lang == "zh" else ", ").join(words[:SHOWN])
        yield f"| `{role.name}` | {role.meaning(lang)} | {shown} |"


def page(lang: str) -> str:
    """The page with its tables made anew."""
    made = tables(lang)
    text = PAGES[lang].read_text(encoding="utf-8")
    return PLACE.sub(lambda found: f"{found[1]}{made}\n\n{found[2]}", text)


if __name__ == "__main__":
    for each, path in PAGES.items():
        path.write_text(page(each), encoding="utf-8")
