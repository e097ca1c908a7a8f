"""The text of a Word file. The file may be hostile: it is measured before it is unpacked, and no entity is expanded.

Read with what Python brings: ``zipfile`` for one part of the file, whatever its name, and expat, which never fetches
anything; a document type, where entities would be declared, is refused.
"""

from __future__ import annotations

import posixpath
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers import expat

from mtassist.errors import InputError

if TYPE_CHECKING:  # imported where it is used: few commands read Word files
    from zipfile import ZipFile

LIMIT = 20_000_000  # bytes of the file
PART_LIMIT = 20_000_000  # bytes of its text, unpacked
RATIO = 200  # XML shrinks to a tenth, a long table to a fiftieth
SMALL = 1_000_000  # bytes that do no harm, however well they were packed
ENTRIES = 5_000
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a docx with a password looks like

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # "strict" files
)
UNSEEN = {
    *("del", "moveFrom"),
    *("pPrChange", "rPrChange"),  # how it was formatted before
    "Fallback",  # the second copy of a text box, for old programs
}
DEPTH = 1_000  # elements within each other
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "softHyphen": "\u00ad"}
GAPS = re.compile(r"[\t\r\n]+")  # in a run these are how the XML was laid out; real ones have elements of their own
LIST_STYLE = re.compile(r"List(Bullet|Number)\d?")
BULLET = "• "


def read(content: bytes) -> str:
    """The text as it reads with all tracked changes accepted, a blank line between paragraphs.

    Headings, table cells and text boxes are paragraphs; list items follow each other line by line, each with a bullet.
    Headers, footers, footnotes and comments are left out.
    """
    if len(content) > LIMIT:
        raise InputError(f"{len(content) / 1e6:,.1f} MB is too long; at most {LIMIT / 1e6:,.0f} MB are read")
    text = _Reader().read(_main_part(content))
    if not text.strip():
        raise InputError("no text in this .docx file; there is nothing to look at")
    return text


def _main_part(content: bytes) -> bytes:
    from zipfile import BadZipFile, LargeZipFile, ZipFile

    if content.startswith(OLD_WORD):
        raise InputError("an old .doc file, or one with a password; save it as .docx without a password")
    if content.count(b"PK\x01\x02") > ENTRIES:  # each entry has this mark, so that the list itself stays short
        raise InputError(f"not a usual .docx file: more than {ENTRIES:,} parts; save it again with Word or LibreOffice")
    try:
        with ZipFile(BytesIO(content)) as package:
            names = {name.lower(): name for name in package.namelist()}
            rels = _part(package, names, "_rels/.rels")
            part = _part(package, names, _target(rels) if rels else "word/document.xml")
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise InputError("not a .docx file, or a damaged one; save it again with Word or LibreOffice") from None
    if part is None:
        raise InputError("not a .docx file: a zip file without a Word document in it; save the document as .docx")
    return part


def _part(package: ZipFile, names: Mapping[str, str], name: str) -> bytes | None:
    from zipfile import ZIP_DEFLATED, ZIP_STORED

    if name.lower() not in names:
        return None
    entry = package.getinfo(names[name.lower()])
    if entry.flag_bits & 1:
        raise InputError("the .docx file has a password; save it without")
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):  # others pack far tighter, and Word writes none of them
        raise InputError("packed in a way that no .docx file is; open it in Word or LibreOffice and save it again")
    if entry.file_size > min(PART_LIMIT, max(SMALL, RATIO * entry.compress_size)):
        raise InputError(
            f"its text would unpack from {entry.compress_size:,} to {entry.file_size:,} bytes, which no article does; "
            "save it as .txt"
        )
    with package.open(entry) as file:
        return file.read(entry.file_size)  # a part that is really longer fails its checksum


def _target(rels: bytes) -> str:
    """Which part is the document."""
    found = ["word/document.xml"]

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(posixpath.normpath(attributes.get("Target", "").lstrip("/")))

    _parse(rels, start)
    return found[-1]


def _parse(
    content: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    words: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError):  # the latter two: an encoding nobody knows
        raise InputError("not a .docx file, or a damaged one: its XML is broken; save it again with Word") from None


def _refuse(*_: object) -> None:
    raise InputError("not a usual .docx file: its XML declares a document type; save it again with Word or LibreOffice")


@dataclass(slots=True)
class _Paragraph:
    words: list[str] = field(default_factory=list)
    item: bool = False
    goes_on: bool = False  # its end was deleted: the next paragraph is the rest of it
    boxes: list[tuple[str, bool]] = field(default_factory=list)  # text boxes that hang on it


class _Reader:
    """Follows the document from element to element; text boxes are paragraphs within a paragraph."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bool]] = []  # each paragraph, and whether it is a list item
        self.open: list[_Paragraph] = []
        self.path: list[str] = []
        self.unseen = 0  # how deep inside something that is not shown
        self.rest: list[str] = []  # what deleted paragraph ends hand on to the next paragraph

    def read(self, content: bytes) -> str:
        _parse(content, self.start, self.end, self.words)
        self._add("".join(self.rest), False)
        out: list[str] = []
        after_item = False
        for line, item in self.lines:
            out += ["\n" if item and after_item else "\n\n" if out else "", BULLET if item else "", line]
            after_item = item
        return "".join(out)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        parent = self.path[-1] if self.path else ""
        self.path.append(name)
        if len(self.path) > DEPTH:
            raise InputError(
                "not a usual .docx file: elements nested without end; save it again with Word or LibreOffice"
            )
        if self.unseen or (name in UNSEEN and parent != "rPr"):
            self.unseen += 1
        elif name == "p" and tag.startswith(WORD):
            self.open.append(_Paragraph())
        elif self.open:
            self._inside(name, parent, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _inside(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        paragraph = self.open[-1]
        if name in SIGNS and parent == "r":
            paragraph.words.append(SIGNS[name])
        elif name in ("del", "moveFrom") and self.path[-3:-1] == ["pPr", "rPr"]:
            paragraph.goes_on = True
        elif name == "numId" and parent == "numPr":
            paragraph.item = attributes.get("val") != "0"
        elif name == "pStyle" and LIST_STYLE.fullmatch(attributes.get("val", "")):
            paragraph.item = True

    def end(self, tag: str) -> None:
        self.path.pop()
        if self.unseen:
            self.unseen -= 1
        elif self.open and tag.startswith(WORD) and tag.endswith(" p"):
            self._close(self.open.pop())

    def _close(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words)
        if self.open:
            self.open[0].boxes.append((words, paragraph.item))
            return
        self.rest.append(words)
        if not paragraph.goes_on:
            self._add("".join(self.rest), paragraph.item)
            self.rest = []
        for box in paragraph.boxes:
            self._add(*box)

    def _add(self, line: str, item: bool) -> None:
        if line.strip():
            self.lines.append((line, item))

    def words(self, text: str) -> None:
        if not self.unseen and self.open and self.path[-1] == "t":
            self.open[-1].words.append(GAPS.sub(" ", text))
