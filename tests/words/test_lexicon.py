"""The lexicon's own files: nothing without a role, no word twice in one, no two lists that say nearly the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.words import lexicon_page
from tracker.model import Better, Measure, Op
from tracker.words import typed
from tracker.words.indicators import better_of
from tracker.words.patterns import filled
from tracker.words.typed import Form, LexiconError, Role, check, load_file, roles

FOLDER = Path(typed.__file__).parent
FILES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem not in (typed.ROLES, typed.RULES))


def lists() -> Iterator[tuple[Role, Any]]:
    for file in FILES:
        for role in roles()[file]:
            value = load_file(file)
            for key in role.path:
                value = value[key]
            yield role, value


def test_every_file_has_its_roles() -> None:
    assert sorted(roles()) == FILES
    for file in FILES:
        load_file(file)


def test_every_role_is_told_in_both_languages() -> None:
    for role, _ in lists():
        assert re.search("[a-z]", role.english), role.name
        assert re.search("[\u4e00-\u9fff]", role.chinese), role.name


STATES = {role.path[0]: ["完成" + role.path[0]] for role in roles()["states"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"shrot": ["塌"]}, "shrot: no such role"),
        ({"short": ["塌", "塌"]}, "short: 塌 stands there twice"),
        ({"short": []}, "short: a list of words was expected"),
        ({"short": "塌"}, "short: a list of words was expected"),
        ({"short": [" 塌"]}, "' 塌' is no word"),
        ({"short": {"塌": ["欠"]}}, "short: a list of words was expected"),
    ],
)
def test_what_no_role_allows_is_refused(change: dict[str, Any], said: str) -> None:
    check("states", STATES)
    with pytest.raises(LexiconError, match=re.escape(said)):
        check("states", {**STATES, **change})


def test_a_role_without_its_list_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"states\.yaml: short: a role without its list"):
        check("states", {key: words for key, words in STATES.items() if key != "short"})


@pytest.mark.parametrize(
    ("form", "wrong", "said"),
    [
        (Form.GROUPS, [["社零", "社消"], ["社消", "消费"]], "社消 stands in two groups"),
        (Form.ROWS, [["新建", "新建"]], "新建 stands there twice"),
        (Form.LETTERS, "重主重", "重 stands there twice"),
        (Form.WORDS_BY_STAGE, {"开动": ["开工"]}, "开动 is none of"),
        (Form.WORDS_BY_STAGE, {"开工": "动工"}, "开工: a list of words"),
        (Form.TEMPLATES_BY_STAGE, {"开工": ["启动"]}, "启动 has no {}"),
        (Form.FACTORS, {"area": {"亩": "one"}}, "area: 亩: 'one' is no number"),
        (Form.FACTORS, {"area": {"亩": "0"}}, "area: 亩: 0 is not above 0"),
        (Form.WORD_BY_WORD, {"投资": ["固定资产投资"]}, "投资: text was expected"),
        (Form.NUMBER, "many", "'many' is no number"),
    ],
)
def test_each_form_says_what_is_wrong(form: Form, wrong: Any, said: str) -> None:
    assert any(said in problem for problem in typed.CHECKS[form](wrong))


def test_all_patterns_compile() -> None:
    for role, value in lists():
        if not role.form.startswith("pattern"):
            continue
        if role.form is Form.PATTERN_BY_KEY:
            for text in value.values():
                whole = filled(role.file, text, unit="x")
                assert not re.search(r"\{[A-Za-z]", whole), whole
                re.compile(whole)
            continue
        below = list(value.values()) if isinstance(value, dict) else [value]
        for pattern in (each for part in below for each in (part if isinstance(part, list) else [part])):
            re.compile(re.sub(r"\{[a-z]\}", "x", pattern))


NEARLY_ALIKE = {
    ("plans/bounds before", "quantities/before"),
    ("plans/bounds behind", "quantities/after"),
    ("plans/after", "stages/works"),
    ("stages/works", "tense/tasks/begun"),
}
"""Lists of two files that share half of their words: what is left to merge. Take out what is merged, add none."""


def test_no_two_files_hold_the_same_list() -> None:
    found = []
    for role, value in lists():
        if role.form in (Form.WORDS, Form.WORDS_BY_KEY, Form.WORDS_BY_STAGE) and role.file != "units":
            found += [(role, frozenset(each)) for each in (value.values() if isinstance(value, dict) else [value])]
    alike = {
        (one.name, other.name)
        for (one, left), (other, right) in combinations(found, 2)
        if one.file != other.file and len(left & right) > 2 and 2 * len(left & right) > len(left | right)
    }
    assert alike <= NEARLY_ALIKE


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("城镇调查失业率", "lower"),
        ("PM2.5浓度", "lower"),
        ("劣Ⅴ类水体比例", "lower"),
        ("空气质量优良率", "higher"),
        ("污染物排放达标率", "higher"),
        ("养老保险缴费率", "higher"),
        ("研发经费投入强度", "higher"),
        ("地区生产总值", "higher"),
    ],
)
def test_which_way_an_indicator_is_to_go(name: str, better: str) -> None:
    assert better_of(name, Op.ABOUT) is Better(better)
    if better == "lower":
        assert better_of(name, Op.ABOUT, Measure.FALL) is Better.HIGHER


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_tells_every_role(lang: str) -> None:
    assert lexicon_page.page(lang) == lexicon_page.PAGES[lang].read_text(encoding="utf-8"), "run `make docs`"
