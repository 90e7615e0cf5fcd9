"""Rows as a data frame whose columns have types of their own: Parquet and polars take it as it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.model import MissingLibrary
from tracker.words.extras import way_to_get
from tracker.write.rows import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_TYPES = {str: "string", float: "Float64", int: "Int64", bool: "bool", date: "datetime64[ms]"}
"""pandas' names: those which know what is absent from what is 0 or empty."""


def frame_of(rows: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A frame of rows keyed by ``COLUMNS``; without rows the columns have their types all the same.

    Raises MissingLibrary.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise MissingLibrary("a data frame needs pandas: {way}", way=way_to_get("frame")) from error
    held = list(rows)
    columns = {
        name: pd.Series([row[name] for row in held], dtype=_TYPES[kind], name=name) for name, kind in COLUMNS.items()
    }
    return pd.DataFrame(columns)
