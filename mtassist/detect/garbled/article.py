"""“a” and “an” by the sound that follows: “an Ukrinform correspondent”, “a hour”, “an 10-year-old”.

A machine that chooses a word late does not go back to its article, above all before names. People slip when they
exchange a word. Where usage is divided (“a/an historic”, “a/an FAQ”), both are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.garbled._grammar import words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Issue, Mqm, Segment, Severity

RULE = Rule(
    id="garbled.article",
    summary="The article does not fit the sound that follows.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.96,
    examples=(
        bad("As [[an Ukrinform]] correspondent reports, it rained.", fix="a Ukrinform"),
        bad("He waited for [[a hour]].", fix="an hour"),
        bad("[[An European]] bank failed.", fix="A European"),
        bad("She has [[a 18-year-old]] son.", fix="an 18-year-old"),
        bad("He is [[a old]] man.", fix="an old"),
        bad("It was [[an beautiful]] day.", fix="a beautiful"),
        ok("It was an historic day for a union."),
        ok("He got an MBA and a UN post."),
        ok("Vitamin A is in milk."),
        ok("She paid a euro for an SMS."),
        ok("He won a one-off prize, an 8,000-pound car."),
        misses("He works for [[a FBI]] office.", "whether letters are spelled or read is not known"),
    ),
)

ARTICLE = re.compile(r"([Aa](?<![\w.;'’&/-][Aa])n?) ([^\W_][\w'’-]*(?:,\d+)*)")
EIGHT = re.compile(r"8|1[18](?![\d,])|1[18],")
SILENT = re.compile(r"(?:hour|honest|honou?r|heir)", re.IGNORECASE)
YOU = re.compile(
    r"(?:uni(?!n|m|d|ll)|unanim|ur[aeio]|us[aeiu]|ut[eio]|uk|eu|ewe|ub[iu]|uf|ug|uv|uy|ouija|once|one(?![a-z]))",
    re.IGNORECASE,
)
HARD = re.compile(
    r"(?:uni(?:ted|ver|que|on(?!i[sz])|form|corn|lat|t(?!en|im)\b|ts?\b|ty)|us(?:ed|er|ual|age|eful|eless)\b|ukrain|ukrinform|europ|euro\b|one\b|utopia|uranium)",
    re.IGNORECASE,
)
LETTERS = frozenset("bcdgjkpqtuvwyz")  # a word that starts so is never read with a vowel first
LOUD_H = re.compile(
    r"(?:house|high|huge|hospital|human|hundred|half|hungar|head|home|hand|husband|hard|happy|heav|held|help|hole|hot|horse)",
    re.IGNORECASE,
)
SMALL = words("a an and is of in on or are as at if it i am e o el al un il et ex us up out over only either all any")


CUES = cues(spelt="a A an An")


def find(segment: Segment) -> Iterator[Issue]:
    for match in ARTICLE.finditer(segment.text):
        article, word = match.groups()
        if article in ("an", "An"):
            if _consonant(word):
                yield _issue(segment, match, article[0])
        elif _vowel(word, article == "A" and match.start() > 0):
            yield _issue(segment, match, article + "n")


def _issue(segment: Segment, match: re.Match[str], article: str) -> Issue:
    word = match[2]
    span = (match.start(), match.end(2))
    return RULE.issue(segment, span, f"It is “{article.lower()} {word}”.", fix=f"{article} {word}")


def _consonant(word: str) -> bool:
    """Whether the word surely starts with a consonant when spoken."""
    if word[0].isdigit():
        return not word.startswith(("8", "11", "18"))
    if not word.isascii() or (len(word) > 1 and word[1].isupper()) or any(c.isdigit() for c in word):
        return False
    if word[0] in "hH":
        return LOUD_H.match(word) is not None
    if word[0] in "aiAI":
        return False
    if word[0].lower() in "ueo":
        return HARD.match(word) is not None
    return len(word) > 2 and word[0] in LETTERS | set("flmnrsx") and word[1] not in "-'’"


def _vowel(word: str, capital: bool) -> bool:
    """Whether the word surely starts with a vowel when spoken; ``capital``: the “A” may be a letter or a name."""
    if word[0].isdigit():
        return not capital and EIGHT.match(word) is not None
    if word[0] not in "aeiouhAEIOUH":
        return False
    if word[0] in "hH":
        return SILENT.match(word) is not None and not capital
    if capital or not word.isascii() or len(word) < 3 or word[1].isupper() or word.lower() in SMALL:
        return False
    return word[0].islower() and not YOU.match(word)
