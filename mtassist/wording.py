"""From a passage and its new wording to the few edits between them, and how many words edits touch.

Words are compared whole, so that an editor reads “3.500 → 3,500” and not a dot that became a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Indel

from mtassist.types import Edit, Span

TOKEN = re.compile(r"\w+(?:[.,'’-]\w+)*|\s|[^\w\s]")
WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")


def changes(text: str, span: Span, new: str) -> list[Edit]:
    """The edits that turn ``span`` of the text into ``new``; none if that is what stands there.

    >>> [(e.span.start, e.span.end, e.new) for e in changes("He left the the town.", Span(0, 21), "He left the town.")]
    [(12, 16, '')]
    """
    old, wanted = TOKEN.findall(span.of(text)), TOKEN.findall(new)
    at = [span.start]
    for token in old:
        at.append(at[-1] + len(token))
    found: list[Edit] = []
    for step in Indel.opcodes(old, wanted):
        if step.tag == "equal":
            continue
        brought = "".join(wanted[step.dest_start : step.dest_end])
        edit = Edit(Span(at[step.src_start], at[step.src_end]), brought)
        if found and found[-1].span.end == edit.span.start:  # a deletion and an insertion side by side: one replacement
            last = found.pop()
            edit = Edit(Span(last.span.start, edit.span.end), last.new + edit.new)
        found.append(edit)
    return found


def changed_words(text: str, edits: Iterable[Edit]) -> int:
    """How many words the edits touch: of each edit the words it takes away or those it brings, whichever are more."""
    return sum(max(len(WORD.findall(e.span.of(text))), len(WORD.findall(e.new))) for e in edits)
