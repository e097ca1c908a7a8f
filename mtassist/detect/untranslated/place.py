"""A country, city, day or body under its foreign name: “exports to Jepang”, “on Senin (12/3)”, “the OTAN summit”.

A machine copies a name it has not met with a capital. English writers do so in the names of papers, parties and clubs
(“El Nuevo España”): a capital or a foreign word beside it keeps the rule quiet, and so do quotes and explanations.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from mtassist import language, lists, vocabulary
from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.detect.untranslated._words import is_meant
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="untranslated.place",
    summary="A country, day or body has its foreign name.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.9,
    examples=(
        bad("Exports of tea to [[Jepang]] rose.", fix="Japan"),
        bad("The bridge was opened on [[Kamis]].", fix="Thursday"),
        bad("The summit of the [[OTAN]] was short.", fix="NATO"),
        bad("She flew from Osta to [[Amerika Serikat]] last year.", fix="United States"),
        bad("Trains from [[Frankreich]] were late.", fix="France"),
        bad("Cases of [[Koronavirus]] rose.", fix="coronavirus"),
        ok("The paper El Nuevo España and the club Deportivo España won."),
        ok("The Gobierno de España is the government of Spain (España)."),
        ok("Ivan Rusko met Anna Venäjä and Mr Kamis."),
        ok("Bayern met Real in Brno, and Praha is quoted as “Praha”."),
        ok("The Allemagne Cup and France-Allemagne were late."),
        misses("Exports of tea to [[JEPANG]] rose.", "capitals are not read"),
    ),
)

BEFORE = re.compile(r"(?P<word>[\w’'-]+)(?P<gap> ?\(| )$")
DATE = re.compile(r" ?\(\d")
AFTER = re.compile(r" ([\w’'-]+)")
MARKED = re.compile(r"[-–/&.](?=\w)")
FOREIGN = frozenset(
    (
        "de",
        "del",
        "la",
        "el",
        "le",
        "les",
        "los",
        "las",
        "di",
        "da",
        "do",
        "du",
        "van",
        "von",
        "des",
        "der",
        "die",
        "en",
    )
)


CUES = cues(spelt=lists.words("foreign_places"))


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for first in sorted(_places().keys() & heads(text)):
        for name, code, kind, english in _places()[first]:
            for match in _form(name).finditer(text) if name in text else ():
                dated = kind == "day" and DATE.match(text, match.end())
                if _alone(text, *match.span(), kind) and (dated or not is_meant(text, *match.span())):
                    said = language.NAMES.get(code, "foreign")
                    message = f"“{name}” is {said} for “{english}”."
                    yield RULE.issue(block, match.span(), message, fix=_cased(text, match.start(), english))


def _alone(text: str, start: int, end: int, kind: str) -> bool:
    """Whether the words on both sides are English ones in small letters, and no hyphen binds it."""
    if MARKED.match(text, end) or text[start - 1 : start] in ("-", "–", "/", "&", "#", "@"):
        return False
    before = BEFORE.search(text, max(0, start - 30), start)
    if before and not _is_plain(before["word"]):
        return False
    after = AFTER.match(text, end, end + 30)
    return after is None or kind == "short" or _is_plain(after[1])


def _is_plain(word: str) -> bool:
    """Whether it is a common English word in small letters, or a number."""
    return word.isdecimal() or (word.islower() and word in vocabulary.common() and word not in FOREIGN)


def _cased(text: str, start: int, english: str) -> str:
    opens = start == 0 or text[max(0, start - 9) : start].rstrip()[-1:] in ".!?\n"
    return english[0].upper() + english[1:] if opens else english


@cache
def _form(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’']){re.escape(name)}(?!\w)")


@cache
def _places() -> dict[str, list[tuple[str, str, str, str]]]:
    """First word → the names that begin with it: name, language, kind and English."""
    found = defaultdict(list)
    for row in lists.rows("foreign_places"):
        first = row["word"].replace(".", " ").split()[0]
        found[first].append((row["word"], row["language"], row["kind"], row["english"]))
    return dict(found)
