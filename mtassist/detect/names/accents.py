"""A name that loses its accents on the way: “Tvardík” and, later, “Tvardik”; “the FFÍ” and “the FFI”.

A machine copies a name letter by letter in one sentence and takes it for an English word in the next. A newsroom keeps
accents everywhere or nowhere. Two people may differ in an accent alone: then other names stand beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist import lists
from mtassist.cues import cues
from mtassist.detect.names._capitals import Place, by_word, known, places, unaccented
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.accents",
    summary="A name has its accents in one place and lacks them in another.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(
        bad("The chairman, Jaroslav Tvardík, spoke. Slavia’s [[Tvardik]] denied it.", fix="Tvardík"),
        bad("The ÍFB met on Friday. Members of the [[IFB]] agreed.", fix="ÍFB"),
        bad("Guðbera Osk won the race. Later [[Gudbera]] rested.", fix="Guðbera"),
        bad("The town of [[Reykjavík]] is quiet. In Reykjavik nobody works; Reykjavik sleeps.", fix="Reykjavik"),
        ok("Lukáš Benn met Lukas Mogil, and José Benn met Jose Ardiles."),
        ok("Anna Vránová met Petr Vrana and Jan Vrána met Eva Vrana."),
        ok("Dr Tvardík, Mr Tvardík and the Tvardík family spoke in Tvardice."),
        ok("The Café Osta has a résumé of José; the CAFE standards are old."),
        misses("Pavel Tvardík met Ivan [[Tvardik]].", "they may be two men"),
    ),
)

SHORT = 3  # letters
WELL_KNOWN = 2.7  # what English texts have without its accents: “Skoda”, “Reykjavik”
MUCH = 1.5  # thirty times as often


CUES = cues(shape=r"[^\x00-\x7f‘’“”–—…]")


def find_all(document: Document) -> Iterator[Issue]:
    blocks = by_word(document)
    for full in [word for word in blocks if not word.isascii()]:
        bare = unaccented(full)
        if bare == full or len(bare) < SHORT or bare not in blocks:
            continue
        with_accents, without = places(full, blocks[full]), places(bare, blocks[bare])
        if with_accents and without and _one_bearer(with_accents, without):
            yield from _issues(full, bare, with_accents, without)


def _issues(
    full: str, bare: str, with_accents: list[tuple[Block, Place]], without: list[tuple[Block, Place]]
) -> Iterator[Issue]:
    usual = known(bare.lower())
    english = usual > known(full.lower()) + MUCH or len(without) > len(with_accents)
    drop = usual >= WELL_KNOWN and english
    right, wrong = (bare, with_accents) if drop else (full, without)
    for block, place in wrong:
        message = f"The same name is written “{right}” elsewhere in the text."
        yield RULE.issue(block, (place.start, place.end), message, fix=right)


def _one_bearer(one: list[tuple[Block, Place]], two: list[tuple[Block, Place]]) -> bool:
    """Whether no other first names stand before the two forms, and no other surnames after them."""
    befores = [{unaccented(p.before) for _, p in uses if _is_given(p.before)} for uses in (one, two)]
    afters = [{unaccented(p.after) for _, p in uses if p.after[:1].isupper()} for uses in (one, two)]
    return all(not a or not b or bool(a & b) for a, b in (befores, afters))


def _is_given(word: str) -> bool:
    names = lists.words("given_names")
    return word in names or unaccented(word) in names
