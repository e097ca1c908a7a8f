"""A name left in another language's spelling or order: “Nawalny”, “the League of Champions”.

A machine copies a transliteration made for German or French readers, or translates an institution word by word. People
write so only when they quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtassist import lists
from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.detect.names._capitals import capitals, known
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="names.foreign-form",
    summary="A name has the form of another language.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=(
        bad("They play in the [[League of Champions]] on Friday.", fix="Champions League"),
        bad("The lawyers of [[Nawalny]] appealed.", fix="Navalny"),
        bad("They won the cup and hope for the Champions League or the [[European League]].", fix="Europa League"),
        bad("The [[Council of Security]] met.", fix="Security Council"),
        ok("A council of security guards met; the Security Council did not."),
        bad("The flight to [[New-York]] was late.", fix="New York"),
        bad("Sales of [[Folkswagen]] cars rose.", fix="Volkswagen"),
        ok("The Food and Agriculture Organization of the United Nations met in the New York-based bank."),
        ok("The European League of basketball clubs met."),
        ok("The “Council of Security” is a film."),
        misses("They saw “[[Not Time to Die]]”.", "titles of works cannot all be listed"),
    ),
)

EUROPA = re.compile(r"\bEuropean League\b(?! of)")
SMALL = 6.0  # “The”, “In”: words that open a sentence and no name
OPEN = "\"“”„«‘'"


CUES = cues(spelt={*lists.words("foreign_names", "wrong"), "European"})


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    table = _table()
    for place in () if table.keys().isdisjoint(heads(text)) else capitals(text):
        for wrong, right in table.get(place.word, ()):
            end = place.start + len(wrong)
            whole = text.startswith(wrong, place.start) and not text[end : end + 1].isalnum()
            longer = " " in wrong and place.before[:1].isupper() and known(place.before.lower()) < SMALL
            if whole and not longer and (place.start == 0 or text[place.start - 1] not in OPEN):
                yield RULE.issue(block, (place.start, end), f"In English this is “{right}”.", fix=right)
    if "European League" in text and "Champions League" in text:
        for match in EUROPA.finditer(text):
            yield RULE.issue(block, match.span(), "In English this is “Europa League”.", fix="Europa League")


@cache
def _table() -> dict[str, tuple[tuple[str, str], ...]]:
    """First word to names that begin with it, and their English forms."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in lists.rows("foreign_names"):
        first = row["wrong"].split()[0]
        found[first] = (*found.get(first, ()), (row["wrong"], row["right"]))
    return found
