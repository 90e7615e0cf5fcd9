"""A project's own words: laid over the lexicon for its own files, and for nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.checking import check_files
from tracker.model import Severity
from tracker.words.lexicon import Words, load, using

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
