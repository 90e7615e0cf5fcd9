"""Results as Parquet: a file a targets file, in folders by province and period, for DuckDB, pandas and polars."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from tracker.model import FileResult, MissingLibrary
from tracker.words.extras import way_to_get
from tracker.write.atomic import write_bytes
from tracker.write.rows import COLUMNS, rows

NO_CODE = "none"
"""The folder of localities whose file gives no code."""


def needs_pyarrow() -> None:
    """Raise MissingLibrary without the extra ``parquet``."""
    if find_spec("pyarrow") is None:
        raise MissingLibrary("Parquet needs pyarrow: {way}", way=way_to_get("parquet"))


def write_parquet(file: FileResult, folder: Path) -> Path:
    """Write the rows of a result where they belong below a folder; the path. Columns as in ``--format csv``, typed.

    Raises MissingLibrary without the extra ``parquet``, and TrackerError where the file can't be written.
    """
    path = folder / place_of(file)
    write_bytes(path, as_parquet(file))
    return path


def place_of(file: FileResult) -> PurePath:
    """``23/2022/hulan-2022.parquet``: the first two digits of the code (GB/T 2260: the province), the period."""
    code = file.targets.locality.code
    province = NO_CODE if code is None else code[:2]
    return PurePath(province, str(file.targets.period), f"{PurePath(file.targets.path).stem}.parquet")


def as_parquet(file: FileResult) -> bytes:
    """The rows as the bytes of a Parquet file. Raises MissingLibrary."""
    needs_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    types: dict[type, Any] = {
        str: pa.string(),
        float: pa.float64(),
        int: pa.int64(),
        bool: pa.bool_(),
        date: pa.date32(),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    out = BytesIO()
    pq.write_table(pa.Table.from_pylist([_typed(row) for row in rows([file])], schema), out, compression="zstd")
    return out.getvalue()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers among those with a point are such too."""
    return {
        name: float(value) if COLUMNS[name] is float and value is not None else value for name, value in row.items()
    }
