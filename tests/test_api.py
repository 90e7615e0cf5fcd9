"""``import tracker``: what it gives, what it raises, and how short it says it."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import tracker
from tests import python_api
from tests.cli.projects import make_project
from tests.conftest import ROOT
from tracker import InvalidFile, Light, Period, UnreadableReport, UnusableCall, Verdict


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make_project(tmp_path))
    return tmp_path


def test_a_folder_stands_for_the_targets_in_it_alone(project: Path) -> None:
    """Words of one's own lie beside the targets; a folder above may hold whole projects."""
    Path("targets/own-words.yaml").write_text("version: 1\nnames:\n  soft: [全镇]\n", encoding="utf-8")
    Path("deep/one").mkdir(parents=True)
    for name in ("targets", "reports"):
        Path(name).rename(Path("deep/one", name))
    for given in ("deep", "deep/one"):
        assert [each.targets.path for each in tracker.check(given).files] == [
            "deep/one/targets/dongshan-2022.yaml",
            "deep/one/targets/xishan-2021.yaml",
        ]


REPORT = "2023年政府工作报告\n\n一、2022年工作回顾\n全年完成造林面积900亩。\n"


@pytest.mark.parametrize(
    "targets", ["targets/dongshan-2022.yaml", Path("targets"), ["targets/dongshan-2022.yaml"], "."]
)
def test_targets_are_a_path_or_many_or_a_folder(project: Path, targets: tracker.api.Paths) -> None:
    answer = tracker.check(targets)
    first = next(each for each in answer.files if each.targets.locality.name == "东山区")
    assert [each.verdict for each in first.results] == [Verdict.MET, Verdict.UNMET, Verdict.UNVERIFIABLE]
    assert len(answer.to_frame()) == 3 * len(answer.files)


def test_whose_report_it_is_can_be_said(project: Path) -> None:
    Path("r").mkdir()
    Path("r/a.txt").write_text(REPORT, encoding="utf-8")
    named = {"locality": "东山区", "period": 2022}
    for reports in ("r/a.txt", Path("r"), [Path("r/a.txt")]):
        answer = tracker.check("targets/dongshan-2022.yaml", reports, **named)  # type: ignore[arg-type]
        assert answer.files[0].results[0].verdict is Verdict.UNMET
    assert tracker.read("r/a.txt", period="2021..2022").period == Period.of_years(2021, 2022)


@pytest.mark.parametrize("as_of", ["2022-12-31", "2022-12", date(2022, 12, 31)])
def test_the_day_of_the_lights(project: Path, as_of: str | date) -> None:
    answer = tracker.check("targets/dongshan-2022.yaml", as_of=as_of)
    assert [each.light for each in answer.files[0].results][:2] == [Light.DONE, Light.OVERDUE]


def test_what_is_wrong_with_a_file_is_raised_or_in_findings(project: Path) -> None:
    """Never an empty frame in silence."""
    bad = Path("targets/bad-2022.yaml")
    bad.write_text("version: 1\nlocality: {name: 北山区}\n", encoding="utf-8")
    with pytest.raises(InvalidFile, match=r"bad-2022\.yaml:1:1: `") as raised:
        tracker.check(bad)
    assert {each.rule for each in raised.value.findings} == {"missing-key"}
    answer = tracker.check("targets")
    assert [each.place.file for each in answer.findings if each.rule == "missing-key"]
    assert ", 3 errors among them" in repr(answer)
    with pytest.raises(UnreadableReport):
        tracker.check("none.yaml")
    with pytest.raises(UnusableCall, match="no targets file was given"):
        tracker.check([])
    Path("empty").mkdir()
    with pytest.raises(UnusableCall, match="no targets file"):
        tracker.check("empty")
    with pytest.raises(UnusableCall, match="no report in it"):
        tracker.check("targets/dongshan-2022.yaml", "empty")
    with pytest.raises(InvalidFile):
        tracker.score("targets")
    Path("reports/bad.yaml").write_text("version: 1\nobservations: []\n", encoding="utf-8")
    with pytest.raises(InvalidFile):
        tracker.read("reports/bad.yaml")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"period": "2023..2022"}, "period=2023..2022: expected 2022"),
        ({"as_of": "soon"}, "as_of=soon: expected a day"),
    ],
)
def test_arguments_that_cannot_be_followed(project: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(UnusableCall, match=said):
        tracker.check("targets", **options)  # type: ignore[arg-type]


def test_read_validate_draft_and_score(project: Path) -> None:
    Path("a.txt").write_text(REPORT, encoding="utf-8")
    reading = tracker.read("a.txt")
    observed = reading.observations[0]
    assert reading.quote(observed.start, observed.end) in REPORT
    assert repr(reading).startswith("<Reading 'a.txt': ")
    validity = tracker.validate()
    assert validity
    assert tracker.validate(["targets", "reports"]).files == validity.files
    Path("plan.txt").write_text("东山区2023年政府工作安排\n\n1. 新建停车场5处。\n", encoding="utf-8")
    draft = tracker.draft("plan.txt", locality="东山区")
    text = tracker.to_yaml(draft, lang="zh")
    assert "新建停车场 >= 5 处" in text or "新建停车场 = 5 处" in text
    written = tracker.score("targets", out="cards", html=True)
    assert sorted(each.name for each in written) == sorted(each.name for each in Path("cards").iterdir())
    assert Path("cards/summary.xlsx") in written


def test_what_is_shown_is_short_and_safe(project: Path) -> None:
    text = Path("targets/dongshan-2022.yaml").read_text(encoding="utf-8")
    for number in range(30):
        name = f"targets/x{number}-2022.yaml"
        Path(name).write_text(text.replace("植树造林", "<script>&").replace("东山", f"东{number}"), encoding="utf-8")
    answer = tracker.check("targets")
    assert repr(answer).startswith("<Answer: 32 files, 96 commitments: 1 met, ")
    assert len(repr(answer)) < 200
    shown = answer._repr_html_()
    assert len(shown) < 20_000
    assert "<script>" not in shown
    assert "&lt;script&gt;&amp;" in shown
    assert "to_frame()" in shown
    for value in (answer.files[0], answer.files[0].targets, answer.files[0].reports):
        assert len(repr(value)) < 300


def test_all_names_are_there_and_a_room_does_not_hide_one() -> None:
    for name in tracker.__all__:
        assert getattr(tracker, name) is not None
    assert set(tracker.__all__) <= set(dir(tracker))
    script = "import tracker.read.text, tracker, sys; print(callable(tracker.read), tracker.read.text.__name__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.split() == ["True", "tracker.read.text"]
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = tracker.nonsense


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_of_the_api_is_made_from_the_docstrings(lang: str) -> None:
    assert python_api.PAGES[lang].read_text(encoding="utf-8") == python_api.page(lang), "run `make docs`"


def test_every_docstring_of_the_api_has_its_chinese() -> None:
    asked, known = python_api.said(), python_api.chinese()
    assert sorted(asked - set(known)) == [], "put it into tests/api.zh.yaml"
    assert sorted(set(known) - asked) == [], "nobody says this any more"
