"""An editor: pygls' own client, which speaks to ``tracker lsp`` over its stdin and stdout."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

Answer = TypeVar("Answer")
PATIENCE = 60
"""Seconds after which a server that says nothing is taken for dead: only a hang is cut short."""


class Editor(LanguageClient):
    """Opens texts, and keeps what the server says of them."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.told: dict[str, asyncio.Queue[list[lsp.Diagnostic]]] = {}
        self.versions: dict[str, int] = {}

        @self.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def hear(params: lsp.PublishDiagnosticsParams) -> None:
            self.told.setdefault(params.uri, asyncio.Queue()).put_nowait(list(params.diagnostics))

    async def begin(self, folder: Path, locale: str = "en", encoding: str | None = None, *arguments: str) -> None:
        """Start the server in a project."""
        await self.start_io(sys.executable, "-m", "tracker", *arguments, "lsp", "--stdio", cwd=str(folder))
        general = None
        if encoding is not None:
            general = lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind(encoding)])
        await self.initialize_async(
            lsp.InitializeParams(
                lsp.ClientCapabilities(general=general), root_uri=folder.as_uri(), locale=locale, process_id=None
            )
        )
        self.initialized(lsp.InitializedParams())

    async def open(self, path: Path, text: str | None = None) -> list[lsp.Diagnostic]:
        """Open a file, or a text under its name; what the server finds in it."""
        uri, text = path.as_uri(), path.read_text(encoding="utf-8") if text is None else text
        self.told[uri] = asyncio.Queue()
        self.versions[uri] = 1
        self.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "yaml", 1, text)))
        return await self.heard(path)

    def change(self, path: Path, text: str) -> None:
        """Type a new text."""
        uri = path.as_uri()
        self.versions[uri] += 1
        document = lsp.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        whole = lsp.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))

    async def heard(self, path: Path) -> list[lsp.Diagnostic]:
        """What the server says of a file next."""
        return await asyncio.wait_for(self.told[path.as_uri()].get(), PATIENCE)

    async def end(self) -> int | None:
        """Take leave as editors do; the server's exit code."""
        server = self._server
        await asyncio.wait_for(self.shutdown_async(None), PATIENCE)
        self.exit(None)
        await asyncio.wait_for(server.wait(), PATIENCE)
        await self.stop()
        return server.returncode


def run(work: Callable[[Editor], Awaitable[Answer]], folder: Path, *arguments: Any, **how: Any) -> Answer:
    """Start a server in a folder, do something with it, and see it end well."""

    async def whole() -> Answer:
        editor = Editor()
        await editor.begin(folder, *arguments, **how)
        try:
            answer = await work(editor)
        finally:
            code = await editor.end()
        assert code == 0
        return answer

    return asyncio.run(whole())
