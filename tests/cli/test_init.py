"""``tracker init``: a project that is valid at once, and that nothing of one's own is lost in."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT
from tracker.cli import main
from tracker.read.settings import read_settings
from tracker.rules import CODES
from tracker.validating import load_targets
from tracker.validating.many import validate_paths
from tracker.write.project import is_untouched_first


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("period", "stem"), [("2024", "呼兰区-2024"), ("2021..2025", "呼兰区-2021-2025")])
def test_a_project_is_valid_at_once(lang: str, period: str, stem: str) -> None:
    assert main(["--lang", lang, "init", "呼兰区", period]) == 0
    run = validate_paths([])
    assert [file.path for file in run.files] == [f"targets/{stem}.yaml"]
    assert (run.findings, run.unreadable) == ([], ())
    file = load_targets(run.files[0].path)[0]
    assert file is not None
    assert (file.locality.name, str(file.period)) == ("呼兰区", period)
    assert read_settings("tracker.toml", CODES)[1] == []
    for folder in ("reports", "reviews", "reports_out"):
        assert Path(folder).is_dir()
    for path in (".pre-commit-config.yaml", ".github/workflows/validate.yml"):
        assert "tracker validate" in json.dumps(yaml.safe_load(Path(path).read_text(encoding="utf-8")))


def test_the_schema_line_leads_to_a_schema() -> None:
    main(["init", "呼兰区", "2024"])
    file = Path("targets/呼兰区-2024.yaml")
    line = file.read_text(encoding="utf-8").splitlines()[0]
    schema = file.parent / line.partition("$schema=")[2]
    assert schema.read_bytes() == (ROOT / "schemas/targets.schema.json").read_bytes()


def test_what_is_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Path("tracker.toml").write_text("# mine\n", encoding="utf-8")
    Path("reports").symlink_to("elsewhere", target_is_directory=True)
    Path("elsewhere").mkdir()
    assert main(["--lang", "en", "init", "呼兰区", "2024"]) == 0
    assert Path("tracker.toml").read_text(encoding="utf-8") == "# mine\n"
    assert "tracker.toml: is there already, and stays" in capsys.readouterr().err
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    assert main(["--lang", "zh", "init", "呼兰区", "2024"]) == 0
    assert {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()} == before
    assert capsys.readouterr().out == ""


def test_draft_takes_the_place_of_the_first_file_and_of_no_other() -> None:
    plan = ROOT / "examples" / "yunxi-2024.txt"
    out = Path("targets/云溪县-2024.yaml")
    main(["init", "云溪县", "2024"])
    assert is_untouched_first(out.read_text(encoding="utf-8"))
    assert main(["draft", str(plan), "-o", str(out)]) == 0
    drafted = out.read_text(encoding="utf-8")
    assert "停车场与公交港湾" not in drafted
    out.write_text("".join(main_file("云溪县", "2024")).replace(">= 5", ">= 6"), encoding="utf-8")
    assert not is_untouched_first(out.read_text(encoding="utf-8"))
    assert main(["draft", str(plan), "-o", str(out)]) == 2


def main_file(name: str, period: str) -> str:
    """The first file as ``init`` writes it in an empty folder."""
    folder = Path("fresh")
    folder.mkdir()
    call = [sys.executable, "-m", "tracker", "init", name, period]
    subprocess.run(call, cwd=folder, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    return next(folder.glob("targets/*.yaml")).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["a/b", "2024"], "NAME a/b"),
        (["..", "2024"], "NAME .."),
        (["呼兰区", "2024-06"], "PERIOD 2024-06: expected a year"),
        (["呼兰区", "3024"], "PERIOD 3024"),
        (["呼兰区", "2025..2021"], "PERIOD 2025..2021"),
    ],
)
def test_what_can_not_be_is_refused(call: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "init", *call]) == 2
    assert says in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_without_a_terminal_nobody_is_asked() -> None:
    call = [sys.executable, "-m", "tracker", "--lang", "en", "init"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(call, stdin=subprocess.DEVNULL, capture_output=True, env=environment, check=False)
    assert done.returncode == 2
    assert b"name the locality and the period" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")
def test_at_a_terminal_one_is_asked() -> None:
    import pty

    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "tracker", "--lang", "en", "init"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(call, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    os.write(ours, "呼兰区\n2024\n".encode())
    out, told = process.communicate()
    os.close(ours)
    os.close(theirs)
    assert process.returncode == 0, told
    assert "Locality, as its plans write it" in told.decode()
    assert "+ targets/呼兰区-2024.yaml" in out.decode()
