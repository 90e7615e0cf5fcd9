"""``tracker words``: where the lexicon has a word, in both languages and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tracker.cli import main
from tracker.words.entries import find_entries, lexicon, words_inside, words_near
from tracker.words.readers import readers_of
from tracker.words.typed import roles

Capture = pytest.CaptureFixture[str]


def told(capsys: Capture, *words: str, code: int = 0) -> list[dict[str, Any]]:
    assert main(["words", "--format", "json", *words]) == code
    answer = json.loads(capsys.readouterr().out)
    assert answer["version"] == 1
    result: list[dict[str, Any]] = answer["words"]
    return result


def test_a_word_stands_where_it_says(capsys: Capture) -> None:
    [answer] = told(capsys, "塌")
    [entry] = answer["entries"]
    assert (entry["role"], entry["path"]) == ("states/short", "tracker/words/states.yaml")
    line = (ROOT / entry["path"]).read_text(encoding="utf-8").splitlines()[entry["line"] - 1]
    assert line[entry["column"] - 1 :].startswith("塌,")
    assert entry["read_by"] == ["tracker/words/states.py"]
    assert not answer["near"]


def test_every_word_stands_where_it_says() -> None:
    lines = {
        file: (ROOT / "tracker" / "words" / f"{file}.yaml").read_text(encoding="utf-8").splitlines() for file in roles()
    }
    for entry in lexicon():
        written = lines[entry.role.file][entry.line - 1][entry.column - 1 :]
        assert written.startswith((entry.word, '"', "'")) or written == "|", entry


@pytest.mark.parametrize(
    ("word", "other", "way"),
    [
        ("社零", "社会消费品零售总额", "same"),
        ("社会消费品零售总额", "社零", "same"),
        ("投资", "固定资产投资", "stands-for"),
        ("固定资产投资", "投资", "covered-by"),
        ("新建", "修建", "row"),
        ("㎡", "平方米", "stands-for"),
    ],
)
def test_synonyms_have_a_direction(word: str, other: str, way: str, capsys: Capture) -> None:
    [answer] = told(capsys, word)
    assert {"word": other, "way": way} in [each for entry in answer["entries"] for each in entry["synonyms"]]


def test_a_stage_a_unit_a_place_and_which_way_is_good(capsys: Capture) -> None:
    stage, unit, place, name = told(capsys, "投运", "公顷", "呼兰区", "登记失业率")
    assert {"stages/works": "投用", "plans/after": "投用"}.items() <= {
        each["role"]: each["key"] for each in stage["entries"]
    }.items()
    assert unit["unit"] == {"kind": "area", "factor": "15", "base": "亩", "counts_with": []}
    assert place["places"] == [{"code": "230111", "within": "哈尔滨市"}]
    assert name["name"]["better"] == "lower"


def test_a_pattern_that_it_fits_is_told(capsys: Capture) -> None:
    [answer] = told(capsys, "如期完成年度任务")
    [entry] = [each for each in answer["entries"] if each["role"] == "claims/done"][:1]
    assert re.fullmatch(entry["pattern"], "如期完成年度任务")


def test_an_unknown_word_leads_to_near_ones(capsys: Capture) -> None:
    [answer] = told(capsys, "竣工投用了", code=1)
    assert not answer["known"]
    assert answer["inside"] == ["竣工投用"]
    assert "竣工投用" in answer["near"]


def test_in_words(capsys: Capture) -> None:
    assert main(["words", "塌", "--lang", "en"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["塌", "  states/short: it fails or lags"]
    assert main(["words", "没有的呀", "--lang", "zh"]) == 1
    assert "词典里没有这个词" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["", "  ", "长" * 61])
def test_what_is_no_word_is_refused(word: str, capsys: Capture) -> None:
    assert main(["words", word]) == 2
    assert "expected words of 1 to 60 characters" in capsys.readouterr().err


OWN = "version: 1\nnames:\n  same:\n    - [水稻种植面积, 稻子摊子]\nstages:\n  works:\n    投用: [达效]\n"
TARGETS = (
    "version: 1\nlocality: {name: 云溪县}\nperiod: 2022\nsource: {title: 计划}\n"
    "words: own-words.yaml  # ours\ncommitments: []\n"
)


def test_a_users_own_words_are_found_where_they_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "yunxi-2022.yaml").write_text(TARGETS, encoding="utf-8")
    (tmp_path / "targets" / "own-words.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    own, stage = told(capsys, "稻子摊子", "达效")
    assert [(each["path"], each["line"], each["column"]) for each in own["entries"]] == [
        (str(Path("targets", "own-words.yaml")), 4, 16)
    ]
    assert own["entries"][0]["synonyms"] == [{"word": "水稻种植面积", "way": "same"}]
    assert (stage["entries"][0]["role"], stage["entries"][0]["key"]) == ("stages/works", "投用")


def test_no_word_is_looked_up_in_what_lies_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    project = tmp_path / "project"
    (project / "targets").mkdir(parents=True)
    (tmp_path / "own-words.yaml").write_text(OWN, encoding="utf-8")
    targets = TARGETS.replace("own-words.yaml", "../../own-words.yaml")
    (project / "targets" / "yunxi-2022.yaml").write_text(targets, encoding="utf-8")
    monkeypatch.chdir(project)
    assert told(capsys, "稻子摊子", code=1)[0]["entries"] == []


def test_every_list_of_the_lexicon_is_read_by_somebody() -> None:
    """A list that no module names is dead: delete it, and its line in roles.yaml."""
    assert [role.name for file in roles().values() for role in file if not readers_of(role)] == []


def test_inside_and_near() -> None:
    entries = lexicon()
    assert words_inside("基本建成投用", entries) == ["基本建成", "投用"]
    assert all("社零" in each or each[0] == "社" for each in words_near("社零", entries)[:1])
    assert find_entries("塌", entries)
