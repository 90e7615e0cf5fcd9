"""The language server as an editor sees it: a real client, over the protocol, on stdin and stdout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from tests.cli.projects import make_project
from tests.editing.client import Editor, run

TARGETS = "targets/dongshan-2022.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def document(path: Path) -> lsp.TextDocumentIdentifier:
    return lsp.TextDocumentIdentifier(path.as_uri())


def at(text: str, words: str) -> lsp.Position:
    """Where words begin, in UTF-16 units."""
    before = text[: text.index(words)]
    line = before.rpartition("\n")[2]
    return lsp.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def told(diagnostics: list[lsp.Diagnostic]) -> list[tuple[str, int, int, int]]:
    """The code, the line and the columns of each."""
    return [
        (str(each.code), each.range.start.line, each.range.start.character, each.range.end.character)
        for each in diagnostics
    ]


async def hovered(editor: Editor, path: Path, position: lsp.Position) -> str:
    answer = await editor.text_document_hover_async(lsp.HoverParams(document(path), position))
    assert answer is not None
    assert isinstance(answer.contents, lsp.MarkupContent)
    return answer.contents.value


async def completed(editor: Editor, path: Path, text: str, position: lsp.Position | None = None) -> list[Any]:
    """What is offered at the end of a text, or at a position."""
    editor.change(path, text)
    lines = text.split("\n")
    end = lsp.Position(len(lines) - 1, len(lines[-1].encode("utf-16-le")) // 2)
    params = lsp.CompletionParams(document(path), position or end)
    answer = await editor.text_document_completion_async(params)
    assert isinstance(answer, lsp.CompletionList)
    return list(answer.items)


async def acted(editor: Editor, path: Path, line: int, only: str | None = None) -> list[lsp.CodeAction]:
    kinds = None if only is None else [only]
    context = lsp.CodeActionContext([], only=kinds)
    lines = lsp.Range(lsp.Position(line, 0), lsp.Position(line, 0))
    answer = await editor.text_document_code_action_async(lsp.CodeActionParams(document(path), lines, context))
    return [each for each in answer or () if isinstance(each, lsp.CodeAction)]


def edited(text: str, action: lsp.CodeAction) -> str:
    """The text with the edits of an action, whose positions are in UTF-16 units."""
    assert action.edit is not None
    assert action.edit.changes is not None
    lines = text.split("\n")

    def offset(position: lsp.Position) -> int:
        line = lines[position.line] if position.line < len(lines) else ""
        column = len(line.encode("utf-16-le")[: position.character * 2].decode("utf-16-le"))
        return sum(len(each) + 1 for each in lines[: position.line]) + column

    for edit in next(iter(action.edit.changes.values())):
        text = text[: offset(edit.range.start)] + edit.new_text + text[offset(edit.range.end) :]
    return text


# ── findings ──────────────────────────────────────────────────────────────────────────────────────


def test_findings_as_you_type_and_their_mends(project: Path) -> None:
    path = project / TARGETS
    good = path.read_text(encoding="utf-8")
    bad = good.replace("造林面积 >= 1600 亩", "造林面积 ≥ 1600 亩  # 𠮷")

    async def work(editor: Editor) -> None:
        assert told(await editor.open(path)) == [("no-target", 17, 8, 13)]
        editor.change(path, bad)
        assert told(await editor.heard(path))[0] == ("target", 10, 13, 14)
        quick, *_ = await acted(editor, path, 10, "quickfix")
        assert (quick.title, quick.is_preferred) == ("Write >=", True)
        assert edited(bad, quick) == good.replace("1600 亩", "1600 亩  # 𠮷")
        assert await acted(editor, path, 3, "quickfix") == []
        (whole,) = await acted(editor, path, 0, "source.fixAll")
        assert edited(bad, whole) == good.replace("1600 亩", "1600 亩  # 𠮷")
        editor.change(path, good)
        assert told(await editor.heard(path)) == [("no-target", 17, 8, 13)]

    run(work, project)


def test_a_sentence_is_offered_as_a_target(project: Path) -> None:
    path = project / TARGETS
    text = path.read_text(encoding="utf-8").replace("造林面积 >= 1600 亩", "𠮷村秸秆综合利用率达到95%以上")

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        (offered,) = await acted(editor, path, 10)
        assert not offered.is_preferred
        assert "- 𠮷村秸秆综合利用率 >= 95 %\n" in edited(text, offered)

    run(work, project)


@pytest.mark.parametrize(("encoding", "end"), [("utf-16", 11), ("utf-32", 10), ("utf-8", 13), (None, 11)])
def test_columns_are_in_the_editors_units(project: Path, encoding: str | None, end: int) -> None:
    path = project / TARGETS
    text = path.read_text(encoding="utf-8").replace("- 造林面积 >= 1600 亩", "- 𠮷 ≥ 1600 亩")

    async def work(editor: Editor) -> None:
        found = told(await editor.open(path, text))
        # behind six spaces, a dash, a space, the name and a space: 𠮷 is one code point, two units or four bytes
        assert found[0][:3] == ("target", 10, end)

    run(work, project, "en", encoding)


def test_a_files_settings_hold_in_the_editor(project: Path) -> None:
    (project / "tracker.toml").write_text('language = "zh"\n[rules]\nignore = ["no-target"]\n', encoding="utf-8")
    path = project / TARGETS
    text = path.read_text(encoding="utf-8").replace("1600 亩", "1600 亩处")

    async def work(editor: Editor) -> None:
        assert await editor.open(path) == []
        editor.change(path, text)
        (finding,) = await editor.heard(path)
        assert finding.code == "unit"
        assert "单位" in finding.message

    run(work, project)


def test_yaml_that_is_none_of_ours_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"

    async def work(editor: Editor) -> None:
        assert await editor.open(path, "services:\n  web: {image: x}\nnames: [a]\n") == []
        assert await completed(editor, path, "services:\n  ") == []

    run(work, tmp_path)


def test_a_file_that_is_closed_is_forgotten(project: Path) -> None:
    path = project / TARGETS

    async def work(editor: Editor) -> None:
        await editor.open(path)
        editor.text_document_did_close(lsp.DidCloseTextDocumentParams(document(path)))
        assert await editor.heard(path) == []

    run(work, project)


# ── words ─────────────────────────────────────────────────────────────────────────────────────────

LINES = {
    "新建停车场 >= 5 处": ("at least 5 处 of 新建停车场, the amount of 2022 itself", "不少于 5 处，指2022年的数量本身"),
    "投资 增长 >= 10 %": ("投资 grows by at least 10 % on the year before, in 2022", "投资比上年增长不少于 10 %"),
    "能耗 下降 ~ 3 %": ("能耗 falls by about 3 % (2.85 or more), in 2022", "2022年，能耗下降3 %左右（2.85 以上）"),
    "产值 增长 6..6.5 %": ("产值 grows by 6 to 6.5 %, or more on the year before, in 2022", "6 至 6.5 %，更高也算"),
    "还田率 提高 >= 3 个百分点": ("还田率 rises by at least 3 个百分点, in 2022", "还田率提高不少于 3 个百分点"),
    "收入 增长 >= 产值 增长": (
        "the growth of 收入 is at least the growth of 产值, in 2022; both as reported", "收入的增长不低于产值的增长"
    ),
    "南二道街 -> 开工": ("has reached 开工 (started), or a later stage: 在建, 完工, 投用", "已到开工阶段（已开工）"),
    "卫生县城 -> 获评": ("卫生县城 has been awarded", "卫生县城已获得"),
    "绿地 >= 4.08 万亩": ("that is 40800 亩", "即 40800 亩"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh-cn"])
def test_the_hover_says_how_a_line_is_read(project: Path, lang: str) -> None:
    path = project / TARGETS
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("      - 造林面积 >= 1600 亩\n")
    text = head + "".join(f"      - {line}\n" for line in LINES) + rest

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        for line, says in LINES.items():
            assert says[lang != "en"] in await hovered(editor, path, at(text, line)), line

    run(work, project, lang)


def test_the_hover_knows_synonyms_keys_stages_and_units(project: Path) -> None:
    path = project / TARGETS
    full = "      - milestone: 南二道街\n        stage: 开工\n"
    full += "      - indicator: 绿地\n        op: '>='\n        value: 3\n"
    text = path.read_text(encoding="utf-8").replace("  - id: 2\n", f"{full}        unit: 亩\n  - id: 2\n")

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        assert "also called 植树造林、" in await hovered(editor, path, at(text, "造林面积 >="))
        assert "The office in charge" in await hovered(editor, path, at(text, "owner"))
        stage = await hovered(editor, path, at(text, "开工\n"))
        assert r"谋划 \< 前期 \< 开工" in stage
        assert "动工" in stage
        assert "南二道街 has reached 开工" in stage
        assert "公顷" in await hovered(editor, path, at(text, "亩\n  - id: 2"))
        assert "at least 3 亩 of 绿地" in await hovered(editor, path, at(text, "绿地"))
        nothing = await editor.text_document_hover_async(lsp.HoverParams(document(path), lsp.Position(0, 9)))
        assert nothing is None or "version" in str(nothing.contents)

    run(work, project)


def test_what_a_file_says_is_no_markup_of_the_hover(project: Path) -> None:
    """A quote or a name is shown letter for letter: a picture in it would call its owner."""
    answered(project)
    path, answer = project / TARGETS, project / "reports_out/answers.json"
    name = "造林![x](https://example.org/a.png)面积"
    text = path.read_text(encoding="utf-8").replace("造林面积 >=", f"{name} >=")
    said = answer.read_text(encoding="utf-8").replace('"quote": "造林面积', '"quote": "[a](command:b) ![c](https://d)')
    answer.write_text(said.replace('"target": "造林面积', f'"target": "{name}'), encoding="utf-8")

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        shown = await hovered(editor, path, at(text, name))
        assert r"\[a\](command:b) \!\[c\](https://d)" in shown
        assert r"造林\!\[x\](https://example.org/a.png)面积" in shown

    run(work, project)


def test_the_hover_knows_the_projects_own_words(project: Path) -> None:
    path = project / TARGETS
    (project / "words.yaml").write_text("version: 1\nnames: {same: [[造林面积, 绿满山川]]}\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("commitments:\n", "words: ../words.yaml\ncommitments:\n")

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        assert "绿满山川" in await hovered(editor, path, at(text, "造林面积 >="))

    run(work, project)


# ── completion ────────────────────────────────────────────────────────────────────────────────────


OFFERED = [
    ("      - ", ["造林面积", "新建停车场"], ["indicator", "milestone"]),
    ("      - 造林面积 ", ["增长", "提高", "下降"], [">=", "->"]),
    ("      - 造林面积 增长 ", [">="], []),
    ("      - 造林面积 >= 5 ", ["亩"], ["公顷", "平方米"]),
    ("      - 造林面积 >= 5 万", ["万亩"], []),
    ("      - 失业率 <= 5 ", ["%"], []),
    ("      - 南二道街 -> ", ["谋划", "前期", "开工", "在建", "完工", "投用", "获评"], []),
    ("      - 收入 增长 >= ", ["造林面积"], ["生产总值"]),
    ("      - indicator: ", ["造林面积"], ["固定资产投资"]),
    ("      - indicator: 绿地\n        ", ["aliases", "measure", "op"], ["unit", "than"]),
    ("      - indicator: 绿地\n        op: ", [">=", "<="], [".."]),
    ("      - indicator: 绿地\n        measure: ", ["level", "growth", "change", "fall"], []),
    ("      - indicator: 绿地面积\n        unit: ", ["亩"], []),
    ("      - milestone: 南二道街\n        ", ["aliases", "stage"], ["due"]),
    ("      - milestone: 南二道街\n        stage: ", ["谋划"], ["获评"]),
    ("      - {indicator: 绿地, measure: ", ["level"], ["fall"]),
    ("      - {indicator: 绿地, op: '>=', than: {", ["indicator"], ["measure"]),
    ("      - indicator: 绿地\n    ", ["area"], ["owner", "due"]),
    ("      - 造林面积 >= 5 亩\n  - ", ["id"], ["title", "targets"]),
    ("      - 造林面积 >= 5 亩\n", ["expects"], ["reports", "words"]),
]


def test_what_may_stand_there_is_offered(project: Path) -> None:
    path = project / TARGETS
    text = f"{path.read_text(encoding='utf-8')}    targets:\n"

    async def work(editor: Editor) -> None:
        await editor.open(path)
        for written, first, among in OFFERED:
            items = await completed(editor, path, text + written)
            labels = [each.label for each in sorted(items, key=lambda each: each.sort_text)]
            assert labels[: len(first)] == first, written
            assert set(among) <= set(labels), written
            assert "targets" not in labels or "title" in labels  # a key that stands is not offered again

    run(work, project)


def test_what_is_written_already_is_replaced(project: Path) -> None:
    path = project / TARGETS
    text = path.read_text(encoding="utf-8") + "    targets:\n      - 𠮷路 -> 开"

    async def work(editor: Editor) -> None:
        await editor.open(path)
        item = next(each for each in await completed(editor, path, text) if each.label == "开工")
        assert (item.text_edit.range.start.character, item.text_edit.range.end.character) == (15, 16)

    run(work, project)


def test_an_operator_comes_with_its_quotes(project: Path) -> None:
    path = project / TARGETS
    text = path.read_text(encoding="utf-8") + "    targets:\n      - indicator: 绿地\n        op: "

    async def work(editor: Editor) -> None:
        await editor.open(path)
        assert {each.text_edit.new_text for each in await completed(editor, path, text)} >= {'">="', '"~"'}

    run(work, project)


def test_reviews_and_reports_are_completed_too(project: Path) -> None:
    reviews = project / "reviews/dongshan-2022.yaml"
    reviews.parent.mkdir()

    async def work(editor: Editor) -> None:
        head = "version: 1\ntargets: dongshan-2022.yaml\ndecisions:\n"
        await editor.open(reviews, head)
        assert [each.label for each in await completed(editor, reviews, f"{head}  - id: ")] == ["1", "2", "3.1"]
        offered = await completed(editor, reviews, f"{head}  - id: 1\n    verdict: ")
        assert [each.label for each in offered] == ["met", "unmet", "unverifiable"]
        path = project / TARGETS
        text = path.read_text(encoding="utf-8").replace("expects: 3\n", "") + "reports:\n  - "
        await editor.open(path)
        assert "../reports/dongshan-2022.yaml" in [each.label for each in await completed(editor, path, text)]

    run(work, project)


# ── places, and verdicts ──────────────────────────────────────────────────────────────────────────


def answered(project: Path) -> None:
    """The answer where the server looks for it, as the docs have it."""
    (project / "reports_out").mkdir()
    call = [sys.executable, "-m", "tracker", "check", "targets", "--format", "json", "-o", "reports_out/answers.json"]
    subprocess.run(call, cwd=project, check=True, capture_output=True)


async def hinted(editor: Editor, path: Path) -> list[tuple[int, str]]:
    whole = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))
    answer = await editor.text_document_inlay_hint_async(lsp.InlayHintParams(document(path), whole))
    return [(each.position.line, str(each.label)) for each in answer or ()]


def test_the_last_verdict_stands_beside_the_line(project: Path) -> None:
    answered(project)
    path = project / TARGETS
    text = path.read_text(encoding="utf-8")

    async def work(editor: Editor) -> None:
        await editor.open(path)
        assert await hinted(editor, path) == [(10, "✓ Met 4233 亩"), (16, "✗ Unmet 3 处")]
        assert "`value-meets`" in await hovered(editor, path, at(text, "造林面积 >="))
        # a target that was changed since has no verdict: it may be another one
        changed = text.replace("1600 亩", "5000 亩")
        editor.change(path, changed)
        await editor.heard(path)
        assert await hinted(editor, path) == [(16, "✗ Unmet 3 处")]
        assert "value-meets" not in await hovered(editor, path, at(changed, "造林面积 >="))

    run(work, project)


def test_broken_answers_are_no_answers(project: Path) -> None:
    answered(project)
    folder = project / "reports_out"
    good = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    for name, data in {"a": [], "b": {"results": 1}, "c": {"results": [{"targets": [{}]}]}, "d": {}}.items():
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    (folder / "e.json").write_bytes(b"\xff{")
    good["results"][0]["targets"][0]["verdict"] = "perhaps"
    (folder / "z.json").write_text(json.dumps(good), encoding="utf-8")
    os.utime(folder / "z.json", (2**31, 2**31))
    path = project / TARGETS

    async def work(editor: Editor) -> None:
        await editor.open(path)
        assert len(await hinted(editor, path)) == 2

    run(work, project)


def test_one_goes_to_reports_words_and_commitments(project: Path) -> None:
    answered(project)
    path, report = project / TARGETS, project / "reports/dongshan-2022.yaml"
    text = path.read_text(encoding="utf-8").replace("title: 作风建设", "title: 作风建设\n    continues: xishan-2021/2")
    text += "reports: [../reports/dongshan-2022.yaml, ../reports/none.yaml, ../../secret.txt]\n"
    (project.parent / "secret.txt").write_text("x", encoding="utf-8")
    reviews = project / "reviews/dongshan-2022.yaml"
    reviews.parent.mkdir()

    async def lead(editor: Editor, at_path: Path, position: lsp.Position) -> tuple[str, int] | None:
        answer = await editor.text_document_definition_async(lsp.DefinitionParams(document(at_path), position))
        if not isinstance(answer, lsp.Location):
            return None
        return answer.uri, answer.range.start.line

    async def work(editor: Editor) -> None:
        await editor.open(path, text)
        assert await lead(editor, path, at(text, "../reports/dongshan")) == (report.as_uri(), 0)
        assert await lead(editor, path, at(text, "../reports/none")) is None
        assert await lead(editor, path, at(text, "../../secret")) is None  # a file of another project
        assert await lead(editor, path, at(text, "造林面积 >=")) == (report.as_uri(), 6)  # its evidence
        other = project / "targets/xishan-2021.yaml"
        assert await lead(editor, path, at(text, "xishan-2021/2")) == (other.as_uri(), 11)
        decisions = "version: 1\ntargets: dongshan-2022.yaml\ndecisions:\n  - id: 2\n    verdict: met\n"
        await editor.open(reviews, decisions)
        assert await lead(editor, reviews, at(decisions, "2\n    verdict")) == (path.as_uri(), 11)
        assert await lead(editor, reviews, at(decisions, "dongshan-2022.yaml")) == (path.as_uri(), 0)

    run(work, project)


def test_a_half_written_file_never_ends_the_server(project: Path) -> None:
    """Every prefix of a file, with the cursor at its end: as it is typed."""
    path = project / TARGETS
    text = path.read_text(encoding="utf-8")

    async def work(editor: Editor) -> None:
        await editor.open(path)
        for end in range(0, len(text), 7):
            typed = text[:end]
            await completed(editor, path, typed)
            position = lsp.Position(typed.count("\n"), max(0, len(typed.rpartition("\n")[2]) - 1))
            await editor.text_document_hover_async(lsp.HoverParams(document(path), position))
            await editor.text_document_definition_async(lsp.DefinitionParams(document(path), position))
            await acted(editor, path, typed.count("\n"))
        editor.change(path, text)
        while told(await editor.heard(path)) != [("no-target", 17, 8, 13)]:
            pass

    run(work, project)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    from tests import test_extras

    done = test_extras.run(tmp_path, "lsp")
    assert done.returncode == 2
    assert "commitment-tracker[lsp]" in done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_not_open_in_the_editor_is_not_read_from_disk(project: Path) -> None:
    """A pipe would be waited for, and what is not there or is a folder would be a traceback."""
    os.mkfifo(project / "targets" / "pipe.yaml")

    async def ask(editor: Editor) -> None:
        for name in (TARGETS, "targets/pipe.yaml", "targets/none.yaml", "targets"):
            identifier, position = document(project / name), lsp.Position(7, 15)
            assert await editor.text_document_hover_async(lsp.HoverParams(identifier, position)) is None
            assert await editor.text_document_definition_async(lsp.DefinitionParams(identifier, position)) is None

    run(ask, project)
