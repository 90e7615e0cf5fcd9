#!/usr/bin/env python3
"""Draw the sentences that quantities/<seed>.jsonl label, and check the labels' offsets against the reports.

usage: draw_quantities.py [--shared DIR] [--seed N] [--check]

200 sentences with a figure, evenly over the 15 national and 8 provincial reports, in random order. The same
seed on the same reports draws the same sentences; another seed draws a fresh sample. Prints one JSON object a
sentence: report, start, end, text. The text is for the eyes of the person who labels; it is not kept.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SEEDS = (20250311, 20261122)
SENTENCES = 200
HERE = Path(__file__).resolve().parent
LABELS = HERE / "quantities"
SHARED = HERE.parents[2] / "shared"

# A text file of Wikisource breaks lines inside a sentence where a link stood, so only an empty line ends
# a paragraph there. In a Word file every line is a paragraph.
ENDS = {".txt": re.compile(r"[。！？；]|\n(?:[^\S\n]*\n)+"), ".docx": re.compile(r"[。！？；]|\n")}
FOOTER = "本作品是中华人民共和国的"  # the licence note of Wikisource

NUMERAL = r"(?:[0-9０-９]+|[一二三四五六七八九十百]+)"
NOT_A_FIGURE = re.compile(
    r"[0-9０-９]{4}\s*(?:年|[-—–－~～至]+\s*[0-9０-９]{4}\s*年)"
    r"|[0-9０-９]{1,2}月(?:[0-9０-９]{1,2}日)?"
    r"|“[^”\n]{0,12}”"
    rf"|{NUMERAL}(?:届|世纪|周年)"
    r"|^[0-9０-９]{1,2}[.．、]"
)
FIGURE = re.compile(
    r"[0-9０-９]|百分之|[一二两三四五六七八九十几数][十百千万亿]|[一二两三四五六七八九十]+(?:成|倍|番|分之)|翻番"
)


Place = tuple[str, int, int]


def place_of(sentence: dict[str, Any]) -> Place:
    """Report, start and end of a sentence drawn or labelled."""
    return sentence["report"], sentence["start"], sentence["end"]


def load_plain(shared: Path) -> Callable[[Path], str]:
    """The function that settles a report's text for the shared labels; ours count in the same text."""
    spec = importlib.util.spec_from_file_location("score", shared / "bench" / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"{shared}: no bench/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return lambda report: module.plain(report, "")  # the files labelled are .txt and .docx: it takes their own text


def split_sentences(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Spans of sentences with their end mark, without the white space around them."""
    last = text.find(FOOTER)
    stop = len(text) if last < 0 else last
    start = 0
    for end in [m.end() for m in ends.finditer(text, 0, stop)] + [stop]:
        piece = text[start:end]
        inner = piece.strip().lstrip("”’）")
        if inner:
            first = start + piece.index(inner)
            yield first, first + len(inner)
        start = end


def draw(shared: Path, seed: int) -> list[dict[str, Any]]:
    plain = load_plain(shared)
    reports = shared / "reports"
    files = sorted((reports / "national").glob("*.txt")) + sorted((reports / "provinces-2025").glob("*.docx"))
    chance = random.Random(seed)
    each, more = divmod(SENTENCES, len(files))
    one_more = set(chance.sample(range(len(files)), more))
    drawn: list[dict[str, Any]] = []
    for i, file in enumerate(files):
        text = plain(file)
        spans = [
            (start, end)
            for start, end in split_sentences(text, ENDS[file.suffix])
            if FIGURE.search(NOT_A_FIGURE.sub("", text[start:end]))
        ]
        name = file.relative_to(reports).as_posix()
        for start, end in chance.sample(spans, each + (i in one_more)):
            drawn.append({"report": name, "start": start, "end": end, "text": text[start:end]})
    chance.shuffle(drawn)
    return drawn


def faults(shared: Path, seed: int, labelled: set[Place]) -> Iterator[str]:
    """What in the labels of a seed does not fit the sentences drawn or their reports.

    Sentences that an earlier seed drew too (``labelled``, which grows) are left out.
    """
    drawn = [(number, place_of(each)) for number, each in enumerate(draw(shared, seed), 1)]
    expected = [(number, place) for number, place in drawn if place not in labelled]
    labelled.update(place for _, place in drawn)
    lines = (LABELS / f"{seed}.jsonl").read_text(encoding="utf-8").splitlines()
    if len(lines) != len(expected):
        yield f"{len(lines)} lines, {len(expected)} sentences drawn"
    for (number, place), line in zip(expected, lines, strict=False):
        label = json.loads(line)
        if place_of(label) != place:
            yield f"{number}: not the sentence drawn"
        if label["split"] != ("dev" if number <= SENTENCES // 2 else "test"):
            yield f"{number}: split"
        at = label["start"]
        for q in label["quantities"]:
            if not at <= q["start"] < q["end"] <= label["end"]:
                yield f"{number}: {q['start']} is outside the sentence, or not after the quantity before"
            at = q["start"]
            head = q["indicator"]
            if head and not label["start"] <= head[0] < head[1] <= label["end"]:
                yield f"{number}: indicator {head} is outside the sentence"
            if q["bound"] not in ("exact", "lower", "upper", "about"):
                yield f"{number}: bound {q['bound']}"
            if q["measure"] not in ("level", "growth", "change", "fall"):
                yield f"{number}: measure {q['measure']}"
            if q["period"] and not re.fullmatch(r"\d{4}(-\d\d)?(\.\.\d{4}(-\d\d)?)?", q["period"]):
                yield f"{number}: period {q['period']}"


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds reports/ and bench/")
    ap.add_argument("--seed", type=int, default=SEEDS[-1])
    ap.add_argument("--check", action="store_true", help="check the labels instead of printing sentences")
    args = ap.parse_args()
    if args.check:
        labelled: set[Place] = set()
        found = [f"{seed}.jsonl:{fault}" for seed in SEEDS for fault in faults(args.shared, seed, labelled)]
        print("\n".join(found) or "all labels fit")
        return 1 if found else 0
    for sentence in draw(args.shared, args.seed):
        print(json.dumps(sentence, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
