"""A clause that starts twice: “But only if in If there were peace”, “Although it rained, but they played”.

A decoder that loses its place begins the clause again, often with a capital letter; and some languages mark both halves
of a sentence where English marks one (“although … but”). People restart like this only in speech.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
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
        bad("They stay [[as long as As long as]] it rains.", fix="as long as"),
        bad("He said [[that when That]] happens he will go.", fix="that"),
        bad("They said that [[Because it]] rained they stayed home.", fix="because it"),
        bad("[[Although it rained all day, but]] they played.", fix="Although it rained all day,"),
        bad("[[Although it rained but]] they played.", fix="Although it rained"),
        bad("He left [[because since]] he was ill.", fix="because"),
        bad("[[When if]] the rain stops, they will play.", fix="When"),
        ok("He sang If only I knew on Saturday."),
        ok("Storm over the north While the rain went on, nobody was hurt."),
        ok("He asked if and when it would start."),
        ok("They saw When Harry Met Sally."),
        ok("I know that when that happens he will go."),
        ok("Although tired, she ran, but the train had left."),
        misses("He said [[that the]] that the road is closed.", "“that the … that” needs a parser"),
    ),
)

START = "If|When|While|Because|Although|Though|Unless|Whereas|Since|Whether|That"
LATER = "As|So|Even|In|Only|But|And|For|To|It|He|She|They|We|There|What|How|Where|Until"
CAPITAL = re.compile(rf" ({START}|{LATER}) [a-z]")
STARTS = frozenset(START.split("|"))
AGAIN = re.compile(
    r"\b(if|when|while|because|although|though|unless|whereas|since|whether|that)(?: [a-z]+)?$", re.IGNORECASE
)
INTO = re.compile(r"\b(?:and|but|or|that|so|in|of|to|for|on|with|is|was|are|were|the|a) $")  # no sentence ends so
NEXT = re.compile(r"(?:it|he|she|they|we|there|the|this) [a-z]+ [a-z]")
PAIR = re.compile(
    r" (?:since|because|although|though|unless|whereas|if|when)"
    r"(?= (?:the|a|he|she|it|they|we|there|this|his|her|their) )"
)
BEFORE = re.compile(r"\b(?:because|although|though|unless|if|when|whereas)$", re.IGNORECASE)
BOTH = re.compile(
    r"^(?:Although|Though|Even though) (?:[^,;:.]{8,120},|(?:he|she|it|they|we|the [a-z]+) [^,;:.]{4,70}?) (but)"
    r" (?=(?:he|she|it|they|we|I|the|this|there)\b)"
)
RIGHT = frozenset({"because if", "because when", "because although", "because unless", "because though", "though if"})
ALONE = frozenset({"Because", "Although", "Unless", "Whereas", "When", "While", "If"})


CUES = cues("because although though unless if when whereas", inner=[*STARTS, *LATER.split("|")])


def find(segment: Segment) -> Iterator[Issue]:
    text = segment.text
    for match in CAPITAL.finditer(text):
        if match[1] in STARTS:
            yield from _restarted(segment, match)
        yield from _said_again(segment, match.start() + 1)
    for match in PAIR.finditer(text):
        first = BEFORE.search(text[max(0, match.start() - 10) : match.start()])
        if first and f"{first[0]}{match[0]}".lower() not in RIGHT:
            span = (match.start() - len(first[0]), match.end())
            yield RULE.issue(segment, span, f"“{first[0]}{match[0]}”: one of the two is enough.", fix=first[0])
    if text.startswith(("Although", "Though", "Even though")) and (both := BOTH.match(text)):
        gone = Edit(Span(both.start(1) - 1, both.end(1)), "")
        yield RULE.issue(segment, (0, both.end(1)), "“Although” and “but” say the same: one is enough.", fixes=[[gone]])


def _said_again(segment: Segment, at: int) -> Iterator[Issue]:
    """Two to four words that stand here again, now with a capital: “as long as As long as”."""
    before, after = segment.text[max(0, at - 60) : at].split()[-4:], segment.text[at : at + 60].split()[:4]
    for many in range(len(before), 1, -1):
        if before[-many:] == [word.lower() for word in after[:many]]:
            first, last = " ".join(before[-many:]), " ".join(after[:many])
            start = at - len(first) - 1
            if segment.text[start : at + len(last)] == f"{first} {last}":
                said = f"The clause starts twice: “{first} {last}”."
                yield RULE.issue(segment, (start, at + len(last)), said, fix=first)
            return


def _restarted(segment: Segment, match: re.Match[str]) -> Iterator[Issue]:
    """A clause word in capitals in mid-sentence, after the same word or before a clause of its own."""
    text, start, word = segment.text, match.start() + 1, match[1]
    before = AGAIN.search(text[max(0, start - 30) : start - 1])
    if before and before[1].lower() == word.lower():
        begin = start - 1 - len(before[0])
        said = text[begin : match.end(1)]
        yield RULE.issue(segment, (begin, match.end(1)), f"The clause starts twice: “{said}”.", fix=before[1])
    elif (
        word in ALONE
        and INTO.search(text[max(0, start - 6) : start])
        and (clause := NEXT.match(text, match.end(1) + 1))
    ):
        end = match.end(1) + 1 + len(clause[0].split()[0])
        fix = text[start].lower() + text[start + 1 : end]
        yield RULE.issue(segment, (start, end), f"“{word}” starts a sentence in mid-sentence.", fix=fix)
