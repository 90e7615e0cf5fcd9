"""What the Makefile does, where there is no make: ``python scripts/make.py scorecards`` (or ``test``, ``wheel``).

On Windows ``py scripts\\make.py scorecards``. Standard library alone; a test holds the commands to the Makefile's.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")

STEPS: dict[str, tuple[str, tuple[tuple[str, ...], ...]]] = {
    "scorecards": ("requirements.lock", (("tracker", "score", "targets/china-2018.yaml", "targets"),)),
    "test": (
        "requirements-dev.lock",
        (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("pytest",)),
    ),
    "wheel": (
        "requirements-dev.lock",
        (("python", *PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", "."),),
    ),
}
"""Each target: the lock file that it needs, and its commands."""


def installed(lock: str) -> list[tuple[str, ...]]:
    """The commands that install what a lock file pins, and this project over it."""
    return [
        ("python", *PIP, "install", "--require-hashes", "--requirement", lock),
        ("python", *PIP, "install", "--no-deps", "--no-build-isolation", "--editable", "."),
    ]


def main() -> int:
    """Run the commands of a target in order, up to the first that fails."""
    target = sys.argv[1] if len(sys.argv) == 2 else ""
    if target not in STEPS or sys.version_info < (3, 11):
        print(f"python scripts/make.py {'|'.join(STEPS)}, with Python 3.11 or newer", file=sys.stderr)
        return 2
    if not BIN.is_dir():
        venv.create(ROOT / ".venv", with_pip=True)
    lock, steps = STEPS[target]
    for name, *arguments in (*installed(lock), *steps):
        program = BIN / (f"{name}.exe" if sys.platform == "win32" else name)
        code = subprocess.run([program, *arguments], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
