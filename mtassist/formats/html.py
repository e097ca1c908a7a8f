"""Web pages: the text of one, and a clean article as one."""

from __future__ import annotations

from html import escape
from itertools import groupby

from mtassist.formats import pages
from mtassist.formats.article import Part, parts
from mtassist.formats.pieces import writable
from mtassist.review import Review
from mtassist.types import Kind


def read(content: bytes) -> str:
    """All that a reader sees of a page: nothing on it is judged to be furniture."""
    return pages.seen(content).text


def write(review: Review, *, title: str = "") -> str:
    """The clean article as a page of its own, with nothing in it but the article."""
    made = list(parts(review.text))
    name = title.strip() or next((part.text for part in made if part.kind is Kind.HEADING), "Article")
    body = "\n".join(_group(kind, list(group)) for kind, group in groupby(made, key=_list_kind))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{safe(name)}</title>\n</head>\n<body>\n<article>\n{body}\n</article>\n</body>\n</html>\n"
    )


def safe(text: str) -> str:
    """A text as HTML that says the same, in an element or in a quoted attribute."""
    return escape(writable(text))


def _list_kind(part: Part) -> str:
    if part.kind is not Kind.ITEM:
        return ""
    return "ul" if part.number is None else "ol"


def _group(kind: str, group: list[Part]) -> str:
    if not kind:
        return "\n".join(_element(f"h{part.level}" if part.level else "p", part.text) for part in group)
    items = "\n".join(_element("li", p.text, "" if p.number is None else f' value="{p.number}"') for p in group)
    return f"<{kind}>\n{items}\n</{kind}>"


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{safe(text)}</{name}>"
