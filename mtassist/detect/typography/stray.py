"""What is left of a dropped word: an empty bracket, a mark at the start of a line, a comma just inside a bracket.

A page's links, pictures and words in another script fall out before or in translation; their brackets and commas
stay. Code (“main()”), “[ ]” in forms and lines that begin with dots are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._near import in_address
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="typography.stray",
    summary="An empty bracket or a lost mark is left of a dropped word.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.92,
    examples=(
        bad("The mayor of Alba [[()]] spoke to the press.", fix=""),
        bad("The mayor of Alba [[( , )]] spoke to the press.", fix=""),
        bad("The mayor of Alba [[(, ]]born 1950) spoke to the press.", fix="("),
        bad("The mayor of Alba (born 1950[[,)]] spoke to the press.", fix=")"),
        bad(
            "[[, ]]the mayor of the town spoke to the press on Monday.",
            becomes="The mayor of the town spoke to the press on Monday.",
        ),
        bad("[[. ]]The mayor of the town spoke to the press.", fix=""),
        ok("Call main() and run( ) twice; see foo.bar() for more."),
        ok("... and the mayor spoke. (…) The press wrote. [ ] yes [ ] no"),
        ok(".com firms; .NET; : a smile."),
        misses("The mayor of [[,]] spoke.", "a name is lost that nobody knows"),
    ),
)

EMPTY = re.compile(r"\((?<=[\w.,;:!?\"”] \()[ \u00a0]*[,;.]?[ \u00a0]*\)")
INNER = re.compile(r"\([ ]?[,;][ ]?(?=\w)|,[ ]?\)(?<=\w,\))|,[ ]?\)(?<=\w, \))")
FIRST = re.compile(r"[,.;)\]][ \u00a0](?=[^\W\d_]{2,} [^\W_])")


CUES = cues(shape=r"\((?:$|[,;.)])|,\)|^\)|^[,.;)\]]$")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if match := FIRST.match(text):
        word = match.end()
        way = [Edit(Span(*match.span()), ""), Edit(Span(word, word + 1), text[word].upper())]
        way = way if text[word].islower() else way[:1]
        yield RULE.issue(block, match.span(), "A mark is left at the start.", fixes=[way])
    if "(" not in text:
        return
    for match in EMPTY.finditer(text):
        if not in_address(text, *match.span()):
            yield RULE.issue(
                block, match.span(), "The bracket is empty.", fixes=[[deletion(text, Span(*match.span()))]]
            )
    for match in INNER.finditer(text):
        fix = "(" if match.group()[0] == "(" else ")"
        yield RULE.issue(block, match.span(), "A comma is left in the bracket.", fix=fix)
