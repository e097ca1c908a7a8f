"""Word files: an article out of one, and a review into one, with real tracked changes.

The text model: a line of the text is a paragraph of the file, an empty line an empty paragraph, a tab a tab. The kind
of a line end (\\n, \\r\\n, \\r) is not kept, and what XML cannot hold (control characters, half characters) becomes
U+FFFD. Up to that, "reject all" gives the text that was checked and "accept all" the text after review: see
``pieces.plain``.

The XML is written here, part by part, with nothing but the standard library. python-docx knows neither tracked changes
nor their reader's view (its issue 340, open since 2016), so that the changes would have to be raw XML all the same, and
the frame around them is six short parts that have not changed since 2006.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from mtassist.formats.docx_read import read
from mtassist.formats.pieces import How, Piece, deciders, pieces, remarks, visible
from mtassist.review import Review
from mtassist.types import Decision, Edit, Issue

__all__ = ["read", "write"]

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PARTS = ("document.main", "styles", "settings", "comments")
TAGS = {How.GONE: "del", How.NEW: "ins"}
LONGEST_NAME = 255  # characters of a name or title: Word takes a file with a longer one for damaged
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="en-US"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>'
    '<w:rPr><w:sz w:val="20"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
    '<w:rPr><w:sz w:val="16"/></w:rPr></w:style>'
)
SETTINGS = (  # without it Word opens the file in its compatibility mode
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>'
)


@dataclass(frozen=True, slots=True)
class _Comment:
    """Why something was changed, or what a person remarks; ``start`` and ``end`` are places in the text before."""

    id: int
    start: int
    end: int
    by: str
    at: str
    lines: tuple[str, ...]


def write(review: Review, *, by: str, at: str, title: str = "") -> bytes:
    """The text that was checked, with what stands as tracked changes of whoever decided, and the reasons as comments.

    ``by`` and ``at`` are who takes the file away, and when.
    """
    comments = list(_comments(review))
    body = _Body(deciders(review), comments).xml(pieces(review, (at for c in comments for at in (c.start, c.end))))
    page = (
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"'
    )
    page += ' w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
    return _zipped(
        {
            "[Content_Types].xml": _types(),
            "_rels/.rels": _relations(
                (f"{OFFICE}/officeDocument", "word/document.xml"),
                (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
            "docProps/core.xml": _core(by, at, title),
            "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}{page}</w:body></w:document>',
            "word/_rels/document.xml.rels": _relations(*((f"{OFFICE}/{n}", f"{n}.xml") for n in PARTS[1:])),
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{STYLES}</w:styles>',
            "word/settings.xml": f'<w:settings xmlns:w="{WORD}">{SETTINGS}</w:settings>',
            "word/comments.xml": f'<w:comments xmlns:w="{WORD}">{"".join(map(_comment, comments))}</w:comments>',
        }
    )


def _comments(review: Review) -> Iterator[_Comment]:
    """One for each change that stands, each mark of a person and each remark."""
    said, numbers = remarks(review), count()
    for issue in review.issues:
        decision, remark = review.decisions.get(issue.id), said.get(issue.id)
        made = review.made.get(issue.id, ())
        if made or remark or (decision and decision.found):
            who = decision or remark
            lines = f"{issue.rule}: {issue.message}".splitlines()
            if remark:
                name = "" if who and remark.by == who.by else f" by {remark.by}"
                lines += f"Note{name}: {review.notes[issue.id].text}".splitlines()
            start, end = _range(issue, made)
            yield _Comment(next(numbers), start, end, who.by if who else "", who.at if who else "", tuple(lines))


def _range(issue: Issue, made: tuple[Edit, ...]) -> tuple[int, int]:
    spans = [issue.span, *(edit.span for edit in made)]
    return min(span.start for span in spans), max(span.end for span in spans)


class _Body:
    """Paragraphs in the making."""

    def __init__(self, decisions: Mapping[Edit, Decision], comments: list[_Comment]) -> None:
        self.decisions = decisions
        self.waiting = sorted(comments, key=lambda c: c.start, reverse=True)
        self.opened: list[_Comment] = []
        self.ids = count(len(comments))  # no change has the number of a comment
        self.paragraphs: list[str] = []
        self.runs: list[str] = []  # of the paragraph that is being written

    def xml(self, given: Iterator[Piece]) -> str:
        for piece in given:
            at = piece.start
            inserts = piece.how is How.NEW and piece.end == at  # it belongs to the comments that end here
            self._comment(at, closing=at - inserts)
            for number, line in enumerate(piece.text.split("\n")):
                if number:
                    self._end_paragraph(self._change(piece))
                if line:
                    self._write(line, piece)
        self._comment(sys.maxsize, closing=sys.maxsize)
        self._end_paragraph("")
        return "".join(self.paragraphs)

    def _comment(self, at: int, closing: int) -> None:
        """Open the comments that begin at or before this place, close those that end at or before ``closing``."""
        self._close(closing)
        while self.waiting and self.waiting[-1].start <= at:
            self.opened.append(self.waiting.pop())
            self.runs.append(f'<w:commentRangeStart w:id="{self.opened[-1].id}"/>')
        self._close(closing)

    def _close(self, at: int) -> None:
        for comment in [c for c in self.opened if c.end <= at]:
            self.opened.remove(comment)
            self.runs.append(
                f'<w:commentRangeEnd w:id="{comment.id}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                f'<w:commentReference w:id="{comment.id}"/></w:r>'
            )

    def _write(self, line: str, piece: Piece) -> None:
        tag = "delText" if piece.how is How.GONE else "t"
        words = "<w:tab/>".join(
            f'<w:{tag} xml:space="preserve">{escape(part)}</w:{tag}>' if part else "" for part in line.split("\t")
        )
        run = f"<w:r>{words}</w:r>"
        change = self._change(piece)
        self.runs.append(f"<w:{change}>{run}</w:{TAGS[piece.how]}>" if change else run)

    def _change(self, piece: Piece) -> str:
        """The inside of the tag that tracks a change; nothing for what is kept."""
        if piece.edit is None:
            return ""
        decision = self.decisions[piece.edit]
        return f'{TAGS[piece.how]} w:id="{next(self.ids)}"{_signed(decision.by, decision.at)}'

    def _end_paragraph(self, change: str) -> None:
        mark = f"<w:pPr><w:rPr><w:{change}/></w:rPr></w:pPr>" if change else ""
        self.paragraphs.append(f"<w:p>{mark}{''.join(self.runs)}</w:p>")
        self.runs = []


def _comment(comment: _Comment) -> str:
    paragraphs = "".join(
        '<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(visible(line))}</w:t></w:r></w:p>'
        for line in comment.lines
    )
    signed = f"{_signed(comment.by, comment.at)} w:initials={quoteattr(visible(comment.by[:1]))}"
    return f'<w:comment w:id="{comment.id}"{signed}>{paragraphs}</w:comment>'


def _signed(by: str, at: str) -> str:
    date = _date(at)
    return f" w:author={quoteattr(visible(by)[:LONGEST_NAME])}" + (f' w:date="{date}"' if date else "")


def _date(at: str) -> str:
    """As Word writes it: UTC, to the second. Nothing if it is no date."""
    try:
        return datetime.fromisoformat(at).astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        return ""


def _core(by: str, at: str, title: str) -> str:
    date, name = _date(at), escape(visible(by)[:LONGEST_NAME])
    stamps = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{date}</dcterms:{what}>' for what in ("created", "modified") if date
    )
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(visible(title)[:LONGEST_NAME])}</dc:title><dc:creator>{name}</dc:creator>"
        f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy>{stamps}</cp:coreProperties>"
    )


def _types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name.partition(".")[0]}.xml" ContentType="{TYPE}.{name}+xml"/>' for name in PARTS
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _relations(*given: tuple[str, str]) -> str:
    each = "".join(f'<Relationship Id="r{n}" Type="{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(given, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def _zipped(parts: Mapping[str, str]) -> bytes:
    """The same parts give the same bytes."""
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    file = BytesIO()
    with ZipFile(file, "w") as package:
        for name, xml in parts.items():
            package.writestr(ZipInfo(name), (XML + xml).encode(), ZIP_DEFLATED)
    return file.getvalue()
