"""Reads the lexicon files beside it: YAML 1.2 text to plain values, each file once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Any:
    """The values of ``words/<name>.yaml``: mappings, lists, text; numbers stay text, for ``Decimal`` to read."""
    import yaml

    text = files(__package__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # BaseLoader: every scalar is text, no YAML 1.1 types
    return yaml.load(text, Loader=loader)
