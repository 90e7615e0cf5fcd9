"""Which modules read a list of the lexicon: looked up in our own source, so that it is never out of date."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from tracker.words.typed import Role

_PACKAGE = Path(__file__).parent.parent


@cache
def _sources() -> dict[str, str]:
    """The modules in which a lexicon file is loaded or a list of it named, by their paths in the project."""
    paths = sorted(_PACKAGE.rglob("*.py"))
    return {
        f"tracker/{path.relative_to(_PACKAGE).as_posix()}": path.read_text(encoding="utf-8")
        for path in paths
        if path != Path(__file__)
    }


@cache
def readers_of(role: Role) -> tuple[str, ...]:
    """The modules that use the words of a role, as paths in the project; of a file read as a whole, who reads it."""
    sources = _sources()
    if role.path == ("patterns",):
        call = re.compile(rf"""\b(?:pattern|source|filled)\(["']{role.file}["']""")
        return tuple(path for path, text in sources.items() if call.search(text)) or ("tracker/words/patterns.py",)
    call = re.compile(rf"""\b(?:load|pattern|source|filled|listed)\(["']{role.file}["']""")
    loading = [path for path, text in sources.items() if call.search(text)]
    rooms = {path.rpartition("/")[0] for path in loading}
    names = [re.compile(rf"[\"']{re.escape(name)}[\"']") for name in role.path]
    found = [
        path
        for path, text in sources.items()
        if (path in loading or path.rpartition("/")[0] in rooms) and all(name.search(text) for name in names)
    ]
    of_file = [path for path in found if path in loading]
    return tuple(of_file or found or loading)
