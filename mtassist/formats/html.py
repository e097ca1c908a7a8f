"""Web pages: the text of one, and a clean article as one.

Read as a browser reads, by the tokens of the HTML standard and in one pass: a comment, a tag or a script that never
ends takes the rest of the page, so that no page can make reading slow. Nothing on the page is judged to be furniture:
what a reader would see is text, for that is where machines leave things behind.
"""

from __future__ import annotations

import codecs
import re
from html import escape, unescape
from itertools import groupby

from mtassist.errors import InputError
from mtassist.formats import encodings
from mtassist.formats.article import Part, parts
from mtassist.formats.pieces import writable
from mtassist.review import Review
from mtassist.types import Kind

LIMIT = 5_000_000  # bytes; a long page has some hundred thousand
TOKEN = re.compile(
    r"(?P<text>(?:[^<]++|<(?![a-z!?]|/.))++)"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))"  # a comment
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*)"
    r"""(?P<rest>(?:[^>="']++|=\s*+(?:"[^"]*+"|'[^']*+')|[="'])*+)(?:>|\Z)"""
    r"|<[!?/][^>]*+(?:>|\Z)",  # a declaration, or something broken that a browser hides
    re.IGNORECASE | re.DOTALL | re.ASCII,
)
HIDDEN = {"script", "style", "title", "iframe", "noembed", "noframes", "template"}  # of the head, or no text at all
AS_IT_IS = {"textarea", "xmp"}  # tags within are text
LINES = {"br", "li", "dt", "dd", "option"}
PARAGRAPHS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
    ),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header"),
    *("hgroup", "hr", "html", "legend", "main", "menu", "nav", "ol", "optgroup", "p", "pre", "search", "section"),
    *("select", "summary", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "ul", "xmp"),
}
BLANKS = re.compile(r"[ \t\n\r\f]+")
HUGE = re.compile(r"&#[xX]?[0-9a-fA-F]{1000,};?")  # a number that Python would refuse to read
META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?([\w:.-]{1,40})", re.IGNORECASE)
HEAD = 4096  # bytes in which a page says its encoding
WEB = re.compile(
    r"cp125\d|cp866|cp874|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)|gb18030|gbk|big5|euc_(jp|kr)"
)
WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "shift_jis": "cp932"}
BULLET = "• "


def read(content: bytes) -> str:
    """The text of a page: a blank line between paragraphs, list items with a bullet, each on its line."""
    if len(content) > LIMIT:
        raise InputError(f"{len(content) / 1e6:,.1f} MB is too long; at most {LIMIT / 1e6:,.0f} MB are read")
    page = _decoded(content)
    if page is None:
        raise InputError("not an HTML file; save the page as HTML in UTF-8")
    text = _Reader().read(page)
    if not text:
        raise InputError("no text in this HTML file; there is nothing to look at")
    return text


def _decoded(content: bytes) -> str | None:
    """By its mark, as UTF-8 if it can be that, as it says, or as it looks."""
    marked = any(content.startswith(mark) for mark, _ in encodings.MARKS)
    if not marked and (said := META.search(content[:HEAD])):
        try:
            return content.decode()
        except UnicodeDecodeError:
            pass
        try:
            name = codecs.lookup(said[1].decode()).name
            name = WIDER.get(name, name)
            if WEB.fullmatch(name):
                return content.decode(name, "replace")
        except LookupError:
            pass
    decoded = encodings.decode(content)
    return decoded.text if decoded else None


class _Reader:
    """Collects words, and remembers how far apart the next ones have to be."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.gap = ""  # line ends before the next words
        self.blank = False  # a blank before the next words
        self.bullet = ""
        self.lists: list[int | None] = []  # of each list around us the next number, if it has numbers
        self.pre = 0  # within so many elements whose line ends count

    def read(self, page: str) -> str:
        at = 0
        while token := TOKEN.match(page, at):  # at the end of the page, and only there, there is none
            at = token.end()
            if token["text"]:
                self._words(token["text"])
            elif token["name"]:
                at = self._tag(page, at, token["name"].lower(), bool(token["end"]))
        return "".join(self.out)

    def _tag(self, page: str, at: int, name: str, ends: bool) -> int:
        """Where the page goes on."""
        if name in LINES:
            self._line(name)
        elif name in PARAGRAPHS:
            self.gap = "\n\n"
        if name == "li":
            self._item(ends)
        elif name in ("ul", "ol", "menu"):
            self._list(name, ends)
        elif name in ("pre", "textarea"):
            self.pre = max(0, self.pre + (-1 if ends else 1))
        if ends or name not in HIDDEN | AS_IT_IS:
            return at
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, at)
        until = closing.start() if closing else len(page)
        if name in AS_IT_IS:
            self._words(page[at:until])
        return until

    def _line(self, name: str) -> None:
        if name == "br":
            self.gap = "\n" if not self.gap else "\n\n"  # two in a row part paragraphs
        else:
            self.gap = self.gap or "\n"

    def _item(self, ends: bool) -> None:
        self.bullet = ""
        if not ends:
            number = self.lists[-1] if self.lists else None
            self.bullet = BULLET if number is None else f"{number}. "
            if number is not None:
                self.lists[-1] = number + 1

    def _list(self, name: str, ends: bool) -> None:
        self.bullet = ""
        if not ends:
            self.lists.append(1 if name == "ol" else None)
        elif self.lists:
            self.lists.pop()

    def _words(self, source: str) -> None:
        text = unescape(HUGE.sub("\N{REPLACEMENT CHARACTER}", source)) if "&" in source else source
        if not self.pre:
            words = BLANKS.sub(" ", text)
            self._put(words.strip(" "), words.startswith(" "), words.endswith(" "))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
            if number:
                self._line("br")
            self._put(line.rstrip(" "), False, line.endswith(" "))

    def _put(self, words: str, blank_before: bool, blank_after: bool) -> None:
        self.blank = self.blank or blank_before
        if not words:
            return
        if self.out and self.gap:
            self.out.append(self.gap)
        elif self.out and self.blank:
            self.out.append(" ")
        self.out += [self.bullet, words]
        self.gap, self.bullet, self.blank = "", "", blank_after


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
