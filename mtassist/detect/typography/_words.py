"""Small words: which of them open a sentence, which never end one, and what a headline looks like."""

from __future__ import annotations

import re

# Words that begin a sentence and are no names. “Will”, “May”, “A”, “I”, “Is” are left out: they can be.
OPENERS = frozenset(
    "The He She It They We This These Those There Here However Previously According After Before In On At If When "
    "While Meanwhile Earlier Later Moreover Therefore Furthermore Recently Also Since During Although Despite Instead "
    "Currently Now Then Today Yesterday Because Until Once Nevertheless Besides Thus Afterwards Finally "
    "Additionally Unfortunately Not So As For With From By But".split()
)
# Words that hardly ever begin a sentence: a capital on them in mid-sentence is a slip.
JOINERS = frozenset("And Or Of Than To That Which Who Whom Whose Where Their Its An Nor Such".split())
# After one of these a sentence cannot end.
OPEN_WORDS = frozenset(
    "a an the and or but nor of in on at by for from with to into onto over under about after before between during "
    "than as if that which who whose whether when while because since until through against among without within "
    "is are was were be been being has have had will would can could shall should may might must do does did not "
    "no this these those his her its their our my your said says say very more most so such both each every "
    "including like via per toward towards upon despite although though".split()
)
WORD = re.compile(r"[^\W\d_]+")


def headline(text: str) -> bool:
    """Whether most of the longer words have capitals, as in a title."""
    longer = [w for w in WORD.findall(text[:2000]) if len(w) > 3][1:]
    return bool(longer) and 2 * sum(w[0].isupper() for w in longer) > len(longer)
