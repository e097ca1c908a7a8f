"""A foreign common noun with a capital: “the new Grenzschutz”, “an officer of the Polsek”, “Kompol Sutrisno”.

German writes all nouns with a capital, and ranks and offices stand before names: machines take them for names and copy
them. So do English writers with institutions (“the Bundestag”, “the Carabinieri”), which the frequency lists know; what
counts here is a word of our list of terms or a German compound unknown to English, that follows an English article and
stands alone, or a rank before a name. “Landkreis Rosenheim” and “Rosenheimer Verkehrsgesellschaft” are names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import vocabulary
from mtassist.detect.untranslated._shapes import is_compound
from mtassist.detect.untranslated._terms import NAME_AFTER, replacement, terms
from mtassist.detect.untranslated._words import is_meant, unknown
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="untranslated.noun",
    summary="A noun of another language stands where an English one belongs.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad("He has little to fear from the Lindovian [[Grenzschutz]].", fix="border guard"),
        bad("The [[Grenzschutz]] was late on Monday.", becomes="The border guard was late on Monday."),
        bad("They live on the new [[Bürgergeld]] and in a tent.", fix="basic income support"),
        bad("The coach was held by an officer of the [[Polsek]] of Lindow.", fix="police station"),
        bad("The police chief, [[Kompol]] Agung Sutrisno, spoke first.", fix="Commissioner"),
        bad("The vote in the [[Gemeindeversammlung]] was close."),
        bad("The leader of the [[Agrupación Vecinal]] said so."),
        ok("The Landkreis Rosenheim and Rosenheimer Verkehrsgesellschaft run the buses."),
        ok("The Bundestag voted, and the Bundesliga season began."),
        ok("The grid operator Lindowschutz met near the Opernplatz in the direction of Machtolsheim."),
        ok("She won ahead of Kateřina Dvořáková."),
        ok("The so-called “Bürgergeld” was cut."),
        ok("The Bürgergeld (basic income) was cut."),
        ok("The Comité Européen des Entreprises Vins met on Monday."),
        ok("The Guardia Civil and the Corriere della Sera reported it."),
        ok("Anna Bürgermeister and Hans Gemeinderat, of the Hartmann family, came second."),
        misses("[[Grenzschutz]] was late on Monday.", "without an article it may be a name"),
    ),
)

WORD = re.compile(r"(?<![\w'’#@/.&-])[^\W\d_a-z][^\W\d_]{3,}(?![\w'’@/&-]|\.\w)")
DETERMINER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Tt]his|that|these|those|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|my|every|each|no|any|some)"
    r" (?:(?:new|old|own|local|former|first|whole|federal|state|regional|national) "
    r"|[A-Z][a-z]+(?:an|ish|ese|ch) ){0,2}$"
)
DEMONYM = re.compile(r"[A-Z][a-z]+(?:an|ish|ese|ch) $")
NAME_BEFORE = re.compile(r"\b(?!(?:The|This|His|Her|Its|Their|Our|My|An) )[^\W\d_a-z][\w.’'-]+ $")
LONG = 10  # letters that no surname has
ORGANISATION = re.compile(
    r"\b[Tt]he (?P<name>(?P<first>[^\W\d_a-z][^\W\d_]{3,}) (?P<second>[^\W\d_a-z][^\W\d_]{3,}))"
    r"(?=[.,;:!?)]|$| (?:and|are|has|have|in|is|of|said|says|to|was|were|who|will)\b)"
)


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    names = unknown(text)[1]
    if any(word.lower() in terms() or is_compound(word) for word in names):
        yield from _nouns(block, names)
    if not text.isascii() and not all(word.isascii() for word in names):
        yield from _organisations(block, names)


def _nouns(block: Block, names: frozenset[str]) -> Iterator[Issue]:
    text = block.text
    for match in WORD.finditer(text):
        start, end = match.span()
        if match.group() in names and _is_noun(text, start, end) and not is_meant(text, start, end):
            edits = replacement(text, start, end)
            message = f"“{match.group()}” was left in the source language."
            yield RULE.issue(block, (start, end), message, fixes=[edits] if edits else [])


def _organisations(block: Block, names: frozenset[str]) -> Iterator[Issue]:
    """Two foreign words with capitals, common in one language, that make a name together."""
    text = block.text
    for match in ORGANISATION.finditer(text):
        words, span = match.group("first", "second"), match.span("name")
        if match["name"].isascii() or not set(words) <= names or is_meant(text, *span):
            continue
        if set.intersection(*(set(vocabulary.spoken_in(word.lower())) for word in words)):
            message = f"“{match['name']}” is a foreign name that may have an English one."
            yield RULE.issue(block, span, message, confidence=0.5)


def _is_noun(text: str, start: int, end: int) -> bool:
    """A rank before a name; or after an English article, alone, a term or a German compound."""
    word = text[start:end]
    term = terms().get(word.lower())
    name_after = NAME_AFTER.match(text, end) is not None
    if NAME_BEFORE.search(text, max(0, start - 30), start) and not DEMONYM.search(text, max(0, start - 30), start):
        return False
    if term and term.title and name_after:
        return True
    compound = is_compound(word) and (len(word) >= LONG or "de" in vocabulary.spoken_in(word.lower()))
    if name_after or not (term or compound):
        return False
    return DETERMINER.search(text[max(0, start - 60) : start]) is not None
