"""What is wrong with each quote mark, decided in one place so that two rules never claim the same one.

``claims(document, kind)`` gives the findings of one kind; the rule files add the words for people. All work on one
block's text is remembered, because the proof of each fix asks again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mtassist import attribution
from mtassist.segment import sentences
from mtassist.speech import BLANKS, MANY, Ledger, Mark, Part, Quotes, ledger, quotes, resumes
from mtassist.types import Document, Edit, Span

Style = tuple[str, str]
Way = tuple[Edit, ...]
SHORT = 80  # a pair up to so many characters is one finding; of a longer one each mark is
LETTER = 8  # a letter quoted whole runs over so many paragraphs at most
INNER = {'"': ("'", "'"), "“": ("‘", "’")}
STYLES = (('"', '"'), ("“", "”"))
FOREIGN = frozenset("„‟«»「」『』《》″")


@dataclass(frozen=True, slots=True)
class Claim:
    """One finding: where, how to mend it (best first), and how sure the reading is."""

    kind: str
    start: int
    end: int
    ways: tuple[Way, ...]
    sure: bool = True
    words: str = field(default="", compare=False)  # what the message may quote

    def shifted(self, by: int) -> Claim:
        moved = tuple(tuple(Edit(e.span.shift(by), e.new) for e in way) for way in self.ways)
        return Claim(self.kind, self.start + by, self.end + by, moved, self.sure, self.words)


def claims(document: Document, kind: str) -> tuple[Claim, ...]:
    """The findings of one kind, in document order."""
    return _claims(document).get(kind, ())


@lru_cache(maxsize=4)
def _claims(document: Document) -> dict[str, tuple[Claim, ...]]:
    book = ledger(document)
    found: dict[str, list[Claim]] = {}
    broken = list(_broken(document, book))
    taken = {place for _, places in broken for place in places}
    for _, block, read in book.blocks:
        start = block.span.start
        for claim in _in_block(block.text, read.followed, book.style):
            loose = claim.kind in ("unpaired", "boundary", "extra")
            if not (loose and any(start + claim.start <= at < start + claim.end for at in taken)):
                found.setdefault(claim.kind, []).append(claim.shifted(start))
    for whole, _ in broken:
        if whole:
            found.setdefault(whole.kind, []).append(whole)
    if not any(c.sure for list_ in found.values() for c in list_):
        found = {}  # what may be a slip of any writer counts only in a text that is broken elsewhere
    for claim in _off_style(book):
        found.setdefault(claim.kind, []).append(claim)
    return {kind: tuple(sorted(list_, key=lambda c: (c.start, c.end))) for kind, list_ in found.items()}


@lru_cache(maxsize=4096)
def _in_block(text: str, followed: bool, style: Style) -> tuple[Claim, ...]:
    read = quotes(text, followed)
    if len(read.marks) > MANY:
        return ()
    found = [c for pair in read.pairs() for c in _of_pair(text, *pair, read, style)]
    found += _apostrophes(text, read)
    found += _extras(text, read)
    found += _loose(text, read, style)
    return tuple(found)


# --- marks that have a partner -------------------------------------------------------------------------------------


def _of_pair(text: str, a: Mark, b: Mark, read: Quotes, style: Style) -> Iterator[Claim]:
    yield from _glyphs(text, a, b, read, style)
    twice = list(_twice_punctuated(text, b))
    following = next((m for m in read.marks if m.at > b.at), None)
    owned = bool(twice) or bool(following and following.part is Part.EXTRA)
    yield from _spaces(text, a, b, closer_owned=owned)
    yield from twice
    yield from _swallowed(text, a, b)


def _glyphs(text: str, a: Mark, b: Mark, read: Quotes, style: Style) -> Iterator[Claim]:
    """Marks that do not belong together, or not into English."""
    glyphs, words = (a.glyph, b.glyph), text[a.at : b.at + 1]
    if a.depth:
        outer = next(m for m in reversed(read.marks[: read.marks.index(a)]) if m.part is Part.OPEN and m.depth == 0)
        if outer.at == a.at - 1 and read.marks[outer.partner].at == b.at + 1:
            drop = (Edit(Span(a.at, a.at + 1), ""), Edit(Span(b.at, b.at + 1), ""))
            yield Claim("doubled", outer.at, b.at + 2, (drop,), words=words)
        elif outer.glyph == a.glyph or a.glyph in FOREIGN:
            yield Claim("nested", a.at, b.at + 1, (_regloss(a, b, INNER[style[0]]),), words=words)
        return
    if glyphs in STYLES:
        return
    if FOREIGN.intersection(glyphs):
        yield Claim("foreign-glyph", a.at, b.at + 1, (_regloss(a, b, style),), words=words)
        return
    kind = "direction" if a.glyph == "”" or b.glyph == "“" else "mixed-pair"
    best = min((style, *STYLES), key=lambda s: len(_regloss(a, b, s)))  # the fewer marks change the better
    yield Claim(kind, a.at, b.at + 1, (_regloss(a, b, best),), words=words)


def _regloss(a: Mark, b: Mark, style: Style) -> Way:
    """Give the pair the glyphs of a style, touching only the mark that differs."""
    pairs = ((a, style[0]), (b, style[1]))
    return tuple(Edit(Span(m.at, m.at + 1), glyph) for m, glyph in pairs if m.glyph != glyph)


def _spaces(text: str, a: Mark, b: Mark, *, closer_owned: bool) -> Iterator[Claim]:
    """Blanks inside the marks, none outside, or on the wrong side."""
    opener, closer = _opener_edits(text, a), () if closer_owned else _closer_edits(text, b)
    if opener and closer and b.at - a.at <= SHORT:
        start, end = min(e.span.start for e in opener), max(e.span.end for e in closer)
        yield Claim("spacing", min(start, a.at), max(end, b.at + 1), ((*opener, *closer),))
        return
    for mark, edits in ((a, opener), (b, closer)):
        yield from _spaced(mark, edits)


def _spaced(mark: Mark, edits: Way) -> Iterator[Claim]:
    if edits:
        kind = "glued" if all(e.new for e in edits) else "spacing"
        start, end = min(mark.at, edits[0].span.start), max(mark.at + 1, edits[-1].span.end)
        yield Claim(kind, start, end, (edits,))


def _opener_edits(text: str, mark: Mark) -> Way:
    at, end = mark.at, mark.at + 1
    while end < len(text) and text[end] in BLANKS:
        end += 1
    edits = []
    before = text[at - 1] if at else " "
    if before.isalnum() or before in ".,!?;:)]%":
        edits.append(Edit(Span(at, at), " "))
    if end > at + 1 and end < len(text):
        edits.append(Edit(Span(at + 1, end), ""))
    return tuple(edits)


def _closer_edits(text: str, mark: Mark) -> Way:
    start, at = mark.at, mark.at
    while start and text[start - 1] in BLANKS:
        start -= 1
    edits = [Edit(Span(start, at), "")] if start < at else []
    after = at + 1
    while after < len(text) and text[after] in " \u00a0\u202f":
        after += 1
    if after > at + 1 and after < len(text) and text[after] in ".,;!?" and text[after : after + 3] != "...":
        edits.append(Edit(Span(at + 1, after), ""))
    elif (
        after == at + 1
        and after < len(text)
        and (text[after].isalnum() or text[after] in "([")
        and not _suffix(text, after)
    ):
        edits.append(Edit(Span(after, after), " "))
    return tuple(edits)


def _suffix(text: str, at: int) -> bool:
    """“the "A"s”, “the "Titanic"-like”: an ending that belongs to the quoted word."""
    return bool(re.match(r"(?:s|es|ed|er|ing|th|ish)\b", text[at : at + 5]))


def _twice_punctuated(text: str, b: Mark) -> Iterator[Claim]:
    """A full stop before the closing mark and a comma after it: one of the two is the machine's."""
    match = re.compile(r"(?P<in>\.|,)(?P<gap>[ \t\u00a0]*)").search(text, max(0, b.at - 6), b.at)
    after = re.compile(r"[ \t\u00a0]*,").match(text, b.at + 1)
    if not (match and match.end() == b.at and after) or re.search(
        r"\b[\w.]\.$|\.\.$|\b(?:Inc|Co|Jr|Sr|Ltd|etc|St|No)\.$", text[max(0, match.end("in") - 8) : match.end("in")]
    ):
        return
    edits = (Edit(Span(match.start(), b.at), ","), Edit(Span(b.at + 1, after.end()), ""))
    yield Claim("punctuation", match.start(), after.end(), (edits,), words=text[match.start() : after.end()])


