"""The settings of a project: ``tracker.toml``, or ``[tool.tracker]`` in pyproject.toml, found upwards.

Nothing in them changes a verdict. What is wrong in them is a finding at its line; TOML's own parser gives no places,
so these are looked up in the text afterwards, and only then.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from tracker.model import Finding, Lights, Message, Place, RuleSettings, Settings, Severity
from tracker.read.limits import read_bytes
from tracker.read.project import is_inside, tidy

OWN, SHARED = "tracker.toml", "pyproject.toml"
LOGOS = (".png", ".jpg", ".jpeg")
LIMIT = 1024 * 1024  # bytes; a pyproject.toml may hold much else
OWN_LIMIT = 64 * 1024  # of a tracker.toml, which has 1 to 2 KiB
DOTS = 40  # in one key: the parser keeps each of its beginnings
NEAR = 100  # findings; beyond so many nobody reads what may have been meant

Keys = tuple[str, ...]


def find_settings(start: Path) -> str | None:
    """The settings file that holds for a folder: the nearest upwards, not beyond the repository that it lies in."""
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return str(folder / OWN)
        shared = folder / SHARED
        if shared.is_file() and b"[tool.tracker" in shared.read_bytes()[:LIMIT]:
            return str(shared)
        if (folder / ".git").exists():
            return None
    return None


def read_settings(path: str, codes: Mapping[str, str]) -> tuple[Settings, list[Finding]]:
    """Settings with their defaults, and what is wrong in the file, in its order; ``codes`` are those of findings.

    Raises UnreadableReport where the file can't be read at all.
    """
    import tomllib

    limit = LIMIT if os.path.basename(path) == SHARED else OWN_LIMIT
    raw = read_bytes(path, limit) if os.path.getsize(path) else b""  # an empty one marks the project's folder
    try:
        text = raw.decode("utf-8-sig")
        if any(_is_all_dots(line) for line in text.splitlines()):
            raise RecursionError
        table = tomllib.loads(text)
    except UnicodeDecodeError:
        return Settings(path), [Finding(Place(path), "encoding", Message("is not UTF-8; save it as UTF-8"))]
    except tomllib.TOMLDecodeError as error:
        return Settings(path), [_no_toml(path, str(error))]
    except (ValueError, RecursionError):  # an integer of thousands of digits; lists in lists
        text = "holds a number, a key or a nesting that no settings need; take it out"
        return Settings(path), [Finding(Place(path), "syntax", Message(text))]
    prefix: Keys = ()
    if os.path.basename(path) == SHARED:
        tools = table.get("tool", {})
        table, prefix = tools.get("tracker", {}) if isinstance(tools, dict) else {}, ("tool", "tracker")
    if not isinstance(table, dict):
        return Settings(path), [Finding(Place(path), "type", Message("`[tool.tracker]` is expected to be a table"))]
    return _Reader(path, text, prefix, codes).settings(table)


def _is_all_dots(line: str) -> bool:
    """Whether a key of a line may have far more parts than any setting."""
    return line.count(".") > DOTS and ("{" in line or line.partition("=")[0].count(".") > DOTS)


def _no_toml(path: str, said: str) -> Finding:
    found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    problem, line, column = (found[1], found[2], found[3]) if found else (said, None, None)
    place = Place(path, int(line or 1), int(column or 1))
    return Finding(place, "syntax", Message("is not TOML: {problem} (the parser's words)", {"problem": problem}))


class Wrong(Exception):
    """A value that is not what its key expects."""

    def __init__(self, rule: str, message: Message) -> None:
        self.rule = rule
        self.message = message


class Kind(NamedTuple):
    """What a key takes: what it is, for people, and the value made of it. ``read`` raises Wrong."""

    expected: Message
    read: Callable[[_Reader, Any], Any]


class _Reader:
    def __init__(self, path: str, text: str, prefix: Keys, codes: Mapping[str, str]) -> None:
        self.path, self.text, self.prefix, self.codes = path, text, prefix, codes
        self.folder = os.path.dirname(path)
        self.findings: list[Finding] = []

    def settings(self, table: Mapping[str, Any]) -> tuple[Settings, list[Finding]]:
        """All keys of the table; what is set nowhere is relative to the file's folder too."""
        tables: dict[str, dict[str, Any]] = {"paths": {}, "rules": {}, "lights": {}, "": {}}
        for keys, value in self.values(table, KEYS, ()):
            tables[keys[0] if len(keys) > 1 else ""][keys[-1].replace("-", "_")] = value
        per_file = tuple(tables[""].pop("per_file_ignores", {}).items())
        beside = {"targets": (os.path.join(self.folder, "targets"),), "out": os.path.join(self.folder, "reports_out")}
        settings = Settings(
            path=self.path,
            rules=RuleSettings(**tables["rules"], per_file=per_file, folder=self.folder),
            lights=Lights(**tables["lights"]),
            **(beside | tables["paths"]),
            **tables[""],
        )
        return settings, sorted(self.findings, key=lambda each: each.place)

    def values(self, table: Mapping[str, Any], kinds: Mapping[str, Any], above: Keys) -> Iterator[tuple[Keys, Any]]:
        """The values of one table, and of those in it."""
        for key, value in table.items():
            keys = (*above, key)
            kind = kinds.get(key)
            if kind is None:
                self.unknown(keys, list(kinds))
            elif isinstance(kind, Mapping):
                if isinstance(value, dict):
                    yield from self.values(value, kind, keys)
                else:
                    self.add(keys, "type", "{key}: {expected} is expected here", expected=Message("a table"))
            else:
                try:
                    yield keys, kind.read(self, value)
                except Wrong as wrong:
                    self.findings.append(Finding(self.place(keys), wrong.rule, wrong.message))
                except (TypeError, ValueError):
                    self.add(keys, "type", "{key}: {expected} is expected here", expected=kind.expected)

    def unknown(self, keys: Keys, known: list[str]) -> None:
        """A key that there is not, with the one that may be meant."""
        written = keys[-1].lower().replace("_", "-")
        near = get_close_matches(written, known, n=1, cutoff=0.6) if len(self.findings) < NEAR else []
        if near:
            self.add(keys, "unknown-key", "no setting {key}; did you mean {near}?", near=near[0])
        else:
            self.add(keys, "unknown-key", "no setting {key}; those here are {known}", known=", ".join(known))

    def add(self, keys: Keys, rule: str, text: str, /, **values: object) -> None:
        """A finding at a key."""
        self.findings.append(Finding(self.place(keys), rule, Message(text, {"key": ".".join(keys), **values})))

    def place(self, keys: Keys) -> Place:
        """Where a key is set: ``a.b = …``, ``b = …`` under ``[a]``, or the head ``[a.b]`` itself."""
        wanted: Keys = (*self.prefix, *keys)
        ends = range(len(wanted), len(self.prefix), -1)
        return next((self._places[wanted[:end]] for end in ends if wanted[:end] in self._places), Place(self.path))

    @cached_property
    def _places(self) -> dict[Keys, Place]:
        """Where each key is set first, its tables' included."""
        table: Keys = ()
        found: dict[Keys, Place] = {}
        for number, line in enumerate(self.text.splitlines(), 1):
            head = re.match(r"\s*\[+([^\]#]+)\]+", line)
            named = head or re.match(r"\s*([^\s=#\[][^=#]*)=", line)
            if named is None:
                continue
            here = (*(() if head else table), *_dotted(named[1].rstrip()))
            if head:
                table = here
            found.setdefault(here, Place(self.path, number, named.start(1) + 1))
        return found

    def code(self, code: str) -> str:
        """A code of findings. Raises Wrong with the one that may be meant."""
        if code in self.codes:
            return code
        near = get_close_matches(str(code), list(self.codes), n=1)
        text = "no code {code}; did you mean {near}?" if near else "no code {code}; docs/rules/ has them all"
        raise Wrong("choice", Message(text, {"code": code, "near": near[0] if near else ""}))


