"""One name in two letter cases: “the Labour Party” and “the Labour party”, “UNICEF” and “Unicef”.

A machine decides on capitals sentence by sentence. People write “the party” small when it stands alone, give a title a
capital only before a name, and set headlines in capitals of their own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from mtassist import lists
from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.detect.terms._capitals import INSTITUTIONS, names, phrases
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Kind, Mqm, Severity

RULE = Rule(
    id="terms.case",
    summary="One name is written in two letter cases.",
    mqm=Mqm.TERM_INCONSISTENT,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad(
            "Osta news\n\nThe Green Party won, and members of the [[Green party]] danced. Then the Green Party met.",
            fix="Green Party",
        ),
        bad(
            "Osta news\n\nThe Ministry of Foreign Affairs was shut. Now the [[Ministry of foreign affairs]] is open.",
            fix="Ministry of Foreign Affairs",
        ),
        bad("Osta news\n\nA Whatsup user and the [[WhatsUp]] firm met, and Whatsup paid.", fix="Whatsup"),
        ok("Osta news\n\nThe French President Luc Benn spoke. A French president rarely does."),
        ok("Osta news\n\nThe Green Party won. The party will rule; a green party tent was sold."),
        ok("Green Party Wins Osta Vote\n\nThe Green party has won the vote in Osta."),
        ok("Osta news\n\nThe Trade Union met. Trade union members came. “Trade union flags,” she said."),
        ok("Osta news\n\nThe Danish Government met. Danish government offices were closed."),
        ok("Osta news\n\nHe read the Osta Times in Osta times past; the Who is who said WHO."),
        misses("Osta news\n\nThe Dual State met. The heads of the [[dual state]] came.", "small words may be meant"),
    ),
)

HEADS = re.compile(
    r"[\w ]+ (?:party|league|union|alliance|federation|association|movement|cup|agency|institute|academy|foundation)$"
    r"|(?:ministry|department|office|bureau|agency|court|house|chamber|bank|board|institute|academy|university|union"
    r"|council|committee|commission|federation|institution|organi[sz]ation|service|association) (?:of|for) [\w ]+$"
)
START = re.compile(r"(?:^|[.!?:…]\s*)[\s\"“”„«»‘'(\[]*$|[\"“„«‘(]\s?$")
INNER = re.compile(r"[A-Z][a-z]+[A-Z]\w*[a-z]")

CUES = cues(lines=True)


def find_all(document: Document) -> Iterator[Issue]:
    blocks = [
        b for b in document.blocks[1:] if b.kind is not Kind.HEADING and (len(b.text) >= 200 or not _title_case(b.text))
    ]
    yield from _small(blocks)
    yield from _mixed(blocks)


def _small(blocks: list[Block]) -> Iterator[Issue]:
    """“Labour party” where another place has “Labour Party”."""
    full = Counter(phrase for block in blocks for phrase in _institutions(block.text))
    forms: dict[str, dict[str, str]] = defaultdict(dict)  # by the first word
    for phrase, _ in sorted(full.items(), key=lambda f: (f[1], f[0])):
        forms[phrase.split()[0]][phrase.lower()] = phrase
    for block in blocks if forms else ():
        for first in sorted(forms.keys() & heads(block.text)):
            yield from _lowered(block, forms[first])


def _lowered(block: Block, forms: dict[str, str]) -> Iterator[Issue]:
    text, small = block.text, block.text.lower()
    here = [low for low, right in forms.items() if low in small and small.count(low) > text.count(right)]
    for match in _any_case(tuple(sorted(here))).finditer(text) if here else ():
        said, right = match.group(), forms.get(match.group().lower(), "")
        if right and _first_alone(said, right) and not _opens(text, match):
            yield RULE.issue(block, match.span(), f"Elsewhere in the text this is “{right}”.", fix=right)


@lru_cache(maxsize=2048)
def _institutions(text: str) -> tuple[str, ...]:
    if INSTITUTIONS.isdisjoint(heads(text)):
        return ()
    found = (
        phrase for _, _, name in names(text) if not INSTITUTIONS.isdisjoint(name.split()) for phrase in phrases(name)
    )
    return tuple(phrase for phrase in found if HEADS.match(phrase.lower()))


def _opens(text: str, match: re.Match[str]) -> bool:
    """“Trade union members came”: at the start of a sentence any word has a capital."""
    lone = sum(w[0].isupper() for w in match.group().split()) == 1
    return lone and bool(START.search(text, max(0, match.start() - 8), match.start()))


def _first_alone(said: str, right: str) -> bool:
    """Whether the last word has lost its capital."""
    return (
        said[0].isupper()
        and said.split()[-1][0].islower()
        and right.split()[-1][0].isupper()
        and said.split()[0] == right.split()[0]
    )


@lru_cache(maxsize=512)
def _any_case(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(phrases, key=lambda p: (-len(p), p))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest)) + r")\b", re.IGNORECASE)


def _mixed(blocks: list[Block]) -> Iterator[Issue]:
    """“WhatsApp” and “Whatsapp”, “UNICEF” and “Unicef”."""
    odd = {w for b in blocks for w in heads(b.text) if not w[1:].islower() and _mixes(w)}
    wanted = odd | {word.capitalize() for word in odd}
    where: dict[str, list[Block]] = defaultdict(list)  # by the word in small letters
    for block in blocks if odd else ():
        for low in {word.lower() for word in wanted & heads(block.text)}:
            where[low].append(block)
    for word in sorted(odd):
        plain = word.capitalize()
        if not any(plain in heads(b.text) for b in where[word.lower()]):
            continue
        form = re.compile(rf"\b(?:{word}|{plain})\b(?!-\w)")
        uses = [(b, m) for b in where[word.lower()] for m in form.finditer(b.text)]
        times = Counter(m.group() for _, m in uses)
        if len(times) < 2 or (word not in lists.words("acronyms") and times[plain] == times[word]):
            continue
        right = plain if times[plain] > times[word] else word
        for block, match in uses:
            if match.group() != right:
                yield RULE.issue(block, match.span(), f"Elsewhere in the text this is “{right}”.", fix=right)


def _mixes(word: str) -> bool:
    return bool(INNER.fullmatch(word)) or word in lists.words("acronyms")


@lru_cache(maxsize=2048)
def _title_case(text: str) -> bool:
    """A headline with capitals of its own."""
    if len(text) >= 200 or len(heads(text)) * 4 < text.count(" "):
        return False
    words = [w for w in text.split() if w[0].isalpha()]
    return sum(w[0].isupper() for w in words) > 0.6 * len(words) and len(words) > 2
