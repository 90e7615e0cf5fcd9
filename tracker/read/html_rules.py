"""The declarations that a page's own ``<style>`` rules and ``style`` attributes make for an element.

Only what may hide text is kept, of rules whose selectors are plain: ``p``, ``.note``, ``#x``, ``table td.old``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LONGEST = 1_000_000  # characters of style sheets in a page that are looked at
MOST = 300  # rules
WORK = 3_000_000  # comparisons of elements with rules; a page with 300 rules and 10,000 elements has as many

HIDING = frozenset((
    "display", "visibility", "text-decoration", "text-decoration-line", "font-size", "color", "background",
    "background-color", "opacity", "position", "left", "right", "top", "bottom", "text-indent", "margin-left", "clip",
    "clip-path", "height", "max-height", "width", "overflow", "transform", "mso-hide", "content-visibility",
))  # fmt: skip
IMPORTANT = "!important"
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
# Each stops where another of its kind could begin: a sheet of nothing but openings is walked through once.
_MEDIA = re.compile(r"@media([^{}@;]*+)\{((?>[^{}]*\{[^{}]*\})*+[^{}]*)\}", re.I)
_RULE = re.compile(r"([^{};]++)(?:\{([^{}]*+)\})?")  # the second part is missing where it is no rule
_COMPOUND = re.compile(r"(\*|[a-zA-Z][\w-]*)?((?:[.#][\w-]+)*)")
_PART = re.compile(r"[.#][\w-]+")

Declarations = dict[str, str]


@dataclass(frozen=True, slots=True)
class Compound:
    """What a selector asks of one element."""

    tag: str
    classes: frozenset[str]
    id: str
    child: bool  # whether the element must be the parent of the one selected behind it, and not only an ancestor

    def fits(self, element: Element) -> bool:
        """Whether an element is such a one."""
        return (
            (not self.tag or element.tag == self.tag)
            and (not self.id or element.get("id") == self.id)
            and (not self.classes or self.classes <= set((element.get("class") or "").split()))
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for the elements that a selector means; of equal weight the later one counts."""

    compounds: tuple[Compound, ...]  # the last is the element's own
    weight: tuple[int, int, int, int]
    declared: Declarations


@dataclass(slots=True)
class Rules:
    """The rules of a page, by what their last compound asks for."""

    by_key: dict[str, list[Rule]] = field(default_factory=lambda: defaultdict(list))
    paints: bool = False  # whether grounds may be painted by rules that can't be followed, or stand in another file
    _work: int = 0
    _known: dict[tuple[str, str, str], list[Rule]] = field(default_factory=dict)  # that fit a tag, its classes and id
    _settled: dict[tuple[str, str, str], Declarations] = field(default_factory=dict)  # where nothing around it counts

    def declared(self, element: Element) -> Declarations:
        """What holds for an element, its own ``style`` attribute last."""
        found = dict(self._of_rules(element)) if self.by_key else {}
        style = element.get("style")
        if style:
            _lay(parse_declarations(style), found)
        return {name: text.replace(IMPORTANT, "").strip() for name, text in found.items()}

    def _of_rules(self, element: Element) -> Declarations:
        looks_like = (str(element.tag), element.get("class") or "", element.get("id") or "")
        if looks_like in self._settled:
            return self._settled[looks_like]
        if looks_like not in self._known:
            near = [rule for key in _keys(element) for rule in self.by_key.get(key, ())]
            self._work += len(near)
            fitting = [rule for rule in near if rule.compounds[-1].fits(element)]
            self._known[looks_like] = sorted(fitting, key=lambda each: each.weight)
        found: Declarations = {}
        fitting = self._known[looks_like]
        for rule in fitting:
            if self._fits(rule, element):
                _lay(rule.declared, found)
        if all(len(rule.compounds) == 1 for rule in fitting):
            self._settled[looks_like] = found
        return found

    def _fits(self, rule: Rule, element: Element) -> bool:
        """Whether what is around an element is as a rule asks, whose last part fits the element itself."""
        self._work += 1
        if self._work > WORK:
            return False
        at: Element | None = element
        for compound in reversed(rule.compounds[:-1]):
            at = None if at is None else at.getparent()
            while at is not None and not compound.fits(at):
                self._work += 1
                at = None if compound.child else at.getparent()
            if at is None:
                return False
        return True


def _keys(element: Element) -> Iterator[str]:
    yield str(element.tag)
    yield "*"
    for name in (element.get("class") or "").split():
        yield f".{name}"
    if element.get("id"):
        yield f"#{element.get('id')}"


def read_rules(root: Element) -> Rules:
    """The rules of a page's ``<style>`` elements; ``paints`` where sheets of other files may paint anything."""
    rules = Rules()
    for link in root.iter("link"):
        if "stylesheet" in (link.get("rel") or "").lower():
            rules.paints = True
    text = "\n".join("".join(map(str, each.itertext())) for each in root.iter("style"))
    if "@import" in text or len(text) > LONGEST:
        rules.paints = True
    count = 0
    sheet = _MEDIA.sub(_media, _COMMENT.sub("", text[:LONGEST]))
    for each in _RULE.finditer(sheet):
        selectors, body = each.groups()
        if count > MOST:
            rules.paints = rules.paints or "background" in sheet[each.start() :]
            break
        declared = parse_declarations(body or "")
        if not declared:
            continue
        for selector in selectors.split(","):
            compounds = _compounds(selector)
            count += 1
            if compounds is None or count > MOST:
                rules.paints = rules.paints or "background" in body
                continue
            ids = sum(bool(part.id) for part in compounds)
            classes = sum(len(part.classes) for part in compounds)
            tags = sum(bool(part.tag) for part in compounds)
            last = compounds[-1]
            key = f"#{last.id}" if last.id else f".{min(last.classes)}" if last.classes else last.tag or "*"
            rules.by_key[key].append(Rule(compounds, (ids, classes, tags, count), declared))
    return rules


def _media(found: re.Match[str]) -> str:
    """The rules for a screen, if the query asks for nothing else."""
    asked = found[1].lower()
    return "" if "(" in asked or ("print" in asked and "screen" not in asked) else found[2]


def _compounds(selector: str) -> tuple[Compound, ...] | None:
    """A selector's parts; ``None`` where it asks for more than tags, classes and ids."""
    found: list[Compound] = []
    words = selector.replace(">", " > ").split()
    for at, word in enumerate(words):
        if word == ">":
            continue
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return None
        parts = _PART.findall(match[2])
        tag = (match[1] or "").lower()
        found.append(
            Compound(
                "" if tag == "*" else tag,
                frozenset(each[1:] for each in parts if each[0] == "."),
                next((each[1:] for each in parts if each[0] == "#"), ""),
                words[at + 1 : at + 2] == [">"],
            )
        )
    return tuple(found) or None


def parse_declarations(text: str) -> Declarations:
    """The declarations in a rule or a ``style`` attribute that may hide text, in lower case."""
    found: Declarations = {}
    for each in text.lower().split(";"):
        name, colon, value = each.partition(":")
        if colon and name.strip() in HIDING:
            _lay({name.strip(): " ".join(value.split()).replace("! important", IMPORTANT)}, found)
    return found


def _lay(declared: Declarations, below: Declarations) -> None:
    """Lay later declarations over earlier ones, but for those that are marked as important."""
    for name, text in declared.items():
        if IMPORTANT in text or IMPORTANT not in below.get(name, ""):
            below[name] = text
