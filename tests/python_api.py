"""Writes docs/api.md from the docstrings of what ``import tracker`` exports: ``make docs``, or this as a script."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import tracker
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "api.md"
HEAD = """\
# In Python

`import tracker` gives these names; all else may change. Amounts are `Decimal` in their unit, offsets count code points
and are half-open, lines and columns count from 1. The page is made from the docstrings (`make docs`).

`AnyPath` is `str | os.PathLike[str]`, `Paths` one of these or many, `AnyPeriod` is `int | str | Period`.

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


def page() -> str:
    """The whole page."""
    named = {name: getattr(tracker, name) for name in tracker.__all__ if name != "__version__"}
    named["read"] = tracker.api.read
    functions = [name for name, value in named.items() if inspect.isfunction(value)]
    errors = [name for name, value in named.items() if inspect.isclass(value) and issubclass(value, Exception)]
    words = [name for name, value in named.items() if inspect.isclass(value) and issubclass(value, Enum)]
    values = [name for name in named if name not in (*functions, *errors, *words)]
    parts = [HEAD, "## Functions"]
    parts += [_function(f"tracker.{name}", named[name]) for name in functions]
    parts.append("## Errors")
    parts += [f"### {name}({named[name].__bases__[0].__name__})\n\n{_doc(named[name])}" for name in errors]
    parts.append("## Values\nFrozen; absent is `None`.")
    parts += [_value(name, named[name]) for name in values]
    parts.append("## Words of the format")
    parts += [f"### {name}\n\n{_doc(named[name])}\n\n{_members(named[name])}" for name in words]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _function(name: str, function: Any) -> str:
    signature = str(inspect.signature(function)).replace("'", "")
    if len(signature) > 90:
        inside, _, result = signature[1:].rpartition(")")
        signature = "(\n    " + inside.replace(", ", ",\n    ") + ",\n)" + result
    return f"### {name}\n\n```text\n{name}{signature}\n```\n\n{_doc(function)}"


def _value(name: str, kind: Any) -> str:
    lines = [f"### {name}", _doc(kind)]
    if is_dataclass(kind):
        said = dict(_comments(kind))
        rows = [f"| `{each.name}` | `{_type(each.type)}` | {said.get(each.name, '')} |" for each in fields(kind)]
        lines.append("\n".join(["| field | type | |", "| --- | --- | --- |", *rows]))
    for each, value in vars(kind).items():
        function = value.fget if isinstance(value, property) else getattr(value, "__func__", value)
        if not each.startswith("_") and inspect.isfunction(function) and function.__doc__:
            signature = "" if isinstance(value, property) else str(inspect.signature(function)).replace("'", "")
            bare = re.sub(r"\((?:self|cls)(?:, )?", "(", signature)
            lines.append(f"`.{each}{bare}`: {_doc(function)}")
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
                yield node.target.id, said.replace("|", "\\|")


def _members(kind: Any) -> str:
    return ", ".join(f"`{each.name}` = `{each.value}`" for each in kind)


def _doc(value: Any) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", inspect.getdoc(value) or "", flags=re.DOTALL)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