def _swallowed(text: str, a: Mark, b: Mark) -> Iterator[Claim]:
    """“We stay, he said.”: the reporting clause inside the marks."""
    inside = text[a.at + 1 : b.at]
    if a.depth or len(inside) < 20 or not (match := attribution.at_end(inside)):
        return
    shift = b.at - len(inside[-160:])
    stop = shift + match.end("stop")
    if re.search(r"\b(?:as|that|if|when|what|because|so|and|but|which|who)\s+$", inside[: match.start("clause")][-9:]):
        return
    if attribution.after(text, b.at + 1):
        return
    edits = (Edit(Span(stop, stop), b.glyph), Edit(Span(b.at, b.at + 1), ""))
    yield Claim("boundary", shift + match.start("stop"), b.at + 1, (edits,), words=match["clause"])


def _off_style(book: Ledger) -> Iterator[Claim]:
    """Good pairs in the style that the rest of the article does not have."""
    other = ("“", "”") if book.style[0] == '"' else ('"', '"')
    few, many = book.well_formed[other], book.well_formed[book.style]
    if not few or many < 2 * few:
        return
    for _, block, read in book.blocks:
        for a, b in read.pairs():
            if a.depth == 0 and (a.glyph, b.glyph) == other:
                words = block.text[a.at : b.at + 1]
                yield Claim("style", a.at, b.at + 1, (_regloss(a, b, book.style),), words=words).shifted(
                    block.span.start
                )


