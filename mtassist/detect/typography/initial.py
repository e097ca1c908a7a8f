"""An initial that lost its point: “World No. 19 G Dimas” beside “R. Nolte”.

Some systems drop the point after the initial of a name. Many newspapers write none, so it is said only where another
initial of the text carries one and the name stands in the text without the initial too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.initial",
    summary="An initial has no point, though others in the text have one.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.85,
    examples=(
        bad("He met [[G Dimas]] of Alba and R. Nolte. The win over Dimas was clear.", fix="G. Dimas"),
        ok("He met G Dimas of Alba and R Nolte. The win over Dimas was clear."),
        ok("He met R. Nolte. A Norwegian won. The Norwegian was glad."),
        ok("He met R. Nolte in Group B Nordland and had Vitamin D Nordland. Nordland was glad."),
        misses("He met [[G Dimas]] of Alba and R. Nolte.", "the name stands in the text only once"),
    ),
)

ALONE = re.compile(r"(?<![A-Z] )(?<!\. )\b[A-Z][a-z]{2,}\b")
POINTED = re.compile(r"[A-Z]\.(?<=\b[A-Z]\.) ?[A-Z][a-z]{2,}")
LABEL = re.compile(
    r"group|vitamin|series|serie|plan|section|grade|class|level|type|team|hepatitis|block|hall|gate", re.IGNORECASE
)


CUES = cues(spelt=[*"BCDEFGHJKLMNOPQRSTUVWXYZ"]) & cues(shape=r"\bA\.")


def find_all(document: Document) -> Iterator[Issue]:
    text = document.text
    if not POINTED.search(text):
        return
    alone = set(ALONE.findall(text))
    for match in re.finditer(r"(?<![\w.&'’-])([B-HJ-Z]) ([A-Z][a-z]{2,})\b", text):
        letter, name = match.groups()
        left = re.search(r"(\S+) $", text[max(0, match.start() - 30) : match.start()])
        if left and (LABEL.fullmatch(left[1]) or (left[1][0].isupper() and left[1][-1].isalpha())):
            continue
        if name in alone:
            fix = f"{letter}. {name}"
            yield RULE.issue(document, match.span(), f"The initial of “{name}” has no point.", fix=fix)
