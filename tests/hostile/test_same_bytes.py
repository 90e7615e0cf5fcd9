"""The same bytes in any locale, time zone, folder and hash seed, and on every Python that has our libraries here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.projects import make_project
from tests.conftest import ROOT
from tests.hostile import files
from tests.read.making import make_pdf, set_page

REPORT = """2022年东山区国民经济和社会发展统计公报
全年完成造林面积4233亩，新建停车场7处以上。地区生产总值增长6.2%。
"""
PLAN = """2023年东山区政府工作报告
一、2023年工作安排
1. 新建停车场5处以上，改造老旧小区12个。
"""
DOCUMENTS = {
    "docx": files.docx_of("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in REPORT.splitlines())),
    "html": f"<html><body><h1>公报</h1><p>{REPORT}</p><table><tr><td>造林</td><td>7亩</td></tr></table>".encode(),
    "pdf": make_pdf([set_page([(0, line) for line in REPORT.splitlines()])]),
    "xlsx": files.xlsx_of('<row><c t="str"><v>指标</v></c><c><v>0.1</v></c></row><row><c><v>7</v></c></row>'),
    "md": f"# 公报\n\n**{REPORT.splitlines()[1]}**\n".encode(),
}
PLACES = [
    {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"},
    {"LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "zh_CN.GB18030", "LANG": "zh_CN.GB18030", "TZ": "America/St_Johns", "PYTHONHASHSEED": "4242"},
    {"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "random", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "7", "COLUMNS": "20"},
]
COMMANDS = [
    *(["check", "targets", "--format", form] for form in ("table", "json", "jsonl", "csv", "markdown")),
    ["check", "targets/dongshan-2022.yaml", "--report", "reports/r.txt", "--explain"],
    ["validate", "--format", "json"],
    ["validate", "--format", "sarif"],
    ["read", "reports/r.txt", "--format", "json"],
    ["draft", "plan.txt", "--with-quotes"],
    *(["read", f"a.{suffix}", "--format", "json"] for suffix in ("docx", "html", "pdf", "xlsx", "md")),
    ["score", "--html", "--out", "o"],
]


def digests(python: str, folder: Path, place: dict[str, str]) -> dict[str, str]:
    """The sums of all that the commands print and write, in a project made in that folder."""
    make_project(folder)
    (folder / "reports/r.txt").write_text(REPORT, encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    for suffix, data in DOCUMENTS.items():
        (folder / f"a.{suffix}").write_bytes(data)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    found: dict[str, str] = {}
    for command in COMMANDS:
        call = [python, "-m", "tracker", *command, "--lang", "zh"]
        env = {**kept, "PYTHONPATH": str(ROOT), **place}
        done = subprocess.run(call, cwd=folder, env=env, capture_output=True, check=False)
        assert done.returncode in (0, 1), done.stderr.decode()
        found[" ".join(command)] = sha256(done.stdout + done.stderr).hexdigest()
    for path in sorted((folder / "o").iterdir()):
        found[path.name] = sha256(path.read_bytes()).hexdigest()
    assert len(found) > len(COMMANDS) + 4
    return found


def test_any_locale_time_zone_folder_and_hash_seed(tmp_path: Path) -> None:
    folders = ["a", "deep/er/b", "名 字/c", "d%20&e", "f"]
    made = [digests(sys.executable, tmp_path / folder, place) for folder, place in zip(folders, PLACES, strict=True)]
    for other in made[1:]:
        assert other == made[0]


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_every_python(tmp_path: Path, version: str) -> None:
    """Others than this one are tried where TRACKER_PYTHONS lists them (paths, parted as PATH is); the package is
    installed in each: addresses in its answers come from there."""
    for python in os.environ.get("TRACKER_PYTHONS", "").split(os.pathsep):
        said = python and subprocess.run([python, "-V"], capture_output=True, text=True, check=False).stdout
        if python and shutil.which(python) and f" {version}." in str(said):
            ours = digests(sys.executable, tmp_path / "ours", PLACES[0])
            assert digests(python, tmp_path / "theirs", PLACES[0]) == ours
            return
    pytest.skip(f"Python {version}: none of TRACKER_PYTHONS")