def _dotted(written: str) -> Keys:
    return tuple(part.strip().strip("\"'") for part in re.findall(r'"[^"]*"|\'[^\']*\'|[^.\s]+', written))


# ── kinds of values ───────────────────────────────────────────────────────────────────────────────


def _text(reader: _Reader, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _path(reader: _Reader, value: Any) -> str:
    path = tidy(os.path.join(reader.folder, _text(reader, value)))
    if not is_inside(os.path.realpath(reader.folder or "."), path):
        text = "{path} lies outside of this file's folder; name what lies in it, or give the path with the command"
        raise Wrong("elsewhere", Message(text, {"path": value}))
    return path


def _paths(reader: _Reader, value: Any) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed:
        raise TypeError
    return tuple(_path(reader, each) for each in listed)


def _logo(reader: _Reader, value: Any) -> str:
    path = _path(reader, value)
    if not path.lower().endswith(LOGOS):
        text = "logo: {path} is no picture that is taken here; give a .png or .jpg"
        raise Wrong("value", Message(text, {"path": value}))
    if not os.path.isfile(path):
        raise Wrong("missing-file", Message("logo: there is no {path} beside this file", {"path": value}))
    return path


def _language(reader: _Reader, value: Any) -> str:
    if value not in ("en", "zh"):
        raise ValueError
    return str(value)


def _codes(reader: _Reader, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError
    return tuple(reader.code(each) for each in value)


def _severity(reader: _Reader, value: Any) -> dict[str, Severity]:
    if not isinstance(value, dict):
        raise TypeError
    return {reader.code(code): Severity(severity) for code, severity in value.items()}


def _per_file(reader: _Reader, value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        raise TypeError
    return {pattern: _codes(reader, codes) for pattern, codes in value.items()}


def _share(reader: _Reader, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError
    return Decimal(str(value))


def _points(reader: _Reader, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        raise ValueError
    return Decimal(str(value))


def _days(reader: _Reader, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 3660:
        raise ValueError
    return value


KEYS: dict[str, Any] = {
    "language": Kind(Message("en or zh"), _language),
    "paths": {
        "targets": Kind(Message("a path, or a list of paths,"), _paths),
        "out": Kind(Message("a path"), _path),
    },
    "rules": {
        "select": Kind(Message("a list of codes"), _codes),
        "ignore": Kind(Message("a list of codes"), _codes),
        "severity": Kind(Message("a table of codes, each with error, warning or note,"), _severity),
    },
    "per-file-ignores": Kind(Message("a table of paths (with *), each with a list of codes,"), _per_file),
    "baseline": Kind(Message("a path"), _path),
    "lights": {
        "behind": Kind(Message("a share from 0 to 1 (0.1)"), _share),
        "points": Kind(Message("a number of points (0)"), _points),
        "due-soon": Kind(Message("a number of days (30)"), _days),
        "begun": Kind(Message("a share from 0 to 1 (0.1)"), _share),
    },
    "title": Kind(Message("a text"), _text),
    "issuer": Kind(Message("a text"), _text),
    "logo": Kind(Message("the path of a picture"), _logo),
    "footer": Kind(Message("a text"), _text),
}
"""Every setting there is; ``tracker config`` prints them in this order."""
