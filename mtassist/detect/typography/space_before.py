"""A space before a comma or point, or just inside a bracket: “reports , this”, “( two minutes)”.

Systems that join tokens again after translation leave the blanks between them; French pages bring their own habit of
setting off “:” and “?”. Nobody types it in English news. Spaces beside quote marks belong to the family ``quotes``;
emoticons, “ ...”, “.50 calibre” and “.com” are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist.cues import cues
from mtassist.detect.typography._near import QUOTES, after, before, in_address
from mtassist.detect.typography._words import role
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
        bad('"How long will it last[[\N{NO-BREAK SPACE}?]]" she asked.', fix="?"),
        bad("They did not want to be named[[ ;]]he did.", fix="; "),
        bad("The tickets were gone[[ ,]]so he went home.", fix=", "),
        bad("The tickets were gone[[ .]]He went home.", fix=". "),
        bad("The birds got wooden perches[[ ,And]] a guide was printed.", fix=", and"),
        bad("He said [[[ ]]sic] that it was so.", fix="["),
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

TELLING = (" ,", " .", " ;", " :", " !", " ?", " )", "( ", "[ ")
RARE = re.compile("[\t\u00a0\u2009\u202f][,;:!?.)]|[(\\[][\t\u00a0]")
PLACE = re.compile(r"[ \t\u00a0\u2009\u202f]{1,4}([,;:!?.)])|[(\[][ \t\u00a0]{1,4}(?=\w)")
SMALL_WORD = re.compile(r"(?P<word>[A-Z][a-z]*) [a-z]")
JOINERS = role("joiner") | {"With", "But", "So", "In", "The", "It", "Where", "When", "While"}
ENDS = frozenset(")]}%€$£°+*")
EMOTICON = re.compile(r"[:;]['^-]?[()\[\]DPpOo/|*3<>](?!\w)|[:;]-")


CUES = cues(shape=r"^[,.;:!?)]|[(\[]$")


def find_block(block: Block) -> Iterator[Issue]:
    text = block.text
    if not _telling(text):
        return
    for match in PLACE.finditer(text):
        start, end, mark = match.start(), match.end(), match.group(1)
        if mark is None:
            if text[start] == "(" or "]" in text[end : end + 40]:
                yield RULE.issue(block, (start, end), "There is a space after the opening bracket.", fix=text[start])
        elif _stray(text, start, end, mark):
            yield _issue(block, start, end, mark)


def _telling(text: str) -> bool:
    """Whether a mark stands behind a blank, or a blank behind a bracket, anywhere."""
    if any(map(text.__contains__, TELLING)):
        return True
    return ("\t" in text or not text.isascii()) and RARE.search(text) is not None


def _issue(block: Block, start: int, end: int, mark: str) -> Issue:
    """The mark joined to the word before it, and parted from the word after it, whose capital goes after a comma."""
    text = block.text
    fix = mark + " " * (mark in ",;:.!?" and after(text, end).isalpha())
    if mark == "," and (word := SMALL_WORD.match(text, end)) and word["word"] in JOINERS:
        end, fix = end + len(word["word"]), fix + word["word"].lower()
    thing = "the closing bracket" if mark == ")" else f"“{mark}”"
    return RULE.issue(block, (start, end), f"There is a space before {thing}.", fix=fix)


def _stray(text: str, start: int, end: int, mark: str) -> bool:
    left, right = before(text, start), after(text, end)
    if not (left.isalnum() or left in ENDS) or EMOTICON.match(text, end - 1):
        return False
    if right in QUOTES and right and not (mark in ".,?!" and _closes(text, end)):
        return False
    if mark == ")":
        return "(" in text[max(0, start - 200) : start]
    if mark == ",":
        return not right.isdigit()
    ends = not right or right.isspace() or right in ")]" or right in QUOTES
    if mark == ".":
        return ends or (right.isupper() and text[end + 1 : end + 2].islower() and left.islower())
    if mark in ":;" and (left.isdigit() or right.isdigit()):
        return False
    if right.isalpha() and mark in ";:?!":
        return left.isalpha() and not in_address(text, start, end) and text[end + 1 : end + 2].isalpha()
    return ends and not _french(text, start)


def _closes(text: str, at: int) -> bool:
    """Whether the quote mark here ends a quotation: a blank or a mark follows, and it was opened before."""
    following = text[at + 1 : at + 2]
    return (not following or following.isspace() or following in ".,;:)") and text[at] in "\"”»’'"


def _french(text: str, at: int) -> bool:
    """Whether a foreign quotation with its own spacing is open here."""
    return text.rfind("«", max(0, at - 300), at) > text.rfind("»", max(0, at - 300), at)
