"""Vocabulary is data: how many Chinese texts still stand in code, room by room. The ceilings only fall."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "tracker"
CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")

CEILINGS = {
    "checking": 6,
    "cli": 2,
    "corrected": 1,
    "editing": 1,
    "match": 3,
    "model": 17,
    "offers": 1,
    "read": 47,
    "rules": 8,
    "trial": 7,
    "understand": 101,
    "understand/plans": 152,
    "validating": 1,
    "words": 63,
    "write": 16,
}
"""A room that isn't named may hold none. What a change moves into tracker/words/*.yaml, it takes off here."""


def literals(source: str) -> list[tuple[int, str]]:
    """Line and text of every string with a Chinese character in it; docstrings are for people, and don't count."""
    tree = ast.parse(source)
    bodies = (body for node in ast.walk(tree) if isinstance(body := getattr(node, "body", None), list))
    told = {id(line.value) for body in bodies for line in body if isinstance(line, ast.Expr)}
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in told
        and CHINESE.search(node.value)
    ]


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return "/".join(parts[: 2 if parts[:2] == ("understand", "plans") else 1]).removesuffix(".py")


def counted() -> Counter[str]:
    count: Counter[str] = Counter()
    for path in PACKAGE.rglob("*.py"):
        count[room_of(path)] += len(literals(path.read_text(encoding="utf-8")))
    return count


def test_what_counts() -> None:
    source = 'def f():\n    """说明"""\n    return "完成" if x else f"{x}年"  # 注\n'
    assert literals(source) == [(3, "完成"), (3, "年")]


@pytest.mark.parametrize("room", sorted({room_of(path) for path in PACKAGE.rglob("*.py")}))
def test_no_more_words_in_code(room: str) -> None:
    found = counted()[room]
    assert found <= CEILINGS.get(room, 0), f"{room}: {found} Chinese texts in code; put words into tracker/words/*.yaml"


if __name__ == "__main__":
    for name, number in sorted(counted().items()):
        if number:
            print(f'    "{name}": {number},')
