"""A comma that splits what belongs together: “a chance, to show”, “the fact, that”.

German, Russian and Arabic set a comma before every clause; English does not before an infinitive or after “the fact”.
“…, he said, that …” with the speaker put in between is right and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="typography.comma",
    summary="A comma splits what belongs together.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad("The opening is a [[chance, to]] show what they can do.", fix="chance to"),
        bad("They spoke of the [[fact, that]] nobody came.", fix="fact that"),
        bad("The mayor [[said, that]] nobody came.", fix="said that"),
        ok("The opening was, by all chance, to be held on Monday."),
        ok("This suggests, the mayor says, that nobody came."),
        ok("They had a plan, to be sure, and a second chance, to say the least."),
        ok("It was, in fact, that simple."),
        misses("They wanted [[it, that]] nobody came.", "too many right sentences look like it"),
    ),
)

NOUNS = "chance|opportunity|ability|right|attempt|decision|desire|refusal|willingness|intention|permission|possibility"
VERBS = (
    "said|says|stated|noted|stressed|emphasized|emphasised|believes|believed|announced|reported|added|claims|claimed"
)
SPLIT = re.compile(
    rf"\b(?:(?:a|the|his|her|their|our|an|this) (?P<noun>(?:{NOUNS}), to)(?= (?!be\b|say\b)[a-z]+ [a-z])"
    rf"|the (?P<fact>fact, that)(?= [a-z])|(?P<verb>(?:{VERBS}), that)(?= [a-z]))\b"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if ", t" not in text:
        return
    for match in SPLIT.finditer(text):
        kind = str(match.lastgroup)
        start, end = match.span(kind)
        sentence = max(text.rfind(". ", max(0, start - 200), start), start - 200, 0)
        if kind == "verb" and "," in text[sentence:start]:
            continue
        yield RULE.issue(block, (start, end), "The comma splits the sentence.", fix=match[kind].replace(",", ""))