def _apostrophes(text: str, read: Quotes) -> Iterator[Claim]:
    mark = "’" if text.count("’") > text.count("'") else "'"
    for m in read.of(Part.APOSTROPHE):
        start, end = m.at, m.at + 1
        while start and text[start - 1].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum():
            end += 1
        yield Claim("apostrophe", start, end, ((Edit(Span(m.at, m.at + 1), mark),),), words=text[start:end])


def _extras(text: str, read: Quotes) -> Iterator[Claim]:
    """A second closing mark beside the first, with nothing but punctuation between them."""
    for m in read.of(Part.EXTRA):
        first = text.rindex(next(g for g in text[m.at - 1 :: -1] if g in _GLYPHS), 0, m.at)
        tail = re.compile(r"\s*,").match(text, m.at + 1)
        if tail and attribution.after(text, tail.end()):
            start = first
            while start and text[start - 1] in BLANKS + ".,":
                start -= 1
            way: Way = (Edit(Span(start, tail.end()), "," + text[first]),)
            yield Claim("extra", start, tail.end(), (way,), words=text[start : tail.end()])
            continue
        start = m.at
        while start and text[start - 1] in BLANKS:
            start -= 1
        yield Claim("extra", first, m.at + 1, ((Edit(Span(start, m.at + 1), ""),),), words=text[first : m.at + 1])


_GLYPHS = frozenset('"“”„‟«»「」『』《》″')


# --- marks without a partner ---------------------------------------------------------------------------------------


def _loose(text: str, read: Quotes, style: Style) -> Iterator[Claim]:
    for number, mark in enumerate(read.marks):
        if mark.part is Part.UNCLOSED:
            yield from _spaced(mark, _opener_edits(text, mark))
            yield _unclosed(text, read, number, style)
        elif mark.part is Part.STRAY:
            yield from _spaced(mark, _closer_edits(text, mark))
            yield _stray(text, read, number, style)


