"""Word and Excel files and their like: a zip of XML members, read one by one within bounds that hold before any is
unpacked."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from xml.etree import ElementTree
from zlib import error as ZlibError

from tracker.model import UnreadableReport
from tracker.read.limits import MIB

# Of a package (docx). Eight provinces' reports have 5 to 12 bytes of XML and 0.06 to 0.28 tags and attributes a
# character, so even the wordiest of them could be 200 times as long; a tree of 1,000,000 takes 50 to 300 MiB.
MEMBERS = 10_000
PACKAGE = 512 * MIB  # what all members say they unpack to; pictures hardly shrink, so a real file is far below
UNPACKED = 32 * MIB  # of the members that are read, together; a tree beside it takes as much again, and more
NODES = 1_000_000  # tags and attributes of one member
PIECE = 256 * 1024  # bytes that are unpacked at once

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """A zip file whose members are read one by one, within bounds. Nothing is unpacked to disk."""

    def __init__(self, path: str, data: bytes, kind: str = "Word") -> None:
        """Raises ``UnreadableReport`` where the zip is damaged or claims to hold more than a report does.

        ``kind`` is what the file should be, as messages name it: Word or Excel.
        """
        self.path = path
        self.kind = kind
        self._left = UNPACKED
        self.tags = NODES  # and attributes that ``walk`` may still meet
        if data.count(b"PK\x01\x02") > MEMBERS:
            raise self.too_much()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.damaged() from error
        if sum(member.file_size for member in self._zip.infolist()) > PACKAGE:
            raise self.too_much()

    def names(self) -> frozenset[str]:
        """The members, folders too."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The XML of a member in UTF-8, or ``None`` where there is none of that name.

        Raises ``UnreadableReport`` where it unpacks to more than a report does, is encrypted, or is damaged.
        """
        try:
            return _usual_xml(b"".join(self._pieces(name)))
        except _NoMember:
            return None

    def _pieces(self, name: str) -> Iterator[bytes]:
        """A member, unpacked piece by piece. Raises ``_NoMember``, and ``UnreadableReport`` as ``part`` does."""
        try:
            member = self._zip.getinfo(name)
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # as Office and the standard do
                raise self.damaged()
            if member.file_size > self._left:
                raise self.too_much()
            with self._zip.open(member) as stream:
                left = member.file_size + 1  # a bare read() unpacks all there is, whatever was told
                while left > 0 and (piece := stream.read(min(left, PIECE))):
                    left -= len(piece)
                    self._left -= len(piece)
                    yield piece
        except KeyError as error:
            raise _NoMember from error
        except (zipfile.BadZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self.damaged() from error
        except RuntimeError as error:  # zipfile says so of an encrypted member
            raise UnreadableReport("{path}: is protected by a password; save it without one", path=self.path) from error

    def tree(self, name: str) -> ElementTree.Element | None:
        """The XML of a member as a tree, or ``None`` where there is none of that name. Raises as ``part`` does."""
        data = self.part(name)
        return None if data is None else self.parse(data)

    def parse(self, xml: bytes) -> ElementTree.Element:
        """A tree of XML without a document type, so without entities that explode, and of bounded size."""
        if b"<!DOCTYPE" in xml:
            raise UnreadableReport(
                "{path}: its XML declares entities, as no {kind} file does; refused", path=self.path, kind=self.kind
            )
        self.weigh(xml, NODES)
        try:
            return ElementTree.fromstring(xml)
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self.damaged() from error

    def weigh(self, xml: bytes, nodes: int) -> None:
        """Raise ``UnreadableReport`` where XML has more tags and attributes than that, without parsing it."""
        if len(xml) > nodes and xml.count(b"<") + xml.count(b"=") > nodes:
            raise self.too_much()

    def weigh_members(self, names: Sequence[str]) -> None:
        """Raise ``UnreadableReport`` where members that are to be walked have more tags together than ``tags``.

        Tags are counted, not parsed, and only where the members are so large that they may have as many.
        """
        sizes = {each.filename: each.file_size for each in self._zip.infolist()}
        if sum(sizes.get(name, 0) for name in names) < self.tags * len("<a/>"):
            return
        left, tags = self._left, 0
        for name in names:
            with suppress(_NoMember):
                for piece in self._pieces(name):
                    tags += piece.count(b"<") - piece.count(b"</")
                    if tags > self.tags:
                        raise self.too_much()
        self._left = left

    def walk(
        self,
        name: str,
        namespaces: Sequence[str],
        start: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> bool:
        """Read a member's tags in their order, without a tree of them; False where there is none of that name.

        ``start`` and ``end`` get the names of tags in ``namespaces``, without these; attributes of a namespace are
        named with it, a space between. Raises ``UnreadableReport`` as ``part`` does, and where all members that were
        walked have more tags and attributes than ``tags`` was at first.
        """
        from pyexpat import ExpatError, ParserCreate

        known: dict[str, str | None] = {}
        left = self.tags

        def local(name: str) -> str | None:
            space, _, bare = name.rpartition(" ")
            return known.setdefault(name, bare if space in namespaces else None)

        def begin(name: str, attributes: dict[str, str]) -> None:
            nonlocal left
            left -= 1 + len(attributes)
            if left < 0:
                raise self.too_much()
            bare = known[name] if name in known else local(name)
            if bare is not None:
                start(bare, attributes)

        def finish(name: str) -> None:
            bare = known[name]
            if bare is not None and end is not None:
                end(bare)

        parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.EndElementHandler = finish
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for piece in self._pieces(name):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except _NoMember:
            return False
        except (ExpatError, LookupError, ValueError) as error:
            raise self.damaged() from error
        self.tags = left
        return True

    def _refuse_document_type(self, *_: object) -> None:
        raise UnreadableReport(
            "{path}: its XML declares entities, as no {kind} file does; refused", path=self.path, kind=self.kind
        )

    def too_much(self) -> UnreadableReport:
        """What is said of a file that holds more than its kind does."""
        if self.kind == "Word":
            return UnreadableReport("{path}: unpacks to far more than a report holds; refused", path=self.path)
        return UnreadableReport(
            "{path}: holds far more cells or text than tables do; keep only the sheets that are needed", path=self.path
        )

    def damaged(self) -> UnreadableReport:
        """What is said of a file that can't be read as what it claims to be."""
        if self.kind == "Word":
            return UnreadableReport(
                "{path}: is damaged, or no Word file; save it again, or give a text file", path=self.path
            )
        return UnreadableReport(
            "{path}: is no Excel workbook (.xlsx); save it as one in Excel, LibreOffice or WPS", path=self.path
        )


class _NoMember(Exception):
    """There is no member of that name."""


def _usual_xml(xml: bytes) -> bytes:
    """XML in UTF-8 and the usual namespace of Word, whichever of two encodings and two standards it came in."""
    if b"\0" in xml[:4]:
        name = "utf-16-be" if xml[:1] in (b"\0", b"\xfe") else "utf-16-le"
        text = xml.decode(name, errors="replace").removeprefix("\ufeff")
        xml = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(errors="replace")
    return xml.replace(STRICT, TRANSITIONAL)
