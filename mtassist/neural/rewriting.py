"""Lets a model write sentences anew in which something was found, and keeps the smallest edits of what it wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mtassist.edits import apply
from mtassist.neural import minimal
from mtassist.neural.pairs import pairs
from mtassist.types import Document, Edit, Issue, Safety, Segment, Suggestion

FAMILIES = frozenset({"garbled", "accuracy", "untranslated", "repetition"})  # what takes a sentence to mend
LONGEST = 1_000  # characters of a sentence: longer ones are lists, or several that nobody could tell apart
CONTEXT = 500  # characters of the sentences beside it that are shown with it
KEPT = 4096  # sentences whose rewriting a model remembers


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence to write anew, what is wrong in it, and what stands around it."""

    sentence: str
    wrong: tuple[tuple[str, str], ...]  # words of the sentence, and what was said of them
    before: str = ""
    after: str = ""
    source: str = ""  # what it was translated from, if known


Rewrite = Callable[[Task], str | None]  # the whole sentence; None where the model has nothing to offer


def suggestions(
    rewrite: Rewrite, name: str, document: Document, issues: tuple[Issue, ...]
) -> Iterator[tuple[str, Suggestion]]:
    """For each finding in a sentence that the model can mend, the edits that do it; a person has to accept them."""
    for task, segment, found in _tasks(document, issues):
        if not (new := rewrite(task)):
            continue
        for issue in found:
            at = segment.span.start
            edits = minimal.mend(segment.text, new, minimal.Place(issue.span.shift(-at), issue.family))
            made = tuple(Edit(edit.span.shift(at), edit.new) for edit in edits)
            if made and not any(_same(document.text, made, known.edits) for known in issue.suggestions if known.edits):
                yield issue.id, Suggestion(made, Safety.REVIEW, by=f"model:{name}")


def _same(text: str, one: tuple[Edit, ...], other: tuple[Edit, ...]) -> bool:
    """Whether both make the same text, if by other edits."""
    start = min(edit.span.start for edit in (*one, *other))
    end = max(edit.span.end for edit in (*one, *other))
    made = (apply(text[start:end], [Edit(e.span.shift(-start), e.new) for e in edits]) for edits in (one, other))
    return next(made) == next(made)


def _tasks(document: Document, issues: tuple[Issue, ...]) -> Iterator[tuple[Task, Segment, list[Issue]]]:
    """The sentences with findings of those families, and with no residue, which goes as a whole."""
    segments = document.segments
    sources = {number: pair.source for pair in pairs(document) for number in pair.sentences}
    residue = [issue.span for issue in issues if issue.family == "residue"]
    wanted = sorted((issue for issue in issues if issue.family in FAMILIES), key=lambda issue: issue.span)
    at = 0
    for number, segment in enumerate(segments):
        found = []
        while at < len(wanted) and wanted[at].span.start < segment.span.end:
            if segment.span.contains(wanted[at].span):
                found.append(wanted[at])
            at += 1
        if not found or len(segment.text) > LONGEST or any(span.overlaps(segment.span) for span in residue):
            continue
        yield (
            Task(
                segment.text,
                tuple(dict.fromkeys((issue.text, issue.message) for issue in found)),
                segments[number - 1].text[-CONTEXT:] if number else "",
                segments[number + 1].text[:CONTEXT] if number + 1 < len(segments) else "",
                sources.get(number, "")[:LONGEST],
            ),
            segment,
            found,
        )
