"""Judges one line: is it residue as a whole, or does it hold some? What stands around the line is `_page`'s business."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtassist.detect.residue import _labels, _prompts, _tokens
from mtassist.detect.residue._labels import LIKELY, SURE, WEAK, Piece
from mtassist.segment import sentences

RULES = {
    "share": "share-bar",
    "network": "share-bar",
    "follow": "interface-label",
    "save": "interface-label",
    "like": "interface-label",
    "readmore": "interface-label",
    "source": "interface-label",
    "menu": "interface-label",
    "toggle": "toggle",
    "subscribe": "prompt",
    "newsletter": "prompt",
    "consent": "prompt",
    "login": "prompt",
    "paywall": "prompt",
    "comment": "comment-box",
    "player": "player",
    "ad": "player",
    "rights": "disclaimer",
    "notice": "rights",
    "translation": "disclaimer",
    "views": "counter",
    "number": "counter",
    "related": "teaser",
    "token": "template-token",
}
QUOTE = re.compile(r"[\"“”„«»]")
BULLETS = re.compile(r"[^\w\[(\"“”„«»'‘]*")
COUNT = re.compile(r"\d{1,3}(?:[.,]\d{1,3})*[KkM]?")
AFTER = re.compile(  # how a headline is joined to “Read also”
    r"(?P<strong>[ \t\xa0]*[:|»›→►▶➤>][ \t\xa0:|»›→►▶➤>]*|[ \t\xa0]*[\])】][ \t\xa0]*|[ \t\xa0]{2,}|[ \t\xa0]+[-–—][ \t\xa0]+)"
    r"|(?P<plain>[ \t\xa0]+(?=[\"“«'‘]?[A-Z0-9\xc0-\xde]))"
)
CAPITAL = re.compile(r"(?<![\w'’-])[A-Z][a-zA-Z]+")
DIRECT = re.compile(r"[ \t\xa0]+[•|·►]?[ \t\xa0]*[\"“«'‘(]?[A-Z0-9\xc0-\xde]")
CLOSED = re.compile(r"[.!?…][\"”’»)\]]*\s+[•►▶➤*|-]?\s*$")


@dataclass(frozen=True, slots=True)
class Mark:
    """Residue in a line."""

    rule: str
    start: int
    end: int
    weight: int
    whole: bool = True
    opens: bool = False  # the headlines of this label stand on the next lines


@lru_cache(maxsize=4096)
def whole(line: str) -> Mark | None:
    """The line as residue, if all of it is. A weak mark needs other residue beside it."""
    if _tokens.whole(line):
        return Mark("template-token", 0, len(line), SURE)
    if COUNT.fullmatch(line):
        return Mark("counter", 0, len(line), WEAK)
    if pieces := _labels.whole(line):
        weight = _labels.proof(line, pieces)
        kind = _labels.kind(pieces)
        if weight and kind in RULES:
            return Mark(RULES[kind], 0, len(line), weight, opens=pieces[-1].label.teases)
    return _teaser(line) or _prompt(line)


def _teaser(line: str) -> Mark | None:
    """“Read also: Fire in the harbour of Lisvik”."""
    start = _start(line)
    if start is None or len(line) > 320:
        return None
    pieces, _ = _labels.chain(line, start, limit=1)
    if not pieces or not pieces[0].label.teases:
        return None
    label, after = pieces[0].label, AFTER.match(line, pieces[0].end)
    if not after or len(line[after.end() :].split()) < 2:
        return None
    if len(line) > 160 and len(sentences(line[after.end() :])) > 1:
        return None  # the article goes on in the same line
    weight = label.weight
    if after["plain"] is not None:
        if weight < LIKELY or pieces[0].words < 2 or line.endswith((".", ",", ";")):
            return None
        weight = LIKELY
    return Mark("teaser", 0, len(line), min(weight, LIKELY))


def _start(line: str) -> int | None:
    lead = BULLETS.match(line)
    start = lead.end() if lead else 0
    return (
        start + 1
        if line[start : start + 1] in ("[", "(")
        else start
        if line[start : start + 1] not in '"“”„«»'
        else None
    )


def _prompt(line: str) -> Mark | None:
    """All sentences, or most of the text, are said by the site and not by the article."""
    if QUOTE.match(line):
        return None
    parts = [line[a:b] for a, b in sentences(line)]
    kinds = [_said(part) for part in parts]
    known = [k for k in kinds if k]
    told = sum(len(p) for p, k in zip(parts, kinds, strict=True) if k)
    if not known or not (len(known) == len(parts) or (len(known) >= 2 and kinds[0] and told > 0.6 * len(line))):
        return None
    return Mark(max(dict.fromkeys(known), key=known.count), 0, len(line), LIKELY)


def _said(part: str) -> str | None:
    if kind := _prompts.sentence(part):
        return kind
    if (pieces := _labels.whole(part)) and _labels.proof(part, pieces) >= SURE:
        return RULES.get(_labels.kind(pieces))
    return None


@lru_cache(maxsize=4096)
def inside(line: str) -> tuple[Mark, ...]:
    """Residue glued into a line that is otherwise text, from left to right."""
    found = [Mark("template-token", a, _with_label(line, b), SURE, whole=False) for a, b in _tokens.inside(line)]
    if len(line) > 30:
        found += _glued(line)
        found += _spoken(line)
    kept: list[Mark] = []
    for mark in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)


def _with_label(line: str, end: int) -> int:
    """“last_img read more”: the label after a placeholder goes with it, if nothing else follows."""
    pieces, rest = _labels.chain(line, end, limit=4)
    return pieces[-1].end if pieces and not any(c.isalnum() for c in line[rest:]) else end


def _spoken(line: str) -> Iterator[Mark]:
    """Whole sentences that the site says to its visitor."""
    parts = sentences(line)
    if len(parts) < 2:
        return
    for start, end in parts:
        if (
            (kind := _prompts.sentence(line[start:end]))
            and not QUOTE.search(line, start, end)
            and not _quoted(line, start)
        ):
            yield Mark(kind, start, end, LIKELY, whole=False)


def _quoted(line: str, at: int) -> bool:
    head = line[:at]
    return head.count('"') % 2 == 1 or head.count("“") > head.count("”")


def _glued(line: str) -> Iterator[Mark]:
    """Chains of labels at the start or the end of a line, or between two sentences."""
    first_words = _labels.longest()
    done = 0
    for match in CAPITAL.finditer(line):
        at = match.start()
        word = _labels.WORD.match(line, at)
        if at < done or word is None or word.group().casefold() not in first_words:
            continue
        pieces = _capitalised(line, _labels.chain(line, at, limit=12)[0])
        if pieces and (mark := _joined(line, pieces)) and not _quoted(line, at):
            yield mark
            done = mark.end


def _capitalised(line: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces up to the first that begins in lower case, without weak ones at the end: they may be the next sentence."""
    kept: list[Piece] = []
    for piece in pieces:
        if line[piece.start].islower():
            break
        kept.append(piece)
    while kept and kept[-1].label.weight == WEAK and kept[-1].label.kind != "network":
        kept.pop()
    return kept


