"""The language server: what pygls hears from an editor, answered by the functions beside."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path

from tracker import __version__
from tracker.editing.completing import Offer, complete
from tracker.editing.hovering import hover
from tracker.editing.leading import leads_to
from tracker.editing.positions import Text
from tracker.editing.verdicts import last_verdicts, short, verdict_words
from tracker.model import Fix, Severity
from tracker.read.nodes import brief
from tracker.words.messages import say, translate

PAUSE = 0.15
"""Seconds without a key after which a file is looked at again."""

_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.NOTE: lsp.DiagnosticSeverity.Information,
}
_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "unit": lsp.CompletionItemKind.Unit,
    "name": lsp.CompletionItemKind.Text,
    "operator": lsp.CompletionItemKind.Operator,
    "file": lsp.CompletionItemKind.File,
}


class Server(LanguageServer):
    """One editor's server. ``lang`` is that of the call; None: the editor's own, which it tells at the start.

    Whole texts are sent at each change: pygls counts a line's end where YAML and editors do not (U+2028), and would
    put pieces of a change in the wrong line.
    """

    def __init__(self, lang: str | None) -> None:
        super().__init__("tracker", __version__, lsp.TextDocumentSyncKind.Full)
        self.lang = lang
        self._opened: dict[str, tuple[int | None, Text]] = {}
        self._waiting: dict[str, asyncio.TimerHandle] = {}

    def text(self, uri: str) -> Text:
        """A file as it stands in the editor, read once for each version; empty where it is not open there.

        pygls would read that from disk, whatever it is: a pipe, a device, what is not there.
        """
        document = self.workspace.get_text_document(uri)
        if uri not in self.workspace.text_documents:
            return Text(uri, "", document.position_codec)
        known = self._opened.get(uri)
        if known is None or known[0] != document.version or document.version is None:
            known = self._opened[uri] = document.version, Text(uri, document.source, document.position_codec)
        return known[1]

    def words(self, text: Text) -> str:
        """The language to speak: the call's, the project's, else the editor's."""
        return self.lang or text.opened.settings.language or self.editor_lang

    editor_lang = "en"

    def look_soon(self, uri: str) -> None:
        """Tell the findings of a file when no key was pressed for a moment."""
        self.drop(uri)
        self._waiting[uri] = asyncio.get_running_loop().call_later(PAUSE, self.look, uri)

    def drop(self, uri: str) -> None:
        """Forget what was to be looked at."""
        if uri in self._waiting:
            self._waiting.pop(uri).cancel()

    def look(self, uri: str) -> None:
        """Tell the findings of a file."""
        self._opened.pop(uri, None)  # what it names may have changed
        text = self.text(uri)
        lang = self.words(text)
        told = [
            lsp.Diagnostic(
                text.range_of_place(each.place),
                translate(each.message, lang),
                severity=_SEVERITIES[each.severity],
                code=each.rule,
                source="tracker",
            )
            for each in text.opened.findings
        ]
        version = self.workspace.get_text_document(uri).version
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, told, version))


def make_server(lang: str | None = None) -> Server:
    """A server with all that it answers; ``start_io()`` runs it. ``lang`` as in Server."""
    server = Server(lang)

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.editor_lang = "zh" if (params.locale or "").lower().startswith("zh") else "en"

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        server.look(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        server.look_soon(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        server.look(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.drop(uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def on_hover(params: lsp.HoverParams) -> lsp.Hover | None:
        text = server.text(params.text_document.uri)
        said = hover(text.opened, text.offset(params.position), server.words(text))
        if said is None:
            return None
        markdown, spot = said
        start, end = (text.opened.sheet.original(each) for each in (spot.node.start, spot.node.end))
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, markdown), text.range(start, end))

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", "-", ">", ":", "=", "~"])
    )
    def on_completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        text = server.text(params.text_document.uri)
        line, column = text.line_and_column(params.position)
        replaced, offers = complete(text.opened, line, column, server.words(text))
        begin = lsp.Range(text.position(line, column - replaced), params.position)
        return lsp.CompletionList(False, [_item(each, begin, rank) for rank, each in enumerate(offers)])

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def on_definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        text = server.text(params.text_document.uri)
        lead = leads_to(text.opened, text.offset(params.position))
        uri = None if lead is None else from_fs_path(lead.path)
        if lead is None or uri is None:
            return None
        return lsp.Location(uri, lsp.Range(lsp.Position(lead.line, 0), lsp.Position(lead.line, 0)))

    @server.feature(lsp.TEXT_DOCUMENT_INLAY_HINT)
    def on_inlay_hint(params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        text = server.text(params.text_document.uri)
        lang = server.words(text)
        return [
            lsp.InlayHint(
                text.end_of_line(place.line - 1),
                short(last, lang),
                padding_left=True,
                tooltip=lsp.MarkupContent(lsp.MarkupKind.Markdown, verdict_words(last, lang)),
            )
            for place, last in last_verdicts(text.opened)
            if params.range.start.line <= place.line - 1 <= params.range.end.line
        ]

    kinds = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=kinds))
    def on_code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        text = server.text(params.text_document.uri)
        return list(actions(text, params, server.words(text)))

    return server


def actions(text: Text, params: lsp.CodeActionParams, lang: str) -> Iterator[lsp.CodeAction]:
    """The mends of the findings in a range, what may be meant, and all mends at once."""
    wanted = params.context.only
    first, last = params.range.start.line, params.range.end.line
    if wanted is None or any(lsp.CodeActionKind.QuickFix.startswith(each) for each in wanted):
        for finding in text.opened.findings:
            fix = finding.fix or finding.offer
            if fix is None or not first <= finding.place.line - 1 <= last:
                continue
            yield lsp.CodeAction(
                say(lang, "Write {new}", new=brief(fix.new)) if fix.new.strip() else say(lang, "Take it out"),
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[each for each in params.context.diagnostics if each.code == finding.rule],
                is_preferred=finding.fix is not None,
                edit=text.edit([fix]),
            )
    if wanted is None or any(lsp.CodeActionKind.SourceFixAll.startswith(each) for each in wanted):
        mended = text.opened.mended()
        if mended != text.opened.text:
            whole = Fix(0, len(text.opened.text), mended)
            title = say(lang, "Mend all that can be mended (tracker validate --fix)")
            yield lsp.CodeAction(title, kind=lsp.CodeActionKind.SourceFixAll, edit=text.edit([whole]))


def _item(offer: Offer, begin: lsp.Range, rank: int) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        offer.label or offer.text,
        kind=_KINDS[offer.kind],
        detail=offer.detail or None,
        sort_text=f"{rank:05}",  # in our order: what is likely first
        filter_text=offer.text,
        text_edit=lsp.TextEdit(begin, offer.text),
    )
