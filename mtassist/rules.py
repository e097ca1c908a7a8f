"""What a detector file declares: its rule, and examples that become its tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mtassist.types import Block, Document, Edit, Issue, Mqm, Safety, Segment, Severity, Span, Suggestion

OPEN, CLOSE = "[[", "]]"


@dataclass(frozen=True, slots=True)
class Example:
    """A text with the answer marked in it."""

    text: str
    span: Span | None = None  # None: the rule must stay silent
    fix: str | None = None  # what stands in place of the span after the first suggestion; None: nothing is offered
    becomes: str | None = None  # the whole text after it, where the edits reach beyond the span
    known_miss: str | None = None  # why we do not get this right yet


def bad(marked: str, *, fix: str | None = None, becomes: str | None = None) -> Example:
    """The rule must flag exactly the ``[[marked]]`` place, once, and mend it exactly so.

    ``fix=""`` deletes (white space around the hole is not compared); ``becomes`` gives the whole text instead, for
    edits outside the marked place; neither means that no suggestion is made.
    """
    before, opened, rest = marked.partition(OPEN)
    words, closed, after = rest.partition(CLOSE)
    if not (opened and closed) or OPEN in after:
        raise ValueError(f"mark exactly one place with {OPEN}…{CLOSE}: {marked!r}")
    span = Span(len(before), len(before) + len(words))
    return Example(before + words + after, span, fix, becomes)


def ok(text: str) -> Example:
    """The rule must stay silent."""
    return Example(text)


def misses(marked: str, why: str) -> Example:
    """The rule should flag this but does not yet; the test shouts when it starts to."""
    example = bad(marked)
    return Example(example.text, example.span, known_miss=why)


@dataclass(frozen=True, slots=True)
class Rule:
    """A detector's identity card. The id is ``family.name`` for ever: it is in users' configurations and logs."""

    id: str
    summary: str  # one sentence for ``mtassist rules``
    mqm: Mqm
    severity: Severity
    examples: tuple[Example, ...]
    safety: Safety = Safety.REVIEW  # of its usual fix; a finding may say otherwise
    confidence: float = 0.9  # of its usual finding
    relative: bool = False  # compares with the rest of the text, so that an edit elsewhere may tip its balance
    of_style: bool = False  # a matter of house style, which a sentence on its own does not show

    @property
    def family(self) -> str:
        return self.id.partition(".")[0]

    def issue(
        self,
        where: Document | Block | Segment,
        span: tuple[int, int],
        message: str,
        *,
        fix: str | None = None,
        fixes: Iterable[str | Iterable[Edit]] = (),
        safety: Safety | None = None,
        severity: Severity | None = None,
        confidence: float | None = None,
    ) -> Issue:
        """An issue at ``span`` (offsets into ``where.text``), placed in the document.

        ``fix`` replaces the span. ``fixes`` lists further ways, best first, each a replacement of the span or the
        edits themselves (offsets into ``where.text`` too).
        """
        base = where.span.start
        ways = ([] if fix is None else [fix]) + list(fixes)
        trust = safety or self.safety
        return Issue(
            rule=self.id,
            span=Span(*span).shift(base),
            text=where.text[span[0] : span[1]],
            message=message,
            mqm=self.mqm,
            severity=severity or self.severity,
            confidence=self.confidence if confidence is None else confidence,
            suggestions=tuple(Suggestion(_edits(way, span, base), trust, by=self.id) for way in ways),
        )


def _edits(way: str | Iterable[Edit], span: tuple[int, int], base: int) -> tuple[Edit, ...]:
    if isinstance(way, str):
        return (Edit(Span(*span).shift(base), way),)
    return tuple(sorted({Edit(e.span.shift(base), e.new) for e in way}))  # one place is mended once
