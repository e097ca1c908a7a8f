"""Reporting clauses: “he said”, “said the minister”, “Ana Ruiz told reporters”. They tell where speech ends."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist import lists

WORD = r"[A-ZÀ-ÞŁŚŠŽČİ][\w'’.-]*"
PARTICLE = r"(?:(?:al|bin|da|de|del|den|der|di|du|la|le|van|von) )?"
NAME = rf"(?:(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Sen|Gov)\. )?{WORD}(?: {PARTICLE}{WORD}){{0,3}}"
PRONOUN = r"(?:he|she|they|it|I|we)"
SPEAKER = r"(?:he|she|they)"  # those of whom a reporter writes
ROLE = r"(?:(?!(?:as|at|by|for|from|in|of|on|that|to|with)\b)[a-z-]+ ){1,3}"  # “said mayor Yvette Kerdavid”
BEYOND = "on|in|at|to|after|before|during|from|of|as|with|last|this|while|when|yesterday|today|again|about|for|by"
THING = r"(?:the|a|an|his|her|their|its|our|one|another|this) (?:[\w'’-]+ ){0,4}?[\w'’-]+"


@lru_cache(maxsize=1)
def _verbs() -> str:
    return "(?:" + "|".join(sorted(lists.words("reporting_verbs"), key=lambda w: (-len(w), w))) + ")"


@lru_cache(maxsize=1)
def _after() -> re.Pattern[str]:
    who = f"(?:{PRONOUN}|{NAME}|{THING})"
    adverb = r"(?:[a-z]+ly |also |further |then |once |has |had |have |later )?"
    return re.compile(rf"[\s,–—-]*(?P<clause>(?:{adverb}{_verbs()}\b|{who} {adverb}{_verbs()}\b))")


@lru_cache(maxsize=1)
def _clause() -> re.Pattern[str]:
    """After a comma; with the subject first, what follows must not be an object (“, Mr Ash acknowledges progress”)."""
    adverb = r"(?:[a-z]+ly |also |further |then |later |has |had )?"
    beyond = r"(?=\s*(?:[.,;:!?…–—\"”-]|$)| (?:" + BEYOND + r")\b| [A-ZÀ-Þ])"
    return re.compile(
        rf"(?P<stop>[,!?…])(?P<gap>\s+[–—-]?\s*)"
        rf"(?P<clause>(?:{SPEAKER}|{NAME}) {adverb}{_verbs()}\b{beyond}"
        rf"|{_verbs()} (?:(?:{SPEAKER}|{NAME}|{ROLE}{NAME}|the|an?|one)\b))"
    )


@lru_cache(maxsize=1)
def _end() -> re.Pattern[str]:
    strict = f"(?:{SPEAKER}|{NAME})"
    who = rf"(?:{strict}|{ROLE}{NAME}|the (?:[\w'’-]+ ){{0,3}}[\w'’-]+)"
    return re.compile(
        rf"(?P<stop>[,!?…])\s+(?P<clause>(?:{strict} {_verbs()}|{_verbs()} {who})(?: [\w'’-]+){{0,3}})\s*[.!?…]?\s*$"
    )


def after(text: str, at: int) -> re.Match[str] | None:
    """The reporting clause that follows directly at ``at``; blanks, a comma and a dash may stand before it.

    >>> after('"Yes," said the mayor.', 6)["clause"]
    'said'
    """
    return _after().match(text, at)


def within(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first reporting clause between two offsets, with the comma before it.

    >>> within("We stay, he recalled. Then rain.", 0, 32)["clause"]
    'he recalled'
    """
    return _clause().search(text, start, end)


def at_end(words: str) -> re.Match[str] | None:
    """The reporting clause with which the words end.

    >>> at_end("We had a circular sent, he recalled.")["clause"]
    'he recalled'
    """
    tail = words[-160:]
    return _end().search(tail)
