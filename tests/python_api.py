"""Writes docs/api.md from the docstrings of what ``import tracker`` exports: ``make docs``, or this as a script.

docs/zh/api.md is made with it: api.zh.yaml beside this file holds the Chinese of each docstring and comment.
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import yaml

import tracker
from tests.conftest import ROOT

PAGES = {"en": ROOT / "docs" / "api.md", "zh": ROOT / "docs" / "zh" / "api.md"}
CHINESE = Path(__file__).with_name("api.zh.yaml")
HEADS = {
    "en": """\
# In Python

[中文](zh/api.md)

`import tracker` gives these names; all else may change. Amounts are `Decimal` in their unit, offsets count code points
and are half-open, lines and columns count from 1. The page is made from the docstrings (`make docs`).

`AnyPath` is `str | os.PathLike[str]`, `Paths` one of these or many, `AnyPeriod` is `int | str | Period`.
""",
    "zh": """\
# 在 Python 中使用

[English](../api.md)

`import tracker` 给出下列名称，其余的都可能变动。数量是 `Decimal`，按其单位；位置按码点计，左闭右开；
行和列从 1 数起。本页由文档字符串生成（`make docs`）。

`AnyPath` 是 `str | os.PathLike[str]`，`Paths` 是一个或多个这样的路径，`AnyPeriod` 是 `int | str | Period`。
""",
}
EXAMPLE = """\
```python
import tracker

answer = tracker.check("targets/china-2018.yaml")
print(answer)  # <Answer: 1 file, …>
frame = answer.to_frame()  # one row a target; needs the extra “frame”
reading = tracker.read("reports/china-2018.yaml")
for each in reading.observations[:3]:
    print(each.indicator, each.value, each.unit, reading.quote(each.start, each.end))
```
"""
WORDS = {
    "Functions": "函数",
    "Errors": "错误",
    "Values": "值",
    "Frozen; absent is `None`.": "都不可变；没有的是 `None`。",
    "Words of the format": "格式用词",
    "field": "字段",
    "type": "类型",
}
Say = Callable[[str], str]
"""What stands in the code, in the language of the page."""


def chinese() -> dict[str, str]:
    """Each docstring and comment as the English page has it, and its Chinese."""
    known: dict[str, str] = yaml.safe_load(CHINESE.read_text(encoding="utf-8"))
    return known | WORDS


def said() -> set[str]:
    """All docstrings and comments that a page shows."""
    asked: set[str] = set()

    def note(text: str) -> str:
        asked.add(text)
        return text

    page("en", note)
    return asked - {""}


def page(lang: str = "en", say: Say | None = None) -> str:
    """The whole page. Raises KeyError where its Chinese is missing."""
    if say is None:
        say = str if lang == "en" else {"": "", **chinese()}.__getitem__
    named = {name: getattr(tracker, name) for name in tracker.__all__ if name != "__version__"}
    named["read"] = tracker.api.read
    functions = [name for name, value in named.items() if inspect.isfunction(value)]
    errors = [name for name, value in named.items() if inspect.isclass(value) and issubclass(value, Exception)]
    words = [name for name, value in named.items() if inspect.isclass(value) and issubclass(value, Enum)]
    values = [name for name in named if name not in (*functions, *errors, *words)]
    parts = [HEADS[lang], EXAMPLE, f"## {say('Functions')}"]
    parts += [_function(f"tracker.{name}", named[name], say) for name in functions]
    parts.append(f"## {say('Errors')}")
    parts += [f"### {name}({named[name].__bases__[0].__name__})\n\n{say(_doc(named[name]))}" for name in errors]
    parts.append(f"## {say('Values')}\n{say('Frozen; absent is `None`.')}")
    parts += [_value(name, named[name], say) for name in values]
    parts.append(f"## {say('Words of the format')}")
    parts += [f"### {name}\n\n{say(_doc(named[name]))}\n\n{_members(named[name])}" for name in words]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _signature(function: Any) -> str:
    """As it is written: annotations are texts already, and defaults keep their quotes."""
    whole = inspect.signature(function)
    plain = [str(each.replace(default=each.empty)).replace("'", "") for each in whole.parameters.values()]
    told: list[str] = []
    for each, text in zip(whole.parameters.values(), plain, strict=True):
        if each.kind is each.KEYWORD_ONLY and "*" not in told:
            told.append("*")
        default = json.dumps(each.default) if isinstance(each.default, str) else repr(each.default)
        told.append(text if each.default is each.empty else f"{text} = {default}")
    result = "" if whole.return_annotation is whole.empty else f" -> {whole.return_annotation}"
    line = f"({', '.join(told)}){result}"
    return line if len(line) <= 90 else "(\n    " + ",\n    ".join(told) + f",\n){result}"


def _function(name: str, function: Any, say: Say) -> str:
    return f"### {name}\n\n```text\n{name}{_signature(function)}\n```\n\n{say(_doc(function))}"


def _value(name: str, kind: Any, say: Say) -> str:
    lines = [f"### {name}", say(_doc(kind))]
    if is_dataclass(kind):
        behind = dict(_comments(kind))
        rows = [f"| `{each.name}` | `{_type(each.type)}` | {say(behind.get(each.name, ''))} |" for each in fields(kind)]
        lines.append("\n".join([f"| {say('field')} | {say('type')} | |", "| --- | --- | --- |", *rows]))
    for each, value in vars(kind).items():
        function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if not each.startswith("_") and inspect.isfunction(function) and function.__doc__:
            signature = "" if isinstance(value, property) else _signature(function)
            bare = re.sub(r"\((?:self|cls)(?:, )?", "(", signature)
            lines.append(f"`.{each}{bare}`: {say(_doc(function))}")
    return "\n\n".join(lines)


def _type(annotation: Any) -> str:
    return str(annotation).replace("|", "\\|")


def _comments(kind: Any) -> Iterator[tuple[str, str]]:
    """What stands behind the fields in the source."""
    lines = inspect.getsource(kind).splitlines()
    for node in ast.walk(ast.parse("\n".join(lines))):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            _, mark, said = lines[node.lineno - 1].partition("  # ")
            if mark:
                yield node.target.id, re.sub(r"``(.+?)``", r"`\1`", said.replace("|", "\\|"))


def _members(kind: Any) -> str:
    return ", ".join(f"`{each.name}` = `{each.value}`" for each in kind)


def _doc(value: Any) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(value) or "", flags=re.DOTALL)


if __name__ == "__main__":
    for lang, path in PAGES.items():
        path.write_text(page(lang), encoding="utf-8")
