"""The scorecard as one web page: no network, no markup from what it quotes, readable without a mouse or script."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path, PurePath
from urllib.parse import quote

from tracker import __version__
from tracker.model import CommitmentResult, Evidence, FileResult, Light, Masthead, NearMiss, TargetResult, Used, Verdict
from tracker.words.messages import say
from tracker.words.visible import unsteered
from tracker.write.atomic import write_bytes
from tracker.write.page_charts import bars, ring, stack
from tracker.write.page_html import Child, Html, inline_json, link, raw, tag
from tracker.write.scorecard import epoch_day
from tracker.write.scorecard_counts import Line, Tally, by_area, count, count_commitments
from tracker.write.scorecard_overview import what_is_missing
from tracker.write.scorecard_rows import (
    due_of,
    heading_of,
    is_overruled,
    name_of,
    origin_word,
    own_day,
    period_words,
    results_of,
)
from tracker.write.scorecard_words import (
    KINDS,
    REASONS,
    SIGNS,
    VERDICT_MEANINGS,
    date_text,
    differs_text,
    late_text,
    light_rule,
    light_word,
    outcome_text,
    percent,
    place_text,
    reason_word,
    target_text,
    verdict_word,
)
from tracker.write.summary_groups import RANK_FLOOR, Group, by_key, by_locality, ranked

NEAR_SHOWN = 2
LEDGER_WORDS = {"Problem": "Problem", "Next steps": "Next steps", "Updated": "Updated", "Closed": "Closed"}


def write_page(results: Sequence[FileResult], path: Path, lang: str, epoch: int | None = None) -> None:
    """Write the page of one targets file, or with several the page over all. Raises TrackerError."""
    if len(results) == 1 and path.stem == name_of(results[0]):
        page = scorecard_page(results[0], lang, epoch)
    else:
        page = summary_page(results, lang, epoch)
    write_bytes(path, page.encode("utf-8", "replace"))


def scorecard_page(result: FileResult, lang: str, epoch: int | None = None) -> str:
    """The page of one targets file. ``lang`` is ``en`` or ``zh``."""
    cited = [used for used in result.reports if _is_cited(used, result)]
    body = [
        tag("a", say(lang, "Skip to the commitments"), href="#list", class_="skip"),
        page_head(result, lang),
        tag("main", filters(result, lang), commitments(result, cited, lang), id="list"),
        page_foot(result.reports, [(result.targets.path, result.targets.sha256)], lang, epoch, result.masthead.footer),
        viewer(cited, lang),
    ]
    return document(heading_of(result, lang), body, lang)


def _is_cited(used: Used, result: FileResult) -> bool:
    paths = {
        evidence.report
        for each in result.results
        for target in each.targets
        for evidence in [*target.evidence, *(near.evidence for near in target.candidates[:NEAR_SHOWN])]
    }
    return used.path in paths


def document(title: str, body: Sequence[Child], lang: str) -> str:
    """The whole page. Its policy lets nothing run or load but our own style and script, known by their hashes."""
    style, script = (
        files("tracker.write").joinpath(name).read_text(encoding="utf-8") for name in ("page.css", "page.js")
    )
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="generator", content=f"commitment-tracker {__version__}"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("link", rel="icon", href="data:,"),
        tag("title", title),
        tag("style", raw(style)),
    )
    page = tag("html", head, tag("body", body, tag("script", raw(script))), lang="zh-CN" if lang == "zh" else "en")
    return f"<!DOCTYPE html>\n{page}\n"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


# ── the head ──


def page_head(result: FileResult, lang: str) -> Html:
    """Title, source, the figures, the charts."""
    source = result.targets.source
    total = count_commitments(result.results)
    areas = by_area(result, say(lang, "(no area)"))
    return tag(
        "header",
        logo(result.masthead, lang),
        tag("h1", heading_of(result, lang)),
        tag("p", result.masthead.issuer, class_="faint") if result.masthead.issuer else None,
        tag("p", link(say(lang, "Source: {source}", source=source.title), source.url), class_="faint"),
        tiles(total, lang),
        lights_line(result, lang),
        [tag("p", missing, class_="missing") for missing in what_is_missing(result, lang)],
        tag("div", ring(total, lang), bars(areas, say(lang, "Commitments by area"), lang), class_="charts"),
    )


def logo(masthead: Masthead, lang: str) -> Html | None:
    """The office's picture, inside the page."""
    picture = masthead.picture
    if picture is None:
        return None
    kind = "png" if picture[:4] == b"\x89PNG" else "jpeg"
    data = base64.b64encode(picture).decode("ascii")
    return tag("img", src=f"data:image/{kind};base64,{data}", alt=masthead.issuer or "", class_="logo")


