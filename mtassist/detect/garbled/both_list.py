"""A list with “both” and “and” before every part: “both Rossi, and Bianchi, and Verdi, and Neri”.

Russian, Spanish and others build such chains; English “both” takes two. A person would write it for effect, with no
commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.both-list",
    summary="“Both” stands before more than two things.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.92,
    examples=(
        bad(
            "All brands have it - [[both Rossi, and Paul Verdi, and Neri, and Bo]].",
            fix="Rossi, Paul Verdi, Neri and Bo",
        ),
        ok("Both Rossi and Verdi have it, and Neri, and Bo."),
        ok("They are both old, and good for sport, and they know it."),
        ok("Rossi, and Verdi, and Neri have it."),
        misses("It is [[both new, and cheap, and good]].", "small words may belong to clauses"),
    ),
)

NAME = r"[A-Z][\w&'’.-]*(?: (?:[A-Z][\w&'’.-]*|&))*"
LIST = re.compile(rf"\b[bB]oth ({NAME})((?:, and {NAME}){{2,}})(?<!\.)")


CUES = cues(spelt="both Both")


def find(segment: Segment) -> Iterator[Issue]:
    for match in LIST.finditer(segment.text):
        parts = [match[1], *match[2].split(", and ")[1:]]
        fix = ", ".join(parts[:-1]) + " and " + parts[-1]
        yield RULE.issue(segment, match.span(), "“Both” stands before two things only.", fix=fix)
