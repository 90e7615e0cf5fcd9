"""Kill runs of `score` and `review apply` with SIGKILL, wherever they are, and look for anything half or stray.

    python -m tests.hostile.kills [COUNT]

A kill lands where the run had not ended. Each time every file of the project must be the one of before or a whole new
one, and after the next run nothing may lie beside them that was not there.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from openpyxl import load_workbook

from tests.cli.projects import make_project


@dataclass
class Killed:
    """What came of it."""

    landed: int = 0
    missed: int = 0


def kill_runs(project: Path, count: int) -> Killed:
    """Kill that many runs in a project made by ``make_project``; raises AssertionError for anything half or stray."""
    call = [sys.executable, "-m", "tracker"]
    subprocess.run([*call, "score", "--html"], cwd=project, check=True, capture_output=True)
    card = project / "card.xlsx"
    shutil.copy(project / "reports_out/dongshan-2022.xlsx", card)
    book = load_workbook(card)
    sheet = book["承诺清单"]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in (("复核结论", "完成"), ("复核说明", "看过"), ("复核人", "赵敏"), ("复核日期", date(2023, 4, 1))):
        sheet.cell(3, head[name]).value = value
    book.save(card)
    commands = (["score", "--html", "--overwrite"], ["review", "apply", "card.xlsx"])
    lasts = []
    for command in commands:
        began = time.monotonic()
        subprocess.run([*call, *command], cwd=project, check=True, capture_output=True)
        lasts.append(time.monotonic() - began)
    known = files_of(project)
    killed, draw = Killed(), random.Random(13)
    for number in range(count * 3):
        if killed.landed == count:
            break
        which = number % 2
        (project / "reviews/dongshan-2022.yaml").unlink(missing_ok=True)
        run = subprocess.Popen(
            [*call, *commands[which]], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(lasts[which] * draw.uniform(0.3, 1.1))
        run.send_signal(signal.SIGKILL)
        if run.wait() == -signal.SIGKILL:
            killed.landed += 1
        else:
            killed.missed += 1
        look_for_halves(project)
        if number % 10 == 9:
            subprocess.run([*call, *commands[0]], cwd=project, check=True, capture_output=True)
            subprocess.run([*call, *commands[1]], cwd=project, check=True, capture_output=True)
            assert files_of(project) == known
    for command in commands:
        subprocess.run([*call, *command], cwd=project, check=True, capture_output=True)
    assert files_of(project) == known
    return killed


def files_of(project: Path) -> set[str]:
    """Every file there is, hidden ones too."""
    return {str(each.relative_to(project)) for each in project.rglob("*") if each.is_file()}


def look_for_halves(project: Path) -> None:
    """Every workbook opens, every page and every YAML file has its end."""
    for path in project.rglob("*"):
        if path.name.startswith(".tracker-"):
            continue
        if path.suffix == ".xlsx":
            with ZipFile(path) as archive:
                assert archive.testzip() is None, path
        elif path.suffix == ".html":
            assert path.read_text(encoding="utf-8").rstrip().endswith("</html>"), path
        elif path.suffix == ".yaml":
            assert path.read_text(encoding="utf-8").endswith("\n"), path


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with TemporaryDirectory() as folder:
        killed = kill_runs(make_project(Path(folder)), count)
    print(f"{killed.landed} kills landed, {killed.missed} came too late; nothing half, nothing stray")


if __name__ == "__main__":
    main()
