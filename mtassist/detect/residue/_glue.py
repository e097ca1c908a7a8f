"""Finds residue glued into a line of text: labels before, behind or between its sentences, and prompts among them.

Where a label stands decides, not the label: at the start or the end of the line or after a full stop, in capitals,
and with no verb and no comma that would make it a sentence. “Share prices fell” goes on in lower case and is text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from mtassist.detect.residue import _labels, _links, _prompts, _tokens, _voice
from mtassist.detect.residue._labels import LIKELY, SURE, WEAK, Piece
from mtassist.detect.residue._lines import (
    AFTER,
    CLEAR,
    DULL,
    FAINT,
    LINK,
    QUOTE,
    RULES,
    TOLD,
    Mark,
    begins_again,
    lively,
    telling,
    units,
)

LONGEST_PROMPT = 240  # characters of a sentence amid others; longer ones have swallowed the article
LONGEST_HEADLINE = 160
DIRECT = re.compile(r"[ \t\xa0]*[•|·►]?[ \t\xa0]*[\"“«'‘(]?[A-Z0-9\xc0-\xde]")  # the text goes on with a new sentence
SYMBOLS = re.compile(r"[^\w\"“”„«‘'<{]*")  # go with the label behind them
SWITCH = re.compile(r"([A-Z](?<!\w[A-Z])[a-z]+)[ /|\xa0·]+(?=[A-Z])")  # both states begin with a capital
CUT = {"advertisement", "advertising"}  # one word, and yet no sentence begins with it
USUAL = _voice.page_set("usual")
BUTTONS = {"readmore", "source", "comment", "share", "ad", "player"}
AGAIN = re.compile(r"(?<=[a-z]{4})(?=[A-Z][a-z])|(?<=[\w)\]】!])[ \t\xa0]+(?=[\"“]?[A-Z\xc0-\xde])")
FIRM = 4.0  # what `_voice` must say of words before a sentence that goes on without a stop, or in a quotation
CLOSED = re.compile(r"[^.!?…\n]{2,160}\.(?:\s(?=[\"“]?[A-Z\xc0-\xde][\w'’-]*\s+[a-z])|$)")  # a headline like a sentence
PHRASE = re.compile(r"\b(?:an?|the|this|that|to|in|on|with|for|of|and|or|by|it|all)\b")  # not “Report author Mark Lind”
TOLD_OF = re.compile(
    r", (?:he|she|they|it|(?:the|his|her|their|one|an?) \w+) (?:goes|went|reads?|runs|ran|says?|said|urged)\b"
)
PROSE = re.compile(r"(?:[\"“]?[A-Z\xc0-\xde][\w'’.-]*\s+){1,4}[a-z]|[\"“]?[A-Z][^.!?]{3,80}[a-z]\s[a-z]")


@lru_cache(maxsize=4096)
def inside(line: str) -> tuple[Mark, ...]:
    """Residue in a line that is otherwise text, from left to right."""
    found = [Mark("template-token", a, _with_label(line, b), SURE, whole=False) for a, b in _tokens.inside(line)]
    if len(line) > 30:
        found += _switched(line)
        found += _said(line)
    if not found:
        return ()
    kept: list[Mark] = []  # first come, first kept: labels know where they end, sentences may run on
    end = 0
    for mark in sorted(found, key=lambda m: m.start):  # a stable sort: of two at one place the label comes first
        if mark.start < end:
            continue
        if kept and kept[-1].rule != "template-token" != mark.rule and not line[end : mark.start].strip():
            kept[-1] = Mark(kept[-1].rule, kept[-1].start, mark.end, LIKELY, whole=False)
        else:
            kept.append(mark)
        end = mark.end
    return tuple(kept)


def _said(line: str) -> Iterator[Mark]:
    """Residue at the start of each sentence, with the question before it and the short answer behind it."""
    if not lively(line) and ":" not in line and _capitals().isdisjoint(line.split()):
        return
    told, last = telling(line), 0
    places = units(line)
    if len(places) == 1 and not told and not _labels.may_open(line):
        return
    for n, (start, end) in enumerate(places):
        for mark in _unit(line, start, end, told) if start >= last else ():
            first, last = mark.start, mark.end
            if n and first == start and _asks(line[slice(*places[n - 1])]):
                first = places[n - 1][0]
            if last == end and n + 1 < len(places) and _answers(line[slice(*places[n + 1])]):
                last = places[n + 1][1]
            yield replace(mark, start=first, end=last)


@cache
def _capitals() -> frozenset[str]:
    """How labels begin, but for words that many sentences begin with; those count only beside other signs."""
    first = [w for w in _labels.openers() if w not in _links.ARTICLES | _links.PRONOUNS and w not in USUAL]
    return frozenset(f(w) + end for w in first for f in (str.capitalize, str.upper) for end in ("", ":", ".", "!"))


def _asks(part: str) -> bool:
    return part.endswith("?") and not QUOTE.search(part) and _voice.weigh(part).score >= FAINT


def _answers(part: str) -> bool:
    """“Tell us”, “Yes No”, “I want Premium”."""
    return len(part) < 30 and _voice.STOP.search(part) is None and _voice.glance(part.lower().split())[0] >= 0


def _with_label(line: str, end: int) -> int:
    """“last_img read more”: the label after a placeholder goes with it, if nothing else follows."""
    pieces, rest = _labels.chain(line, end, limit=4)
    return pieces[-1].end if pieces and _ends(line, rest) else end


def _unit(line: str, start: int, end: int, told: dict[int, tuple[float, float]]) -> Iterator[Mark]:
    """Residue at the start of a sentence, or the sentence."""
    may_open = _labels.may_open(line, start)
    if not may_open and start not in told:
        return
    lead = SYMBOLS.match(line, start, end)
    at = lead.end() if lead else start
    if at >= end or line[at].islower():
        return
    mark = _label(line, start, at) if may_open else None
    if mark is None and start in told:
        mark = _sentence(line, start, end, at, told[start])
    if mark and (not _quoted(line, at) or _breaks_in(line, mark)):
        yield mark


def _breaks_in(line: str, mark: Mark) -> bool:
    """Whether residue stands where a quotation was never closed, or can be no part of it."""
    if not QUOTE.search(line, mark.end):
        return True
    loud = mark.rule != "teaser" and _voice.weigh(line[mark.start : mark.end]).score >= FIRM
    return loud and not QUOTE.match(line, mark.end)


def _label(line: str, start: int, at: int) -> Mark | None:
    """A chain of labels, or a link to another article."""
    at_start = start == 0
    pieces = _capitalised(line, _labels.chain(line, at, limit=8)[0])
    if pieces and pieces[0].label.kind not in ("number", "address") and (mark := _joined(line, pieces, at_start)):
        return Mark(mark.rule, start, mark.end, mark.weight, whole=False)
    if (end := _links.label(line, at)) and line[end : end + 1] == ":":
        return _teaser(line, Piece(start, end, line.count(" ", at, end) + 1, LINK), at_start)
    return None


def _sentence(line: str, start: int, end: int, at: int, told: tuple[float, float]) -> Mark | None:
    """A whole sentence that the site says to its visitor, or words of it that run on into the article."""
    part = line[at:end]
    total, best = told
    if best >= 2 and (run_on := _run_on(line, start, end, at)):
        return run_on
    if end - at <= LONGEST_PROMPT and not QUOTE.search(part) and not TOLD_OF.search(part):
        if kind := _prompts.sentence(part):
            return Mark(kind, start, end, LIKELY, whole=False)
        stopped = part.endswith((".", "!", "…"))
        voice = _voice.weigh(line[start:end]) if total >= (1 if stopped else DULL) else _voice.NOBODY
        if (start > 0 or stopped) and voice.score >= (TOLD if stopped else CLEAR) and (voice.addressed or not stopped):
            return Mark(voice.rule, start, end, LIKELY, whole=False)
    return None


def _run_on(line: str, start: int, end: int, at: int) -> Mark | None:
    """“Follow us on our channel The mayor said …”: the words that sound most like the page, up to a capital."""
    best: tuple[float, int, str] | None = None
    for joint in AGAIN.finditer(line, at + 8, min(end, at + LONGEST_PROMPT)):
        if _voice.glance(line[at : joint.start()].lower().split())[0] < 2:
            continue
        if _voice.glance(line[joint.end() : end].lower().split())[0] > DULL:
            continue
        voice = _voice.weigh(line[start : joint.start()])
        ordered = voice.plain or PHRASE.search(line, at, joint.start())
        if (
            ordered
            and voice.score >= FIRM
            and PROSE.match(line, joint.end())
            and (best is None or voice.score >= best[0])
        ):
            best = (voice.score, joint.start(), voice.rule)
    return Mark(best[2], start, best[1], LIKELY, whole=False) if best else None


def _quoted(line: str, at: int) -> bool:
    """Whether a quotation is open."""
    before = bisect_left(marks := _quote_marks(line), at)
    straight = sum(line[m] == '"' for m in marks[:before])
    return straight % 2 == 1 or any(line[m] == "“" for m in marks[before - 1 : before])


@lru_cache(maxsize=256)
def _quote_marks(line: str) -> list[int]:
    return [m.start() for m in re.finditer('["“”]', line)]


@cache
def _switches() -> frozenset[str]:
    """First words of buttons with two states: these count in the middle of a sentence too."""
    return frozenset(words[0].capitalize() for words, label in _labels.table().items() if label.kind == "toggle")


def _switched(line: str) -> Iterator[Mark]:
    """“Follow I follow” anywhere in a line."""
    if not lively(line):
        return
    for match in SWITCH.finditer(line):
        if match[1] in _switches() and (mark := _toggle(line, match.start())) and not _quoted(line, match.start()):
            yield mark


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
    if (stop := CLOSED.match(rest)) and stop.group().count(" ") < 3:
        return None  # “Don’t miss: the lighthouse.”
    if stop:
        return Mark("teaser", piece.start, after.end() + stop.end() - 1, LIKELY, whole=False)
    if (joint := begins_again(rest)) is not None:
        return Mark("teaser", piece.start, after.end() + joint, LIKELY, whole=False)
    if len(rest) <= LONGEST_HEADLINE and not at_start:
        return Mark("teaser", piece.start, len(line), LIKELY, whole=False)
    end = units(rest)[0][1]
    if end >= len(rest) and end > LONGEST_HEADLINE:
        return None
    return Mark("teaser", piece.start, after.end() + end, LIKELY, whole=False)
