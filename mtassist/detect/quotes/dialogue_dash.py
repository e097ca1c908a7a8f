"""A dash that stands for quote marks: - We stay, - said the mayor.

Russian, Ukrainian, Polish, Czech, Swedish, Spanish and Turkish papers print speech so; systems keep the dash, often
beside quote marks of their own. English novels of another age did it, English news does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist import attribution
from mtassist.rules import Rule, bad, misses, ok
from mtassist.speech import BLANKS, last_before, ledger
from mtassist.types import Document, Edit, Issue, Mqm, Safety, Severity, Span

RULE = Rule(
    id="quotes.dialogue-dash",
    summary="A dash stands where English has quote marks, or beside them.",
    mqm=Mqm.PUNCTUATION,
    severity=Severity.MINOR,
    safety=Safety.REVIEW,
    confidence=0.93,
    examples=(
        bad('"We stay in the league[[ ," - ]]said Orlov.', fix='," '),
        bad('"No rain today[[... "- ]]writes the singer.', fix='..." '),
        bad("[[- Two patrols a night are enough,' ]]said the mayor.", fix='"Two patrols a night are enough," '),
        bad("[[– We have seen nothing like it, – ]]said the guard.", fix='"We have seen nothing like it," '),
        bad('[[- We wait for the boat," ]]says the guard.', fix='"We wait for the boat," '),
        ok("- Bread\n- Salt\n- Two candles, said to burn all night"),
        ok('"We stay," - a rare word from him - "and that is all."'),
        ok("– The council meets on Monday, the mayor said."),
        ok('"We stay," said Orlov - and left.'),
        misses("[[- We stay. The rest is silence.]] He left.", "without a reporting clause a dash may be a list"),
    ),
)

DASH = "-–—"
BLANK = r"[ \t\u00a0]*"
AFTER_MARK = re.compile(rf"{BLANK}(?P<inner>[.,!?…]*){BLANK}[\"”“]{BLANK}[-–—]{BLANK}(?=[a-zA-Z])")
TURN = re.compile(
    r"(?P<dash>[-–—][ \t\u00a0]+)(?P<speech>[^-–—\"“”\n]{8,400}?[,.!?…])"
    rf"(?P<tail>{BLANK}['’\"”“]?{BLANK}(?P<second>[-–—])?{BLANK})(?=[a-zA-Z])"
)


def find_all(document: Document) -> Iterator[Issue]:
    opener, closer = ledger(document).style
    for block in document.blocks:
        for start, end, edits in _dashes(block.text, opener, closer):
            yield RULE.issue(block, (start, end), "A dash stands here for quote marks, or beside them.", fixes=[edits])


@lru_cache(maxsize=4096)
def _dashes(text: str, opener: str, closer: str) -> tuple[tuple[int, int, tuple[Edit, ...]], ...]:
    if not any(d in text for d in DASH):
        return ()
    return (*_turns(text, opener, closer), *_beside_marks(text))


def _beside_marks(text: str) -> Iterator[tuple[int, int, tuple[Edit, ...]]]:
    """``FIFA ," - said``: the closing mark stays, the dash and stray blanks go."""
    for match in AFTER_MARK.finditer(text):
        clause = attribution.after(text, match.end())
        mark = next((i for i in range(match.start(), match.end()) if text[i] in '"”“'), -1)
        quoted = any(text.rfind(g, 0, match.start()) >= 0 for g in '"“”')
        reported = clause and clause.start("clause") == match.end() and text[match.end()].islower()
        if reported and quoted and (match["inner"] or text[mark - 1] not in BLANKS):
            yield match.start(), match.end(), (Edit(Span(*match.span()), f"{match['inner']}{text[mark]} "),)


def _turns(text: str, opener: str, closer: str) -> Iterator[tuple[int, int, tuple[Edit, ...]]]:
    """``- We stay, - said the mayor``: a whole turn of speech, at the start of the block or of a sentence."""
    at = 0
    while match := TURN.search(text, at):
        at = match.end()
        before = last_before(text, match.start())
        clause = attribution.after(text, match.end())
        marked = match["second"] or set(match["tail"]) & set("'’\"”“")
        starts = not before or before in '.!?…:"”'
        if not (starts and marked and clause and clause.start("clause") == match.end() and text[match.end()].islower()):
            at = match.start() + 1
            continue
        tail = Span(*match.span("tail"))
        yield (
            match.start(),
            match.end(),
            (Edit(Span(*match.span("dash")), opener), Edit(tail, f"{closer} ")),
        )
