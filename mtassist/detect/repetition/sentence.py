"""A sentence said twice, word for word or nearly so.

Pages repeat the lead under the headline, decoders repeat what they have just done, and post-editors leave both.
People repeat short sentences for effect, and build neighbours alike to set figures and names against each other.
Repeated headlines are another rule's matter, repeated paragraphs too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mtassist import edits
from mtassist.cues import cues
from mtassist.detect.repetition._sentences import bare, opening, pulled
from mtassist.detect.repetition._words import GLUE
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Kind, Mqm, Segment, Severity

RULE = Rule(
    id="repetition.sentence",
    summary="A sentence is said twice.",
    mqm=Mqm.ADDITION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad(
            "Osta news\n\nThe mayor of Osta opened a new bridge. [[The mayor of Osta opened a new bridge.]] Rain fell.",
            fix="",
        ),
        bad(
            "Osta news\n\nThe mayor of the town opened a new bridge on Friday.\n\nSome came early. "
            "[[The mayor of the town opened a new bridge on Friday.]]",
            fix="",
        ),
        bad(
            "Osta news\n\nThe players were very tired after the long journey home. "
            "[[The players were very tired after their long journey home.]] Rain fell.",
            fix="",
        ),
        bad("Osta news\n\nShe read the rules. First, quiet. [[First, quiet.]] Second, no haggling.", fix=""),
        ok("Osta news\n\nHe waited. He waited. He waited."),
        ok("Osta news\n\nThey rang. “No more. No more.” Knock. Knock. Then it stopped."),
        ok(
            "Osta news\n\nThe first team lost the cup in the final in May. "
            "The second team lost the cup in the final in May."
        ),
        ok(
            "Osta news\n\nPrices in Osta rose by 3 per cent over the year. "
            "Prices in Benn rose by 4 per cent over the year."
        ),
        ok("Osta news\n\n“We will win this town,” she said. “We will win this land,” she said."),
        ok("Osta news\n\nThe men were released on bail on Monday. The men were not released on bail on Monday."),
        misses(
            "Osta news\n\nThe mayor opened a new bridge. [[The new bridge was opened by the mayor.]]",
            "the same meaning in another order",
        ),
    ),
)

SPOKEN = re.compile(r"[\"“”„«»‘!?]|\b(?:I|[Ww]e|[Yy]ou)\b")
LONG = 5000  # characters of a paragraph
SHORT = 5  # words: shorter sentences are repeated on purpose
NEAR_SHORT = 8
NEAR = 92.0  # of 100: how alike two neighbours must be
TURNS = frozenset(
    [
        "not",
        "no",
        "never",
        "n't",
        "without",
        "first",
        "second",
        "third",
        "last",
        "next",
        "man",
        "woman",
        "he",
        "she",
        "men",
        "women",
        "more",
        "less",
    ]
)


class Found(NamedTuple):
    """What a document says so far."""

    openings: Counter[str]  # of all its sentences
    first: dict[str, Segment]
    whole: set[str]  # paragraphs of one sentence


CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = [
        b for b in document.blocks[1:] if len(b.text) >= 20 and b.kind is not Kind.HEADING and b.kind is not Kind.ITEM
    ]
    found = Found(Counter(opening(segment.text) for block in blocks for segment in block.segments), {}, set())
    for block in blocks:
        before: Segment | None = None
        for segment in block.segments:
            if found.openings[opening(segment.text)] > 1:
                yield from _look(document, block, segment, before, found)
            elif before is not None and _like_lengths(before.text, segment.text) and _alike(before.text, segment.text):
                yield _issue(document, segment, "The sentence before says the same.", 0.8)
            before = segment


def _look(document: Document, block: Block, segment: Segment, before: Segment | None, found: Found) -> Iterator[Issue]:
    words = bare(segment.text)
    if words.count(" ") < SHORT - 1:
        if before is not None and before.text == segment.text and _slip(block.text, segment.text):
            yield _issue(document, segment, "This has just been said.", 0.85)
        return
    alone = len(block.segments) == 1
    first = found.first.setdefault(words, segment)
    if first is not segment:
        near = before is not None and bare(before.text) == words
        refrain = alone and (words in found.whole or pulled(first.text, segment.text))
        if not refrain and (near or words.count(" ") >= NEAR_SHORT - 1):
            yield _issue(document, segment, "This sentence stands in the text already.", 0.92)
    elif before is not None and _like_lengths(before.text, segment.text) and _alike(before.text, segment.text):
        yield _issue(document, segment, "The sentence before says the same.", 0.8)
    if alone:
        found.whole.add(words)


def _like_lengths(one: str, two: str) -> bool:
    return 0.85 * len(one) <= len(two) <= len(one) / 0.85


def _slip(text: str, said: str) -> bool:
    """“First, quiet. First, quiet.”: short, twice and no more, and not spoken."""
    if len(text) > LONG or text.count(said) != 2:
        return False
    before = text[: text.find(said)]
    return " " in said and said[-1] == "." and not SPOKEN.search(before + said)


def _issue(document: Document, segment: Segment, message: str, confidence: float) -> Issue:
    hole = edits.deletion(document.text, segment.span)
    span = segment.span.start, segment.span.end
    return RULE.issue(document, span, message, fixes=[[hole]], confidence=confidence)


@lru_cache(maxsize=8192)
def _alike(one: str, two: str) -> bool:
    """Whether two neighbours differ in small words and endings alone."""
    from rapidfuzz import fuzz

    if one[:1] in "\"“'‘«-–—" or fuzz.ratio(one, two, score_cutoff=NEAR) < NEAR:
        return False
    left, right = bare(one).split(), bare(two).split()
    if min(len(left), len(right)) < NEAR_SHORT:
        return False
    odd = set(left) ^ set(right)
    names = {w.lower() for w in (one + " " + two).split()[1:] if w[:1].isupper()}
    return not any(w.isdigit() or w in TURNS or w in names for w in odd) and all(_small(w, odd) for w in odd)


def _small(word: str, odd: set[str]) -> bool:
    return word in GLUE or any(other != word and other[:5] == word[:5] and len(word) > 4 for other in odd)
