"""A name with an article whose other half is translated: “Al-Persian”, and “the White” for the Ms De Wit of the text.

The article shows a machine a noun where a name is. After the Arabic article hardly any English word can stand; of Dutch
and Romance surnames the name itself must be in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from mtassist import lists
from mtassist.capitals import heads
from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Document, Issue, Mqm, Severity

RULE = Rule(
    id="names.article",
    summary="Half of a name with an article is translated.",
    mqm=Mqm.MISTRANSLATION,
    severity=Severity.MAJOR,
    confidence=0.88,
    examples=(
        bad("[[Al-Persian]] said that the boats were late.", fix="Al-Farsi"),
        bad("Salim Al Farsi came. [[Al-Persian]] said that the boats were late.", fix="Al Farsi"),
        bad("The striker left [[Al-Crescent]] for Osta.", fix="Al-Hilal"),
        bad("The mayor, Anneke de Wit, wept. “It was cold,” says [[the White]].", fix="De Wit"),
        bad("Pilar De la Torre won. On Monday [[the Tower]] lost.", fix="De la Torre"),
        ok("Al-Farsi, Al White and Al-Monitor were quoted; El-Green Ltd was not."),
        ok("Anneke de Wit came to the White House, the White Tower and the white shed."),
        ok("The White was in the shed. The Tower fell."),
        ok("Anneke de Boer met the Mayor, the King and the White of the egg team."),
        misses("[[The White]] wept, says Anneke de Wit.", "at the start of a sentence any word has a capital"),
    ),
)

ARABIC = re.compile(r"(?<![\w-])[AE]l-(?P<word>[A-Z][a-z]+)(?![\w-])(?! (?:Ltd|Inc|Group|Media|Energy)\b)")
ENGLISH = re.compile(r"(?<![.!?:…\"“] )(?<!^)\bthe (?P<word>[A-Z][a-z]+)(?![\w'’-]*\w)(?! [A-Z])(?! of\b)")


CUES = cues(spelt=lists.words("article_surnames"), shape="Aa-")


def find_all(document: Document) -> Iterator[Issue]:
    known = _surnames()
    for block in document.blocks:
        words = heads(block.text)
        if "l-" in block.text:
            yield from _arabic(document, block)
        for word in () if known.keys().isdisjoint(words) else sorted(known.keys() & words):
            yield from _translated(document, block, word, known[word])


def _arabic(document: Document, block: Block) -> Iterator[Issue]:
    for match in ARABIC.finditer(block.text):
        if name := _names().get(match["word"]):
            right = _said(document.text, name) or f"{match.group()[:3]}{name}"
            message = f"“{match['word']}” may be the name {right}, translated as a word."
            yield RULE.issue(block, match.span(), message, fix=right[0].upper() + right[1:])


def _translated(document: Document, block: Block, word: str, surnames: tuple[str, ...]) -> Iterator[Issue]:
    text = block.text
    places = [m for m in ENGLISH.finditer(text) if m["word"] == word] if f"the {word}" in text else []
    right = next((s for s in surnames if _is_named(document.text, s)), "") if places else ""
    for match in places if right else ():
        message = f"This may be {right}, whose name is translated as a word."
        yield RULE.issue(block, match.span(), message, fix=right)


@lru_cache(maxsize=256)
def _said(text: str, name: str) -> str:
    """How the text writes the name with its article elsewhere."""
    said = re.search(rf"(?<!\w)[AaEe]l[- ]{name}(?!\w)", text)
    return said.group() if said else ""


@lru_cache(maxsize=256)
def _is_named(text: str, surname: str) -> bool:
    """Whether the text has the surname, after a first name if in small letters: “Anneke de Wit”."""
    low = surname[0].lower() + surname[1:]
    return re.search(rf"(?<!\w)(?:{surname}|(?<=[a-z] ){low})(?!\w)", text) is not None


@cache
def _names() -> dict[str, str]:
    """English word → the Arabic name that it translates."""
    return {row["word"]: row["name"] for row in lists.rows("article_words")}


@cache
def _surnames() -> dict[str, tuple[str, ...]]:
    """English word → the surnames that it translates."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in lists.rows("article_surnames"):
        found[row["word"]].append(row["surname"])
    return {word: tuple(names) for word, names in found.items()}
