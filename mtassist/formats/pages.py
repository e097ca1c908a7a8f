"""The text of a web page, and where each part of it stands there.

Read as a browser reads, by the tokens of the HTML standard and in one pass: a comment, a tag or a script that never
ends takes the rest of the page, so that no page can make reading slow. Nothing on the page is judged to be furniture:
what a reader would see is text, for that is where machines leave things behind.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from mtassist.errors import InputError
from mtassist.formats import encodings

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
PLACES = 100_000  # a page of news has some thousand
LANDMARKS = ("nav", "aside", "footer", "form", "figure", "header")  # that say what stands in them, the surest first
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PIECE = re.compile(  # an entity as `html.unescape` knows it, blanks, or other characters
    r"(?:&#(?![0-9xX]))+|&+(?=&)"  # many that are none, in one piece
    r"|&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\r\f <&#;]{1,32};?)|[ \t\n\r\f]+|[^& \t\n\r\f]+|&"
)
Placed = tuple[str, int, int]  # words, and where they begin and end in the page


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text, and what it stands in."""

    start: int
    end: int
    element: str  # of LANDMARKS
    heading: str  # of HEADINGS


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of a page. One of more than ``PLACES`` parts is no article: it has no parts and lines here."""

    markup: str
    text: str
    parts: tuple[tuple[int, int, int, int], ...]  # as in `Origin`
    lines: tuple[Line, ...]


def seen(content: bytes) -> Page:
    """What a reader sees: a blank line between paragraphs, list items with a bullet, each on its line.

    Raises InputError for what is no page with a text.
    """
    if len(content) > LIMIT:
        raise InputError(f"{len(content) / 1e6:,.1f} MB is too long; at most {LIMIT / 1e6:,.0f} MB are read")
    page = _decoded(content)
    if page is None:
        raise InputError("not an HTML file; save the page as HTML in UTF-8")
    reader = _Reader()
    text = reader.read(page)
    if not text:
        raise InputError("no text in this HTML file; there is nothing to look at")
    if len(reader.parts) > PLACES:
        return Page(page, text, (), ())
    return Page(page, text, tuple(reader.parts), tuple(reader.lines(len(text))))


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
        self.around: Counter[str] = Counter()  # within so many elements that say what stands in them
        self.length = 0
        self.parts: list[tuple[int, int, int, int]] = []
        self._begun: list[tuple[int, int, str, str]] = []  # of each line: the end of the one before, its start, …

    def read(self, page: str) -> str:
        at = 0
        while token := TOKEN.match(page, at):  # at the end of the page, and only there, there is none
            at = token.end()
            if token["text"]:
                self._words(token["text"], token.start())
            elif token["name"]:
                at = self._tag(page, at, token["name"].lower(), bool(token["end"]))
        return "".join(self.out)

    def lines(self, length: int) -> Iterator[Line]:
        ends = [*(end for end, *_ in self._begun[1:]), length]
        for (_, start, element, heading), end in zip(self._begun, ends, strict=True):
            yield Line(start, end, element, heading)

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
        if name in LANDMARKS or name in HEADINGS:
            self.around[name] = max(0, self.around[name] + (-1 if ends else 1))
        if ends or name not in HIDDEN | AS_IT_IS:
            return at
        closing = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(page, at)
        until = closing.start() if closing else len(page)
        if name in AS_IT_IS:
            self._words(page[at:until], at)
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

    def _words(self, source: str, at: int) -> None:
        if self.pre:
            self._pre(source, at)
            return
        words = BLANKS.sub(" ", source)
        if "&" not in source and len(words) == len(source):  # nothing has moved
            bare = words.strip(" ")
            start = at + len(words) - len(words.lstrip(" "))
            self._put([(bare, start, start + len(bare))] if bare else [], words[:1] == " ", words[-1:] == " ")
            return
        parts: list[Placed] = []
        for part in _pieces(source, at):
            if part[0].strip(" \t\n\r\f"):
                parts.append(part)
            elif not parts or parts[-1][0] != " ":
                parts.append((" ", *part[1:]))
        before, after = bool(parts) and parts[0][0] == " ", bool(parts) and parts[-1][0] == " "
        self._put(parts[before : len(parts) - after] if len(parts) > 1 or not before else [], before, after)

    def _pre(self, source: str, at: int) -> None:
        """Line ends count, and blanks stay."""
        line: list[Placed] = []

        def end() -> None:
            blank = bool(line) and line[-1][0].endswith(" ")
            while line and not line[-1][0].strip(" "):
                line.pop()
            if line:
                words, start, stop = line[-1]
                line[-1] = words.rstrip(" "), start, stop
            self._put(line, False, blank)
            line.clear()

        for words, start, stop in _pieces(source, at):
            first, *more = re.split(r"\r\n|\r|\n", words)
            line.append((first, start, stop))
            for other in more:
                end()
                self._line("br")
                line.append((other, stop - len(other), stop))
        end()

    def _put(self, parts: list[Placed], blank_before: bool, blank_after: bool) -> None:
        self.blank = self.blank or blank_before
        if not any(words for words, _, _ in parts):
            return
        if self.out and self.gap:
            self._say(self.gap)
        elif self.out and self.blank:
            self._say(" ")
        begins = self.gap or not self.parts
        if begins and len(self.parts) <= PLACES:
            element, heading = (
                next((name for name in names if self.around[name]), "") for names in (LANDMARKS, HEADINGS)
            )
            self._begun.append((self.length - len(self.gap), self.length, element, heading))
        self._say(self.bullet)
        for words, start, stop in parts:
            if len(self.parts) <= PLACES:
                self.parts.append((self.length, self.length + len(words), start, stop))
            self._say(words)
        self.gap, self.bullet, self.blank = "", "", blank_after

    def _say(self, words: str) -> None:
        self.out.append(words)
        self.length += len(words)


def _pieces(source: str, at: int) -> Iterator[Placed]:
    """Words of a page as they are meant, each with its place there."""
    for piece in PIECE.finditer(source):
        words = unescape(HUGE.sub("\N{REPLACEMENT CHARACTER}", piece[0])) if piece[0][0] == "&" else piece[0]
        yield words, at + piece.start(), at + piece.end()
