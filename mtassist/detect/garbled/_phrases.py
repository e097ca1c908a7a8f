"""Finds the word patterns of the lists in a sentence, in one pass for all rules that have a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from mtassist.detect.garbled import _grammar as grammar
from mtassist.detect.garbled._grammar import Token, tokens
from mtassist.detect.garbled._patterns import FIGURE, Pattern, clues
from mtassist.rules import Rule
from mtassist.types import Issue, Segment

SLOT = re.compile(r"\{(\d+)(?::(\w+))?\}")
SMALL = frozenset({"function_words", "auxiliaries", "agreements"})  # lists whose words count in small letters only
ARTICLE = re.compile(r"(?<![^ ])a (?=8|1[18](?!\d))")
DIGIT = re.compile("[0-9]")
WORD = re.compile(r"\w+(?:['-]\w+)*")
BINDERS = "'-"  # join the parts of a word, or stand beside it
APART = bytes(code if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(128)) + bytes(128)  # in ASCII
NAMES = frozenset({"will", "may", "might", "can"})


class Hit(NamedTuple):
    start: int
    end: int
    better: tuple[str, ...]


def issues(rule: Rule, segment: Segment, table: str, message: str) -> Iterator[Issue]:
    """An issue for each place where a pattern of the list stands; ``{}`` in the message is the wording found."""
    for hit in hits(segment.text).get(table, ()):
        said = segment.text[hit.start : hit.end]
        yield rule.issue(segment, (hit.start, hit.end), message.format(said), fixes=hit.better)


@lru_cache(maxsize=8192)
def hits(text: str) -> dict[str, list[Hit]]:
    """What each list finds in a sentence: at one place the longest pattern, none inside another."""
    found: dict[str, list[Hit]] = {}
    if not (patterns := _likely(text)):
        return found
    row = tokens(text)
    words = {t.word for t in row}
    for pattern in patterns:
        anchor = pattern.parts[pattern.anchor].words
        if words.isdisjoint(anchor):
            continue
        for at, token in enumerate(row):
            if token.word in anchor and _stands(pattern, row, at - pattern.anchor):
                found.setdefault(pattern.table, []).append(_hit(text, row, at - pattern.anchor, pattern))
    return {table: _outermost(places) for table, places in found.items()}


def _stands(pattern: Pattern, row: tuple[Token, ...], first: int) -> bool:
    if not all(part.fits(row, first + n) for n, part in enumerate(pattern.parts)):
        return False
    following = first + len(pattern.parts) - pattern.parts[-1].is_edge
    beside = ((pattern.before, first - 1), (pattern.after, following))
    if not all(need is None or need[0].fits(row, at) is need[1] for need, at in beside):
        return False
    return pattern.table not in SMALL or _small(row, first, len(pattern.parts))


def _likely(text: str) -> list[Pattern]:
    """The patterns of which the words by name stand in the sentence. Most sentences have none."""
    pairs, singles = clues()
    said = _words(text)
    likely: list[Pattern] = []
    if not singles.keys().isdisjoint(said):
        likely += [c.pattern for word in said for c in singles.get(word, ()) if c.fits(said, 0)]
    for at, pair in enumerate(pairwise(said)):
        if pair in pairs:
            likely += [clue.pattern for clue in pairs[pair] if clue.fits(said, at)]
    return list(dict.fromkeys(likely)) if len(likely) > 1 else likely


def _words(text: str) -> list[str]:
    """The words in small letters, a figure for every number."""
    low = text.lower().replace("’", "'")
    plain = low.isascii() and not any(map(low.__contains__, BINDERS))
    said = low.encode().translate(APART).decode().split() if plain else WORD.findall(low)
    return [FIGURE if word[0].isdigit() else word for word in said] if DIGIT.search(low) else said


def _small(row: tuple[Token, ...], first: int, length: int) -> bool:
    words = row[max(first, 0) : first + length]
    rest = words[first <= 0 and words[0].word not in NAMES :]
    return all(t.text[0].islower() or not t.text[0].isalpha() for t in rest)


def _outermost(places: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(places, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _hit(text: str, row: tuple[Token, ...], first: int, pattern: Pattern) -> Hit:
    inside = [n for n, p in enumerate(pattern.parts) if not p.is_edge]
    there = {pattern.numbers[n]: row[first + n] for n in inside}
    start, end = row[first + inside[0]].start, row[first + inside[-1]].end
    begins = text[:start].rstrip()[-1:] in (".", "!", "?")
    capital = (text[start].isupper() or begins) and "Name" not in pattern.parts[inside[0]].kinds
    if capital and (head := pattern.numbers[inside[0]]) and row[first + inside[0]].word != "i":
        there[head] = there[head]._replace(text=there[head].text[0].lower() + there[head].text[1:])
    made = [_filled(better, there) for better in pattern.better]
    good = [m[0].upper() + m[1:] if capital and m else m for m in made if m is not None]
    return Hit(start, end, tuple(dict.fromkeys(good)))


def _filled(better: str, there: dict[int, Token]) -> str | None:
    """The template with its slots filled; None when a verb form is not listed."""
    out = better
    for slot in SLOT.finditer(better):
        token, form = there.get(int(slot[1])), slot[2]
        word = token.text if token else ""
        if token and form:
            reformed = grammar.reform(token.word, form)
            if reformed is None:
                return None
            word = reformed
        out = out.replace(slot[0], word, 1)
    return ARTICLE.sub("an ", " ".join(out.split())) if out != "∅" else ""
