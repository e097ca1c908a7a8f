"""Is this an English word, or one of another language? From wordfreq's lists, read once and only when first asked.

The lists are read straight from wordfreq's data files: importing the package costs 160 ms for language tables that are
not needed here, reading the files 70 ms. A list is a sequence of buckets; the words of bucket n have the Zipf
frequency 9 - n/100.
"""

from __future__ import annotations

import gzip
import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

# The last buckets that count: words met once in ten million words, in a million, in 300,000, in 30,000.
ENGLISH, COMMON, FOREIGN, EVERYDAY = 700, 600, 550, 450
RAREST = 800  # the end of the list
LANGUAGES = ("de", "fr", "es", "it", "pt", "nl", "pl", "tr", "id", "cs", "sv", "da", "nb", "fi", "hu", "ro", "sh", "is")

PREFIXES = re.compile(
    "anti|agri|aqua|astro|auto|bio|bi|cardio|counter|co|cyber|dis|eco|electro|ex|gastro|geo|glyco|hydro|hyper|immuno|inter"
    "|im|in|kilo|magneto|mega|micro|mid|milli|mini|mis|mono|multi|nano|narco|neuro|non|out|over|palaeo|paleo|para|petro"
    "|photo|poly|post|pre|pro|pseudo|psycho|radio|re|semi|sub|super|tele|thermo|trans|tri|ultra|under|un|up|xeno"
)
SUFFIXES = re.compile(
    "(?:able|al|ally|ed|er|ers|es|ful|fully|hood|ible|ic|ical|ie|ies|ing|ise|ised|ises|ish|ising|ism|isation|ist|ists|ity"
    "|ize|ized|izes|izing|ization|land|less|like|ly|man|men|ness|or|ors|proof|s|ship|ward|wards|wise|woman|women|y)$"
)


def _buckets(language: str, size: str, last: int) -> list[list[str]]:
    import msgpack  # type: ignore[import-untyped]  # comes with wordfreq

    spec = find_spec("wordfreq")
    folder = Path((spec.submodule_search_locations or [""])[0] if spec else "")
    with gzip.open(folder / "data" / f"{size}_{language}.msgpack.gz") as file:
        unpacker = msgpack.Unpacker(file, raw=False)
        count = unpacker.read_array_header() - 1
        unpacker.skip()  # what format this is
        return [unpacker.unpack() for _ in range(min(count, last + 1))]


@cache
def english() -> frozenset[str]:
    """English words, from the commonest down to those met once in ten million."""
    return frozenset().union(*_buckets("en", "large", ENGLISH))


@cache
def rare() -> frozenset[str]:
    """Words that were met in English texts at all, slips and foreign words among them: read only when in doubt."""
    return frozenset().union(*_buckets("en", "large", RAREST)[ENGLISH + 1 :])


@cache
def common() -> frozenset[str]:
    """English words met at least once in a million."""
    return frozenset().union(*_buckets("en", "small", COMMON))


@cache
def everyday() -> frozenset[str]:
    """English words met at least once in 30,000: what a typing error was meant to be."""
    return frozenset().union(*_buckets("en", "small", EVERYDAY))


@cache
def _foreign() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """Language, its common words, and all of those that are met once in a million."""
    lists = ((code, _buckets(code, "small", COMMON)) for code in LANGUAGES)
    return tuple((c, frozenset().union(*b[: FOREIGN + 1]), frozenset().union(*b)) for c, b in lists)


@cache
def _frequencies() -> dict[str, float]:
    return {w: 9 - n / 100 for n, words in enumerate(_buckets("en", "large", RAREST)) for w in words}


def frequency(word: str) -> float:
    """How often English texts have a lower-case word: 0 never, 3 once in a million words, 6 once in a thousand.

    >>> frequency("council") > 4 > frequency("sindaco")
    True
    """
    return _frequencies().get(word, 0.0)


def languages(word: str) -> tuple[str, ...]:
    """The languages in which a lower-case word is common, if it is no English word.

    >>> languages("sindaco"), languages("council")
    (('it',), ())
    """
    return () if word in english() else tuple(code for code, words, _ in _foreign() if word in words)


@lru_cache(maxsize=16384)
def spoken_in(word: str) -> tuple[str, ...]:
    """The languages other than English in whose lists a lower-case word stands at all.

    >>> spoken_in("sindaco"), spoken_in("die")[:1]
    (('it',), ('de',))
    """
    return tuple(code for code, _, words in _foreign() if word in words)


@lru_cache(maxsize=16384)
def is_english(word: str) -> bool:
    """Whether a lower-case word is English, or made of English parts.

    >>> [is_english(w) for w in ("minister", "unfussily", "grapegrowers", "sindaco")]
    [True, True, True, False]
    """
    return _derived(word, 0)


def _derived(word: str, depth: int) -> bool:
    if word in english():
        return True
    if depth > 2 or not 4 <= len(word) <= 40:
        return False
    if any(_derived(stem, depth + 1) for stem in _stems(word)):
        return True
    return len(word) >= 7 and any(word[:n] in common() and _is_part(word[n:]) for n in range(3, len(word) - 2))


def _is_part(word: str) -> bool:
    return word in common() or not common().isdisjoint(_stems(word))


def _stems(word: str) -> list[str]:
    """What a word may be made from: “unfussily” from “fussily”, and that from “fussy”."""
    found = []
    for n in range(3, len(word)):
        if SUFFIXES.match(word, n):
            found += [word[:n], word[:n] + "e"]
            if word[n - 1] == word[n - 2]:
                found.append(word[: n - 1])
            if word[n - 1] == "i":
                found.append(word[: n - 1] + "y")
    if (prefix := PREFIXES.match(word)) and len(word) - prefix.end() >= 3:
        found.append(word[prefix.end() :])
    return found
