"""Finds residue glued into a line of text: labels before, behind or between its sentences, and prompts among them.

Where a label stands decides, not the label: at the start or the end of the line or after a full stop, in capitals,
and with no verb and no comma that would make it a sentence. “Share prices fell” goes on in lower case and is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from mtassist.detect.residue import _labels, _prompts, _tokens
from mtassist.detect.residue._labels import LIKELY, SURE, WEAK, Piece
from mtassist.detect.residue._lines import AFTER, QUOTE, RULES, Mark, begins_again
from mtassist.segment import sentences

LONGEST_PROMPT = 240  # characters of a sentence amid others; longer ones have swallowed the article
LONGEST_HEADLINE = 160
CAPITAL = re.compile(r"(?<![\w'’-])[A-Z][a-zA-Z]*")
DIRECT = re.compile(r"[ \t\xa0]+[•|·►]?[ \t\xa0]*[\"“«'‘(]?[A-Z0-9\xc0-\xde]")  # the text goes on with a new sentence
CLOSED = re.compile(r"[.!?…][\"”’»)\]]*\s+[•►▶➤*|(\[-]?\s*$")
LEADING = re.compile(r"[•·▪►▶➤→»*|(\[]\s*$")  # goes with the label behind it
CUT = {"advertisement", "advertising"}  # one word, and yet no sentence begins with it
BUTTONS = {"readmore", "source", "comment", "share", "ad", "player"}


@lru_cache(maxsize=4096)
def inside(line: str) -> tuple[Mark, ...]:
    """Residue in a line that is otherwise text, from left to right."""
    found = [Mark("template-token", a, _with_label(line, b), SURE, whole=False) for a, b in _tokens.inside(line)]
    if len(line) > 30:
        found += _glued(line)
        found += _spoken(line)
    kept: list[Mark] = []  # first come, first kept: labels know where they end, sentences may run on
    end = 0
    for mark in sorted(found, key=lambda m: m.start):  # a stable sort: of two at one place the label comes first
        if mark.start >= end:
            kept.append(mark)
            end = mark.end
    return tuple(kept)


def _with_label(line: str, end: int) -> int:
    """“last_img read more”: the label after a placeholder goes with it, if nothing else follows."""
    pieces, rest = _labels.chain(line, end, limit=4)
    return pieces[-1].end if pieces and _ends(line, rest) else end


def _spoken(line: str) -> Iterator[Mark]:
    """Whole sentences that the site says to its visitor."""
    parts = sentences(line)
    if len(parts) < 2:
        return
    for start, end in parts:
        if end - start > LONGEST_PROMPT:
            continue
        kind = _prompts.sentence(line[start:end])
        if kind and not QUOTE.search(line, start, end) and not _quoted(line, start):
            yield Mark(kind, start, end, LIKELY, whole=False)


def _quoted(line: str, at: int) -> bool:
    """Whether a quotation is open."""
    before = bisect_left(marks := _quote_marks(line), at)
    straight = sum(line[m] == '"' for m in marks[:before])
    return straight % 2 == 1 or any(line[m] == "“" for m in marks[before - 1 : before])


@lru_cache(maxsize=256)
def _quote_marks(line: str) -> list[int]:
    return [m.start() for m in re.finditer('["“”]', line)]


@cache
def _toggled() -> frozenset[str]:
    """First words of buttons with two states: these count in the middle of a sentence too."""
    return frozenset(words[0] for words, label in _labels.table().items() if label.kind == "toggle")


def _glued(line: str) -> Iterator[Mark]:
    """Chains of labels at the start or the end of a line, or between two sentences."""
    first_words, toggled = _labels.longest(), _toggled()
    done = 0
    for match in CAPITAL.finditer(line):
        at = match.start()
        word = _labels.WORD.match(line, at)
        if at < done or word is None or (key := word.group().casefold()) not in first_words:
            continue
        at_start = at < 8 and not any(c.isalnum() for c in line[:at])
        if not at_start and not CLOSED.search(line, max(0, at - 12), at):
            if key in toggled and (mark := _toggle(line, at)) and not _quoted(line, at):
                yield mark
                done = mark.end
            continue
        pieces = _capitalised(line, _labels.chain(line, at, limit=12)[0])
        if pieces and (mark := _joined(line, pieces, at_start)) and not _quoted(line, at):
            lead = LEADING.search(line, max(0, mark.start - 4), mark.start)
            yield Mark(mark.rule, lead.start() if lead else mark.start, mark.end, mark.weight, whole=False)
            done = mark.end


def _toggle(line: str, at: int) -> Mark | None:
    pieces, _ = _labels.chain(line, at, limit=1)
    if (
        not pieces
        or pieces[0].label.kind != "toggle"
        or not (_ends(line, pieces[0].end) or DIRECT.match(line, pieces[0].end))
    ):
        return None
    return Mark("toggle", at, pieces[0].end, LIKELY, whole=False)


def _ends(line: str, at: int) -> bool:
    """Whether no word follows."""
    return len(line) - at < 40 and not any(c.isalnum() for c in line[at:])


def _capitalised(line: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces up to the first in lower case, without weak ones at the end: they may begin the next sentence."""
    kept: list[Piece] = []
    for piece in pieces:
        if line[piece.start].islower():
            break
        kept.append(piece)
    while kept and kept[-1].label.weight == WEAK and kept[-1].label.kind != "network":
        kept.pop()
    return kept


