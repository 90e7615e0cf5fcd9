"""HTML put together from text that may say anything: whatever isn't made by ``tag`` is escaped."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable

from tracker.write.safe_text import printable, safe_link

VOID = {"meta", "link", "input", "br", "img", "rect", "circle", "path", "line"}


class Html(str):
    """Text that is markup already. Only this module makes it."""

    __slots__ = ()


Child = str | int | None | Iterable["Child"]


def _join(children: Iterable[Child]) -> str:
    parts: list[str] = []
    for each in children:
        if each is None:
            continue
        if isinstance(each, Html):
            parts.append(each)
        elif isinstance(each, str | int):
            parts.append(html.escape(printable(str(each))))
        else:
            parts.append(_join(each))
    return "".join(parts)


def tag(name: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. An underscore in an attribute's name is a hyphen, one at its end is dropped (``class_``)."""
    said = ""
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        said += f" {key}" if value is True else f' {key}="{html.escape(printable(str(value)))}"'
    if name in VOID and not children:
        return Html(f"<{name}{said}>") if name in ("meta", "link", "input", "br", "img") else Html(f"<{name}{said}/>")
    return Html(f"<{name}{said}>{_join(children)}</{name}>")


def link(text: str, address: str | None) -> Html | str:
    """The text, as a link where the address is a plain http(s) one."""
    href = safe_link(address)
    return text if href is None else tag("a", text, href=href, rel="noopener noreferrer", target="_blank")


def inline_json(value: object) -> Html:
    """JSON that can stand between script tags: no ``<``, no line separator that would end a line of script."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(letter, escape)
    return Html(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def raw(text: str) -> Html:
    """Our own style or script, as it stands in the package."""
    return Html(text)
