"""The text of a unit with its findings marked, as pieces for a template; of a long one the places around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtassist.formats.cells import shown
from mtassist.formats.pieces import visible
from mtassist.types import Severity

WHOLE = 1_500  # characters of a text that is shown as a whole
AROUND = 140  # characters on each side of a finding in a longer one
HEAD, TAIL = 400, 100  # characters of a long finding
MOST = 12  # findings of a text
HERE = "\N{CARET}"  # stands where something is missing

Mark = tuple[int, int, str, str, str]  # start, end, rule, severity and message


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it is listed below the text."""

    number: int
    rule: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    notes: tuple[Note, ...] = ()  # what is wrong with it; nothing for most
    ends: tuple[int, ...] = ()  # the numbers of the findings that end with it

    @property
    def severity(self) -> str:
        """The worst."""
        return max((note.severity for note in self.notes), key=lambda name: Severity(name).rank, default="")


@dataclass(frozen=True, slots=True)
class Excerpt:
    paragraphs: tuple[tuple[Piece, ...], ...]
    notes: tuple[Note, ...]
    more: int  # findings that are not shown


def excerpt(text: str, marks: Sequence[Mark]) -> Excerpt:
    """The marks that hurt most, in the order of the text."""
    inside = [mark for mark in marks if 0 <= mark[0] <= mark[1] <= len(text)]
    worst = sorted(inside, key=lambda mark: -Severity(mark[3]).rank)[:MOST]
    taken = sorted(worst, key=lambda mark: (mark[0], mark[1]))
    notes = [Note(n, rule, severity, visible(message)) for n, (_, _, rule, severity, message) in enumerate(taken, 1)]
    marked = [(mark[0], mark[1], note) for mark, note in zip(taken, notes, strict=True)]
    paragraphs = _paragraphs(_pieces(text, marked))
    return Excerpt(tuple(paragraphs), tuple(notes), len(marks) - len(taken))


def _pieces(text: str, marked: Sequence[tuple[int, int, Note]]) -> Iterator[Piece]:
    last = 0
    for start, end in _windows(text, marked):
        if start > last:
            yield Piece(" … " if last else "… ")
        last = end
        inner = (at for mark in marked for at in mark[:2] if start < at < end)
        cuts = sorted({start, end, *inner})
        for one, other in pairwise(cuts):
            yield from _missing(marked, one)
            notes = [(e, note) for s, e, note in marked if s <= one and other <= e and s < e]
            ends = tuple(note.number for e, note in notes if e == other)
            words = text[one:other]
            is_unseen = notes and not any(letter.isprintable() and not letter.isspace() for letter in words)
            yield Piece(shown(words) if is_unseen else visible(words), tuple(note for _, note in notes), ends)
        yield from _missing(marked, end)
    if last < len(text):
        yield Piece(" …")


def _missing(marked: Sequence[tuple[int, int, Note]], at: int) -> Iterator[Piece]:
    for start, end, note in marked:
        if start == end == at:
            yield Piece(HERE, (note,), (note.number,))


def _windows(text: str, marked: Sequence[tuple[int, int, Note]]) -> list[tuple[int, int]]:
    """What is shown of the text, each window from word to word."""
    if len(text) <= WHOLE:
        return [(0, len(text))] if text else []
    wanted: list[tuple[int, int]] = []
    for start, end, _ in marked:
        if end - start <= HEAD + TAIL:
            wanted.append((start - AROUND, end + AROUND))
        else:
            wanted += [(start - AROUND, start + HEAD), (end - TAIL, end + AROUND)]
    made: list[tuple[int, int]] = []
    for start, end in sorted(wanted or [(0, WHOLE)]):
        begin, stop = _word(text, start, -1), _word(text, end, 1)
        if made and begin <= made[-1][1]:
            begin, stop = made[-1][0], max(made.pop()[1], stop)
        made.append((begin, stop))
    return made


def _word(text: str, at: int, step: int) -> int:
    """The nearest end of a word, but not far away: some scripts have no blanks."""
    for _ in range(20):
        if not 0 < at < len(text) or text[at - 1].isspace() or text[at].isspace():
            break
        at += step
    return min(len(text), max(0, at))


def _paragraphs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """One for each line that is not empty. A piece that goes over several lines is marked in each."""
    line: list[Piece] = []
    for piece in pieces:
        parts = piece.text.split("\n")
        for number, words in enumerate(parts):
            if number:
                yield from [tuple(line)] if _says(line) else []
                line = []
            is_last = number == len(parts) - 1
            if words or (is_last and piece.ends):
                line.append(Piece(words, piece.notes, piece.ends if is_last else ()))
    yield from [tuple(line)] if _says(line) else []


def _says(line: Sequence[Piece]) -> bool:
    return any(piece.text.strip() or piece.ends for piece in line)