def _unclosed(text: str, read: Quotes, number: int, style: Style) -> Claim:
    """An opener that nothing closes: close it before the reporting clause, or where the speech may end."""
    mark = read.marks[number]
    following = next((m for m in read.marks[number + 1 :] if m.depth == mark.depth), None)
    limit = following.at if following else len(text)
    wanted = next((s for s in STYLES if s[0] == mark.glyph), style)
    right = () if mark.glyph == wanted[0] else (Edit(Span(mark.at, mark.at + 1), wanted[0]),)
    single = re.compile(r"(?<=[,.!?…])['’‘](?=\s|$)").search(text, mark.at + 1, limit)
    if single and attribution.after(text, single.end()):
        way = (*right, Edit(Span(*single.span()), wanted[1]))
        return Claim("boundary", single.start(), single.end(), (way,), words=single.group())
    if clause := attribution.within(text, mark.at + 1, limit):
        way = (*right, _insert(clause.end("stop"), wanted[1]))
        return Claim("boundary", clause.start("stop"), clause.end("clause"), (way,), words=clause["clause"])
    drop = (Edit(Span(mark.at, _past_blanks(text, mark.at + 1)), ""),)
    if following and len(re.findall(r"\w+", text[mark.at : limit])) <= 3:
        return Claim("extra", mark.at, mark.at + 1, (drop,), words=mark.glyph)
    ends = _likely_ends(text, mark.at, limit)
    ways = tuple(dict.fromkeys((*((*right, _insert(at, wanted[1])) for at in ends), drop)))
    slip = resumes(text, mark.at) and (following is None or resumes(text, following.at))
    return Claim("unpaired", mark.at, max(ends[0], mark.at + 1), ways, sure=not slip, words=mark.glyph)


def _insert(at: int, glyph: str) -> Edit:
    return Edit(Span(at, at), glyph)


def _likely_ends(text: str, at: int, limit: int) -> list[int]:
    """Where a quotation that opens at ``at`` may end: speech with its paragraph, a phrase with its sentence."""
    inside = text[:limit].rstrip()
    stops = [b for a, b in sentences(text) if at < b <= len(inside)] or [len(inside)]
    if stops[-1] != len(inside):
        stops.append(len(inside))
    before = text[max(0, at - 40) : at].rstrip(BLANKS)
    speech = not before or before[-1] in ".!?:,;" or bool(re.search(r"(?:said|says|told|added|that)$", before))
    order = [stops[-1], stops[0]] if speech and (len(stops) <= 6 or before.endswith(":")) else [stops[0], stops[-1]]
    return list(dict.fromkeys(order))


def _stray(text: str, read: Quotes, number: int, style: Style) -> Claim:
    """A closer with nothing open: the opener was lost, or an earlier closer came too soon, or this one is too many."""
    mark = read.marks[number]
    wanted = next((s for s in STYLES if s[1] == mark.glyph), style)
    right = () if mark.glyph == wanted[1] else (Edit(Span(mark.at, mark.at + 1), wanted[1]),)
    drop = (Edit(Span(_past_blanks_back(text, mark.at), mark.at + 1), ""),)
    previous = _previous_speech(text, read, number)
    if previous and text[previous.at - 1] in ".!?" and not attribution.after(text, previous.at + 1):
        ways = (_merged(read, previous, mark, style), drop)
        return Claim("boundary", previous.at, mark.at + 1, ways, words=mark.glyph)
    if previous and mark.at - previous.at < SHORT and attribution.after(text, previous.at + 1):
        return Claim("extra", mark.at, mark.at + 1, (drop,), words=mark.glyph)
    opened = [
        tuple(sorted((_insert(at, wanted[0]), *_as_inner(read, at, mark.at, wanted), *right)))
        for at in _likely_starts(text, previous.at + 1 if previous else 0, mark.at)
    ]
    start = _past_blanks_back(text, mark.at)
    while start and not text[start - 1].isspace():
        start -= 1
    return Claim("unpaired", start, mark.at + 1, (*opened, drop)[:3], words=text[start : mark.at + 1])


