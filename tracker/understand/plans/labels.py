"""What an item tells of itself behind labels: （责任单位：县住建局；配合单位：…；完成时限：6月底前）."""

from __future__ import annotations

import re
from functools import cache

from tracker.understand.plans.phrases import alternatives, construction
from tracker.words.lexicon import load
from tracker.words.normal import Squeezed

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
    bracket = None if "owner" in found else construction("office in brackets").search(text)
    if bracket is not None:
        found["owner"] = bracket["owner"] or bracket["office"]
        found.setdefault("helpers", bracket["help"] or "")
    return {role: said for role, said in found.items() if said and said not in NOBODY}


def without_offices(sentence: Squeezed) -> Squeezed:
    """A sentence without the brackets that say who is in charge: 改造管网45公里(市住建局牵头)."""
    found = list(construction("office in brackets").finditer(sentence.text))
    if not found:
        return sentence
    cuts = [0, *(at for each in found for at in each.span()), len(sentence.text)]
    kept = list(zip(cuts[::2], cuts[1::2], strict=True))
    return Squeezed(
        "".join(sentence.text[one:two] for one, two in kept),
        tuple(at for one, two in kept for at in sentence.at[one:two]),
        sentence.end,
    )


def names_of_offices(text: str) -> tuple[str, ...]:
    """The offices of a list: 县发改局、县招商局."""
    return tuple(name for name in _APART.split(text) if name and name not in NOBODY)
