"""A space before a comma or point, or just inside a bracket: “reports , this”, “( two minutes)”.

Systems that join tokens again after translation leave the blanks between them; French pages bring their own habit of
setting off “:” and “?”. Nobody types it in English news. Spaces beside quote marks belong to the family ``quotes``;
emoticons, “ ...”, “.50 calibre” and “.com” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.detect.typography._near import QUOTES, after, before
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Safety, Severity

RULE = Rule(
    id="typography.space-before",
    summary="There is a space before a punctuation mark or inside a bracket.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    confidence=0.97,
    examples=(
        bad("As our correspondent reports[[ ,]] the bridge is closed.", fix=","),
        bad("The mayor was brief[[ :]] nothing will change.", fix=":"),
        bad("The director was short[[ :]] “Nothing will change.”", fix=":"),
        bad("The bridge has been closed since Monday[[ .]]", fix="."),
        bad("The bridge is closed[[ ,]]the tunnel is open.", fix=", "),
        bad("Rest for a while [[( ]]two minutes) and go on.", fix="("),
        bad("Rest for a while (two minutes[[ )]] and go on.", fix=")"),
        bad("How long will it last[[\N{NO-BREAK SPACE}?]]", fix="?"),
        ok("He waited ... and then he left."),
        ok("The .50 calibre rifle and the .com boom, then and now."),
        ok("See you there :) and bring a friend ;-)"),
        ok("The match ended 2 : 1 after extra time."),
        ok('The slogan " , " was on every wall, and “ ! ” too.'),
        ok("« Quelle surprise ! » was all that he said."),
        ok("[ ] open ( ) closed"),
        misses("He wrote it in Java ,NET and Perl[[ .]]NET.", "a name may begin with a point"),
    ),
)

PLACE = re.compile(r"[ \t\u00a0\u2009\u202f]{1,4}([,;:!?.)])|\([ \t\u00a0]{1,4}(?=\w)")
ENDS = frozenset(")]}%€$£°+*")
EMOTICON = re.compile(r"[:;]['^-]?[()\[\]DPpOo/|*3<>](?!\w)|[:;]-")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    for match in PLACE.finditer(text):
        start, end, mark = match.start(), match.end(), match.group(1)
        if mark is None:
            yield RULE.issue(block, (start, end), "There is a space after the opening bracket.", fix="(")
        elif _stray(text, start, end, mark):
            glued = mark == "," and after(text, end).isalpha()
            thing = "the closing bracket" if mark == ")" else f"“{mark}”"
            yield RULE.issue(block, (start, end), f"There is a space before {thing}.", fix=mark + " " * glued)


def _stray(text: str, start: int, end: int, mark: str) -> bool:
    left, right = before(text, start), after(text, end)
    if not (left.isalnum() or left in ENDS) or (right in QUOTES and right) or EMOTICON.match(text, end - 1):
        return False
    if mark == ")":
        return "(" in text[max(0, start - 200) : start]
    if mark == ",":
        return not right.isdigit()
    if mark == ".":
        return not right or right.isspace() or right in ")]"
    if mark in ":;" and (left.isdigit() or right.isdigit()):
        return False
    return (not right or right.isspace() or right in ")]") and not _french(text, start)


def _french(text: str, at: int) -> bool:
    """Whether a foreign quotation with its own spacing is open here."""
    return text.rfind("«", max(0, at - 300), at) > text.rfind("»", max(0, at - 300), at)
