"""The settings that hold where a command runs, read before it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.model import Finding, Settings


def settings_here() -> tuple[Settings, Sequence[Finding]]:
    """The settings of the working folder, and what is wrong in their file. Raises UnreadableReport."""
    from tracker.model import Settings
    from tracker.read.project import path_from
    from tracker.read.settings import find_settings, read_settings

    found = find_settings(Path.cwd())
    if found is None:
        return Settings(), ()
    from tracker.validating import CODES

    return read_settings(path_from("", str(found)), CODES)
