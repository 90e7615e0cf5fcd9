"""A file as it stands in the editor, saved or not: its nodes, what is wrong with it, and what stands at a place."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tracker.model import Finding, Settings, Target, TargetsFile
from tracker.policy import apply_rules
from tracker.read.files import FOLDERS
from tracker.read.nodes import Keys, Map, Node, Scalar, Sheet, parse_yaml
from tracker.read.settings import find_settings, read_settings
from tracker.read.targets import TargetsReading, parse_targets
from tracker.rules import CODES
from tracker.validating import kind_told, validate_sheet
from tracker.words.lexicon import Words
from tracker.write.fixes import apply_fixes

MOST_ROUNDS = 20


class Spot(NamedTuple):
    """The key or the value at a place of the text."""

    keys: Keys  # the way to it: that of a key ends with the key
    node: Scalar
    is_key: bool


class Opened:
    """One version of a file's text. ``path`` is absolute: what the file names is looked for from there."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def sheet(self) -> Sheet:
        """Its nodes."""
        return parse_yaml(self.text.removeprefix("\ufeff").encode("utf-8", "replace"), self.path)

    @cached_property
    def kind(self) -> str | None:
        """targets, report, reviews or words; None of a YAML file that is none of ours."""
        kind, root = kind_told(self.sheet), self.sheet.root
        return None if kind == "words" and isinstance(root, Map) and "version" not in root.entries else kind

    @cached_property
    def settings(self) -> Settings:
        """Those that hold for its folder; the defaults where their file has errors, of which commands tell."""
        found = find_settings(Path(self.path).parent)
        return Settings() if found is None else read_settings(found, CODES)[0]

    @cached_property
    def project(self) -> str:
        """The folder that holds targets/ and the rest: of the settings, or above the file's folder; else its own."""
        if self.settings.path is not None:
            return os.path.dirname(os.path.abspath(self.settings.path))
        above = Path(self.path).parents
        return str(next((each.parent for each in above if each.name in FOLDERS), above[0]))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What ``validate`` finds in it, as the settings let it through."""
        if self.kind is None:
            return ()
        sheet = parse_yaml(self.sheet.raw, self.path)  # validation adds its findings to the sheet
        return tuple(apply_rules(validate_sheet(sheet, kind=self.kind).findings, self.settings.rules))

    @cached_property
    def _reading(self) -> TargetsReading | None:
        return parse_targets(parse_yaml(self.sheet.raw, self.path)) if self.kind == "targets" else None

    @property
    def targets(self) -> TargetsFile | None:
        """Its commitments, as far as they could be read."""
        return None if self._reading is None else self._reading.file

    @property
    def own_words(self) -> Words | None:
        """The project's words, with which it was read."""
        return None if self._reading is None else self._reading.words

    def mended(self) -> str:
        """The text with all that can be mended."""
        text, kind = self.text, self.kind
        for _ in range(MOST_ROUNDS if kind is not None else 0):
            findings = validate_sheet(parse_yaml(text.encode("utf-8", "replace"), self.path), kind=kind).findings
            new, _count = apply_fixes(text, [each.fix for each in findings if each.fix is not None])
            if new == text:
                break
            text = new
        return text

    def target_at(self, keys: Keys) -> tuple[str, Target] | None:
        """The id and the target that keys lead to or into."""
        if self.targets is None or keys[:1] != ("commitments",) or keys[2:3] != ("targets",) or len(keys) < 4:
            return None
        node = _node_at(self.sheet.root, keys[:4])
        if isinstance(node, Map):
            entry = node.entries.get("milestone") or node.entries.get("indicator")
            node = None if entry is None else entry.value
        if node is None:
            return None
        place = self.sheet.place_of(node)
        for commitment in self.targets.commitments:
            for target in commitment.targets:
                if target.place == place:
                    return str(commitment.id), target
        return None

    def spot_at(self, offset: int) -> Spot | None:
        """What stands at an offset of the text."""
        root = self.sheet.root
        return None if root is None else self._find(root, (), offset)

    def _find(self, node: Node, keys: Keys, offset: int) -> Spot | None:
        if isinstance(node, Scalar):
            return Spot(keys, node, False) if self._holds(node, offset) else None
        if isinstance(node, Map):
            for key, entry in node.entries.items():
                if self._holds(entry.key, offset):
                    return Spot((*keys, key), entry.key, True)
                found = self._find(entry.value, (*keys, key), offset)
                if found is not None:
                    return found
            return None
        for position, item in enumerate(node.items):
            found = self._find(item, (*keys, position), offset)
            if found is not None:
                return found
        return None

    def _holds(self, node: Scalar, offset: int) -> bool:
        return self.sheet.original(node.start) <= offset <= self.sheet.original(node.end) and node.end > node.start


def _node_at(root: Node | None, keys: Keys) -> Node | None:
    from tracker.read.shape import value_at

    return value_at(root, keys)
