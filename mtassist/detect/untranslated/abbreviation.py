"""A foreign abbreviation spelt out letter by letter: “the Home Command (Pak"r)”, “the director, Mank"l Levi”.

Hebrew marks abbreviations with a quote mark before the last letter, and machines spell them out in Latin letters with
the mark still inside. A quote mark also stands for an apostrophe (“doesn"t”) or for inches; those have other endings.
In brackets after its own translation the abbreviation can go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Severity, Span

RULE = Rule(
    id="untranslated.abbreviation",
    summary="An abbreviation of the source language was spelt out.",
    mqm=Mqm.UNTRANSLATED,
    severity=Severity.MINOR,
    confidence=0.85,
    examples=(
        bad('The Harbour Command[[ (Pik"r)]] sent soldiers.', fix=""),
        bad('The [[Mank"l]] of the ministry was late.'),
        bad("The Harbour Command[[ (Pik”r)]] sent soldiers.", fix=""),
        ok('The child"s bike and the council"s plan were late; he doesn"t mind.'),
        ok('It was a 5"x7" print.'),
        ok('He said "no"and left.'),
        ok('Rabbi Azriel Toledan z"l was remembered.'),
        misses('The order of the [[mac"z]] was late.', "without a capital it may be a typing error"),
    ),
)

MARK = re.compile(r"[\"”״](?<=[a-z].)(?=[a-ce-ln-rt-z](?![\w\"'“”’-]))")  # d, m, s, t: an apostrophe
HEAD = re.compile(r"(?<![\w\"'“”’-])[A-Z][a-z]{1,5}$")


CUES = cues(shape='a["”״]a')


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in MARK.finditer(text):
        head, end = HEAD.search(text, max(0, match.start() - 8), match.start()), match.end() + 1
        if head is None:
            continue
        start = head.start()
        message = "This abbreviation is not English."
        if text[max(0, start - 2) : start] == " (" and text[end : end + 1] == ")":
            fixes = [[Edit(Span(start - 2, end + 1), "")]]
            yield RULE.issue(block, (start - 2, end + 1), message, fixes=fixes)
        else:
            yield RULE.issue(block, (start, end), message)
