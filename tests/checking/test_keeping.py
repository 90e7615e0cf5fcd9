"""What is kept for the next run: found again byte for byte, never out of date, and no trouble when it is damaged."""

from __future__ import annotations

import json
import os
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checking.test_batch import PLACES, write_project
from tests.write import samples
from tracker.checking import check_files, keeping
from tracker.checking.keeping import Keep
from tracker.checking.plain import Damaged, codec_of
from tracker.cli import main
from tracker.model import Document, FileResult, Measure, Message, Pair, Period, Reading, Stage, Value
from tracker.understand import understand
from tracker.words.lexicon import Words, words_of
from tracker.write.kept import Folder

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))
    return tmp_path


def entries() -> list[Path]:
    return sorted(each for each in Path("kept").rglob("*") if each.is_file() and each.name != "pruned")


def answer(capsys: Capture, *arguments: str) -> str:
    capsys.readouterr()
    main(["check", "targets", "--format", "json", *arguments])
    return capsys.readouterr().out


# ── answers ──


def test_a_kept_answer_is_the_same_byte_for_byte(project: Path, capsys: Capture) -> None:
    for form in (["--format", "csv"], ["--format", "table", "--explain"], ["--as-of", "2022-06"], []):
        anew = answer(capsys, *form, "--no-cache")
        assert [answer(capsys, *form) for _ in range(2)] == [anew, anew]


