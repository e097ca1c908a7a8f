"""A word joined to itself: “conspiracy and conspiracy”, “the impact of the impact”, “King and King Musa”.

Two words of the source have the same translation. People join words so for emphasis (“years and years”, “the best of
the best”), to tell kinds apart (“there are friends and friends”), and across the border of two noun phrases (“water and
water pipes”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="repetition.joined",
    summary="A word is joined to itself.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("He was found guilty of [[corruption and corruption]].", fix="corruption"),
        bad("She shared her daily [[experiences and experiences]].", fix="experiences"),
        bad("The wall fell with [[the impact of the impact]].", fix="the impact"),
        bad("They were removed by [[Governor and Governor]] Ali Musa on Monday.", fix="Governor"),
        ok("They waited for generations and generations, for years and years."),
        ok("She is the best of the best and he the worst of the worst."),
        ok("The consumption of transport and transport services fell."),
        ok("Molecules and molecular ions; paper and paper products."),
        ok("It went round and round, slower and slower, over and over."),
        ok("The choice is between quality and quality."),
        ok("Nature and nature"),
        ok("He saw the son of the son and a copy of a copy."),
        ok("The ruling covers Asia and Asia Minor."),
        misses("They bought [[bread and bread]].", "short plain nouns are too often joined on purpose"),
    ),
)

TWICE = re.compile(r"\b(?P<one>[^\W\d_]{4,}) (?:and|or) (?P=one)\b(?!['’\-])", re.IGNORECASE)
OF = re.compile(r"\b(?P<one>[Tt]he [^\W\d_]{5,}) of (?P<two>the [^\W\d_]{5,})\b(?!['’\-]| of\b)")
NOUN = re.compile(
    r"\w{2,}(?:[ts]ion|ment|ness|ity|ance|ence|acy|ancy|ency|ism|ship|hood|ure|logy)s?$|\w{4,}[^s]s$|\w{5,}(?:port|cy|ry)$"
)
EMPHATIC = re.compile(r"\w+(?:ed|ing|er|ier|ly)$")
PROPER = re.compile(r" [A-Z][a-z]")
AFTER = re.compile(
    r" ?(?:[.,;:)]|$)| (?:to|of|in|on|at|for|with|from|by|as|and|or|that|which|who|when|is|are|was|were|has|have|had"
    r"|will|after|before|during|between|against|under)\b"
)
BEFORE = re.compile(r"(?:\b(?:between|from|both|of|are|were|is|not)|[,\-])\s?$", re.IGNORECASE)


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    if " and " in text or " or " in text:
        for match in TWICE.finditer(text):
            if _slip(text, match):
                one = match["one"]
                yield RULE.issue(segment, match.span(), f"“{one}” is joined to itself.", fix=one)
    if " of the " in text:
        for match in OF.finditer(text):
            if match["one"].lower() == match["two"] and _odd(match["two"][4:]):
                one = match["one"]
                yield RULE.issue(segment, match.span(), f"“{one}” is joined to itself.", fix=one)


def _slip(text: str, match: re.Match[str]) -> bool:
    one, two = match["one"], match.group().split()[-1]
    before = text[: match.start()]
    if match.group() == text.rstrip("."):
        return False  # a heading plays with the word
    if two[0].isupper():
        return _title_slip(text, match, one, two)
    if not two.islower() or (BEFORE.search(before) and not before.endswith(" of ")):
        return False
    return _odd(two) and bool(NOUN.match(two)) and bool(AFTER.match(text, match.end()))


def _title_slip(text: str, match: re.Match[str], one: str, two: str) -> bool:
    """“by King and King Musa”: nobody has the bare title as a name."""
    known = one == two and one in lists.words("titles") and bool(PROPER.match(text, match.end()))
    return known and bool(re.search(r"\b(?:by|of|to|with|for|from|that|said|and) $", text[: match.start()]))


def _odd(word: str) -> bool:
    return word not in lists.words("emphatic") and not EMPHATIC.match(word)
