"""Claims on marks without a partner: close them, open them, or take them out, whichever the text speaks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import attribution
from mtassist.detect.quotes._claim import INNER, SHORT, STYLES, Claim, Style, Way, back, on, put
from mtassist.detect.quotes._paired import blank_claim, closer_blanks, opener_blanks
from mtassist.segment import sentences
from mtassist.speech import BLANKS, Mark, Part, Quotes, resumes
from mtassist.types import Edit

SINGLE_CLOSER = re.compile(r"(?<=[,.!?…])['’‘](?=\s|$)|(?<=\w)‘(?=[\s.,;:!?)]|$)")
SINGLE_OPENER = re.compile(r"(?:(?<=\s)|^)['‘’](?=[A-Z])")
LEAD_IN = re.compile(
    r"(?:said|says|told \w+|added|explained|noted|continued|replied|wrote|stressed|recalled)"
    r"(?:(?: \w+){0,4},|(?: \w+){0,10}:)\s+$"
)
SPEAKS = re.compile(r"(?:said|says|told|added|that)$")
TURN = re.compile(r"[-–—•]\s+")
HANGING = re.compile(r"\b(?:and|or|but|of|the|a|an|to|in|with|that|for|as)$", re.IGNORECASE)


def loose(text: str, read: Quotes, style: Style, *, settled: bool, last: bool) -> Iterator[Claim]:
    """Everything that is wrong with lone marks; ``last``: no text follows the block."""
    skip = -1
    for number, mark in enumerate(read.marks):
        if number == skip:
            continue
        if mark.part is Part.UNCLOSED:
            yield from blank_claim(mark, opener_blanks(text, mark))
            if claim := _opened_twice(text, read.marks[number : number + 2], style):
                skip = number + 1
                yield claim
                continue
            yield _unclosed(text, read, number, _style_of(mark, style, settled), last)
        elif mark.part is Part.STRAY:
            yield from blank_claim(mark, closer_blanks(text, mark))
            yield _stray(text, read, number, _style_of(mark, style, settled))


def _style_of(mark: Mark, style: Style, settled: bool) -> Style:
    """The article's style where it has one, else that of the mark itself."""
    return style if settled else next((s for s in STYLES if mark.glyph in s), style)


def apostrophes(text: str, read: Quotes) -> Iterator[Claim]:
    """A quote mark between the letters of one word."""
    mark = "’" if text.count("’") > text.count("'") else "'"
    for m in read.of(Part.APOSTROPHE):
        start, end = m.at, m.end
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        yield Claim("apostrophe", start, end, ((put(m.at, m.end, mark),),), words=text[start:end])


def extras(text: str, read: Quotes) -> Iterator[Claim]:
    """A second closing mark beside the first, with nothing but punctuation between them."""
    for before, m in zip(read.marks, read.marks[1:], strict=False):
        if m.part is not Part.EXTRA:
            continue
        tail = re.compile(r"\s*,").match(text, m.end)
        if tail and attribution.after(text, tail.end()):
            start = before.at
            while start and text[start - 1] in BLANKS + ".,":
                start -= 1
            way: Way = (put(start, tail.end(), "," + before.glyph),)
            yield Claim("extra", start, tail.end(), (way,), words=text[start : tail.end()])
            continue
        way = (put(back(text, m.at), m.end, ""),)
        yield Claim("extra", before.at, m.end, (way,), words=text[before.at : m.end])


def _unclosed(text: str, read: Quotes, number: int, wanted: Style, last: bool) -> Claim:
    """An opener that nothing closes: close it before the reporting clause, or where the speech may end."""
    mark = read.marks[number]
    following = next((m for m in read.marks[number + 1 :] if m.depth == mark.depth), None)
    limit = following.at if following else len(text)
    right = () if mark.glyph == wanted[0] else (put(mark.at, mark.end, wanted[0]),)
    if clause := attribution.within(text, mark.end, limit):
        way = (*right, put(clause.end("stop"), clause.end("stop"), wanted[1]))
        return Claim("boundary", clause.start("stop"), clause.end("clause"), (way,), words=clause["clause"])
    singles = list(SINGLE_CLOSER.finditer(text, mark.end, limit))
    if singles and (singles[-1].group() == "‘" or attribution.after(text, singles[-1].end())):
        way = (*right, put(*singles[-1].span(), wanted[1]))
        return Claim("mixed-pair", mark.at, singles[-1].end(), (way,), words=text[mark.at : mark.at + 40])
    drop = (put(mark.at, on(text, mark.end), ""),)
    if following and len(re.findall(r"\w+", text[mark.at : limit])) <= 3:
        return Claim("extra", mark.at, mark.end, (drop,), words=mark.glyph)
    ends = _likely_ends(text, mark, limit)
    ways = tuple(dict.fromkeys((*((*right, _close(text, at, wanted[1])) for at in ends), drop)))
    slip = resumes(text, mark.at, mark.end) and (
        last if following is None else resumes(text, following.at, following.end)
    )
    return Claim("unpaired", mark.at, max(ends[0], mark.end), ways, sure=not slip, words=mark.glyph)


