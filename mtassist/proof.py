"""The proof of a fix: made, it leaves its rule quiet, causes no finding that was not there, and touches nothing else.

The rules run again on the mended text. To keep that cheap, suggestions are tried in groups whose edits lie apart; a
group in which something goes wrong is split until the one at fault stands alone. The number of runs is bounded, so that
the work grows with the text and not with its square.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from mtassist import edits as editing
from mtassist.plugins import rules
from mtassist.segment import document
from mtassist.types import Document, Edit, Issue, Span, Suggestion

BATCHES = 2  # so many groups of suggestions are tried first, all edits of a group at once
RUNS = range(6, 41)  # how often the rules may run again: the longer the text the fewer
READ = 200_000  # characters that all runs together may read
Run = Callable[[Document], tuple[Issue, ...]]
Pair = tuple[Issue, Suggestion]


def proven(given: Document, issues: Sequence[Issue], run: Run, known: Sequence[Issue] = ()) -> tuple[Issue, ...]:
    """The issues with those of their suggestions that hold; hints without edits need no proof.

    ``known`` is everything found before, also what is muted or lies in residue: it is no finding that a fix causes.
    """
    pairs = [(i, s) for i in issues for s in i.suggestions if s.edits]
    before = Places(known or issues)
    held = set(_holding(given, pairs, before, run))
    return tuple(
        replace(i, suggestions=tuple(s for s in i.suggestions if not s.edits or (i, s) in held)) for i in issues
    )


def _holding(given: Document, pairs: Sequence[Pair], before: Places, run: Run) -> Iterator[Pair]:
    """The pairs that hold, found by trying groups and splitting those that fail."""
    groups = deque(_batches(pairs))
    limit = min(max(READ // (len(given.text) + 1), RUNS[0]), RUNS[-1])
    runs = 0
    while groups:
        group = groups.popleft()
        held = _hold(given, group, before, run)
        runs += 1
        if len(held) == len(group) or len(group) == 1 or runs + len(groups) > limit:
            yield from held
        else:
            groups += [group[::2], group[1::2]]


def keeps_words(issue: Issue, suggestion: Suggestion) -> bool:
    """Whether the letters and digits under the edits stay the same; the edits must lie within the issue."""
    for edit in suggestion.edits:
        if not issue.span.contains(edit.span):
            return False
        at = edit.span.start - issue.span.start
        old = issue.text[at : at + edit.span.end - edit.span.start]
        if [c for c in old if c.isalnum()] != [c for c in edit.new if c.isalnum()]:
            return False
    return True


class Places:
    """Where each rule has findings, for quick questions."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        self._spans: dict[str, list[Span]] = {}
        for issue in issues:
            self._spans.setdefault(issue.rule, []).append(issue.span)
        self._reach = {}  # the furthest end up to each span, so that a long early span is not missed
        for rule, spans in self._spans.items():
            spans.sort()
            self._reach[rule] = list(accumulate((s.end for s in spans), max))

    def count(self, rule: str, span: Span) -> int:
        """How many findings of the rule overlap the span."""
        spans = self._spans.get(rule)
        if not spans:
            return 0
        first = bisect_right(self._reach[rule], span.start)
        last = bisect_left(spans, span.end, key=lambda s: s.start)
        return sum(s.end > span.start for s in spans[first:last])


class Moves:
    """Offsets before and after edits are made."""

    def __init__(self, made: Sequence[Edit]) -> None:
        self._old = [(e.span.start, e.span.end) for e in made]
        growth = list(accumulate((len(e.new) - (e.span.end - e.span.start) for e in made), initial=0))
        self._new = [(e.span.start + g, e.span.start + g + len(e.new)) for e, g in zip(made, growth, strict=False)]

    def after(self, span: Span) -> Span:
        return Span(_move(span.start, self._old, self._new, 0), _move(span.end, self._old, self._new, 1))

    def before(self, span: Span) -> Span:
        return Span(_move(span.start, self._new, self._old, 0), _move(span.end, self._new, self._old, 1))


def _move(offset: int, source: list[tuple[int, int]], target: list[tuple[int, int]], side: int) -> int:
    """An offset inside an edit goes to the edit's start (side 0) or end (side 1)."""
    at = bisect_right(source, offset, key=lambda p: p[0]) - 1
    if at < 0:
        return offset
    (_, end), new = source[at], target[at]
    if offset <= end and (offset < end or side):
        return new[side]
    return offset - end + new[1]


def _batches(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    """Pairs dealt out like cards, so that neighbours fall into different batches; a clash goes to a further one."""
    batches: list[list[Pair]] = [[] for _ in range(min(BATCHES, len(pairs)))]
    ends = [-1] * len(batches)  # where the last edit of each batch ends
    for number, pair in enumerate(sorted(pairs, key=lambda p: p[1].edits[0].span)):
        start, end = pair[1].edits[0].span.start, pair[1].edits[-1].span.end
        turn = number % BATCHES
        order = (*range(turn, len(batches)), *range(turn))
        free = next((b for b in order if start > ends[b]), None)
        if free is None:
            batches.append([])
            ends.append(-1)
            free = len(batches) - 1
        batches[free].append(pair)
        ends[free] = end
    yield from batches


def _hold(given: Document, batch: list[Pair], before: Places, run: Run) -> list[Pair]:
    made = [e for _, s in batch for e in s.edits]
    moves = Moves(made)
    mended = document(editing.apply(given.text, made), source=given.source, language=given.language)
    now = run(mended)
    after = Places(now)
    blamed = {_nearest(batch, place) for place in _unforeseen(now, before, moves, made)}
    return [
        (issue, suggestion)
        for number, (issue, suggestion) in enumerate(batch)
        if number not in blamed
        and after.count(issue.rule, moves.after(issue.span)) < before.count(issue.rule, issue.span)
    ]


def _unforeseen(now: Iterable[Issue], before: Places, moves: Moves, made: Sequence[Edit]) -> Iterator[int]:
    """Where, in the old text, findings stand that were not there before."""
    for issue in now:
        place = moves.before(issue.span)
        if place.start == place.end:  # wholly inside an insertion: look at its neighbours
            place = Span(max(0, place.start - 1), place.end + 1)
        if before.count(issue.rule, place):
            continue
        if rules()[issue.rule].relative and not any(_touch(place, e.span) for e in made):
            continue  # the balance of the text was tipped: no fault of the edit
        yield place.start


def _touch(a: Span, b: Span) -> bool:
    return a.start <= b.end and b.start <= a.end


def _nearest(batch: list[Pair], place: int) -> int:
    at = bisect_right(batch, place, key=lambda p: p[1].edits[0].span.start)
    near = range(max(0, at - 1), min(len(batch), at + 1))
    return min(near, key=lambda n: abs(batch[n][1].edits[0].span.start - place))