def test_nothing_is_worked_out_twice(project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    first = answer(capsys)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a report was understood again")

    for module, name in (("batch", "check"), ("reports", "understand"), ("reports", "find_head")):
        monkeypatch.setattr(f"tracker.checking.{module}.{name}", never)
    assert answer(capsys) == first


def test_no_cache_keeps_nothing(project: Path, capsys: Capture) -> None:
    answer(capsys, "--no-cache")
    assert entries() == []


def test_what_changes_is_judged_anew(project: Path, capsys: Capture) -> None:
    answer(capsys)
    for path, old, new in (
        ("reports/东山区-2022.txt", "停车场4处", "停车场9处"),
        ("targets/西山区-2022.yaml", ">= 5 处", ">= 50 处"),
    ):
        text = Path(path).read_text(encoding="utf-8")
        assert old in text
        Path(path).write_text(text.replace(old, new), encoding="utf-8")
        assert answer(capsys) == answer(capsys, "--no-cache")


def test_a_later_report_and_a_review_change_it_too(project: Path, capsys: Capture) -> None:
    before = answer(capsys)
    Path("reviews").mkdir()
    Path("reviews/东山区-2022.yaml").write_text(
        "version: 1\ntargets: 东山区-2022.yaml\ndecisions:\n"
        "- {id: 1, verdict: met, by: 审核员, on: 2023-03-01, why: 看过}\n",
        encoding="utf-8",
    )
    reviewed = answer(capsys)
    assert reviewed != before
    assert reviewed == answer(capsys, "--no-cache")
    Path("reports/西山区-2023.txt").write_text(
        "西山区2024年政府工作报告\n\n一、2023年工作回顾\n全年新建停车场2处。\n", encoding="utf-8"
    )
    assert answer(capsys) == answer(capsys, "--no-cache")


def test_another_version_of_the_code_finds_nothing(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(capsys)
    before = len(entries())
    monkeypatch.setattr(keeping, "version", lambda: "another")
    answer(capsys)
    assert len(entries()) == 2 * before


def test_the_version_is_that_of_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tracker.write import kept

    folder = tmp_path / "tracker" / "write"
    folder.mkdir(parents=True)
    (folder / "kept.py").write_text("", encoding="utf-8")
    (tmp_path / "tracker" / "words.yaml").write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setattr(kept, "__file__", str(folder / "kept.py"))
    first = kept.own_code()
    assert kept.own_code() == first
    (tmp_path / "tracker" / "words.yaml").write_text("a: 2\n", encoding="utf-8")
    assert kept.own_code() != first


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_entry_is_worked_out_anew(project: Path, capsys: Capture, seed: int) -> None:
    first = answer(capsys)
    pick = random.Random(seed)
    for path in entries():
        data = bytearray(path.read_bytes())
        match seed % 4:
            case 0:
                data[pick.randrange(len(data))] ^= 1 << pick.randrange(8)
            case 1:
                del data[pick.randrange(len(data)) :]
            case 2:
                data += b"\0"
            case 3:
                data = bytearray(pick.randbytes(100))
        path.write_bytes(bytes(data))
    assert answer(capsys) == first
    assert answer(capsys) == first


def test_an_entry_that_says_something_else_is_no_answer(project: Path, capsys: Capture) -> None:
    """Whole and well-formed, but not what was asked for."""
    first = answer(capsys)
    folder = Folder(Path("kept/commitment-tracker"))
    for path in entries():
        for data in (b"null", b"[]", b"[1, 2]", b"{", b"\xff"):
            folder.put(path.name, data)
            assert answer(capsys) == first


def test_a_folder_that_cannot_be_written_costs_no_answer(project: Path, capsys: Capture) -> None:
    first = answer(capsys)
    for path in entries():
        path.unlink()
    for folder in Path("kept/commitment-tracker").iterdir():
        if folder.is_dir():
            folder.rmdir()
            folder.write_text("in the way", encoding="utf-8")
    assert answer(capsys) == first


def test_the_cache_is_cleared(project: Path, capsys: Capture) -> None:
    answer(capsys)
    count = len(entries())
    assert main(["cache", "clear", "--lang", "en"]) == 0
    assert f"commitment-tracker: {count} entries taken out, " in capsys.readouterr().out
    assert entries() == []


def test_the_least_used_go_first(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for number in range(10):
        folder.put(f"{number:02}key", os.urandom(1000))
        os.utime(tmp_path / f"{number:02}" / f"{number:02}key", (number + 1, number + 1))
    assert folder.get("00key") is not None  # used now
    folder.prune(most=8000)
    left = [number for number in range(10) if folder.get(f"{number:02}key") is not None]
    assert 0 in left
    assert left[1:] == list(range(10 - len(left) + 1, 10))
    assert sum(each.stat().st_size for each in tmp_path.rglob("*key")) <= 8000
    folder.put("zzkey", os.urandom(20_000))
    folder.prune(most=8000)  # looked at a moment ago
    assert folder.get("zzkey") is not None


# ── scorecards ──


def test_a_scorecard_that_stands_is_not_written_again(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["score", "--html"]) == 0
    told = capsys.readouterr().out
    before = {path: path.read_bytes() for path in Path("reports_out").iterdir()}
    assert len(before) == 2 * len(PLACES) + 2
    monkeypatch.setattr("tracker.scoring.write_one", lambda *_: (_ for _ in ()).throw(AssertionError("again")))
    assert main(["score", "--html"]) == 0
    assert capsys.readouterr().out == told
    assert {path: path.read_bytes() for path in Path("reports_out").iterdir()} == before


def test_a_scorecard_that_is_gone_or_touched_is_written_again(project: Path) -> None:
    assert main(["score", "--html"]) == 0
    path, page = Path("reports_out/东山区-2022.xlsx"), Path("reports_out/东山区-2022.html")
    first, shown = path.read_bytes(), page.read_bytes()
    path.unlink()
    page.write_bytes(b"<html>")
    assert main(["score", "--html"]) == 0
    assert (path.read_bytes(), page.read_bytes()) == (first, shown)


# ── values to plain data and back ──


def readings() -> list[Reading]:
    texts = [
        "某县2023年政府工作报告\n\n一、2022年工作回顾\n（一）城建。全年新建停车场7至9处，增长5.2%。大桥建成通车。\n二、2023年安排\n",
        "𠮷祥县2022年统计公报\n\n农业\n全年粮食产量约12.5万吨。\n",
        "",
    ]
    return [understand(Document(f"{number}.txt", text)) for number, text in enumerate(texts)]


@pytest.mark.parametrize("value", readings(), ids=lambda each: each.document.path)
def test_a_reading_comes_back(value: Reading) -> None:
    codec = codec_of(Reading)
    assert codec.from_plain(json.loads(json.dumps(codec.to_plain(value)))) == value


def test_results_of_every_kind_come_back() -> None:
    """Every target, reason, evidence and review of the samples; lights, lateness and dates of a real run."""
    file = samples.sample()
    codec = codec_of(FileResult)
    assert codec.from_plain(json.loads(json.dumps(codec.to_plain(file)))) == file


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Value | Stage | Pair | None, Value(Decimal("1.50"), "亩")),
        (Value | Stage | Pair | None, Stage.BUILT),
        (Value | Stage | Pair | None, Pair(Value(Decimal(1), "%"), Value(Decimal("-0.1"), "%", Decimal(2)))),
        (Value | Stage | Pair | None, None),
        (int | str, 3),
        (int | str, "3"),
        (date | None, date(2022, 12, 31)),
        (tuple[tuple[int, int], ...], ((1, 2), (3, 4))),
        (tuple[str | None, Period | None], (None, Period.of_year(2022))),
        (Measure, Measure.GROWTH),
    ],
)
def test_a_value_comes_back_as_it_was(kind: Any, value: object) -> None:
    codec = codec_of(kind)
    back = codec.from_plain(json.loads(json.dumps(codec.to_plain(value))))
    assert (type(back), back, repr(back)) == (type(value), value, repr(value))


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=12,
)


