"""A first name that changes before the same surname: “Paulina Ogarina” and, later, “Polina Ogarina”.

A machine replaces a first name by one it knows better, or spells it anew. Brothers and sisters share a surname too, so
the two must have the same consonants, be of one gender by their endings, and stand before a surname that is rare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from mtassist import lists
from mtassist.capitals import heads
from mtassist.detect.names._capitals import by_word, known, sound, unaccented
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.first-name",
    summary="A first name is spelt in two ways.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad("The singer [[Paulina]] Ogarina sang. Then Polina Ogarina left.", fix="Polina"),
        bad("President Ibrahim Bubakari spoke. [[Ibarhim]] Bubakari was late.", fix="Ibrahim"),
        bad("Sadiyya Farugi spoke. Sadiyya Farugi left. Ms [[Sadiya]] Farugi came.", fix="Sadiyya"),
        ok("Ivan Ogarin met Ivana Ogarin; Julian Ogarin met Juliana Ogarin."),
        ok("Maria Ogarina and Marta Ogarina sang."),
        ok("Mohammed Smith met Muhammad Smith."),
        ok("In Osta Ogarina sang. Easta Ogarina did not."),
        misses("[[Philip]] Ogarin sang. Then Filip Ogarin left. All cheered Filip Ogarin.", "other first letters"),
    ),
)

TITLES = lists.words("titles")
SURNAME = 4  # letters
PAIR = re.compile(  # four letters or more each, and no more of a name after a hyphen
    r"(?<![\w'’-])([A-Z\u00c0-\u017e][a-z\u00df-\u017f]{3,}) (?=([A-Z\u00c0-\u017e][^\W\d_]{3,}(?:['’-][^\W\d_]{2,})*))"
)
RARE = 3.0  # how often English texts have the surname
NAME, WORD = 1.5, 4.3  # and the first name
VOWELS = re.compile("[aeiouh]")
CROWD = 12  # first names before one word: it is no surname
MANY = 3000  # names in one text: no article


def find_all(document: Document) -> Iterator[Issue]:
    words = by_word(document)
    if len(words) > MANY:
        return
    again = {w for w, blocks in words.items() if _repeats(w, blocks) and known(w.lower()) < RARE}
    if not again:
        return
    before: dict[str, dict[str, list[tuple[Block, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for block in document.blocks:
        for first, surname, start, end in () if again.isdisjoint(heads(block.text)) else _full(block.text):
            before[surname][first].append((block, start, end))
    for surname, uses in before.items():
        if 1 < len(uses) <= CROWD:
            for one, two in combinations(uses, 2):
                if _alike(one, two) and surname not in (one, two):
                    wrong, right = sorted((one, two), key=lambda w: _weight(w, uses[w]))
                    for block, start, end in uses[wrong]:
                        message = f"Elsewhere in the text this is “{right} {surname}”."
                        yield RULE.issue(block, (start, end), message, fix=right)


def _repeats(word: str, blocks: list[Block]) -> bool:
    return len(word) >= SURNAME and (len(blocks) > 1 or blocks[0].text.count(word) > 1)


@lru_cache(maxsize=2048)
def _full(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """First name, surname, start and end of the first name."""
    return tuple(
        (match[1], match[2], *match.span(1))
        for match in PAIR.finditer(text)
        if known(match[2].lower()) < RARE and match[1] not in TITLES
    )


def _alike(one: str, two: str) -> bool:
    if one[0] != two[0] or unaccented(one) == unaccented(two) or (one[-1] in "ae") != (two[-1] in "ae"):
        return False
    if max(known(one.lower()), known(two.lower())) > WORD:
        return False
    low, high = (sorted(VOWELS.sub("", sound(w))) for w in (one, two))
    return low == high and abs(len(one) - len(two)) <= 2


def _weight(word: str, uses: list[tuple[Block, int, int]]) -> tuple[int, bool, float, int]:
    """More uses; then a name at all, and of two names the rarer: the better known one came to mind; then the first."""
    often = known(word.lower())
    block, start, _ = uses[0]
    return len(uses), often >= NAME, -often, -(block.span.start + start)
