"""What a site repeats on its pages, known by its coming back in many articles of a batch.

Labels, prompts and boilerplate that no word list knows stand in hundreds of articles of one outlet, word for word but
for a date, a figure or a name. One document alone cannot show them: the rule speaks only where a list of them is given,
which ``mtassist score --learn FILE`` makes. In a text whose outlet is not on it, it looks for what any outlet repeats:
what one site glues to all its articles is hardly ever a sentence of another's, and a person sees where it was learnt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import partial
from itertools import accumulate

from mtassist.batch.fragments import Fragment, clean, fragments
from mtassist.batch.memory import Entry, Memory
from mtassist.config import Config
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity, Span

RULE = Rule(
    id="residue.site-memory",
    summary="Text that comes back in many articles of one site.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    confidence=0.9,
    examples=(  # for a site that repeats “The Harbour Letter, every day at seven”
        bad(
            "The old bridge stays closed, the mayor said.\n\n[[The Harbour Letter, every day at seven]]\n\n"
            "Work on it begins in spring.",
            fix="",
        ),
        ok("The old bridge stays closed, the mayor said.\n\nWork on it begins in spring."),
    ),
)


APART = "speaks only of many documents together: single articles say nothing of it"


def finder(config: Config) -> Callable[[Document, Iterable[Issue]], list[Issue]] | None:
    """What looks for it under these options; none without a list."""
    return partial(_find, config.memory, config.outlet) if config.memory else None


def _find(memory: Memory, outlet: str | None, document: Document, found: Iterable[Issue]) -> list[Issue]:
    return find(document, memory, outlet, found)


def find(document: Document, memory: Memory, outlet: str | None, found: Iterable[Issue] = ()) -> list[Issue]:
    """What the memory knows of the outlet, or of any for None, where no residue was ``found`` before."""
    residue = _Covered(issue.span for issue in found if issue.family == "residue")
    made: list[Issue] = []
    outlet, reached = None if outlet is None else clean(outlet), 0
    for fragment in fragments(document):
        entry = memory.get(outlet, fragment.key)
        if not entry or not entry.keep or fragment.span.start < reached or residue.most_of(fragment.span):
            continue
        made.append(_issue(document, fragment, entry))
        reached = fragment.span.end
    return made


class _Covered:
    """What spans cover together."""

    def __init__(self, spans: Iterable[Span]) -> None:
        apart: list[list[int]] = []
        for span in sorted(spans):
            if apart and span.start <= apart[-1][1]:
                apart[-1][1] = max(apart[-1][1], span.end)
            else:
                apart.append([span.start, span.end])
        self._starts, self._ends = [start for start, _ in apart], [end for _, end in apart]
        self._until = list(accumulate((end - start for start, end in apart), initial=0))

    def most_of(self, span: Span) -> bool:
        """Whether half of a span or more is covered."""
        first, last = bisect_right(self._ends, span.start), bisect_left(self._starts, span.end)
        if first >= last:
            return False
        outside = max(0, span.start - self._starts[first]) + max(0, self._ends[last - 1] - span.end)
        return 2 * (self._until[last] - self._until[first] - outside) >= span.end - span.start


def _issue(document: Document, fragment: Fragment, entry: Entry) -> Issue:
    at = fragment.span
    return RULE.issue(
        document,
        (at.start, at.end),
        _message(entry),
        fixes=[[deletion(document.text, at)]],
        confidence=_confidence(entry),
    )


def _message(entry: Entry) -> str:
    where = f" of {entry.outlet}" if entry.outlet else ""
    if not entry.count:
        return f"On the list of what comes back in articles{where}: the site's text, not the article's."
    return f"Comes back in {entry.count:,} of {entry.of:,} articles{where}: the site's text, not the article's."


def _confidence(entry: Entry) -> float:
    """From 0.7 for what is rare to 0.97 for what stands in half of the articles, or was put on the list by a person:
    set by judgement, not measured."""
    return round(0.7 + 0.27 * min(1.0, 2 * entry.share), 2) if entry.count else 0.97
