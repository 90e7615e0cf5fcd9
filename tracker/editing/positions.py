"""Places of a text as an editor counts them: lines from 0, columns in UTF-16 units or what was agreed on."""

from __future__ import annotations

import re
from bisect import bisect_right
from pathlib import Path

from lsprotocol import types as lsp
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec

from tracker.editing.opened import Opened
from tracker.model import Fix, Place


class Text:
    """A version of a file's text, between our offsets in code points and the editor's positions."""

    def __init__(self, uri: str, source: str, codec: PositionCodec) -> None:
        self.uri = uri
        self.codec = codec
        self.opened = Opened(str(Path(to_fs_path(uri) or uri).absolute()), source)
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", source))]
        self.lines = re.split(r"\r\n|\n|\r", source)

    def position(self, line: int, column: int) -> lsp.Position:
        """Of a line and a column in code points, both from 0."""
        written = self.lines[line] if line < len(self.lines) else ""
        return lsp.Position(line, self.codec.client_num_units(written[: max(column, 0)]))

    def position_of(self, offset: int) -> lsp.Position:
        """Of an offset."""
        line = bisect_right(self.starts, offset) - 1
        return self.position(line, offset - self.starts[line])

    def line_and_column(self, position: lsp.Position) -> tuple[int, int]:
        """Both from 0, in code points; what lies behind a line's end, or behind the last line, is cut there."""
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        units, column, written = position.character, 0, self.lines[position.line]
        while column < len(written) and units > 0:
            units -= self.codec.client_num_units(written[column])
            column += 1
        return position.line, column

    def offset(self, position: lsp.Position) -> int:
        """Of a position."""
        line, column = self.line_and_column(position)
        return self.starts[line] + column

    def range(self, start: int, end: int) -> lsp.Range:
        """Of two offsets."""
        return lsp.Range(self.position_of(start), self.position_of(end))

    def range_of_place(self, place: Place) -> lsp.Range:
        """Of a finding's place."""
        end = place.column if place.end_column is None else place.end_column - 1
        line = place.line - 1
        return lsp.Range(self.position(line, place.column - 1), self.position(line, max(end, place.column)))

    def end_of_line(self, line: int) -> lsp.Position:
        """Behind the last character of a line."""
        return self.position(line, len(self.lines[line]) if line < len(self.lines) else 0)

    def edit(self, fixes: list[Fix]) -> lsp.WorkspaceEdit:
        """Fixes as edits of this file."""
        edits = [lsp.TextEdit(self.range(each.start, each.end), each.new) for each in fixes]
        return lsp.WorkspaceEdit({self.uri: edits})
