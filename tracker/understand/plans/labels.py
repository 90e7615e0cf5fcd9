"""What an item tells of itself behind labels: （责任单位：县住建局；配合单位：…；完成时限：6月底前）."""

from __future__ import annotations

import re
from functools import cache

from tracker.understand.plans.phrases import alternatives
from tracker.words.lexicon import load

ROLES = ("owner", "helpers", "lead", "due")
_APART = re.compile(r"[、，,;；\s/]+")
NOBODY = ("无", "/", "—", "-")


@cache
def _label() -> re.Pattern[str]:
    columns = load("plans")["columns"]
    groups = [f"(?P<{role}>{alternatives(columns[role])})" for role in ROLES]
    return re.compile(rf"(?:(?<=[（(\[【\n；;，,。、\s])|^)(?:{'|'.join(groups)})[:：]")


def told_by_labels(text: str) -> dict[str, str]:
    """The words behind each label of a text, up to the next one or the end of its bracket or line."""
    labels = list(_label().finditer(text))
    found: dict[str, str] = {}
    ends = [*(label.start() for label in labels[1:]), len(text)]
    for label, end in zip(labels, ends, strict=False):
        said = re.split(r"[)）\]】\n。]", text[label.end() : end])[0]
        found.setdefault(label.lastgroup or "", "".join(said.split()).strip("；;，,、"))
    return {role: said for role, said in found.items() if said and said not in NOBODY}


def names_of_offices(text: str) -> tuple[str, ...]:
    """The offices of a list: 县发改局、县招商局."""
    return tuple(name for name in _APART.split(text) if name and name not in NOBODY)
