"""What the head of a plan tells of it: title, place, date."""

from __future__ import annotations

import re

from tracker.model import Document, Locality, Period
from tracker.understand.frame import Frame
from tracker.understand.paragraphs import Paragraph
from tracker.understand.plans.phrases import construction
from tracker.words.lexicon import load
from tracker.words.places import divisions, find_division, nations, prefectures

_RULER = re.compile(r"[【\[][^】\]]*[】\]]|[(（][^)）]*[)）]\s*$")


def find_place(frame: Frame, folded: str, paragraphs: list[Paragraph]) -> Locality | None:
    """Whose plan it is: as its title says, or a line below it (——云山县发展和改革局)."""
    name = frame.locality or _place_below(folded, paragraphs) or _place_told(folded)
    if name is None:
        return None
    name = construction("given in").sub("", name)
    if name in nations():
        return Locality("全国")
    division = find_division(name, folded)
    if division is None:
        return Locality(name)
    return Locality(division.name, division.code, division.within)


def _place_below(folded: str, paragraphs: list[Paragraph]) -> str | None:
    """The place that a short line of the head is, or whose office it names."""
    for line in _head(folded, paragraphs):
        found = construction("place").match(line)
        if found is None or len(line) > 40 or line[-1] in "。：；，":
            continue
        if re.fullmatch(r"[)\s]*", found["rest"]) or construction("office").match(found["rest"]):
            return found["name"]
    return None


def _place_told(folded: str) -> str | None:
    """The one county of the table of codes that the first sentences name: 白塔县围绕…."""
    short = {name for name in prefectures() if name in folded[:40]}
    if len(short) == 1:
        return prefectures()[short.pop()]
    named = {
        name
        for said in construction("county").findall("".join(folded[:600].split()))
        if (name := _known(said)) is not None
    }
    return named.pop() if len(named) == 1 else None


def _known(said: str) -> str | None:
    """The name of a division that a stretch ends in: 近日白塔县 is 白塔县."""
    return next((said[at:] for at in range(len(said) - 2) if said[at:] in divisions()), None)


def _head(folded: str, paragraphs: list[Paragraph]) -> list[str]:
    """The first lines, up to the first heading."""
    lines: list[str] = []
    for each in paragraphs[:8]:
        if each.level and construction("heading number").match(folded[each.start :]):
            break
        lines += ["".join(line.split()) for line in folded[each.start : each.end].split("\n")]
    return [line for line in lines if line][:12]


def own_title(document: Document, folded: str, paragraphs: list[Paragraph]) -> str | None:
    """The line of the head that is the plan's title for sure: what a notice issues, or a plan of a named year."""
    issued = _issued(folded, paragraphs)
    if issued is not None or document.title is not None:
        return issued or document.title
    return next((line for line in _head(folded, paragraphs) if _is_own(line)), None)


def _is_own(line: str) -> bool:
    """Short, with a year and what a plan is called; no sentence, no occasion."""
    if len(line) > 40 or line[-1] in "。；：，" or line.startswith(("各位", "现在", "来源", "—")):
        return False
    return (
        construction("heads year").search(line) is not None
        and construction("day").search(line) is None
        and _says_plan(line)
    )


def find_title(
    frame: Frame, folded: str, paragraphs: list[Paragraph], locality: Locality | None, period: Period
) -> str | None:
    """The title as it would be cited: 平房区2020年政府工作报告, without brackets and the page's own words.

    A notice is called after what it issues, not after the office that does.
    """
    said = _of_two_lines(frame.title, folded, paragraphs)
    if said is not None and (len(said) > 40 or ">" in said or "位置" in said or _is_office(said)):
        said = None
    if said is not None:
        said = _RULER.sub("", said).strip(" 　—-#")
    if said is not None and len(said) >= 6 and (construction("heads year").search(said) or "规划" in said):
        if locality is not None and not _names(said, locality) and locality.name != "全国":
            return f"{locality.name}{said}"
        return said
    kind = "政府工作报告" if construction("report of a government").search("".join(folded.split())[:4000]) else None
    if locality is None or kind is None:
        return said
    return f"{locality.name}{period}年{kind}" if locality.name != "全国" else f"{period}年国务院{kind}"


def _issued(folded: str, paragraphs: list[Paragraph]) -> str | None:
    """What a notice issues: 清单 of 关于印发云山县2024年重点任务清单的通知."""
    head = "".join(_head(folded, paragraphs)[:5])[:240]
    found = next((each for each in construction("notice").finditer(head) if _says_plan(each["title"])), None)
    return None if found is None else found["title"]


def _of_two_lines(title: str | None, folded: str, paragraphs: list[Paragraph]) -> str | None:
    """A title that goes over two lines: 云山县2024年国民经济和社会⏎发展计划."""
    head = _head(folded, paragraphs)
    bare = "".join((title or "").split())
    if bare in head[1:] and not construction("heads year").search(bare):
        before = head[head.index(bare) - 1]
        if (
            construction("heads year").search(before)
            and not construction("day").search(before)
            and not _says_plan(before)
            and before[-1] not in "。：；，)"
        ):
            return before + bare
    return title


def _says_plan(title: str) -> bool:
    return any(word in title for word in load("plans")["plan titles"])


def _is_office(line: str) -> bool:
    return construction("office").search(line) is not None and not _says_plan(line)


def _names(title: str, locality: Locality) -> bool:
    short = construction("level of a place").sub("", locality.name)
    return short in title or (len(short) > 3 and short[:2] in title)  # 广西 of 广西壮族自治区


def find_date(folded: str, paragraphs: list[Paragraph], year: int) -> str | None:
    """The day it was given or published, where the head of the text tells one at or after the year before."""
    head = folded[: paragraphs[min(8, len(paragraphs) - 1)].end if paragraphs else 400][:1500]
    for match in construction("day").finditer("".join(head.split())):
        found = int(match[1])
        if found in (year - 1, year, year + 1):
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return None