@given(plain)
def test_what_is_no_such_value_is_damaged(data: object) -> None:
    for kind in (Period, Value, Stage, Decimal, date, Reading, FileResult):
        try:
            back = codec_of(kind).from_plain(data)
        except Damaged:
            continue
        assert isinstance(back, kind)


@given(st.data())
def test_a_changed_reading_is_damaged_or_of_the_right_types(data: st.DataObject) -> None:
    """No matter which part of it is replaced, nothing else is raised."""
    codec = codec_of(Reading)
    held: Any = json.loads(json.dumps(codec.to_plain(_READING)))
    here = held
    for _ in range(data.draw(st.integers(0, 5))):
        inner = [each for each in here if isinstance(each, list) and each]
        if not inner:
            break
        here = data.draw(st.sampled_from(inner))
    here[data.draw(st.integers(0, len(here) - 1))] = data.draw(plain)
    try:
        back = codec.from_plain(held)
    except Damaged:
        return
    assert isinstance(back, Reading)


_READING = readings()[0]


def test_a_new_kind_of_field_is_told_to_whoever_adds_it() -> None:
    with pytest.raises(TypeError, match="no plain form"):
        codec_of(dict[str, str])


# ── words ──


def test_words_are_the_same_by_content(tmp_path: Path) -> None:
    import pickle

    words = words_of({"units": {"counters": {"a": ["垧"]}}})
    assert words_of({"units": {"counters": {"a": ["垧"]}}}) is words
    assert pickle.loads(pickle.dumps(words)) is words
    assert words.key != Words().key


def test_own_words_are_part_of_what_a_result_is_made_of(project: Path, capsys: Capture) -> None:
    path = Path("targets/东山区-2022.yaml")
    text = path.read_text(encoding="utf-8").replace("新建停车场", "新建泊车位")
    words = Path("targets/words.yml")
    path.write_text(f"words: words.yml\n{text}", encoding="utf-8")
    told = []
    for other in ("停车楼", "停车场"):
        words.write_text(f"version: 1\nnames:\n  same: [[泊车位, {other}]]\n", encoding="utf-8")
        main(["check", str(path), "--format", "json"])
        kept = capsys.readouterr().out
        main(["check", str(path), "--format", "json", "--no-cache"])
        assert capsys.readouterr().out == kept
        told.append(kept)
    assert told[0] != told[1]


def test_check_files_keeps_nothing_by_itself(project: Path) -> None:
    """A library call leaves no files behind unless it is asked to."""
    check_files([f"targets/{PLACES[0]}-2022.yaml"])
    assert entries() == []
    assert Keep.here().get(Reading, "nothing") is None


def test_a_result_of_another_path_is_another(project: Path, capsys: Capture) -> None:
    answer(capsys)
    Path("targets/东山区-2022.yaml").rename("targets/东山区-二.yaml")
    assert answer(capsys) == answer(capsys, "--no-cache")


def test_replacing_is_seen() -> None:
    """The codec looks at each field by its name and type."""
    value = replace(_READING, title=None)
    codec = codec_of(Reading)
    assert codec.from_plain(codec.to_plain(value)) == value != _READING


def test_a_message_comes_back_with_what_it_says() -> None:
    message = Message("{a}: {b}, {c}", {"a": Path("x"), "b": Message("inner {n}", {"n": 3}), "c": 2.5})
    codec = codec_of(Message)
    back = codec.from_plain(json.loads(json.dumps(codec.to_plain(message))))
    assert str(back) == str(message)
