"""What can be taken away from a review: the clean article, Word with tracked changes, a report, the log."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from mtassist.errors import InputError
from mtassist.review import Review
from mtassist.store import Record

WRITER = "mtassist"  # of the files; each change in them is signed by the person who decided it


@dataclass(frozen=True, slots=True)
class Made:
    """A file to be saved."""

    name: str
    type: str  # as HTTP names it
    content: bytes


def make(record: Record, review: Review, *, kind: str) -> Made:
    """The file of one kind: txt, md, html, docx, report, jsonl."""
    if kind not in KINDS:
        raise InputError(f"nothing of the kind {kind!r} to take away; there are {', '.join(KINDS)}")
    ending, type_, write = KINDS[kind]
    return Made(f"{_name(record.title)}{ending}", type_, write(record, review))


def _text(record: Record, review: Review) -> bytes:
    return review.text.encode("utf-8", "replace")


def _markdown(record: Record, review: Review) -> bytes:
    from mtassist.formats import markdown

    return markdown.write(review).encode("utf-8", "replace")


def _html(record: Record, review: Review) -> bytes:
    from mtassist.formats import html

    return html.write(review, title=record.title).encode("utf-8", "replace")


def _word(record: Record, review: Review) -> bytes:
    from mtassist.formats import docx

    return docx.write(review, by=WRITER, at=_now(), title=record.title)


def _report(record: Record, review: Review) -> bytes:
    from mtassist.formats import changes

    return changes.write(review, by=WRITER, at=_now(), title=record.title).encode("utf-8", "replace")


def _log(record: Record, review: Review) -> bytes:
    from mtassist.formats import log

    return log.write(review).encode("utf-8", "replace")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _name(title: str) -> str:
    """A file name that every system takes.

    >>> _name("Sachsen/Böhmen: «die» Brücke?")
    'sachsen-böhmen-die-brücke'
    """
    words = re.findall(r"\w+", title.lower())
    return "-".join(words)[:60].strip("-") or "article"


Writer = Callable[[Record, Review], bytes]
KINDS: dict[str, tuple[str, str, Writer]] = {
    "txt": (".txt", "text/plain;charset=utf-8", _text),
    "md": (".md", "text/markdown;charset=utf-8", _markdown),
    "html": (".html", "text/html;charset=utf-8", _html),
    "docx": (
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _word,
    ),
    "report": ("-report.html", "text/html;charset=utf-8", _report),
    "jsonl": (".jsonl", "application/x-ndjson", _log),
}