def _opened_twice(text: str, marks: tuple[Mark, ...], style: Style) -> Claim | None:
    """“We stay. “They come.: the second opener is one too many, and the end is missing."""
    first, second = marks[0], marks[-1]
    if first is second or second.part is not Part.UNCLOSED or second.depth != first.depth:
        return None
    gap = back(text, second.at)
    if gap == second.at or attribution.within(text, first.end, len(text)):
        return None
    closing = SINGLE_CLOSER.search(text, second.end)
    stop = closing.end() if closing else len(text.rstrip())
    final = put(*closing.span(), style[1]) if closing else _close(text, stop, style[1])
    ways = ((put(second.at, second.end, ""), final), (put(gap, gap, style[1]), final))
    sure = text[second.end : second.end + 1].islower()
    return Claim("unpaired", first.at, stop, ways, sure=sure, words=first.glyph)


def _close(text: str, at: int, glyph: str) -> Edit:
    """A closing mark, with the full stop that a cut sentence lost."""
    cut = at == len(text.rstrip()) and text[at - 1 : at].isalnum() and not HANGING.search(text, max(0, at - 8), at)
    return put(at, at, f".{glyph}" if cut and "." in text else glyph)


def _likely_ends(text: str, mark: Mark, limit: int) -> list[int]:
    """Where a quotation that a mark opens may end: speech with its paragraph, a phrase with its sentence."""
    at, inside = mark.at, text[:limit].rstrip()
    stops = [b for a, b in sentences(text) if mark.end < b <= len(inside)] or [max(mark.end, len(inside))]
    if stops[-1] != len(inside):
        stops.append(len(inside))
    before = text[max(0, at - 40) : at].rstrip(BLANKS)
    speech = not before or before[-1] in ".!?:,;" or bool(SPEAKS.search(before))
    order = [stops[-1], stops[0]] if speech and (len(stops) <= 6 or before.endswith(":")) else [stops[0], stops[-1]]
    return list(dict.fromkeys(order))


def _stray(text: str, read: Quotes, number: int, wanted: Style) -> Claim:
    """A closer with nothing open: the opener was lost, or an earlier closer came too soon, or this one is too many."""
    mark = read.marks[number]
    right = () if mark.glyph == wanted[1] else (put(mark.at, mark.end, wanted[1]),)
    drop = (put(back(text, mark.at), mark.end, ""),)
    previous = _previous_speech(text, read, number)
    low = previous.end if previous else 0
    single = next(SINGLE_OPENER.finditer(text, low, mark.at), None)
    if single and not re.search(r"\w['’](?=[\s.,;:!?])", text[single.end() : mark.at]):
        way = (put(*single.span(), wanted[0]), *right)
        return Claim("mixed-pair", single.start(), mark.end, (way,), words=mark.glyph)
    if previous and text[previous.at - 1] in ".!?" and not attribution.after(text, previous.end):
        ways = (_merged(read, previous, mark, wanted), drop)
        return Claim("boundary", previous.at, mark.end, ways, words=mark.glyph)
    if previous and mark.at - previous.at < SHORT and attribution.after(text, previous.end):
        return Claim("extra", mark.at, mark.end, (drop,), words=mark.glyph)
    opened = [
        tuple(sorted((put(at, at, wanted[0]), *_as_inner(read, at, mark.at, wanted), *right)))
        for at in _likely_starts(text, low, mark.at)
    ]
    start = back(text, mark.at)
    while start and not text[start - 1].isspace():
        start -= 1
    return Claim("unpaired", start, mark.end, (*opened, drop)[:3], words=text[start : mark.end])


def _previous_speech(text: str, read: Quotes, number: int) -> Mark | None:
    """The closing mark of the last quotation before a mark; words in scare quotes do not count as speech."""
    for a, b in reversed(read.pairs()):
        if a.depth == 0 and b.at < read.marks[number].at and (text[b.at - 1] in ".!?," or b.at - a.at > SHORT):
            return b
    return None


def _merged(read: Quotes, previous: Mark, mark: Mark, style: Style) -> Way:
    """Take out the early closer; what was quoted in between becomes a quotation within the quotation."""
    return (put(previous.at, previous.end, ""), *_as_inner(read, previous.end, mark.at, style))


def _as_inner(read: Quotes, start: int, end: int, style: Style) -> Way:
    """The quotations between two places in inner marks."""
    inside = [m for pair in read.pairs() if start <= pair[0].at and pair[1].at < end for m in pair if m.depth == 0]
    return tuple(put(m.at, m.end, INNER[style[0]][m.part is Part.CLOSE]) for m in inside)


def _likely_starts(text: str, low: int, at: int) -> list[int]:
    """Where a quotation that ends at ``at`` may begin: after a reporting clause, or with a sentence."""
    for clause in re.finditer(r"[,:]\s+(?=\S)", text[low:at]):
        if LEAD_IN.search(text[low : low + clause.end()]):
            return [low + clause.end()]
    starts = [a for a, _ in sentences(text) if low <= a < at]
    reported = [n for n, a in enumerate(starts) if attribution.within(text, a, at)]
    starts = starts[reported[-1] + 1 :] if reported else starts
    starts = [turn.end() if (turn := TURN.match(text, a)) else a for a in starts]
    if not starts:
        return []
    return [starts[0], starts[-1]] if len(starts) <= 5 else [starts[-1]]