def lights_line(result: FileResult, lang: str) -> list[Html]:
    """How many stand where on the day of the lights, with their rule."""
    if result.as_of is None:
        return []
    lights = [each.light for each in result.results]
    told = [
        tag("span", f"{light_word(light, lang)} {lights.count(light)}", class_=f"badge l-{light}")
        for light in Light
        if lights.count(light)
    ]
    day = say(lang, "Standing on {day}", day=result.as_of.isoformat())
    rule = tag("details", tag("summary", day), tag("p", light_rule(result.lights, lang)), class_="rule")
    return [tag("div", told, class_="lights"), rule]


def tiles(tally: Tally, lang: str) -> Html:
    """The figures that matter."""

    def tile(name: str, value: str, note: str, kind: str | None = None) -> Html:
        return tag("div", tag("dt", name), tag("dd", value, class_="big"), tag("dd", note), class_=kind)

    shown = [
        tile(
            f"{SIGNS[verdict]} {verdict_word(verdict, lang)}",
            str(tally.of(verdict)),
            say(lang, "{share} of all", share=percent(tally.share(verdict), lang)),
            str(verdict),
        )
        for verdict in Verdict
    ]
    verified = f"{tally.verified}/{tally.total}"
    return tag(
        "dl",
        tile(
            say(lang, "Commitments made"),
            str(tally.total),
            say(lang, "withdrawn: {count}", count=tally.withdrawn) if tally.withdrawn else " ",
        ),
        shown,
        tile(say(lang, "Could be verified"), percent(tally.coverage, lang), verified),
        tile(say(lang, "Met, of those verified"), percent(tally.kept, lang), f"{tally.met}/{tally.verified}"),
        class_="tiles",
    )


# ── the list ──


def filters(result: FileResult, lang: str) -> Html:
    """What to show: hidden until the script runs, which it needs."""
    buttons = [
        tag(
            "button",
            f"{SIGNS[each]} {verdict_word(each, lang)}",
            type="button",
            data_verdict=each,
            aria_pressed="false",
            class_=str(each),
        )
        for each in Verdict
    ]
    areas = dict.fromkeys(each.commitment.area for each in result.results if each.commitment.area)
    owners = dict.fromkeys(each.commitment.owner for each in result.results if each.commitment.owner)
    leads = dict.fromkeys(each.commitment.lead for each in result.results if each.commitment.lead)
    helpers = dict.fromkeys(name for each in result.results for name in each.commitment.helpers)
    lit = {each.light for each in result.results}
    lights = [(str(light), light_word(light, lang)) for light in Light if light in lit]
    used = {target.reason for each in result.results for target in results_of(each)}
    reasons = [(str(reason), say(lang, words.name)) for reason, words in REASONS.items() if reason in used]
    return tag(
        "div",
        tag("input", id="search", type="search", placeholder=say(lang, "Search"), aria_label=say(lang, "Search")),
        buttons,
        choice("area", say(lang, "All areas"), [(area, area) for area in areas]) if areas else None,
        choice("reason", say(lang, "All reasons"), reasons),
        choice("owner", say(lang, "All offices"), [(owner, owner) for owner in owners]) if owners else None,
        choice("lead", say(lang, "All answerable persons"), [(lead, lead) for lead in leads]) if leads else None,
        choice("with", say(lang, "All helping offices"), [(name, name) for name in helpers]) if helpers else None,
        choice("light", say(lang, "All lights"), lights) if lights else None,
        tag("button", say(lang, "Open or close all"), type="button", id="open"),
        tag("button", say(lang, "Clear"), type="button", id="clear"),
        tag(
            "p",
            id="count",
            aria_live="polite",
            data_words=say(lang, "commitments: {shown} of {all}", shown="{shown}", all="{all}"),
        ),
        tag("p", say(lang, "Nothing fits these filters; clear them to see all."), id="none", hidden=True),
        class_="filters",
        id="filters",
        role="search",
        hidden=True,
    )


