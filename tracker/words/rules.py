"""The rules by which statements are made (``words/rules.yaml``): each once, with what it says and its examples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tracker.words.typed import RULES, read_file


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, what it says, and sentences that it fits and must not fit."""

    name: str
    english: str
    chinese: str
    fits: tuple[str, ...] = ()
    fits_not: tuple[str, ...] = ()

    def meaning(self, lang: str) -> str:
        """What it says, in ``en`` or ``zh``."""
        return self.chinese if lang == "zh" else self.english


@cache
def statement_rules() -> dict[str, Rule]:
    """All rules by their names, in the order of the file."""
    return {
        name: Rule(name, each["en"], each["zh"], tuple(each.get("fits", ())), tuple(each.get("not", ())))
        for name, each in read_file(RULES).items()
    }


def meaning_of(name: str, lang: str) -> str:
    """What a rule says, in ``en`` or ``zh``; its name where no rule is called so (an answer of another version)."""
    rule = statement_rules().get(name)
    return name if rule is None else rule.meaning(lang)
