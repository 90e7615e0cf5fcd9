"""The files of a new project: a first targets file with comments, settings, schemas, and what runs ``validate``."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from tracker.model import Period
from tracker.words.messages import say
from tracker.write.targets import scalar

_MARK = re.compile(r"# (?:tracker init): ([0-9a-f]{12})\n\Z")
FOLDERS = ("reports", "reviews", "reports_out")
"""Folders that begin empty; each holds a file that git can keep it by."""


def project_files(name: str, period: Period, lang: str, schemas: Mapping[str, str]) -> dict[str, str]:
    """The files of a project, each by its path from the project's folder. ``schemas`` are those of the format."""
    return {
        first_file(name, period): _targets(name, period, lang),
        "tracker.toml": _settings(lang),
        **{f"schemas/{each}.schema.json": text for each, text in schemas.items()},
        **{f"{folder}/.gitkeep": "" for folder in FOLDERS},
        ".gitignore": "reports_out/*\n!reports_out/.gitkeep\n",
        ".pre-commit-config.yaml": _pre_commit(lang),
        ".github/workflows/validate.yml": _workflow(lang),
    }


def first_file(name: str, period: Period) -> str:
    """``targets/呼兰区-2024.yaml``."""
    years = f"{period.first_year}" if period.is_year else f"{period.first_year}-{period.last_year}"
    return f"targets/{name}-{years}.yaml"


def is_untouched_first(text: str) -> bool:
    """Whether a first file is still as ``init`` wrote it: then a draft may take its place."""
    found = _MARK.search(text)
    return found is not None and found[1] == _hash(text[: found.start()])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _targets(name: str, period: Period, lang: str) -> str:
    def remark(text: str, **values: object) -> str:
        return f"# {say(lang, text, **values)}"

    years, told = f"{period.first_year}", f"{period.first_year}"
    if not period.is_year:
        years = f"{{from: {period.first_year}, to: {period.last_year}}}"
        told = f"{period.first_year}-{period.last_year}"
    lines = [
        "# yaml-language-server: $schema=../schemas/targets.schema.json",
        remark("Write your own commitments in place of the two below, or let a draft be made of the plan:"),
        f"#   tracker draft PLAN -o {first_file(name, period)}",
        "version: 1",
        "locality:",
        f"  name: {scalar(name)}",
        f'  # code: "230111"   {remark("GB/T 2260, six digits, in quotes")}',
        f"  # within: 哈尔滨市  {remark('the next level up')}",
        f"period: {years}",
        "source:",
        f"  title: {scalar(say(lang, 'Plan of {name}, {period}', name=name, period=told))}"
        f"   {remark('the document that makes the commitments')}",
        f"  # date: {period.first_year}-01   {remark('YYYY, YYYY-MM or YYYY-MM-DD')}",
        "  # url: https://…",
        f"# expects: 60   {remark('how many commitments the source announces')}",
        "commitments:",
        f"  - id: 1   {remark('the number in the source')}",
        f"    title: 停车场与公交港湾   {remark('your own short words')}",
        f"    # owner: 区住建局   {remark('the office in charge')}",
        f"    # due: {period.last_year}-06-30   {remark('without it the end of the period')}",
        f"    targets:   {remark('what can be measured; hover over a line to see how it is read')}",
        f"      - 新建停车场 >= 5 处   {remark('an amount: >= <= > < = ~')}",
        f"      - 固定资产投资 增长 >= 10 %   {remark('growth on the year before')}",
        "  - id: 2",
        "    title: 南二道街",
        "    targets:",
        f"      - 南二道街 -> 完工   {remark('a stage: {stages}', stages='谋划, 前期, 开工, 在建, 完工, 投用')}",
    ]
    text = "\n".join(lines) + "\n"
    return f"{text}# tracker init: {_hash(text)}\n"


def _settings(lang: str) -> str:
    return (
        f"# {say(lang, 'What is in force: tracker config. Nothing in here changes a verdict.')}\n"
        f'language = "{lang}"\n'
        '# title = "…"\n'
        '# issuer = "…"\n\n'
        "[rules]\n"
        f'# ignore = ["no-target"]   # {say(lang, "codes that are not to be told; tracker rule CODE explains one")}\n'
    )


_NO_RELEASE = (
    "Until there is a release, write git+https://HOST/OWNER/commitment-tracker@COMMIT, the tool's own repository, for"
    " commitment-tracker"
)


def _pre_commit(lang: str) -> str:
    return f"""\
# {say(lang, "Looks at every commit: pip install pre-commit commitment-tracker, then pre-commit install")}
# {say(lang, _NO_RELEASE)}
repos:
  - repo: local
    hooks:
      - id: tracker-validate
        name: tracker validate
        entry: tracker validate
        language: system
        files: ^(targets|reports|reviews)/.+\\.(?i:ya?ml)$
        require_serial: true
"""


def _workflow(lang: str) -> str:
    return f"""\
# {say(lang, "Looks at every push on GitHub")}
name: validate
on: [push, pull_request]
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-python@v6
        with: {{python-version: "3.12"}}
      # {say(lang, _NO_RELEASE)}
      - run: pip install commitment-tracker
      - run: tracker validate --format github
"""
