# ruff: noqa: E501 - tables of signs, and seeds as they stand
"""Changes to a seed's bytes, drawn from a random number: the same number makes the same input, on every machine."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

TOKENS = [
    *("9" * 5000, "[" * 5000, '{"a":' * 3000, "Infinity", "NaN", "null", "true", "1e999", "-0", "0x" + "f" * 30, "²", "١٢", "万亿", "，", "。", "\n", "\r", "\t", "\0", "\x1b[31m", "\u202e"),
    *("\u3000", "\xa0", "\ufeff", "：", "- ", "- - - ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!python/x ", "|\n", ">\n"),
    *("---\n", "...\n", "#", '"', "'", "\\", "\\x", "\\ud800", ">=", "≥", "~", "..", "->", "增长", "下降", "同比", "左右", "以上"),
    *("亩", "处", "%", "个百分点", "元", "完工", "开工", "2022", "2022-13-45", "0000-00-00", "0", "-1", "1.5", "一百二十", "十几"),
    *("<", ">", "</", "&#1;", "&#x10ffff;", "&amp;", "<!--", "-->", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "/>"),
    *("PK\x03\x04", "PK\x01\x02", "%PDF-1.7", "endobj", "stream", "endstream", " 0 R", "/X Do ", "<<", ">>", "_xD800_", "t=\"s\""),
    *("一、", "（一）", "1.", "第一章", "附件", "|", "||", "——", "…", "㊀", "①", "𠮷", "\ud83d", "全年", "完成", "力争", "达到"),
]  # fmt: skip
WORDS = [each.encode("utf-8", "surrogatepass") for each in TOKENS]


def mutated(seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds, changed in one to six places."""
    data = bytearray(random.choice(seeds))
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        random.choice(CHANGES)(data, seeds, random)
    return bytes(data[:200_000])


def _place(data: bytearray, random: Random) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.choice((0, 1, 1, 2, 4, 16, 64)))


def _word(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    start, end = _place(data, random)
    data[start:end] = random.choice(WORDS)


def _flip(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    if data:
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def _cut(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    start, end = _place(data, random)
    del data[start:end]


def _double(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    start, end = _place(data, random)
    data[end:end] = data[start:end] * random.choice((1, 2, 50))


def _end(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    del data[random.randint(0, len(data)) :]


def _splice(data: bytearray, seeds: Sequence[bytes], random: Random) -> None:
    other = random.choice(seeds)
    start, end = _place(data, random)
    begin = random.randint(0, len(other))
    data[start:end] = other[begin : begin + random.choice((4, 40, 400))]


def _lines(data: bytearray, _: Sequence[bytes], random: Random) -> None:
    lines = bytes(data).split(b"\n")
    random.shuffle(lines) if len(lines) < 4 else lines.insert(random.randrange(len(lines)), random.choice(lines))
    data[:] = b"\n".join(lines)


Change = Callable[[bytearray, Sequence[bytes], Random], None]
CHANGES: list[Change] = [_word, _word, _word, _flip, _cut, _double, _end, _splice, _lines]


def mutated_zip(seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds, which are zips: one of its members changed; of each tenth, the bytes of the zip itself."""
    data = random.choice(seeds)
    if random.random() < 0.1:
        return mutated([data], random)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice(list(members))
    members[name] = mutated([members[name]], random)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for each, content in members.items():
            archive.writestr(zipfile.ZipInfo(each), content)
    return out.getvalue()


def mutated_pdf(seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds, which are PDFs: changed as bytes, or within a stream that is packed again."""
    data = random.choice(seeds)
    start = data.find(b"stream\n") + len(b"stream\n")
    end = data.find(b"\nendstream", start)
    if random.random() < 0.5 or end < 0:
        return mutated([data], random)
    body = data[start:end]
    try:
        return data[:start] + zlib.compress(mutated([zlib.decompress(body)], random)) + data[end:]
    except zlib.error:
        return data[:start] + mutated([body], random) + data[end:]
