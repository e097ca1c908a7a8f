"""A well-known name misspelt: “Rishi Sonak”, “Lionel Messiah”.

A machine spells by ear, or takes the name for a word. The first name shows who is meant. Other good spellings are left
alone, and so are other people of the same first name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from mtassist import lists
from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.detect.names._capitals import BLANK, capitals, known, sound
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="names.famous",
    summary="A well-known name is misspelt.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("The prime minister, Rishi [[Sonak]], spoke on Friday.", fix="Sunak"),
        bad("A goal by Lionel [[Messiah]] decided the match.", fix="Messi"),
        bad("He met Emmanuel [[Makron]]'s envoy.", fix="Macron"),
        bad("Olaf [[Scholtz]] and Volodymyr Zelensky met.", fix="Scholz"),
        ok("Volodymyr Zelenskiy, Volodymyr Zelenskyy, Markus Soeder and Miloš Zeman met."),
        ok("Charles Mitchell, Boris Johnston and Bill Bates met the Trumps and Donald Triumph."),
        ok("Joe Bidens win once; Joe Bide is a poet's joke."),
        misses("The prime minister, Mr [[Sonak]], spoke.", "without the first name it may be anybody"),
    ),
)

RARE, COMMON = 3.7, 3.0


CUES = cues(spelt=lists.words("famous_names", "given"))


def find_block(block: Block) -> Iterator[Issue]:
    famous = _by_given()
    if famous.keys().isdisjoint(heads(block.text)):
        return
    for given, place in pairwise(capitals(block.text)):
        beside = given.word in famous and place.start == given.end + 1 and block.text[given.end] in BLANK
        if beside and (right := _meant(given.word, place.word)):
            message = f"“{given.word} {right}” seems to be meant."
            yield RULE.issue(block, (place.start, place.end), message, fix=right)


@cache
def _by_given() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """First name to surnames, each with its good spellings."""
    found: dict[str, tuple[tuple[str, frozenset[str]], ...]] = {}
    for row in lists.rows("famous_names"):
        good = frozenset(_plain(s) for s in (row["surname"], *row["also"].split(",")) if s)
        found[row["given"]] = (*found.get(row["given"], ()), (row["surname"], good))
    return found


def _meant(given: str, said: str) -> str:
    """The surname that was meant, or nothing."""
    people = _by_given()[given]
    if len(said) < 4 or any(_plain(said) in good for _, good in people):
        return ""
    common = known(said.lower()) >= COMMON and known(given.lower()) >= RARE
    return next((s for s, _ in people if _near(said, s) and (not common or _plain(said).startswith(_plain(s)))), "")


def _near(said: str, surname: str) -> bool:
    from rapidfuzz.distance import OSA

    low, high = _plain(said), _plain(surname)
    if low in (high + "s", high + "ian", high + "a", high + "ism") or high.startswith(low):
        return False
    allowed = 1 if len(high) < 7 else 2
    if low.startswith(high):
        return len(low) - len(high) <= 2 and len(high) > 4
    return OSA.distance(sound(said), sound(surname)) <= allowed


def _plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