def choice(name: str, everything: str, options: Sequence[tuple[str, str]]) -> Html:
    """A select whose first entry is no choice."""
    held = [tag("option", text, value=value) for value, text in options]
    return tag("select", tag("option", everything, value=""), held, id=name, aria_label=everything)


def commitments(result: FileResult, cited: Sequence[Used], lang: str) -> list[Html]:
    """The areas with their commitments."""
    places = {used.path: (place, used) for place, used in enumerate(cited)}
    without = say(lang, "(no area)")
    groups: dict[str, list[CommitmentResult]] = {}
    for each in result.results:
        groups.setdefault(each.commitment.area or without, []).append(each)
    sections = []
    for area, members in groups.items():
        tally = count_commitments(members)
        counts = "  ".join(f"{SIGNS[each]} {tally.of(each)}" for each in Verdict if tally.of(each))
        head = tag("h2", area, tag("span", counts, class_="counts"))
        sections.append(
            tag("section", head, [commitment(each, result, places, lang) for each in members], class_="area")
        )
    return sections


Places = dict[str, tuple[int, Used]]


def commitment(each: CommitmentResult, result: FileResult, places: Places, lang: str) -> Html:
    """One commitment, closed; inside it its targets with their evidence."""
    held = each.commitment
    badge = tag("span", f"{SIGNS[each.verdict]} {verdict_word(each.verdict, lang)}", class_=f"badge {each.verdict}")
    score = (
        say(lang, "met {met}/{verified} of {of}", met=each.met, verified=each.verified, of=each.of)
        if each.of and not is_overruled(each)
        else ""
    )
    facts = [say(lang, "Due: {day}", day=due_of(each, result).isoformat())]
    facts += [say(lang, "Responsible office: {owner}", owner=held.owner)] if held.owner else []
    facts += [say(lang, "Helping offices: {names}", names="、".join(held.helpers))] if held.helpers else []
    facts += [say(lang, "Answerable: {lead}", lead=held.lead)] if held.lead else []
    late = late_text(each.late, lang)
    facts += [f"{say(lang, 'Late')}: {late}"] if late else []
    light = tag("span", light_word(each.light, lang), class_=f"badge l-{each.light}") if each.light else None
    inside = [
        tag("p", " · ".join(facts), class_="where"),
        review(each, lang),
        ledger(each, lang),
        [target(one, places, own_day(one, each, result), lang) for one in results_of(each)],
    ]
    reasons = " ".join(dict.fromkeys(str(one.reason) for one in results_of(each)))
    return tag(
        "details",
        tag(
            "summary",
            tag("span", held.id, class_="no"),
            tag("span", held.title, class_="title"),
            tag("span", score, class_="score"),
            tag("span", light, class_="light"),
            badge,
        ),
        tag("div", inside, class_="inside"),
        class_="c",
        id=f"c-{held.id}",
        data_verdict=each.verdict,
        data_area=held.area or "",
        data_reasons=reasons,
        data_owner=held.owner or "",
        data_lead=held.lead or "",
        data_with=json.dumps(held.helpers, ensure_ascii=False) if held.helpers else "",
        data_light=str(each.light or ""),
    )


def ledger(each: CommitmentResult, lang: str) -> Html | None:
    """What the office keeps up of a commitment."""
    entry = each.ledger
    if entry is None:
        return None
    told = [("Problem", entry.problem), ("Next steps", entry.next)]
    days = [("Updated", date_text(entry.updated)), ("Closed", date_text(entry.closed))]
    return tag("p", " · ".join(f"{say(lang, LEDGER_WORDS[name])}: {text}" for name, text in told + days if text))


