"""Where the text of a web page is: the densest part, without what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.read.html_parts import BLOCKS, CONTAINERS, drop, text_in

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# fmt: off
NEVER_TEXT = frozenset((
    "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "map", "select", "option", "button", "input", "textarea", "nav", "footer", "aside", "dialog", "marquee", "rt", "rp",
))
# fmt: on
# Names that editors of web pages give to what surrounds a text.
NOISE = re.compile(
    r"(?<![a-z])(?:nav|menu|crumbs?|breadcrumbs?|bread|position|location|weizhi|footer|foot|copyright|share|bdshare|related"
    r"|relate|sidebar|side|pager?|paging|toolbar|tools?|comments?|prevnext|qrcode|ewm|erweima|print|hot|recommend)(?![a-z])",
    re.I,
)
KEPT = 0.9  # measured on six layouts (measurements.md, section 6): go down while one child keeps this share of the text
SMALL_PART = 0.3  # of the main text; what looks like noise and holds more than this isn't noise


@dataclass(frozen=True, slots=True)
class Weights:
    """Of each element: the length of its text, and of the links in it, white space aside."""

    text: dict[Element, int]
    links: dict[Element, int]

    def of(self, element: Element) -> int:
        """What an element weighs as prose."""
        return self.text[element] - 2 * self.links[element]


def _weigh(body: Element) -> Weights:
    text: dict[Element, int] = {}
    links: dict[Element, int] = {}
    for element in reversed(list(body.iter())):  # children before parents
        own = _length(element.text)
        linked = 0
        for child in element:
            own += text[child] + _length(child.tail)
            linked += links[child]
        text[element] = own
        is_link = element.tag == "a" and not (element.get("href") or "#").startswith("#")
        links[element] = own if is_link else linked
    return Weights(text, links)


def _length(text: str | None) -> int:
    return 0 if text is None else len("".join(text.split()))


def main_parts(body: Element) -> list[Element]:
    """The densest node: down from the body as long as one child keeps nearly all of the text that isn't links.

    What stands beside the way down comes along where it is prose or a table of figures: an annex, a closing line.
    """
    weights = _weigh(body)
    node = body
    above: list[Element] = []
    below: list[Element] = []
    while len(node):
        best = max(node, key=weights.of)
        if best.tag not in CONTAINERS or weights.of(best) < KEPT * weights.of(node):
            break
        place, children = node.index(best), list(node)
        above += [each for each in children[:place] if _is_prose(each, weights)]
        below = [each for each in children[place + 1 :] if _is_prose(each, weights)] + below
        node = best
    for element in [inner for part in (*above, node, *below) for inner in list(part.iter())[1:]]:
        text = weights.text[element]
        if element.tag in BLOCKS and text <= SMALL_PART * weights.text[node] and _is_noise(element, text, weights):
            drop(element)
    return [*above, node, *below]


def _is_prose(element: Element, weights: Weights) -> bool:
    """Whether a part beside the main one belongs to it: sentences, or rows with figures, and hardly a link."""
    text = weights.text[element]
    if weights.links[element] * 4 > text or _is_noise(element, text, weights):
        return False
    shown = text_in(element)
    rows = sum(1 for _ in element.iter("tr"))
    return "。" in shown or (rows > 1 and any(character.isdecimal() for character in shown))


def _is_noise(element: Element, text: int, weights: Weights) -> bool:
    """Whether a part of the page is called so by its makers, or is mostly links (一组链接)."""
    if text == 0:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}"
    if NOISE.search(named.replace("_", "-")) and element.tag not in ("table", "tbody", "tr", "td", "th"):
        return text < 400 or weights.links[element] * 2 > text
    return element.tag in ("div", "ul", "ol", "dl", "section", "table") and weights.links[element] * 2 > text
