"""Claims on marks that have a partner: glyphs, blanks, punctuation, and a reporting clause inside the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import attribution
from mtassist.detect.quotes._claim import FOREIGN, INNER, SHORT, STYLES, Claim, Style, Way, back, on, put
from mtassist.speech import Mark, Part, Quotes, last_before

ABBREVIATED = re.compile(r"\b[\w.]\.$|\.\.$|\b(?:Inc|Co|Jr|Sr|Ltd|Corp|Bros|etc|St|No|vs)\.$")
TITLE_VERB = re.compile(r" (?:tells|told|describes|described|details|relates|recounts|recalls|speaks|says|shows)\b")
SUFFIX = re.compile(r"(?:s|es|ed|er|ing|th|ish)\b")
SUBORDINATE = re.compile(r"\b(?:as|that|if|when|what|because|so|and|but|which|who)\s+$")
LOWER_CLAUSE = re.compile(r" (?=[a-z])")
COMMA = re.compile(r"[ \t\u00a0]*,")
STOP = re.compile(r"[ \t\u00a0]*\.(?!\.)")


def of_pair(text: str, a: Mark, b: Mark, read: Quotes, style: Style, settled: bool) -> Iterator[Claim]:
    """Everything that is wrong with one pair."""
    yield from _glyphs(text, a, b, read, style, settled)
    punctuation = list(_punctuation(text, a, b))
    following = next((m for m in read.marks[read.marks.index(b) + 1 :][:1]), None)
    owned = bool(punctuation) or bool(following and following.part is Part.EXTRA)
    yield from _blanks(text, a, b, closer_owned=owned)
    yield from punctuation
    yield from _swallowed(text, a, b)


def _glyphs(text: str, a: Mark, b: Mark, read: Quotes, style: Style, settled: bool) -> Iterator[Claim]:
    """Marks that do not belong together, or not into English."""
    glyphs, words = (a.glyph, b.glyph), text[a.at : b.end]
    if a.depth:
        yield from _inside_another(a, b, read, style, words)
    elif glyphs not in STYLES:
        if FOREIGN.intersection(glyphs):
            kind, best = "foreign-glyph", style
        elif len(a.glyph + b.glyph) > 2:
            kind, best = "two-singles", style
        else:
            kind = "direction" if a.glyph == "”" or b.glyph == "“" else "mixed-pair"
            best = style if settled else min((style, *STYLES), key=lambda s: len(reglossed(a, b, s)))
        yield Claim(kind, a.at, b.end, (reglossed(a, b, best),), words=words)


def _inside_another(a: Mark, b: Mark, read: Quotes, style: Style, words: str) -> Iterator[Claim]:
    before = reversed(read.marks[: read.marks.index(a)])
    outer = next((m for m in before if m.part is Part.OPEN and m.depth == 0), None)
    if outer is None:  # opened in a paragraph before
        return
    if outer.end == a.at and read.marks[outer.partner].at == b.end:
        yield Claim("doubled", outer.at, b.end + 1, ((put(a.at, a.end, ""), put(b.at, b.end, "")),), words=words)
    elif outer.glyph == a.glyph or a.glyph in FOREIGN:
        yield Claim("nested", a.at, b.end, (reglossed(a, b, INNER[style[0]]),), words=words)


def reglossed(a: Mark, b: Mark, style: Style) -> Way:
    """Give the pair the glyphs of a style, touching only the mark that differs."""
    pairs = ((a, style[0]), (b, style[1]))
    return tuple(put(m.at, m.end, glyph) for m, glyph in pairs if m.glyph != glyph)


def _blanks(text: str, a: Mark, b: Mark, *, closer_owned: bool) -> Iterator[Claim]:
    """Blanks inside the marks, none outside, or on the wrong side."""
    opener, closer = opener_blanks(text, a), () if closer_owned else closer_blanks(text, b)
    if opener and closer and b.at - a.at <= SHORT // 2:
        start, end = min(e.span.start for e in opener), max(e.span.end for e in closer)
        yield Claim("spacing", min(start, a.at), max(end, b.end), ((*opener, *closer),))
        return
    yield from blank_claim(a, opener)
    yield from blank_claim(b, closer)


def blank_claim(mark: Mark, edits: Way) -> Iterator[Claim]:
    """The finding for the blanks around one mark."""
    if edits:
        kind = "glued" if all(e.new for e in edits) else "spacing"
        yield Claim(kind, min(mark.at, edits[0].span.start), max(mark.end, edits[-1].span.end), (edits,))


def opener_blanks(text: str, mark: Mark) -> Way:
    """Edits that give an opening mark a blank before it and none after it."""
    end, edits = on(text, mark.end), []
    before = text[mark.at - 1] if mark.at else " "
    if before.isalnum() or before in ".,!?;:)]%":
        edits.append(put(mark.at, mark.at, " "))
    if mark.end < end < len(text):
        edits.append(put(mark.end, end, ""))
    return tuple(edits)


def closer_blanks(text: str, mark: Mark) -> Way:
    """Edits that give a closing mark no blank before it, and a blank or punctuation after it."""
    start, after = back(text, mark.at), on(text, mark.end)
    edits = [put(start, mark.at, "")] if start < mark.at else []
    following = text[after : after + 1]
    if after > mark.end and following and following in ".,;!?" and text[after : after + 3] != "...":
        edits.append(put(mark.end, after, ""))
    elif after == mark.end and (following.isalnum() or following in ("(", "[")) and not SUFFIX.match(text, after):
        edits.append(put(after, after, " "))
    return tuple(edits)


def _punctuation(text: str, a: Mark, b: Mark) -> Iterator[Claim]:
    """Punctuation on both sides of the closing mark, the wrong one, or none before a reporting clause."""
    start = back(text, b.at)
    inside = text[start - 1 : start]
    if inside in (".", ","):
        yield from _after_stop(text, b, start - 1)
    elif inside.isalnum() and text[b.end : b.end + 1] == " " and not a.depth and _is_sentence(text, a, b):
        clause = attribution.after(text, b.end)
        if clause and clause.start("clause") == b.end + 1 and not TITLE_VERB.match(text, b.end):
            yield Claim("comma", b.at, clause.end("clause"), ((put(start, start, ","),),), words=clause["clause"])


def _after_stop(text: str, b: Mark, stop: int) -> Iterator[Claim]:
    """A full stop or comma inside the mark, and what follows the mark."""
    if text[stop] == "." and ABBREVIATED.search(text, max(0, stop - 8), stop + 1):
        return
    words = text[stop : b.end + 2]
    if outside := COMMA.match(text, b.end):
        edits = (put(stop, b.at, ","), put(b.end, outside.end(), ""))
        yield Claim("punctuation", stop, outside.end(), (edits,), words=words)
    elif text[stop] == "." and (outside := STOP.match(text, b.end)):
        blank = (put(stop + 1, b.at, ""),) if stop + 1 < b.at else ()
        yield Claim("punctuation", stop, outside.end(), ((*blank, put(b.end, outside.end(), "")),), words=words)
    elif text[stop] == "." and LOWER_CLAUSE.match(text, b.end):
        clause = attribution.after(text, b.end)
        if clause and clause.start("clause") == b.end + 1:
            yield Claim("punctuation", stop, b.end, ((put(stop, b.at, ","),),), words=words)


def _is_sentence(text: str, a: Mark, b: Mark) -> bool:
    """Whether the quotation stands at a sentence start, with a capital and some words: speech, not a title."""
    lead = last_before(text, a.at)
    return lead in (*'.!?:…"”', "") and text[on(text, a.end)].isupper() and text.count(" ", a.end, b.at) >= 3


def _swallowed(text: str, a: Mark, b: Mark) -> Iterator[Claim]:
    """“We stay, he said.”: the reporting clause inside the marks."""
    inside = text[a.end : b.at]
    if a.depth or len(inside) < 20 or not (match := attribution.at_end(inside)):
        return
    shift = b.at - len(inside[-160:])
    stop, clause = shift + match.end("stop"), shift + match.start("clause")
    if SUBORDINATE.search(text, max(a.end, clause - 9), clause) or attribution.after(text, b.end):
        return
    edits = (put(stop, stop, b.glyph), put(b.at, b.end, ""))
    yield Claim("boundary", shift + match.start("stop"), b.end, (edits,), words=match["clause"])
