"""The documentation does what it says: commands run as printed, options are all there, both READMEs tell the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import console, options_table
from tests.conftest import ROOT
from tests.console import Block, Command, Terminal, blocks, commands, differences, same
from tracker.cli import COMMANDS

ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def links_of(page: Path) -> list[str]:
    """Where the links of a page lead, those in code left out; without the part behind #."""
    return re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", re.sub(r"```.*?```", "", text(page), flags=re.DOTALL))


# ── what is printed happens ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", [name for name in console.PAGES if not name.startswith("docs/zh/")])
def test_commands_print_what_the_page_says(name: str, tmp_path: Path) -> None:
    page = ROOT / name
    assert any(block.language in ("console", "python") for block in blocks(text(page)))
    found = differences(page, Terminal(tmp_path, console.PAGES[name]))
    assert not found, "\n\n".join(["run `make docs` if the new output is right", *found])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_make_targets_that_a_page_names_are_in_the_makefile(page: Path) -> None:
    """CI runs `make scorecards` and `make test` themselves, from a fresh clone."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text(page), re.MULTILINE)
    assert set(named) <= targets


# ── everything is told ────────────────────────────────────────────────────────────────────────────


def test_every_command_has_its_table() -> None:
    places = [found[2] for found in options_table.PLACE.finditer(text(options_table.PAGE))]
    known = {words for words, parser in options_table.parsers().items() if options_table.table(parser)}
    assert sorted(places) == sorted(known)


def test_the_tables_say_what_the_parser_says() -> None:
    assert options_table.page() == text(options_table.PAGE), "run `make docs`"


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_readme_names_every_command(page: Path) -> None:
    missing = [name for name in COMMANDS if not re.search(rf"`tracker {name}\b", text(page))]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    dead = [link for link in links_of(page) if "://" not in link and not (page.parent / link).exists()]
    assert not dead


def test_every_page_is_reached_from_the_readme() -> None:
    """By links, and links of what they lead to: a page that nothing leads to is read by nobody."""
    reached, waiting = set[Path](), [ENGLISH, CHINESE]
    while waiting:
        page = waiting.pop().resolve()
        if page in reached or page.suffix != ".md":
            continue
        reached.add(page)
        waiting += [page.parent / link for link in links_of(page) if "://" not in link]
    assert [page.relative_to(ROOT).as_posix() for page in PAGES if page not in reached] == []


# ── both languages ────────────────────────────────────────────────────────────────────────────────


def shape(page: Path) -> dict[str, list[str]]:
    """What two translations of one page share: headings, code, tables, pictures and links, in order."""
    whole = text(page)
    prose = re.sub(r"^```.*?^```$", "", whole, flags=re.DOTALL | re.MULTILINE)
    listed = blocks(whole)
    return {
        "headings": re.findall(r"^#+(?= )", prose, re.MULTILINE),
        "languages": [block.language for block in listed],
        "code": [block.text for block in listed if block.language != "console"],
        "commands": [each.command for block in listed if block.language == "console" for each in commands(block)],
        "table rows": [str(row.count("|")) for row in re.findall(r"^\|.*\|$", prose, re.MULTILINE)],
        "list items": re.findall(r"^ *(?:-|\d+\.) ", prose, re.MULTILINE),
        "pictures": re.findall(r"!\[[^]]*\]\(([^)]+)\)", prose),
        "bench": re.findall(r"<!-- bench.*?-->", prose),
    }


def test_both_readmes_have_one_shape() -> None:
    english, chinese = shape(ENGLISH), shape(CHINESE)
    assert {key for key in english if english[key] != chinese[key]} == set()


def test_the_readmes_lead_to_each_other() -> None:
    assert f"]({CHINESE.name})" in text(ENGLISH)
    assert f"]({ENGLISH.name})" in text(CHINESE)


# ── the runner itself ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "said", "expected"),
    [
        ("a\nb\n", "a\nb\n", True),
        ("a\nb\n", "a\nc\n", False),
        ("a\n", "a\nb\n", False),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("a\n…\nd\n", "a\nd\n", True),
        ("a\n…\nd\n", "a\nb\n", False),
        ("…\nd\n", "a\nb\nd\n", True),
        ("a\n…\n", "a\nb\nc\n", True),
        ("took …\nend\n", "took 3 s\nend\n", True),
        ("took …\nend\n", "took\n3 s\nend\n", False),
        ("(a) [b] *\n", "(a) [b] *\n", True),
        ("", "", True),
        ("", "a\n", False),
    ],
)
def test_what_counts_as_the_same(printed: str, said: str, expected: bool) -> None:
    assert same(printed, said) is expected


def test_blocks_and_their_commands() -> None:
    page = "# a\n\n```sh\nmake test\n```\n\n```console\n$ tracker x\none\ntwo\n$ true\n```\n"
    assert [(block.language, block.line) for block in blocks(page)] == [("sh", 4), ("console", 8)]
    assert commands(blocks(page)[1]) == [Command(8, "tracker x", "one\ntwo\n"), Command(11, "true", "")]
    assert commands(Block("console", "nothing\n", 1)) == []


def test_a_wrong_page_is_noticed_and_mended(tmp_path: Path) -> None:
    """The test of the pages would pass on anything if this did not hold."""
    page = tmp_path / "page.md"
    terminal = Terminal(tmp_path, "C.UTF-8")
    page.write_text("```console\n$ echo a\nb\nc\n$ false\n$ false\n$ echo $?\n1\n$ echo b\nb\n```\n", encoding="utf-8")
    found = differences(page, terminal)
    assert [each.splitlines()[0] for each in found] == ["page.md:2: echo a", "page.md:5: false"]
    assert console.printed_anew(page, terminal) == page.read_text(encoding="utf-8").replace("a\nb\nc", "a\na")
