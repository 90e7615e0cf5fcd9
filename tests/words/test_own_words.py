"""A project's own words: laid over the lexicon for its own files, and for nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.checking import check_files
from tracker.model import Severity, State
from tracker.understand.states import About, state_behind
from tracker.validating import validate_file
from tracker.words.indicators import lower_is_better
from tracker.words.lexicon import EXTENSIBLE, Words, load, remember, using
from tracker.words.states import Sense, find_tokens
from tracker.words.typed import Form, roles

TARGETS = """version: 1
locality: {name: 云溪县}
period: 2022
source: {title: 云溪县2022年工作计划}
words: own-words.yaml
commitments:
  - id: 1
    title: 水稻
    targets:
      - 水稻种植面积 >= 3 万亩
"""
REPORT = "2023年云溪县政府工作报告\n一、2022年工作回顾\n稻子摊子达到2100垧。\n二、2023年工作安排\n"
WORDS = """version: 1
names:
  same:
    - [水稻种植面积, 稻子摊子]
units:
  kinds:
    area: {垧: 15}
"""


def verdict(folder: Path, words: str | None) -> str:
    (folder / "targets").mkdir()
    targets = TARGETS if words is not None else TARGETS.replace("words: own-words.yaml\n", "")
    (folder / "targets" / "yunxi-2022.yaml").write_text(targets, encoding="utf-8")
    if words is not None:
        (folder / "targets" / "own-words.yaml").write_text(words, encoding="utf-8")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    files, findings = check_files([str(folder / "targets" / "yunxi-2022.yaml")], [str(folder / "report.txt")])
    assert not [each for each in findings if each.severity is Severity.ERROR]
    return files[0].results[0].verdict.value


def test_own_units_and_names_decide(tmp_path: Path) -> None:
    assert verdict(tmp_path, WORDS) == "met"


def test_without_them_the_same_words_decide_nothing(tmp_path: Path) -> None:
    assert verdict(tmp_path, None) == "unverifiable"


def test_the_page_on_own_words_says_what_works(tmp_path: Path, root: Path) -> None:
    blocks = (root / "docs" / "words.md").read_text(encoding="utf-8").split("```yaml\n")
    words = next(each.split("```")[0] for each in blocks if each.startswith("# targets/own-words.yaml"))
    assert verdict(tmp_path, words) == "met"


def test_a_wrong_key_is_found_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "yunxi-2022.yaml").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "targets" / "own-words.yaml").write_text(WORDS.replace("same:", "smae:"), encoding="utf-8")
    _, findings = check_files([str(tmp_path / "targets" / "yunxi-2022.yaml")])
    [found] = [each for each in findings if each.severity is Severity.ERROR]
    assert (found.place.line, found.place.column) == (3, 3)


def test_words_are_laid_over_only_inside_the_block() -> None:
    before = len(load("names")["soft"])
    with using(Words({"names": {"soft": ["全镇"]}})):
        assert "全镇" in load("names")["soft"]
    assert len(load("names")["soft"]) == before


@pytest.mark.parametrize("name", ["names", "stages", "units", "quantities", "phrases", "tense", "claims"])
def test_each_lexicon_file_is_text_throughout(name: str) -> None:
    """No YAML 1.1 types: a key such as `no` or a factor such as 0.05 must stay as it is written."""

    def walk(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert isinstance(key, str)
                walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)
        else:
            assert isinstance(value, str)

    walk(load(name))


# ── each role that a project may add to ──


def validated(folder: Path, words: str) -> list[str]:
    path = folder / "own-words.yaml"
    path.write_text("version: 1\n" + words, encoding="utf-8")
    return [f"{each.place.line}:{each.place.column} [{each.rule}]" for each in validate_file(str(path)).findings]


def test_the_schema_takes_what_the_lexicon_has(root: Path) -> None:
    """Each list of the schema is a list of the lexicon, by the same name and in the same form."""
    schema = json.loads((root / "schemas" / "words.schema.json").read_text(encoding="utf-8"))
    parts = schema["properties"].keys() - {"version"}
    assert parts == set(EXTENSIBLE)
    forms = {
        "array": {Form.WORDS, Form.GROUPS},
        "object": {Form.WORDS_BY_KEY, Form.WORDS_BY_STAGE, Form.FACTORS},
    }
    for part in parts:
        known = {role.path[0]: role.form for role in roles()[part]}
        for name, told in schema["properties"][part]["properties"].items():
            assert known[name] in forms[told["type"]], f"{part}/{name}"
    assert schema["properties"]["states"]["properties"].keys() == set(Sense)


def test_a_state_of_ones_own_is_heard(tmp_path: Path) -> None:
    about = About()
    text = "新建停车场7处，全部拉胯"
    assert state_behind(text, 7, about) is not State.NOT_DONE
    with using(Words({"states": {"short": ["拉胯"]}})):
        assert state_behind(text, 7, about) is State.NOT_DONE
    assert state_behind(text, 7, about) is not State.NOT_DONE


def test_a_state_of_the_lexicon_may_be_said_otherwise() -> None:
    assert next(find_tokens("完善", 0, 2)).sense is Sense.DONE
    with using(Words({"states": {"going": ["完善"]}})):
        assert next(find_tokens("完善", 0, 2)).sense is Sense.GOING


def test_which_way_is_good_of_ones_own() -> None:
    with using(Words({"indicators": {"better": {"lower": ["进京访"]}}})):
        assert lower_is_better("进京访人次")
    assert not lower_is_better("进京访人次")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("states:\n  short: [拉胯, 拉胯]\n", ["3:15 [repeat]"]),
        ("states:\n  short: [拉胯]\n  stop: [拉胯]\n", ["4:10 [repeat]"]),
        ("names:\n  same:\n    - [甲, 乙]\n    - [丙, 乙]\n", ["5:11 [repeat]"]),
        ("stages:\n  works:\n    完工: [达效]\n    投用: [达效]\n", []),
        ("states:\n  shrot: [拉胯]\n", ["3:3 [unknown-key]"]),
        ("indicators:\n  better: {lower: 拉胯}\n", ["3:19 [type]"]),
    ],
)
def test_what_is_wrong_stands_where_it_is_said(words: str, found: list[str], tmp_path: Path) -> None:
    assert validated(tmp_path, words) == found


def test_what_is_remembered_is_apart_for_each_call() -> None:
    """An argument given by name is one too: what was kept of a call without it is no answer."""
    asked: list[object] = []

    @remember
    def told(word: str, ending: bool = False) -> str:
        asked.append((word, ending))
        return f"{word}$" if ending else word

    @remember
    def how_often() -> int:
        asked.append(None)
        return len(asked)

    assert [told("部分"), told("部分", ending=True), told("部分", ending=True)] == ["部分", "部分$", "部分$"]
    assert asked == [("部分", False), ("部分", True)]
    assert how_often() == how_often() == 3
    with using(Words({"names": {}})):
        assert how_often() == 4
        assert told("部分") == "部分"
    assert how_often() == 3
