"""A word or phrase joined to itself: “conspiracy and conspiracy”, “the impact of the impact”, “King and King Musa”.

Two words of the source have the same translation, or the decoder came back to the head of a phrase. People join words
so for emphasis (“years and years”, “the best of the best”), to tell kinds apart (“there are friends and friends”), and
across the border of two noun phrases (“water and water pipes”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists
from mtassist.detect.repetition._words import between, joint, low_words, part, place
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.joined",
    summary="A word is joined to itself.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("He was found guilty of [[corruption and corruption]].", fix="corruption"),
        bad("She shared her daily [[experiences and experiences]].", fix="experiences"),
        bad("The wall fell after [[the impact of the impact]].", fix="the impact"),
        bad("[[The shop owner of the shop owner]] had a suspicion.", fix="The shop owner"),
        bad("They were removed by [[Governor and Governor]] Ali Musa on Monday.", fix="Governor"),
        bad("They signed it [[quietly and quietly]] at noon.", fix="quietly"),
        bad("They met in a [[festive and festive]] mood.", fix="festive"),
        bad("[[A spokesman of the spokesman]] said no.", fix="A spokesman"),
        ok("It became a longer and longer road, and a more and more loved one."),
        ok("He was slowly and slowly, “really and really” sorry."),
        ok("A member of the members' club and a friend of the friend came."),
        ok("They waited for generations and generations, for years and years."),
        ok("She is the best of the best and he the worst of the worst."),
        ok("The consumption of transport and transport services fell."),
        ok("Molecules and molecular ions; paper and paper products."),
        ok("Aged patients and patients with asthma came, and patients and patients' friends."),
        ok("It went round and round, slower and slower, over and over."),
        ok("The choice is between quality and quality."),
        ok("Nature and nature"),
        ok("He saw the son of the son and a copy of a copy."),
        ok("The ruling covers Asia and Asia Minor."),
        misses("They bought [[bread and bread]].", "short plain nouns are too often joined on purpose"),
    ),
)

NOUN = re.compile(
    r"\w{2,}(?:[ts]ion|ment|ness|ity|ance|ence|acy|ancy|ency|ism|ship|hood|ure|logy)s?$|\w{4,}[^s]s$|\w{5,}(?:port|cy|ry)$"
)
ADVERB = re.compile(r"\w{5,}ly$")
ADJECTIVE = re.compile(r"\w{3,}(?:ful|ous|ive|able|ible|ial|ical|ual|ional|ic|ent|ant|less|some|mn|ary|ory)$")
NOUN_AFTER = re.compile(r" (?P<noun>[a-z]{3,})\b")
EMPHATIC = re.compile(r"\w+(?:ed|ing|er|ier|ly)$")
PROPER = re.compile(r" [A-Z][a-z]")
AFTER = re.compile(  # “with” or “from” would tell the second from the first: “patients and patients with asthma”
    r" ?(?:[.,;:)]|$)| (?:to|in|and|or|when|is|are|was|were|has|have|had|will|after|before|during)\b"
)
SLOW = ("slowly", "really", "truly", "badly", "deeply", "gradually", "endlessly")  # said twice on purpose
PARTED = ("between", "from", "both", "of", "are", "were", "is", "not")  # before two things of one name
NAMING = ("by", "of", "to", "with", "for", "from", "that", "said", "and")  # before a title
HYPHENS = ("'", "’", "-")
LONGEST = 4  # words of a phrase, its article counted

glance = joint


def find_block(block: Block) -> Iterator[Issue]:
    for segment in block.segments:
        for first, end, kept in _joints(segment.text):
            one = segment.text[slice(*place(segment.text, first, kept))]
            span = place(segment.text, first, end)
            yield RULE.issue(segment, span, f"“{one}” is joined to itself.", fix=one)


def _joints(text: str) -> Iterator[tuple[int, int, int]]:
    """First word, end, and end of the first of the two."""
    low = low_words(text)
    for at, link in enumerate(low):
        if at and link in ("and", "or") and low[at - 1 : at] == low[at + 1 : at + 2] and _apart(text, at, at + 2):
            if _slip(text, low, at):
                yield at - 1, at + 2, at
        elif link == "of":
            for size in range(2, LONGEST + 1):
                same = at >= size and low[at - size : at] == low[at + 1 : at + 1 + size]
                if same and _apart(text, at - size + 1, at + size + 1) and _circle(low, at, size):
                    yield at - size, at + size + 1, at
            if _person(low, at) and _apart(text, at, at + 3):
                yield at - 2, at + 3, at


def _apart(text: str, first: int, end: int) -> bool:
    """Whether only blanks stand between the words, and no hyphen or possessive after them."""
    close = place(text, end - 1, end)[1]
    return all(between(text, at) == " " for at in range(first, end)) and text[close : close + 1] not in HYPHENS


def _circle(low: tuple[str, ...], at: int, size: int) -> bool:
    """“the shop owner of the shop owner”; of single nouns only those that nobody stresses."""
    if low[at - size] not in (part("determiner") if size > 2 else ("the",)) or low[at + size + 1 : at + size + 2] == (
        "of",
    ):
        return False
    head = low[at - 1]
    return len(head) >= 5 and head not in lists.words("emphatic") and (size > 2 or not EMPHATIC.match(head))


def _person(low: tuple[str, ...], at: int) -> bool:
    """“an official of the official”: of persons with an office."""
    if at < 2 or low[at - 2] not in ("a", "an") or low[at + 1 : at + 3] != ("the", low[at - 1]):
        return False
    return low[at - 1] in part("person")


def _slip(text: str, low: tuple[str, ...], at: int) -> bool:
    one, two = (text[slice(*place(text, n, n + 1))] for n in (at - 1, at + 1))
    start, end = place(text, at - 1, at + 2)
    if len(one) < 4 or not one.isalpha() or text[start:end] == text.rstrip("."):
        return False  # a heading plays with the word
    before = low[at - 2] if at > 1 else ""
    if two[0].isupper():  # “by King and King Musa”: nobody has the bare title as a name
        return one == two and one in lists.words("titles") and bool(PROPER.match(text, end)) and before in NAMING
    if (
        not two.islower()
        or (before in PARTED and before != "of")
        or text[max(0, start - 2) : start].strip() in (",", "-")
    ):
        return False
    if _quality(text, two, before, end):
        return True
    plain = two not in lists.words("emphatic") and not EMPHATIC.match(two)
    return plain and bool(NOUN.match(two)) and bool(AFTER.match(text, end))


def _quality(text: str, word: str, before: str, end: int) -> bool:
    """“quietly and quietly”, “a solemn and solemn mood”: people so stress comparatives and a few adverbs."""
    if word in lists.words("emphatic"):
        return False
    if ADVERB.match(word):
        return word not in SLOW and before not in ("more", "so")
    after = NOUN_AFTER.match(text, end)
    return before in part("determiner") and after is not None and bool(ADJECTIVE.match(word))