def _joined(line: str, pieces: list[Piece]) -> Mark | None:
    start, end = pieces[0].start, pieces[-1].end
    at_start = not any(c.isalnum() for c in line[max(0, start - 8) : start]) and start < 8
    after = bool(CLOSED.search(line, max(0, start - 12), start))
    rest = line[end:]
    ends = not any(c.isalnum() for c in rest[:40]) and len(rest) < 40
    direct = bool(DIRECT.match(rest))
    kind = _labels.kind(pieces)
    if kind == "toggle" and (ends or direct):
        return Mark("toggle", start, end, LIKELY, whole=False)
    if not (at_start or after):
        return None
    if pieces[0].label.teases and (teaser := _tail(line, pieces[0], at_start)):
        return teaser
    if kind not in RULES or not (ends or direct) or not _firm(line, pieces, ends=ends, at_start=at_start):
        return None
    stop = end + (ends and rest[:1] in (".", "!", "?", ":", "…"))
    return Mark(RULES[kind], start, stop, LIKELY, whole=False)


def _firm(line: str, pieces: list[Piece], *, ends: bool, at_start: bool) -> bool:
    """Whether the labels cannot be the beginning of a sentence, or a sentence of their own."""
    best = max(p.label.weight for p in pieces)
    if ends and not at_start and not line.rstrip().endswith((".", ";", ",")):
        return best >= LIKELY
    words = sum(p.words for p in pieces)
    if len(pieces) >= 2:
        return sum(p.label.weight for p in pieces) >= 4 and words >= 2
    return best == SURE and words >= 3


def _tail(line: str, piece: Piece, at_start: bool) -> Mark | None:
    """“… he said. Read also: Fire in the harbour of Lisvik”: to the end of the line or of the headline."""
    after = AFTER.match(line, piece.end)
    if not after or piece.label.weight < LIKELY or len(line[after.end() :].split()) < 2:
        return None
    if after["plain"] is not None and (piece.words < 2 or piece.label.weight < SURE or line.rstrip().endswith(".")):
        return None
    rest = line[after.end() :]
    if len(rest) <= 160 and not at_start:
        return Mark("teaser", piece.start, len(line.rstrip()), LIKELY, whole=False)
    headline = next(iter(sentences(rest)), (0, len(rest)))
    if headline[1] >= len(rest.rstrip()) and len(rest) > 200:
        return None  # no telling where the headline ends
    return Mark("teaser", piece.start, after.end() + headline[1], LIKELY, whole=False)
