"""One institution under two forms of its name: “Court of Appeal” and “Court of Appeals”.

A machine chooses between singular and plural each time anew. People keep to the name; “the Bank of Osta” and “banks of
Osta” are different things, and only names in capitals are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.detect.terms._capitals import INSTITUTIONS, names
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="terms.variant",
    summary="One institution has two forms of its name.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad("The [[Court of Appeals]] met. Later the Court of Appeal ruled.", fix="Court of Appeal"),
        bad(
            "The Board of Investments met. The Board of Investments paid the [[Board of Investment]].",
            fix="Board of Investments",
        ),
        ok("The Court of Appeal met, and courts of appeal elsewhere did."),
        ok("The House of Commons and the House of Lords met."),
        ok("The Ministry of Health and the Ministry of Finance met."),
        misses("The [[Appeal Court]] met. Later the Court of Appeal ruled.", "another order of words"),
    ),
)

HEADS = (
    "Court|Ministry|Department|Bureau|Office|Chamber|House|Board|Institute|Academy|University|Council|Committee"
    "|Commission|Federation|Directorate|Association|Organi[sz]ation|Union"
)
NAME = re.compile(
    rf"(?:{HEADS}) (?:of|for) (?:the )?[A-Z].*",
)


CUES = cues(spelt=HEADS.replace("Organi[sz]ation", "Organisation|Organization").split("|"))


def find_all(document: Document) -> Iterator[Issue]:
    uses: dict[str, dict[str, list[tuple[Block, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for block in document.blocks:
        if INSTITUTIONS.isdisjoint(heads(block.text)):
            continue
        for start, end, name in names(block.text):
            if match := NAME.search(name):
                key = " ".join(w.removesuffix("s") for w in match.group().split())
                uses[key][match.group()].append((block, start + match.start(), end))
    for forms in uses.values():
        if len(forms) == 2:
            right, wrong = sorted(forms, key=lambda f: (-len(forms[f]), len(f)))
            for block, start, end in forms[wrong]:
                message = f"Elsewhere in the text this is “{right}”."
                yield RULE.issue(block, (start, end), message, fix=right)
