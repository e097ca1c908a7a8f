"""A dash that stands for quote marks: - We stay, - said the mayor.

Russian, Ukrainian, Polish, Czech, Swedish, Spanish and Turkish papers print speech so; systems keep the dash, often
beside quote marks of their own. English novels of another age did it, English news does not. A list has dashes, too,
but no reporting clauses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtassist import attribution
from mtassist.cues import cues
from mtassist.detect.quotes._claim import Way, back, put
from mtassist.rules import Rule, bad, misses, ok
from mtassist.segment import sentences
from mtassist.speech import ledger
from mtassist.types import Document, Edit, Issue, Mqm, Safety, Severity

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
        bad('"It is not a theft[[" - ]]summed up the guard.', fix='," '),
        bad(
            "[[- Two patrols a night are enough,' said the mayor.]]",
            fix='"Two patrols a night are enough," said the mayor.',
        ),
        bad(
            "[[– We have seen nothing like it, – said the guard.]]",
            fix='"We have seen nothing like it," said the guard.',
        ),
        bad("[[- It is cheaper - said the mayor.]] It rained.", fix='"It is cheaper," said the mayor.'),
        bad(
            "[[- I went for bread, - said Anna Tikhonova. - I slid to the shop.]]",
            fix='"I went for bread," said Anna Tikhonova. "I slid to the shop."',
        ),
        bad("[[- We came - wrote the guards - and we saw.]]", fix='"We came," wrote the guards, "and we saw."'),
        bad('[[- I came, - says Jan Orn. - It looked at me".]]', fix='"I came," says Jan Orn. "It looked at me".'),
        bad("[[– Nobody came back, says Ylva Hed.]]", fix='"Nobody came back," says Ylva Hed.'),
        ok("- Bread\n- Salt\n- Two candles, said to burn all night"),
        ok('"We stay," - a rare word from him - "and that is all."'),
        ok('"We stay," said Orlov - and left.'),
        ok("The mayor - he said so himself - will not stand again."),
        misses("[[- We stay. The rest is silence.]] He left.", "without a reporting clause a dash may be a list"),
    ),
)

BLANK = r"[ \t\u00a0]*"
AFTER_MARK = re.compile(
    rf"(?P<gap>{BLANK})(?P<inner>[.,!?…]*){BLANK}(?P<mark>[\"”“»])(?P<out>,?{BLANK}[-–—]{BLANK})(?=[a-z])"
)
START = re.compile(r"(?:^|(?<=[.!?…:\"”] ))(?P<dash>[-–—][ \t\u00a0]+)(?=[A-ZÀ-ÞŁŚŠŽ])")
TURN = re.compile(rf"(?P<stop>[,.!?…]?)(?:['’\"”]{BLANK}[-–—]?|{BLANK}[-–—])[ \t\u00a0]+(?=[a-z])")
AGAIN = re.compile(r"(?P<stop>[.,]?)(?P<gap>,? +[-–—] +)(?=\w)")
DASH = re.compile("[-–—]")
REACH = 400  # a turn of speech is not longer


CUES = cues(shape='^[-–—]|["”“»],?[-–—]')


def find_all(document: Document) -> Iterator[Issue]:
    opener, closer = ledger(document).style
    for block in document.blocks:
        for start, end, way in _dashes(block.text, opener, closer):
            yield RULE.issue(block, (start, end), "A dash stands here for quote marks, or beside them.", fixes=[way])


@lru_cache(maxsize=4096)
def _dashes(text: str, opener: str, closer: str) -> tuple[tuple[int, int, Way], ...]:
    if not DASH.search(text):
        return ()
    return (*_turns(text, opener, closer), *(_beside_marks(text) if any(map(text.__contains__, '"”“»')) else ()))


def _beside_marks(text: str) -> Iterator[tuple[int, int, Way]]:
    """``FIFA ," - said``: the closing mark stays, the dash and stray blanks go, a lost comma comes."""
    for match in AFTER_MARK.finditer(text):
        clause = attribution.after(text, match.end())
        quoted = any(text.rfind(g, max(0, match.start() - 2000), match.start()) >= 0 for g in '"“”«')
        if not (quoted and clause and clause.start("clause") == match.end()):
            continue
        mark, inner = match.start("mark"), match.span("inner")
        edits = [put(*match.span("gap"), "")] if match["gap"] else []
        if not match["inner"]:
            edits = [put(match.start(), mark, ",")]
        elif inner[1] < mark:
            edits.append(put(inner[1], mark, ""))
        yield match.start(), match.end(), (*edits, put(*match.span("out"), " "))


def _turns(text: str, opener: str, closer: str) -> Iterator[tuple[int, int, Way]]:
    """``- We stay, - said the mayor. - We wait.``: turns of speech, at the start of the block or of a sentence."""
    at = 0
    while start := START.search(text, at):
        at = start.end()
        if first := _end_of_speech(text, start.end(), closer):
            resumed, end = _resumed(text, first[1], opener, closer)
            yield start.start("dash"), end, (put(*start.span("dash"), opener), first[0], *resumed)
            at = end


def _end_of_speech(text: str, start: int, closer: str) -> tuple[Edit, int] | None:
    """The edit that closes the speech before its reporting clause, and where that clause begins."""
    limit = min(len(text), start + REACH)
    for turn in TURN.finditer(text, start, limit):
        clause = attribution.after(text, turn.end())
        if clause and clause.start("clause") == turn.end():
            return put(turn.start(), turn.end(), f"{turn['stop'] or ','}{closer} "), turn.end()
    if (clause := attribution.within(text, start, limit)) and not set(text[start : clause.start()]) & set('"“”'):
        return put(clause.end("stop"), clause.end("stop"), closer), clause.start("clause")
    return None


def _resumed(text: str, clause: int, opener: str, closer: str) -> tuple[Way, int]:
    """The edits around what the speaker says after the clause, if a dash tells of it, and where all ends."""
    sentence = next((b for a, b in sentences(text) if a <= clause < b), len(text))
    again = AGAIN.search(text, clause, min(len(text), sentence + 4))
    if not again or not (again["stop"] or again.end() < sentence):
        return (), sentence
    end = back(text, len(text))
    opened = put(*again.span("gap"), f"{'' if again['stop'] else ','} {opener}")
    if inner := attribution.within(text, again.end(), end):
        return (opened, put(inner.end("stop"), inner.end("stop"), closer)), end
    closed = bool(set(text[end - 3 : end]) & set('"“”'))
    return (opened,) if closed else (opened, put(end, end, closer)), end
