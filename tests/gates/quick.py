"""The tests that say most in the least time, and need nothing beside the checkout: ``python -m tests.gates.quick``."""

from __future__ import annotations

import sys
from collections.abc import Sequence

QUICK = (
    "tests/judge/test_values.py", "tests/judge/test_verdict_cases.py", "tests/judge/test_reviews.py", "tests/match",
    "tests/understand/test_cases.py", "tests/understand/test_periods.py", "tests/understand/test_outline.py",
    "tests/understand/test_frame.py", "tests/understand/test_tables.py",
    "tests/gates/test_gates.py", "tests/words", "tests/draft/test_cases.py", "-k", "not bench",
)  # fmt: skip
"""Arguments of pytest. Of the gates only those in our own words."""
BESIDES = ("tests/test_rooms.py", "tests/test_messages.py")
"""What ``make quick`` runs besides: no change of a threshold breaks them."""


def main(arguments: Sequence[str]) -> int:
    import pytest

    return int(pytest.main(["-q", "-x", *BESIDES, *QUICK, *arguments]))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
