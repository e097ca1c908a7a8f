"""A clause that starts twice: “But only if in If there were peace”, “Although it rained, but they played”.

A decoder that loses its place begins the clause again, often with a capital letter; and some languages mark both halves
of a sentence where English marks one (“although … but”). People restart like this only in speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Edit, Issue, Mqm, Segment, Severity, Span

RULE = Rule(
    id="garbled.clause-start",
    summary="A clause starts twice.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MAJOR,
    confidence=0.93,
    examples=(
        bad("But only [[if in If]] there were calm would they return.", fix="if"),
        bad("He said [[that when That]] happens he will go.", fix="that"),
        bad("They stayed home [[Because it]] rained all day.", fix="because it"),
        bad("[[Although it rained all day, but]] they played.", fix="Although it rained all day,"),
        bad("He left [[because since]] he was ill.", fix="because"),
        bad("[[When if]] the rain stops, they will play.", fix="When"),
        ok("He sang If only I knew on Saturday."),
        ok("He asked if and when it would start."),
        ok("They saw When Harry Met Sally."),
        ok("I know that when that happens he will go."),
        ok("Although tired, she ran, but the train had left."),
        misses("He said [[that the]] that the road is closed.", "“that the … that” needs a parser"),
    ),
)

START = "if|when|because|although|though|unless|whereas|while|since|whether|that"
AGAIN = re.compile(rf"\b(?i:({START})) (?:[a-z]+ )?(?-i:(?=[A-Z]))(?i:\1)(?= [a-z])")
CAPITAL = re.compile(
    r"(?<=[a-z] )(?:Because|Although|Unless|Whereas|When|While|If) (?:it|he|she|they|we|there|the|this) [a-z]+ [a-z]+"
)
PAIR = re.compile(
    r"\b(?i:(because|although|though|unless|if|when|whereas) "
    r"(?:since|because|although|though|unless|whereas|if|when))"
    r"(?= (?:the|a|he|she|it|they|we|there|this|his|her|their) )"
)
BOTH = re.compile(
    r"^(?:Although|Though|Even though) [^,;:.]{8,120}, (but) (?=(?:he|she|it|they|we|I|the|this|there)\b)"
)
RIGHT = frozenset({"because if", "because when", "because although", "because unless", "because though", "though if"})


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    for match in AGAIN.finditer(text):
        yield RULE.issue(segment, match.span(), f"The clause starts twice: “{match[0]}”.", fix=match[1])
    for match in CAPITAL.finditer(text):
        start, two = match.start(), match[0].split()
        if not AGAIN.search(text[max(0, start - 20) : match.end()]):
            words = " ".join(two[:2])
            fix = words[0].lower() + words[1:]
            yield RULE.issue(
                segment, (start, start + len(words)), f"“{two[0]}” starts a sentence in mid-sentence.", fix=fix
            )
    for match in PAIR.finditer(text):
        if match[0].lower() not in RIGHT:
            yield RULE.issue(segment, match.span(), f"“{match[0]}”: one of the two is enough.", fix=match[1])
    if match := BOTH.match(text):
        gone = Edit(Span(match.start(1) - 1, match.end(1)), "")
        yield RULE.issue(
            segment, (0, match.end(1)), "“Although” and “but” say the same: one is enough.", fixes=[[gone]]
        )