def _joined(line: str, pieces: list[Piece], at_start: bool) -> Mark | None:
    start, end = pieces[0].start, pieces[-1].end
    if pieces[0].label.teases and (teaser := _teaser(line, pieces[0], at_start)):
        return teaser
    kind, ends = _labels.kind(pieces), _ends(line, end)
    if kind not in RULES or not (ends or DIRECT.match(line, end)):
        return None
    if kind != "toggle" and not _firm(line, pieces, ends=ends, at_start=at_start):
        return None
    stop = end + (ends and line[end : end + 1] in (".", "!", "?", ":", "…"))
    return Mark(RULES[kind], start, stop, LIKELY, whole=False)


def _firm(line: str, pieces: list[Piece], *, ends: bool, at_start: bool) -> bool:
    """Whether the labels cannot be the beginning of a sentence, or a sentence of their own."""
    best = max(p.label.weight for p in pieces)
    if ends and not at_start and not line.endswith((".", ";", ",")):
        return best >= LIKELY
    chained = [p for p in pieces if p.label.kind != "number"]
    if len(chained) >= 2:
        listed = best == WEAK and "," in line[pieces[0].start : pieces[-1].end]
        return not listed and sum(p.label.weight for p in chained) >= (3 if len(chained) >= 3 else 4)
    only = pieces[0]
    if not at_start and line[only.start : only.end].casefold() in CUT:
        return True
    enough = 2 if not (at_start or ends) and only.label.kind in BUTTONS else 3
    return best == SURE and only.words >= enough


def _teaser(line: str, piece: Piece, at_start: bool) -> Mark | None:
    """“… he said. Read also: Fire in the harbour of Lisvik”: to the end of the headline, as far as one can tell."""
    after = AFTER.match(line, piece.end)
    if not after or piece.label.weight < LIKELY:
        return None
    rest = line[after.end() : after.end() + 400]
    plain = after["plain"] is not None
    if len(rest.split()) < 2 or (plain and (piece.words < 2 or piece.label.weight < SURE or rest.endswith("."))):
        return None
    if (joint := begins_again(rest)) is not None:
        return Mark("teaser", piece.start, after.end() + joint, LIKELY, whole=False)
    if len(rest) <= LONGEST_HEADLINE and not at_start:
        return Mark("teaser", piece.start, len(line), LIKELY, whole=False)
    _, end = next(iter(sentences(rest)), (0, len(rest)))
    if end >= len(rest) and end > LONGEST_HEADLINE:
        return None
    return Mark("teaser", piece.start, after.end() + end, LIKELY, whole=False)
