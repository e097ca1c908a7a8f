"""A common noun with a capital, as German and Indonesian write it: “had the Water level measured”, “with the Letters”.

It is said of everyday nouns that are no names, between words in small letters; of others (“the Police archive”) only
where the text has the same word in small letters more often. Names, headlines and quoted titles are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from mtassist.cues import cues
from mtassist.detect.typography._capitals import Capital, beside, capitals
from mtassist.detect.typography._words import TITLED, headline
from mtassist.lists import rows, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="typography.noun-capital",
    summary="A common noun has a capital.",
    mqm=Mqm.SPELLING,
    severity=Severity.MINOR,
    confidence=0.85,
    relative=True,
    examples=(
        bad("The mayor had the [[Water]] level measured again.", fix="water"),
        bad("She will send the bucket with the [[Letters]].", fix="letters"),
        bad("The police came at once. It lies in the [[Police]] archive now.", fix="police"),
        bad("The bar, the [[Owner]] of which said nothing, is closed.", fix="owner"),
        bad("He said in an [[Interview]] that it was so, and left.", fix="interview"),
        bad("The councillor for [[Culture]] Ana Lund liked it.", fix="culture"),
        bad("She will send it, says Lund, “with the [[Letters]]”.", fix="letters"),
        ok("It lies in the Police archive now. The Police said nothing. “Every Family needs a Farmer” is her film."),
        ok("They read The Letters and the Book of the Dead, and heard the Water Boys in the Great Letters."),
        ok("The Minister for Culture and the Government agreed; the Guardian wrote so."),
        misses("The [[Gardener]] was glad.", "at the start nobody can tell"),
    ),
)

LEADS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "with",
        "in",
        "for",
        "to",
        "by",
        "from",
        "on",
        "and",
        "or",
        "his",
        "her",
        "their",
        "its",
        "our",
    ]
    + [
        "this",
        "that",
        "these",
        "those",
        "no",
        "every",
        "some",
        "any",
        "many",
        "two",
        "three",
        "without",
        "about",
        "new",
    ]
)
START = re.compile(
    r"^.*(?:[\"“”]|[.!?:] [\"“]?\w+ ?)", re.DOTALL
)  # up to the quotation or through the first word of the sentence
NEAR = re.compile(r"(?:[^\W\d_]|['’-])+")
LINKS = frozenset(["and", "of", "for", "&"])  # join the words of a name
OFFICER = re.compile(r"\b(?:councillor|councilor|deputy|adviser|advisor|vice-rector|official) for $")


CUES = cues(inner=[word.capitalize() for word in words("plain_nouns")])


def find_all(document: Document) -> Iterator[Issue]:
    counts: Counter[str] | None = None
    for block in document.blocks:
        text = block.text
        for place in capitals(text):
            kind = _kinds().get(place.word)
            left, mark = beside(text, place.start) if kind else ("", "")
            if kind is None or mark or left not in LEADS:
                continue
            if counts is None:
                counts = _counted(document)
            if _common(text, place, left, kind, counts):
                small = place.word.lower()
                message = f"“{small}” is a common noun and needs no capital."
                yield RULE.issue(block, (place.start, place.end), message, fix=small)


@cache
def _kinds() -> dict[str, str]:
    """Nouns, with a capital, and their kinds."""
    return {row["word"].capitalize(): row["kind"] for row in rows("plain_nouns")}


def _common(text: str, place: Capital, left: str, kind: str, counts: Counter[str]) -> bool:
    small = place.word.lower()
    sentence = START.sub("", ". " * (place.start < 40) + text[max(0, place.start - 40) : place.start])
    before = NEAR.findall(sentence)[-3:]
    linked = left in LINKS or LINKS.intersection(before[-2:])
    named = any(w[0].isupper() and (linked or _title(w)) for w in before)
    if named or TITLED.intersection(before):
        return False
    if small in words("portfolios") and OFFICER.search(text[max(0, place.start - 20) : place.start]):
        return True
    after = NEAR.findall(text[place.end : place.end + 40])[:3]
    if any(w[0].isupper() for w in after) or (after[:1] == ["of"] and after[1:2] not in (["which"], ["whom"])):
        return False
    if headline(text[max(0, place.start - 150) : place.end + 150]):
        return False
    times = counts[place.word]
    return counts[small] >= times if kind == "office" else times < 3 and times <= counts[small] + 1


def _title(word: str) -> bool:
    """Whether the capital of a word may make a name of its neighbour; another everyday noun's does not."""
    return word not in _kinds()


def _counted(document: Document) -> Counter[str]:
    """How often each word stands in mid-sentence with a capital of its own, and how often in small letters."""
    counts = Counter(re.findall(r"[a-z]{3,}", document.text))
    for block in document.blocks:
        for place in capitals(block.text):
            if place.word in _kinds():
                left, mark = beside(block.text, place.start)
                counts[place.word] += left.islower() and not mark
    return counts
