"""Pages that a browser or Word saved as one file, as an e-mail: .mht, .mhtml, and often called .html or .doc."""

from __future__ import annotations

import re

from tracker.model import UnreadableReport

MIME_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*+)*?MIME-Version:", re.I)
STYLES = 1_000_000  # bytes of style sheets that come along
LONG = re.compile(rb"^content-(?:type|disposition):(?:[^\n]|\n[ \t]){2000}", re.I | re.M)
"""A header beyond what any program writes: the library looks for its ends again from each quote."""
CHARSETS = re.compile(r"utf-?8|utf-?16(?:-?[bl]e)?|gb.*|big5.*|iso-8859-1|us-ascii|windows-125\d")
"""What pages come in. Python has others that take a square of the time (punycode), or read escapes."""


def page_of(path: str, data: bytes) -> bytes:
    """The page in an archive, with the style sheets that came along; ``data`` itself where it is a plain page.

    Raises ``UnreadableReport`` where an archive has no page in it.
    """
    if MIME_START.match(data[:4096]) is None:
        return data
    try:
        return _page_in(data)
    except RecursionError as error:
        raise UnreadableReport("{path}: nested too deeply for a web page; save it as text", path=path) from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:  # what the library raises of broken headers
        raise UnreadableReport("{path}: no text in this page; save what it shows as text or PDF", path=path) from error


def _page_in(data: bytes) -> bytes:
    """The page in an archive. Raises ValueError where there is none, and whatever the library does."""
    from email import message_from_bytes
    from email.message import Message

    if LONG.search(data):
        raise ValueError
    archive = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    parts = [part for part in archive.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise ValueError

    def content(part: Message) -> bytes:
        found = part.get_payload(decode=True)
        return found if isinstance(found, bytes) else b""

    start = archive.get_param("start")
    root = next((part for part in pages if start and part.get("Content-ID") == start), pages[0])
    styles = b"\n".join(content(part) for part in parts if part.get_content_type() == "text/css")[:STYLES]
    styles = styles.decode("ascii", "ignore").replace("<", "").encode()
    return (b"<style>" + styles + b"</style>" if styles else b"") + _in_utf8(content(root), root.get_content_charset())


def _in_utf8(page: bytes, charset: str | None) -> bytes:
    """A page whose encoding only the archive tells."""
    if charset is None or CHARSETS.fullmatch(charset) is None:
        return page
    try:
        return page.decode("gb18030" if charset.startswith("gb") else charset).encode()
    except (LookupError, UnicodeError):
        return page