def review(each: CommitmentResult, lang: str) -> Html | None:
    """A reviewer's decision, with the checker's own verdict."""
    if each.review is None:
        return None
    signed = f"{each.review.by}, {each.review.on.isoformat()}"
    if each.review.until is not None:
        signed += f" → {each.review.until.isoformat()}"
    return tag(
        "div",
        tag("strong", origin_word(each, lang)),
        tag("p", each.review.why),
        tag("p", signed, class_="where"),
        class_="review",
    )


def target(one: TargetResult, places: Places, due: date | None, lang: str) -> Html:
    """One target: what was promised, what was found, the words it rests on; ``due``: a day of its own."""
    badge = tag("span", f"{SIGNS[one.verdict]} {verdict_word(one.verdict, lang)}", class_=f"badge {one.verdict}")
    outcome, reason = outcome_text(one, lang), reason_word(one.reason, lang)
    said = [outcome] if outcome.startswith(reason) else [outcome, reason]  # where nothing was found it is the reason
    near = [] if one.evidence else [nearest(each, places, lang) for each in one.candidates[:NEAR_SHOWN]]
    return tag(
        "div",
        tag(
            "p",
            badge,
            " ",
            tag("span", target_text(one) or say(lang, "(nothing that could be measured)"), class_="written"),
            f" · {say(lang, 'Due: {day}', day=due.isoformat())}" if due else None,
        ),
        tag("p", " · ".join(said)),
        [quoted(each, places, lang) for each in one.evidence],
        near,
        class_="target",
    )


def quoted(evidence: Evidence, places: Places, lang: str) -> list[Html]:
    """A quote that opens the report at its place, where its text is on the page."""
    place, used = places.get(evidence.report, (-1, None))
    own = evidence.source.url if evidence.source is not None else None
    where = tag("p", link(place_text(evidence, lang), own or (used.url if used else None)), class_="where")
    text = f"“{evidence.quote}”"
    if used is None or used.text[evidence.start : evidence.end] != evidence.quote:
        return [tag("blockquote", text, class_="quote"), where]
    button = tag(
        "button",
        text,
        type="button",
        class_="quote",
        data_report=place,
        data_start=evidence.start,
        data_end=evidence.end,
        data_title=evidence.title or PurePath(evidence.report).name,
        title=say(lang, "Show it in the report"),
    )
    return [button, where]


def nearest(near: NearMiss, places: Places, lang: str) -> Html:
    """What came nearest, and what differs."""
    differs = differs_text(near.differs, lang)
    told = say(lang, "Came nearest; what differs: {differs}", differs=differs) if differs else say(lang, "Came nearest")
    return tag("div", tag("span", told), quoted(near.evidence, places, lang), class_="near")


# ── the foot ──


def page_foot(
    reports: Sequence[Used],
    targets: Sequence[tuple[str, str]],
    lang: str,
    epoch: int | None,
    own: str | None = None,
) -> Html:
    """How to read the page, what it rests on, and who made it."""
    meanings = [
        tag(
            "p",
            tag("span", f"{SIGNS[each]} {verdict_word(each, lang)}", class_=f"badge {each}"),
            " ",
            say(lang, VERDICT_MEANINGS[each]),
        )
        for each in Verdict
    ]
    unverified = say(
        lang,
        "What is unverifiable counts neither way: the share met is of those verified, with the number of both beside"
        " it.",
    )
    day = epoch_day(epoch)
    rows = [
        tag("tr", tag("td", say(lang, "Targets file")), tag("td", path), tag("td", tag("code", digest)))
        for path, digest in targets
    ]
    rows += [
        tag(
            "tr",
            tag("td", say(lang, KINDS[used.kind])),
            tag("td", link(used.title or PurePath(used.path).name, used.url)),
            tag("td", tag("code", used.sha256)),
        )
        for used in reports
    ]
    return tag(
        "footer",
        tag("h2", say(lang, "How to read this")),
        meanings,
        tag("p", unverified),
        tag("h2", say(lang, "What it rests on")),
        tag("div", tag("table", rows), class_="scroll"),
        tag("p", own) if own else None,
        tag(
            "p",
            f"{say(lang, 'Made by')} commitment-tracker {__version__}" + (f" · {day}" if day else ""),
            class_="faint",
        ),
    )


