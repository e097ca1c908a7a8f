"""How long something was done, told as in German or Dutch: “sat 2 days long on the roof”, “waited three hours long”.

German says “zwei Tage lang” and Dutch “twee dagen lang”. “The trip was two days long” is English: it is said only
behind a verb of what somebody did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="numbers.duration",
    summary="A length of time is told as in another language.",
    mqm=Mqm.TIME_FORMAT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("My aunt sat [[2 days long]] on the roof.", fix="for 2 days"),
        bad("They waited [[three hours long]] in the rain.", fix="for three hours"),
        bad("She slept [[two weeks long]].", fix="for two weeks"),
        ok("The trip was two days long, and the film lasted a mere two hours long past midnight."),
        ok("They planned a trip two days long in Alba. It seemed five hours long and looked two years long."),
        ok("They worked all day long and ran 5 miles long before noon."),
        misses("My aunt was [[2 days long]] ill.", "the adjective tells, and any may follow"),
    ),
)

PLACE = re.compile(
    r"\b(?P<time>(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many)"
    r" (?:minutes?|hours?|days?|nights?|weeks?|months?|years?)) long(?= (?:on|in|at|for|under|with|without)\b|[.,;]|$)"
)
DONE = re.compile(
    r"\b(?:(?!(?:seem|look|last|estimat|rat)ed)[a-z]+ed|sat|stood|lay|slept|fought|ran|drove|lived|hung|hid|spoke|wrote"
    r"|sang|ate|drank|rode|swam|went|sought|flew|held out) $"
)


CUES = cues(spelt="long")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "s long" not in text:
        return
    for match in PLACE.finditer(text):
        if DONE.search(text, max(0, match.start() - 20), match.start()):
            fix = f"for {match['time']}"
            yield RULE.issue(block, match.span(), f"English says “{fix}”.", fix=fix)
