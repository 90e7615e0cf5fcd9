"""What is said of the package's extras."""

from __future__ import annotations

from tracker.model import Message


def way_to_get(extra: str) -> Message:
    """How a missing extra is installed: by its name from a release, and from a clone as long as there is none."""
    text = "pip install 'commitment-tracker[{extra}]' (until there is a release: pip install '.[{extra}]' in a clone)"
    return Message(text, {"extra": extra})