def _previous_speech(text: str, read: Quotes, number: int) -> Mark | None:
    """The closing mark of the last quotation before a mark; words in scare quotes do not count as speech."""
    for a, b in reversed(read.pairs()):
        if a.depth == 0 and b.at < read.marks[number].at and (text[b.at - 1] in ".!?," or b.at - a.at > SHORT):
            return b
    return None


def _merged(read: Quotes, previous: Mark, mark: Mark, style: Style) -> Way:
    """Take out the early closer; what was quoted in between becomes a quotation within the quotation."""
    return (Edit(Span(previous.at, previous.at + 1), ""), *_as_inner(read, previous.at + 1, mark.at, style))


def _as_inner(read: Quotes, start: int, end: int, style: Style) -> Way:
    """The quotations between two places in inner marks."""
    inside = [m for pair in read.pairs() if start <= pair[0].at and pair[1].at < end for m in pair if m.depth == 0]
    return tuple(Edit(Span(m.at, m.at + 1), INNER[style[0]][m.part is Part.CLOSE]) for m in inside)


def _likely_starts(text: str, low: int, at: int) -> list[int]:
    """Where a quotation that ends at ``at`` may begin: after a reporting clause, or with a sentence."""
    clause = None
    for clause in re.finditer(r"[,:]\s+(?=\S)", text[low:at]):
        lead = text[low : low + clause.end()]
        if re.search(
            r"(?:said|says|told \w+|added|explained|noted|continued|replied|wrote|stressed)(?: \w+){0,4}[,:]\s+$", lead
        ):
            return [low + clause.end()]
    starts = [a for a, _ in sentences(text) if low <= a < at]
    if not starts:
        return []
    reported = [n for n, a in enumerate(starts) if attribution.within(text, a, at)]
    starts = starts[reported[-1] + 1 :] if reported else starts
    starts = [a + len(re.match(r"(?:[-–—•]\s+)?", text[a:]).group()) for a in starts]  # type: ignore[union-attr]
    if not starts:
        return []
    return [starts[0], starts[-1]] if len(starts) <= 5 else [starts[-1]]


def _past_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _past_blanks_back(text: str, at: int) -> int:
    while at and text[at - 1] in BLANKS:
        at -= 1
    return at


# --- a quotation broken over two paragraphs ------------------------------------------------------------------------


def _broken(document: Document, book: Ledger) -> Iterator[tuple[Claim | None, set[int]]]:
    """An opener left open, and in the very next paragraph a closer with nothing open."""
    for (i, first, left), (j, second, right) in zip(book.blocks, book.blocks[1:], strict=False):
        opened = [m for m in left.of(Part.UNCLOSED) if m is left.marks[-1] or m.depth == 0]
        strays = right.of(Part.STRAY)
        if j > i + LETTER or not opened or not strays or right.marks[0] is not strays[0]:
            continue
        opener, closer = opened[-1], strays[0]
        if any(m.at > opener.at and m.part is Part.OPEN and m.depth == 0 for m in left.marks):
            continue
        if attribution.within(first.text, opener.at, len(first.text)):
            continue
        start, end = first.span.start + opener.at, second.span.start + closer.at + 1
        if j > i + 1:  # a letter quoted with one pair of marks around several paragraphs: no error
            yield None, {start, end - 1}
            continue
        glyph = opener.glyph if opener.glyph in '"“' else book.style[0]
        wanted = (glyph, "”" if glyph == "“" else '"')
        mark = () if closer.glyph == wanted[1] else (Edit(Span(end - 1, end), wanted[1]),)
        reopen = (Edit(Span(second.span.start, second.span.start), wanted[0]), *mark)
        join = (Edit(Span(first.span.end, second.span.start), " "), *mark)
        yield Claim("broken-paragraph", start, end, (reopen, join)), {start, end - 1}
