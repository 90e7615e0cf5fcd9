"""Commitments of local governments, checked against what later reports say.

``check``, ``read``, ``draft``, ``validate`` and ``score`` are in ``tracker.api``, the values that they take and give in
``tracker.model``; docs/api.md tells of all. They are imported when they are asked for, so that a command that needs
none of them starts at once.
"""

from __future__ import annotations

import sys
from types import ModuleType

TYPE_CHECKING = False  # typing itself takes 5 ms of the 20 in which help answers
if TYPE_CHECKING:
    from typing import Any

    from tracker.api import Validity as Validity
    from tracker.api import check as check
    from tracker.api import draft as draft
    from tracker.api import read as read
    from tracker.api import score as score
    from tracker.api import to_yaml as to_yaml
    from tracker.api import validate as validate
    from tracker.checking import Answer as Answer
    from tracker.model import Because as Because
    from tracker.model import Commitment as Commitment
    from tracker.model import CommitmentResult as CommitmentResult
    from tracker.model import ComparisonTarget as ComparisonTarget
    from tracker.model import Document as Document
    from tracker.model import Draft as Draft
    from tracker.model import Evidence as Evidence
    from tracker.model import FigureTarget as FigureTarget
    from tracker.model import FileResult as FileResult
    from tracker.model import Finding as Finding
    from tracker.model import InvalidFile as InvalidFile
    from tracker.model import Light as Light
    from tracker.model import Measure as Measure
    from tracker.model import MilestoneTarget as MilestoneTarget
    from tracker.model import MissingLibrary as MissingLibrary
    from tracker.model import Observation as Observation
    from tracker.model import Op as Op
    from tracker.model import Period as Period
    from tracker.model import Place as Place
    from tracker.model import Reading as Reading
    from tracker.model import Reason as Reason
    from tracker.model import Review as Review
    from tracker.model import Severity as Severity
    from tracker.model import Stage as Stage
    from tracker.model import TargetResult as TargetResult
    from tracker.model import TargetsFile as TargetsFile
    from tracker.model import TrackerError as TrackerError
    from tracker.model import UnreadableReport as UnreadableReport
    from tracker.model import UnusableCall as UnusableCall
    from tracker.model import Verdict as Verdict

__version__ = "0.1.0"

_FUNCTIONS = ("check", "read", "draft", "to_yaml", "validate", "score")
_ERRORS = ("TrackerError", "UnreadableReport", "InvalidFile", "UnusableCall", "MissingLibrary")
_ANSWERS = ("FileResult", "CommitmentResult", "TargetResult", "Evidence", "Finding", "Place", "Severity")
_FILES = ("TargetsFile", "Commitment", "FigureTarget", "ComparisonTarget", "MilestoneTarget", "Review", "Draft")
_REPORTS = ("Reading", "Document", "Observation", "Because", "Period")
_WORDS = ("Verdict", "Reason", "Light", "Measure", "Op", "Stage")
_HOMES = {
    **dict.fromkeys((*_FUNCTIONS, "Validity"), "tracker.api"),
    "Answer": "tracker.checking",
    **dict.fromkeys((*_ERRORS, *_ANSWERS, *_FILES, *_REPORTS, *_WORDS), "tracker.model"),
}
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tracker' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)


class _Room(ModuleType):
    """``tracker.read`` is a room, and the function of that name: a module that can be called."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        from tracker.api import read

        return read(*arguments, **options)


class _Package(ModuleType):
    def __setattr__(self, name: str, value: Any) -> None:
        if name == "read" and type(value) is ModuleType:  # the import system, when the room is first imported
            value.__class__ = _Room
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
