"""``tracker init``: a project that is valid at once, and that nothing of one's own is lost in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
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


def test_the_example_project_works_where_it_is_copied_to(capsys: pytest.CaptureFixture[str]) -> None:
    """Schema lines lead to schemas inside it, which are those of the format, as ``init`` writes them."""
    shutil.copytree(ROOT / "examples/project", "copy")
    lines = [line for path in Path("copy").rglob("*.yaml") for line in schema_lines(path)]
    assert len(lines) == 2
    for schema in lines:
        assert schema.resolve().is_relative_to(Path("copy").resolve())
        assert schema.read_bytes() == (ROOT / "schemas" / schema.name).read_bytes()
    written = {path.name: path.read_bytes() for path in Path("copy/schemas").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (ROOT / "schemas").iterdir()}, (
        "cp schemas/*.json examples/project/schemas/"
    )
    os.chdir("copy")
    assert main(["--lang", "en", "validate"]) == 0
    assert main(["--lang", "en", "check", "targets"]) == 0
    assert "met 3, ✗ unmet 1" in capsys.readouterr().out


def schema_lines(path: Path) -> Iterator[Path]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "$schema=" in line:
            yield path.parent / line.partition("$schema=")[2]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_installs_it_says_how_until_there_is_a_release(lang: str) -> None:
    main(["--lang", lang, "init", "呼兰区", "2024"])
    for path in (".pre-commit-config.yaml", ".github/workflows/validate.yml"):
        text = Path(path).read_text(encoding="utf-8")
        comments = "\n".join(line for line in text.splitlines() if line.lstrip().startswith("#"))
        assert "git+https://HOST/OWNER/commitment-tracker@COMMIT" in comments


def test_the_hook_looks_at_files_in_any_case() -> None:
    main(["init", "呼兰区", "2024"])
    (repo,) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]
    looked_at = ["targets/x.yaml", "targets/x.YAML", "reports/x.Yml"]
    left = ["targets/x.txt", "other/targets/x.yaml", "TARGETS.yaml"]
    assert [name for name in looked_at + left if re.search(repo["hooks"][0]["files"], name)] == looked_at


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
