"""The pages of docs/rules and docs/zh/rules: each shows a file and what ``validate`` says of it. As a script it writes
the answers anew; a Chinese page shows the file of the English one.

The first block of a page is the file; a comment in front of it names it. The second is the answer.
"""

from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT
from tracker.read.nodes import parse_yaml
from tracker.validating import Validated, validate_sheet
from tracker.write.findings import write_text

PAGES = {"en": ROOT / "docs" / "rules", "zh": ROOT / "docs" / "zh" / "rules"}
EXAMPLE = re.compile(
    r"<!-- (?P<name>\S+) -->\n```yaml\n(?P<file>.*?)^```\n\n```text\n(?P<answer>.*?)^```\n", re.DOTALL | re.MULTILINE
)


def pages(lang: str = "en") -> list[Path]:
    return sorted(page for page in PAGES[lang].glob("*.md") if page.name != "README.md")


def example(page: Path) -> re.Match[str]:
    found = EXAMPLE.search(page.read_text(encoding="utf-8"))
    assert found is not None, f"{page.name} shows no file with its answer"
    return found


# The examples of reviews speak of commitment 1 of this file.
REVIEWED = """\
version: 1
locality: {name: 呼兰区}
period: 2022
source: {title: 呼兰区2022年工作计划}
commitments:
  - {id: 1, title: 停车场, targets: [新建停车场 >= 5 处]}
"""


def validated(page: Path) -> Validated:
    """As in a folder that holds nothing but the reviewed file."""
    found = example(page)
    kind: str | None = {"targets": "targets", "reports": "report", "reviews": "reviews"}[found["name"].split("/")[0]]
    if page.stem == "outside":
        kind = None  # of which it is, nobody tells who finds it there
    raw = found["file"].encode("gb18030" if page.stem == "encoding" else "utf-8")
    with TemporaryDirectory() as folder, chdir(folder):
        Path("targets").mkdir()
        Path("targets/hulan-2022.yaml").write_text(REVIEWED, encoding="utf-8")
        return validate_sheet(parse_yaml(raw, found["name"]), kind=kind)


def answer(page: Path) -> str:
    file = validated(page)
    return write_text(file.findings, {file.path: file.text}, "zh" if page.parent == PAGES["zh"] else "en")


def main() -> None:
    for page in pages("zh"):
        text, english = (each.read_text(encoding="utf-8") for each in (page, PAGES["en"] / page.name))
        new = EXAMPLE.search(english)
        assert new is not None
        page.write_text(EXAMPLE.sub(lambda _, new=new: new[0], text), encoding="utf-8")
    for page in [*pages(), *pages("zh")]:
        found, text = example(page), page.read_text(encoding="utf-8")
        start, end = found.span("answer")
        page.write_text(text[:start] + answer(page) + text[end:], encoding="utf-8")


if __name__ == "__main__":
    main()
