"""A word that was not translated: “in the landkreis”, “the işçiler left”, “a crimson pijak … the pijaki”.

Rare words, compounds and slang are copied or spelt out in Latin letters, often in a different way each time. What
counts is a word in small letters that is neither English nor made of English parts, and that has foreign letters, is
common in another language, or comes in several spellings. Writers' own foreign words stand in quotes, beside an
explanation, or within a name; names of species stand after a capital.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from mtassist import language, vocabulary
from mtassist.detect.untranslated._words import beside_name, is_known, is_meant
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="untranslated.word",
    summary="A word is neither English nor a name.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MAJOR,
    confidence=0.85,
    examples=(
        bad("The fire broke out in the [[landkreis]] on Monday."),
        bad("The [[işçiler]] left the plant on Monday."),
        bad("The [[sindaco]] of the town spoke first."),
        ok("The grapegrowers spoke unfussily of micronewtons and glocalisation."),
        ok("Her fiancé had a crème brûlée and a piña colada at the café."),
        ok("The palm (Howea forsteriana) and the mouse Mus domestica were seen."),
        ok("The so-called “landkreis” was split."),
        ok("The landkreis (district) was split."),
        ok("He called it a fait accompli and left for the Landkreis Rosenheim."),
        ok("He worked for Deutsche presse and Brandenburg aktuell that year."),
        ok("Women in hijab left the loya jirga after the siesta."),
        ok("The jurisidiction of the court was unclear."),
        misses("The men came in a black [[smoking]].", "an English word, used in another sense"),
    ),
)

WORD = re.compile(r"(?<![\w'’@#/.&-])[^\W\d_A-Z]{4,}(?![\w'’@/&-]|\.\w)")
MANY = 300  # strange words in one text: it is not English, or not text


def find_all(document: Document) -> Iterator[Issue]:
    blocks = [(block, _unknown(block.text)) for block in document.blocks]
    spellings = _unstable(frozenset(word for _, found in blocks for _, _, word in found))
    for block, found in blocks:
        for start, end, word in found:
            if (why := _foreign(word) or word in spellings) and not is_meant(block.text, start, end):
                if word.isascii() and word not in spellings and beside_name(block.text, start, end):
                    continue
                of = f" ({why})" if isinstance(why, str) and why else ""
                yield RULE.issue(block, (start, end), f"“{word}” is not an English word{of}.")


@lru_cache(maxsize=4096)
def _unknown(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words in small letters that are no English words."""
    return tuple(
        (m.start(), m.end(), m.group()) for m in WORD.finditer(text) if m.group().islower() and not is_known(m.group())
    )


@lru_cache(maxsize=65536)
def _foreign(word: str) -> str:
    """The language a word seems to be of; empty when nothing speaks for one."""
    if codes := vocabulary.languages(word):
        return language.NAMES[codes[0]]
    return "" if word.isascii() else "foreign letters"


@lru_cache(maxsize=64)
def _unstable(words: frozenset[str]) -> frozenset[str]:
    """Words that come in two spellings which English endings do not explain: a model's own attempts."""
    if len(words) > MANY:
        return frozenset()
    near: dict[str, set[str]] = defaultdict(set)
    ordered = sorted(word for word in words if word.isascii() and 5 <= len(word) <= 12)
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            if one[0] == other[0] and _varies(one, other):
                near[one].add(other)
                near[other].add(one)
    return frozenset(word for word in near if _odd(word) or any(_odd(other) for other in near[word]))


def _varies(one: str, other: str) -> bool:
    stems = {re.sub(r"(?:ing|ed|er|ers|es|s|y|ies|ly|al|ic)$", "", word) for word in (one, other)}
    return len(stems) == 2 and Levenshtein.distance(one, other, score_cutoff=2) <= 2


def _odd(word: str) -> bool:
    """Whether three letters meet in it that never meet in a common English word."""
    framed = f"^{word}$"
    return any(framed[n : n + 3] not in _trigrams() for n in range(len(framed) - 2))


@cache
def _trigrams() -> frozenset[str]:
    return frozenset(f"^{w}$"[n : n + 3] for w in vocabulary.common() for n in range(len(w)))
