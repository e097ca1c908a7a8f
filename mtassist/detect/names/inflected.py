"""A name in the case of the source language: “met Berbrem”, “the town of Blažimi”, where the text has Berbr and Blažim.

Slavic, Baltic, Finnish, Icelandic and Turkish names change their endings in the sentence, and a machine copies the
form. English knows only the apostrophe. Endings that make women's names, peoples or plurals are left alone, and the
plain form must be the usual one in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from mtassist import lists
from mtassist.detect.names._capitals import Place, by_word, known, places
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.inflected",
    summary="A name has the case ending of the source language.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.8,
    examples=(
        bad("The captain, Ivan Berbr, spoke on Friday. Everybody trusts Berbr and [[Berbrem]].", fix="Berbr"),
        bad("The clerk, Olga Staněk, won. Staněk smiled. They thanked [[Staňkovi]].", fix="Staněk"),
        bad("Bjartmund Osk runs. The race was Bjartmund's. They saw [[Bjartmundi]] fall.", fix="Bjartmund"),
        bad("Rain fell on Kauhola, and Kauhola is small. The roads to [[Kauholassa]] are shut.", fix="Kauhola"),
        ok("Ivan Berbr met Anna Berbrova and the Berbrs. Berbr laughed."),
        ok("Ivan Bartos met Karel Bartosi. Bartos laughed, said Karel Bartosi."),
        ok("Malam Osta spoke. The justice minister, Abubakar Malami, met Malam Osta."),
        ok("Martin Osk met the Martini family. Martin left for Turin."),
        misses("Anna Nováková left. They saw [[Novákovou]].", "women's surnames have endings of their own"),
    ),
)

SHORT = 5  # letters of the plain form; four where nothing follows it in any language
MANY = 3000  # names in one text: no article
USUAL = 1.0  # the ending is no word of English texts
VOWEL = re.compile("[aeiouyáéěíóúůýäöüőűąęøå]$")


def find_all(document: Document) -> Iterator[Issue]:
    blocks = by_word(document)
    if not 1 < len(blocks) <= MANY:
        return
    for word in filter(_forms, blocks):
        if plain := next((form for form in _forms(word) if form in blocks), ""):
            here, there = places(word, blocks[word]), places(plain, blocks[plain])
            least = max(len(here), 2 if word[:-1] == plain else 1)
            if here and len(there) >= least and _same(here, there):
                for block, place in here:
                    message = f"“{word}” seems to be a case of “{plain}”."
                    yield RULE.issue(block, (place.start, place.end), message, fix=plain)


@lru_cache(maxsize=16384)
def _forms(word: str) -> tuple[str, ...]:
    """The plain forms of which a word unknown to English may be a case."""
    if not word.endswith(_endings()) or "-" in word or known(word.lower()) >= USUAL:
        return ()
    found = []
    for ending in _endings():
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) >= SHORT - (len(ending) > 1):
            if not (len(ending) == 1 and VOWEL.search(stem)):
                found.append(stem)
            if len(ending) > 1:
                found.append(_restored(stem))
    return tuple(form for form in found if form != word)


def _restored(stem: str) -> str:
    """The form with its vowel back: “Staňk” is “Staněk”."""
    if stem[-2:] in ("ňk", "ňc"):
        return f"{stem[:-2]}ně{stem[-1]}"
    return f"{stem[:-1]}e{stem[-1]}" if len(stem) > 1 else ""


def _same(here: list[tuple[Block, Place]], there: list[tuple[Block, Place]]) -> bool:
    """Whether no other first name stands before the form, and no name after it."""
    first = {p.before for _, p in there if p.before[:1].isupper()}
    return all(
        (not p.before[:1].isupper() or p.before in first or p.before in lists.words("titles"))
        and (not p.after[:1].isupper())
        for _, p in here
    )


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted(lists.words("case_endings", "ending"), key=lambda e: (-len(e), e)))
