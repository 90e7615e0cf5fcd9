"""What a release is made of: ``release.py check v1.2.3`` before it is built, ``release.py notes v1.2.3`` to tell of it.

Standard library alone.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def problems(tag: str, root: Path = ROOT) -> list[str]:
    """What keeps a tag from being released."""
    found = []
    version = re.search(r'^__version__ = "(.+)"$', (root / "tracker" / "__init__.py").read_text("utf-8"), re.M)
    if version is None or tag != f"v{version[1]}":
        said = version[1] if version else "none"
        found.append(f"the tag is {tag}, and tracker/__init__.py says {said}: they must be one version")
    if not notes(tag, root):
        found.append(f"CHANGELOG.md has no section “## {tag.removeprefix('v')} (YYYY-MM-DD)” with anything in it")
    lines = (root / "pyproject.toml").read_text("utf-8").splitlines()
    examples = [str(number) for number, line in enumerate(lines, 1) if "://example.org" in line]
    if examples:
        found.append(f"pyproject.toml still names example.org, in line {', '.join(examples)}")
    return found


def notes(tag: str, root: Path = ROOT) -> str:
    """The section of the changelog for a tag, empty where there is none or it is not dated."""
    head = rf"^## {re.escape(tag.removeprefix('v'))} \(\d{{4}}-\d\d-\d\d\)$"
    section = re.search(rf"{head}\n(.*?)(?=^## |\Z)", (root / "CHANGELOG.md").read_text("utf-8"), re.M | re.S)
    return section[1].strip() if section else ""


def main() -> int:
    """Run one of the two."""
    what, tag = sys.argv[1:]
    if what == "notes":
        print(notes(tag))
        return 0
    found = problems(tag)
    print("\n".join(found) or f"{tag} can be released")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