def viewer(cited: Sequence[Used], lang: str) -> list[Html]:
    """The window that shows a report's text, and the texts."""
    if not cited:
        return []
    head = tag("header", tag("h2", id="report"), tag("button", say(lang, "Close"), type="button", id="close"))
    texts = [printable_same_length(used.text) for used in cited]
    return [
        tag("dialog", head, tag("pre", id="text", tabindex=0), id="viewer", aria_labelledby="report"),
        tag("script", inline_json(texts), type="application/json", id="texts"),
    ]


def printable_same_length(text: str) -> str:
    """The text without what steers or can't be held, one character for one: offsets stay right."""
    return unsteered(text)


# ── the page over all ──


def summary_page(results: Sequence[FileResult], lang: str, epoch: int | None = None) -> str:
    """Localities, areas and offices ranked, with links to the pages of the localities."""
    title = say(lang, "Scorecards of commitments: summary")
    total = count(title, (each for result in results for each in result.results)).commitments
    reports = {used.path: used for result in results for used in result.reports}
    rule = say(
        lang,
        "The rank is by the share met of the commitments that could be verified; what is unverifiable counts neither"
        " way."
        " So look at the share that could be verified at all, which stands beside it, and at the numbers: a share of"
        " few says little. With fewer than {floor} verified there is no rank.",
        floor=RANK_FLOOR,
    )
    areas, offices = by_key(results, lambda each: each.area), by_key(results, lambda each: each.owner)
    body = [
        tag("header", tag("h1", title), tiles(total, lang), tag("p", rule)),
        tag(
            "main",
            rank_table(say(lang, "Localities"), by_locality(results), lang),
            rank_table(say(lang, "Areas"), areas, lang) if areas else None,
            rank_table(say(lang, "Responsible offices"), offices, lang) if offices else None,
        ),
        page_foot(list(reports.values()), [(each.targets.path, each.targets.sha256) for each in results], lang, epoch),
    ]
    return document(title, body, lang)


def rank_table(title: str, groups: Sequence[Group], lang: str) -> Html:
    """One ranking as a table."""
    heads = [say(lang, "Rank"), title, "", say(lang, "Met, of those verified"), say(lang, "Could be verified")]
    rows = []
    for rank, group in ranked(groups):
        tally = group.line.commitments
        name: Child = group.name
        if group.result is not None:
            text = f"{group.name} {period_words(group.result, lang)}"
            name = tag("a", text, href=f"{quote(os.fsencode(name_of(group.result)))}.html")
        picture = tag(
            "svg",
            stack(tally, 0, 0, 160 / (tally.total or 1), 16, lang),
            viewBox="0 0 160 16",
            role="img",
            aria_label=spoken_of(group.line, lang),
        )
        kept = f"{percent(tally.kept, lang)} ({tally.met}/{tally.verified})"
        cover = f"{percent(tally.coverage, lang)} ({tally.verified}/{tally.total})"
        rows.append(
            tag(
                "tr",
                tag("td", rank if rank is not None else "—", class_="n"),
                tag("td", name),
                tag("td", picture),
                tag("td", kept, class_="n"),
                tag("td", cover, class_="n"),
            )
        )
    top = tag(
        "tr",
        [tag("th", each, scope="col", class_=None if place in (1, 2) else "n") for place, each in enumerate(heads)],
    )
    return tag(
        "section", tag("h2", title), tag("div", tag("table", tag("thead", top), tag("tbody", rows)), class_="scroll")
    )


def spoken_of(line: Line, lang: str) -> str:
    """The figures of a line in words."""
    return ", ".join(f"{verdict_word(each, lang)} {line.commitments.of(each)}" for each in Verdict)
