"""A term explained by itself: “the Osta Ferry (Osta Ferry)”, “row/row”, “Spain/ Madrid, Spain”.

The source had the name in two scripts or two languages, and both became the same English. People write an abbreviation
or another language there, never the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, ok
from mtassist.types import Block, Edit, Issue, Mqm, Severity, Span

RULE = Rule(
    id="repetition.gloss",
    summary="A term is explained by itself.",
    mqm=Mqm.ADDITION,
    severity=Severity.MINOR,
    confidence=0.93,
    examples=(
        bad("The [[Federation of Osta Bakers (Federation of Osta Bakers)]] met.", fix="Federation of Osta Bakers"),
        bad("It bought [[Senka Energy (Senka Energy)]] and others.", fix="Senka Energy"),
        bad("The carrier “[[Carl Benson” (Carl Benson)]] is in port.", fix="Carl Benson”"),
        bad("It comes in one case of the singular, as in [[potato/potato]].", fix="potato"),
        bad("The cup (clay, [[Spain/ Madrid, Spain]]) was dull.", fix="Spain"),
        ok("The World Health Organization (WHO) and Osta (formerly Old Osta) met."),
        ok("He scored 2 (2) and took part in (a) and (b)."),
        ok("Both and/or either: yes/no, men/women, 24/24."),
        ok("She said he (he) was ill."),
        ok("They flew Paris/London, Paris."),
    ),
)

BRACKET = re.compile(r"[(\[]([^()\[\]]{3,90})[)\]]")
SLASH = re.compile(r"\b([^\W\d_]{4,})/\1\b(?!/)")
PLACE = re.compile(r"\b([A-Z][a-z]{3,})/ [A-Z][a-z]{3,}, \1\b")
MARKS = " \t\"“”„«»'’‘"


CUES = cues(shape=r"[(\[/]")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if "(" in text or "[" in text:
        yield from _brackets(block)
    if "/" in text:
        for match in (*SLASH.finditer(text), *PLACE.finditer(text)):
            one = match[1]
            yield RULE.issue(block, match.span(), f"“{one}” stands beside itself.", fix=one)


def _brackets(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in BRACKET.finditer(text):
        inner = match[1].strip(MARKS)
        close = match.start()
        while close and text[close - 1] == " ":
            close -= 1
        end = close
        while end and text[end - 1] in MARKS:
            end -= 1
        start = end - len(inner)
        if len(inner) < 3 or start < 0 or text[start:end].lower() != inner.lower() or not _a_term(inner):
            continue
        if start and (text[start - 1].isalnum() or text[start - 1] in "-/"):
            continue
        hole = Edit(Span(close, match.end()), "")
        yield RULE.issue(block, (start, match.end()), f"“{inner}” is explained by itself.", fixes=[[hole]])


def _a_term(inner: str) -> bool:
    return any(c.isalpha() for c in inner) and sum(c.isalpha() for c in inner) >= 3 and inner.lower() not in PRONOUNS


PRONOUNS = frozenset(["she", "him", "her", "they", "them", "his", "you", "its", "who"])
