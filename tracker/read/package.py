"""Word files and their like: a zip of XML members, read one by one within bounds that hold before any is unpacked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree
from zlib import error as ZlibError

from tracker.model import UnreadableReport
from tracker.read.limits import MIB

# Of a package (docx). Eight provinces' reports have 5 to 12 bytes of XML and 0.06 to 0.28 tags and attributes a
# character, so even the wordiest of them could be 200 times as long; a tree of 1,000,000 takes 50 to 300 MiB.
MEMBERS = 10_000
PACKAGE = 512 * MIB  # what all members say they unpack to; pictures hardly shrink, so a real file is far below
UNPACKED = 64 * MIB  # of the members that are read, together
NODES = 1_000_000  # tags and attributes of one member

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """A zip file whose members are read one by one, within bounds. Nothing is unpacked to disk."""

    def __init__(self, path: str, data: bytes) -> None:
        """Raises ``UnreadableReport`` where the zip is damaged or claims to hold more than a report does."""
        self.path = path
        self._left = UNPACKED
        if data.count(b"PK\x01\x02") > MEMBERS:
            raise self._too_much()
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged() from error
        if sum(member.file_size for member in self._zip.infolist()) > PACKAGE:
            raise self._too_much()

    def names(self) -> frozenset[str]:
        """The members, folders too."""
        return frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes | None:
        """The XML of a member in UTF-8, or ``None`` where there is none of that name.

        Raises ``UnreadableReport`` where it unpacks to more than a report does, is encrypted, or is damaged.
        """
        try:
            member = self._zip.getinfo(name)
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # as Office and the standard do
                raise self._damaged()
            if member.file_size > self._left:
                raise self._too_much()
            with self._zip.open(member) as stream:
                data = stream.read(member.file_size + 1)  # a bare read() unpacks all there is, whatever was told
        except KeyError:
            return None
        except (zipfile.BadZipFile, ZlibError, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        except RuntimeError as error:  # zipfile says so of an encrypted member
            raise UnreadableReport("{path}: is protected by a password; save it without one", path=self.path) from error
        self._left -= len(data)
        return _usual_xml(data)

    def tree(self, name: str) -> ElementTree.Element | None:
        """The XML of a member as a tree, or ``None`` where there is none of that name. Raises as ``part`` does."""
        data = self.part(name)
        return None if data is None else self.parse(data)

    def parse(self, xml: bytes) -> ElementTree.Element:
        """A tree of XML without a document type, so without entities that explode, and of bounded size."""
        if b"<!DOCTYPE" in xml:
            raise UnreadableReport("{path}: its XML declares entities, as no Word file does; refused", path=self.path)
        self.weigh(xml, NODES)
        try:
            return ElementTree.fromstring(xml)
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self._damaged() from error

    def weigh(self, xml: bytes, nodes: int) -> None:
        """Raise ``UnreadableReport`` where XML has more tags and attributes than that, without parsing it."""
        if len(xml) > nodes and xml.count(b"<") + xml.count(b"=") > nodes:
            raise self._too_much()

    def _too_much(self) -> UnreadableReport:
        return UnreadableReport("{path}: unpacks to far more than a report holds; refused", path=self.path)

    def _damaged(self) -> UnreadableReport:
        return UnreadableReport(
            "{path}: is damaged, or no Word file; save it again, or give a text file", path=self.path
        )


def _usual_xml(xml: bytes) -> bytes:
    """XML in UTF-8 and the usual namespace of Word, whichever of two encodings and two standards it came in."""
    if b"\0" in xml[:4]:
        name = "utf-16-be" if xml[:1] in (b"\0", b"\xfe") else "utf-16-le"
        text = xml.decode(name, errors="replace").removeprefix("\ufeff")
        xml = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode(errors="replace")
    return xml.replace(STRICT, TRANSITIONAL)
