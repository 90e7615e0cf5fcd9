"""Charts of the page, as SVG: a ring of verdicts, and bars by area."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tracker.model import Verdict
from tracker.words.messages import say
from tracker.write.page_html import Html, tag
from tracker.write.safe_text import display_width, shorten
from tracker.write.scorecard_counts import Line, Tally
from tracker.write.scorecard_words import SIGNS, verdict_word

RING, HOLE = 92.0, 58.0
BAR, GAP, LABEL, WIDE = 20, 8, 150, 420


def spoken(tally: Tally, lang: str) -> str:
    """The figures in words, for those who don't see the chart."""
    return ("，" if lang == "zh" else ", ").join(f"{verdict_word(each, lang)} {tally.of(each)}" for each in Verdict)


def ring(tally: Tally, lang: str) -> Html:
    """A ring of all; in its middle how many of them could be verified, for that is what the ring shows most of."""
    pieces: list[Html] = []
    angle = -math.pi / 2
    for verdict in Verdict:
        share = tally.of(verdict) / tally.total if tally.total else 0
        if share:
            pieces.append(slice_of(angle, share, verdict, tally.of(verdict), lang))
            angle += share * 2 * math.pi
    middle = [
        tag("text", f"{tally.verified}/{tally.total}", x=110, y=112, class_="big mid"),
        tag("text", say(lang, "Verified / all"), x=110, y=134, class_="faint mid"),
    ]
    label = f"{say(lang, 'Commitments by verdict')}: {spoken(tally, lang)}"
    return tag("svg", pieces, middle, viewBox="0 0 220 220", role="img", aria_label=label)


def slice_of(start: float, share: float, verdict: Verdict, number: int, lang: str) -> Html:
    """One piece of the ring, with its sign and number. A whole ring is two halves: an arc can't end where it begins."""
    halves = [(start, share)] if share < 0.999 else [(start, 0.5), (start + math.pi, 0.5)]
    path = " ".join(_arc(begin, part) for begin, part in halves)
    middle = start + share * math.pi
    x, y = _point(middle, (RING + HOLE) / 2)
    text = f"{SIGNS[verdict]}{number}"
    label = tag("text", text, x=f"{x:.1f}", y=f"{y + 5:.1f}", class_=f"mid on-{verdict}") if share > 0.045 else None
    shape = tag("path", tag("title", f"{verdict_word(verdict, lang)} {number}"), d=path, class_=f"f-{verdict}")
    return tag("g", shape, label)


def _point(angle: float, radius: float) -> tuple[float, float]:
    return 110 + radius * math.cos(angle), 110 + radius * math.sin(angle)


def _arc(start: float, share: float) -> str:
    end = start + share * 2 * math.pi
    large = 1 if share > 0.5 else 0
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
        _point(start, RING), _point(end, RING), _point(end, HOLE), _point(start, HOLE)
    )  # fmt: skip
    return (
        f"M{ax:.2f} {ay:.2f}A{RING} {RING} 0 {large} 1 {bx:.2f} {by:.2f}"
        f"L{cx:.2f} {cy:.2f}A{HOLE} {HOLE} 0 {large} 0 {dx:.2f} {dy:.2f}Z"
    )


def bars(lines: Sequence[Line], title: str, lang: str) -> Html:
    """Bars of commitments, one a line, with signs so that they read without colour."""
    longest = max((line.commitments.total for line in lines), default=1) or 1
    rows = []
    for place, line in enumerate(lines):
        top = place * (BAR + GAP)
        name = line.name if display_width(line.name) <= 20 else shorten(line.name, 10 if lang == "zh" else 20)
        rows.append(tag("text", name, tag("title", line.name), x=LABEL - 8, y=top + 15, class_="end"))
        rows.append(stack(line.commitments, LABEL, top, WIDE / longest, BAR, lang))
    height = max(len(lines) * (BAR + GAP), 1)
    told = "; ".join(f"{line.name}: {spoken(line.commitments, lang)}" for line in lines)
    return tag("svg", rows, viewBox=f"0 0 {LABEL + WIDE + 4} {height}", role="img", aria_label=f"{title}: {told}")


def stack(tally: Tally, left: float, top: float, a_one: float, tall: int, lang: str) -> Html:
    """The three verdicts of one bar, side by side."""
    parts: list[Html] = []
    for verdict in Verdict:
        number = tally.of(verdict)
        if not number:
            continue
        wide = number * a_one
        shape = tag(
            "rect",
            tag("title", f"{verdict_word(verdict, lang)} {number}"),
            x=f"{left:.1f}", y=f"{top:.1f}", width=f"{max(wide - 1, 0.5):.1f}", height=tall, class_=f"f-{verdict}",
        )  # fmt: skip
        parts.append(shape)
        if wide > 26:
            text = f"{SIGNS[verdict]}{number}"
            parts.append(
                tag("text", text, x=f"{left + wide / 2:.1f}", y=f"{top + tall - 5:.1f}", class_=f"mid on-{verdict}")
            )
        left += wide
    return tag("g", parts)
