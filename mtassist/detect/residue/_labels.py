"""Reads a line as a chain of interface labels: “Share Tweet Print”, “Follow I follow”, “12 comments · 340 views”.

Labels come from ``seeds/lists/labels.tsv`` and ``toggles.tsv``. They are compared as folded words, so that case,
arrows, bullets and missing blanks (“ShareTweet”) do not matter, and found by their first word, so that a line costs
the same however long the lists are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from mtassist import lists
from mtassist.detect.residue import _links

WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z\xdf-\xf6\xf8-\xff]+|[^\W\d_]+|\d[\d.,]*")  # “ShareTweet” is two words
TOKEN = re.compile(r"(?i)\[ ?(?:ad|banner|adsense)[ _]{1,3}\w{1,20} ?\]|\b(?:first|last) ?_ ?img")
ADDRESS = re.compile(
    r"(?i)https?://\S+|www\.\S+|@[\w.]{2,30}|[\w-]{2,30}(?:\.[\w-]{2,30}){0,2}\.(?:com|net|org|info|[a-z]{2})\b(?!\.\w)"
)
HEAD = re.compile(r"[^\w@]{0,8}([a-zA-Z]+)(?!\w)")
NEAR = re.compile(r"[@/]|\.\w")  # what an address has
GAP = re.compile(r"[^\w@\[]*")  # between two labels; what may not stand there is in BREAK
BREAK = re.compile(r"[,;](?!\d)|[\"“”„«]|\.\s")
JOINT = {"or", "and", "on", "via", "in", "by", "to", "with"}  # “log in or register”, “share via WhatsApp”
COUNTED = {"views", "comment", "share", "like", "network", "follow", "save", "number"}
CHAIN = 40  # labels in a row that are looked at
LONGEST = 400  # characters of a line that may be nothing but labels

HINT, WEAK, LIKELY, SURE = 0, 1, 2, 3  # what a label alone on a line proves; a hint, only among other residue


@dataclass(frozen=True, slots=True)
class Label:
    """What the lists know of a rendering."""

    kind: str
    weight: int
    teases: bool = False  # a headline may follow it: “Read also: …”


@dataclass(frozen=True, slots=True)
class Piece:
    """One label in a line."""

    start: int
    end: int
    words: int
    label: Label


def fold(text: str) -> tuple[str, ...]:
    """The words of a text as the lists compare them.

    >>> fold("► Don’t miss!")
    ('don', 't', 'miss')
    """
    return tuple(m.group().casefold() for m in WORD.finditer(text))


@cache
def table() -> dict[tuple[str, ...], Label]:
    """Every rendering and every untranslated label, by its folded words."""
    found: dict[tuple[str, ...], Label] = {}
    for rendering, kind in _renderings():
        words = fold(rendering)
        if not words:
            continue
        weight = _weight(rendering, words)
        known = found.get(words)
        teases = kind == "related" or bool(known and known.teases)
        found[words] = Label(known.kind if known else kind, min(weight, known.weight) if known else weight, teases)
    for words in _toggles():
        found[words] = Label("toggle", SURE)
    return found


def _renderings() -> Iterator[tuple[str, str]]:
    for row in sorted(lists.rows("labels"), key=lambda r: r["language"] != "en"):  # English says what kind it is
        kind = "notice" if row["kind"] == "rights" else row["kind"]  # in English a rule of its own sees them
        for rendering in row["english"].split("|"):
            yield rendering, kind
        if row["language"] != "en":  # left untranslated; not a word that English has too
            label = row["label"]
            yield (label if label.startswith("?") or not label.isascii() or " " in label else "~" + label), row["kind"]


def _weight(rendering: str, words: tuple[str, ...]) -> int:
    if rendering.startswith("?"):
        return WEAK
    return LIKELY if rendering.startswith("~") or (len(words) == 1 and rendering.isascii()) else SURE


def _toggles() -> Iterator[tuple[str, ...]]:
    for row in lists.rows("toggles"):
        button = fold(row["button"])
        for state in row["states"].split("|"):
            yield button + fold(state)
            yield fold(state) + button


class Node(dict[str, "Node"]):
    """The labels that begin with some words, by their next word."""

    label: Label | None = None


@cache
def tree() -> Node:
    """All labels word by word, so that a text is read no further than a label could go on."""
    root = Node()
    for words, label in table().items():
        node = root
        for word in words:
            node = node.setdefault(word, Node())
        node.label = label
    return root


EMPTY = Node()
NUMBER = Label("number", WEAK)
PLACE = Label("address", WEAK)
MARKUP = Label("token", SURE)


@cache
def openers() -> frozenset[str]:
    """The first words of all labels."""
    return frozenset(tree()) | _links.FIRST


def may_open(text: str, at: int = 0) -> bool:
    """Whether a label may begin here: a cheap look at two words before the chain is read."""
    match = HEAD.match(text, at)
    if not match:
        return at < len(text) and not text[at:].isspace()
    first = match[1].lower()
    if first not in openers():
        return not (match[1][1:].islower() or match[1].isupper() or len(first) == 1)  # “ShareTweet”
    if _links.may_open(first, text, match.start(1)):
        return True
    node = tree().get(first)
    while node is not None and node.label is None:
        match = HEAD.match(text, match.end())
        if match is None or not match[1][1:].islower():
            return True  # no plain word: the chain will see
        node = node.get(match[1].lower())
    return node is not None


def chain(text: str, start: int = 0, *, limit: int = CHAIN) -> tuple[list[Piece], int]:
    """The labels that stand one after the other from ``start``, and where the first other word begins."""
    pieces: list[Piece] = []
    at = _skip(text, start)
    while at < len(text) and len(pieces) < limit:
        joint = WORD.match(text, at)
        piece = _piece(text, at)
        if piece is None and joint and pieces and joint.group().casefold() in JOINT and pieces[-1].label.weight > WEAK:
            at = _skip(text, joint.end())
            piece = _piece(text, at)
            if piece is None:
                return pieces, joint.start()
        if piece is None:
            break
        pieces.append(piece)
        at = _skip(text, piece.end)
    return pieces, at


def _skip(text: str, at: int) -> int:
    match = GAP.match(text, at, at + 60)
    return match.end() if match else at


def _piece(text: str, at: int) -> Piece | None:
    if text[at : at + 1] in tuple("[bBflFL") and (special := TOKEN.match(text, at)):
        return Piece(at, special.end(), 1, MARKUP)
    first = match = WORD.match(text, at)
    node, best, size = tree(), None, 0
    while match and (node := node.get(match.group().casefold(), EMPTY)) is not EMPTY:
        size += 1
        if node.label:
            best = Piece(at, match.end(), size, node.label)
        match = WORD.match(text, _skip_within(text, match.end()))
    if best:
        return best
    if first and first.group()[0].isdecimal():
        unit = 1 if text[first.end() : first.end() + 1] in ("K", "k", "M") else 0
        return Piece(at, first.end() + unit, 1, NUMBER)
    if NEAR.search(text, at, at + 60) and (place := ADDRESS.match(text, at, at + 100)):
        return Piece(at, place.end(), 1, PLACE)
    return None


INNER = re.compile(r"[^\w\n@\[]{0,4}")  # inside a label: a blank, an apostrophe, a hyphen, “ (”


def _skip_within(text: str, at: int) -> int:
    match = INNER.match(text, at)
    return match.end() if match else at


@lru_cache(maxsize=4096)
def whole(line: str) -> tuple[Piece, ...]:
    """The labels of a line that holds nothing else; none if it holds anything else."""
    if len(line) > LONGEST or not any(c.isalpha() for c in line):
        return ()
    pieces, end = chain(line)
    if end < len(line) or not pieces:
        return ()
    kinds = {p.label.kind for p in pieces}
    numbers = sum(p.label is NUMBER for p in pieces)
    if numbers and not kinds <= COUNTED and (numbers > 1 or len(pieces) < 3):
        return ()
    return tuple(pieces)


def proof(line: str, pieces: Iterable[Piece]) -> int:
    """What a line of labels proves: the sum of its labels, less where it reads like a sentence or a list."""
    found = [p for p in pieces if p.label is not PLACE]
    if len(found) == 2 and {p.label.kind for p in found} == {"network", "number"}:
        return 0  # “Line 1”
    total = sum(p.label.weight for p in found if p.label.kind != "menu" or p.label.weight > WEAK)
    total = total or min(1, len(found))  # “Home > Politics > World” is no proof, however long
    if BREAK.search(line) and max((p.label.weight for p in found), default=0) < SURE:
        return 0
    if line.rstrip().endswith((".", ",", ";", "!")) and not line.rstrip().endswith("...") and total < SURE:
        return 0
    return min(total, SURE)


def kind(pieces: Iterable[Piece]) -> str:
    """What a chain of labels is: the kind that most of it is, the first if there are several such."""
    weights: dict[str, int] = {}
    for piece in pieces:
        weights[piece.label.kind] = weights.get(piece.label.kind, 0) + piece.label.weight + 9 * (piece.label is MARKUP)
    weights.pop("address", None)
    return max(weights, key=lambda k: weights[k], default="address")
