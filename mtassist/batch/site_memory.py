"""What a site repeats on its pages, known by its coming back in many articles of a batch.

Labels, prompts and boilerplate that no word list knows stand in hundreds of articles of one outlet, word for word but
for a date, a figure or a name. One document alone cannot show them: the rule speaks only where a batch was learnt from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from mtassist import plugins, suppress
from mtassist.batch.fragments import Fragment, clean, fragments
from mtassist.batch.learning import learn
from mtassist.batch.memory import Entry, Memory
from mtassist.config import DEFAULT, Config
from mtassist.edits import deletion
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Report, Severity, Span

__all__ = ["RULE", "Entry", "Memory", "find", "learn", "outlet_of", "remembered"]

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
Outlets = Callable[[str], str]


def outlet_of(name: str) -> str:
    """The first folder of a document's name; without one, all documents are of one outlet.

    >>> outlet_of("diario/2024/a.txt"), outlet_of("./diario/a.txt"), outlet_of("a.txt"), outlet_of("/b/a.txt")
    ('diario', 'diario', '', 'b')
    """
    folders = [part for part in PurePosixPath(name.replace("\\", "/")).parts[:-1] if part not in ("/", "..")]
    return folders[0] if folders else ""


def find(document: Document, memory: Memory, outlet: str, found: Iterable[Issue] = ()) -> list[Issue]:
    """What the memory knows of the outlet, where no residue was ``found`` before."""
    residue = [issue.span for issue in found if issue.family == "residue"]
    made: list[Issue] = []
    outlet, reached = clean(outlet), 0
    for fragment in fragments(document):
        entry = memory.get(outlet, fragment.key)
        if not entry or not entry.keep or fragment.span.start < reached or _covered(fragment.span, residue):
            continue
        made.append(_issue(document, fragment, entry))
        reached = fragment.span.end
    return made


def _covered(span: Span, residue: Iterable[Span]) -> bool:
    """Whether half of it or more was found already."""
    shared = sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in residue)
    return 2 * shared >= span.end - span.start


def _issue(document: Document, fragment: Fragment, entry: Entry) -> Issue:
    at, where = fragment.span, f" of {entry.outlet}" if entry.outlet else ""
    return RULE.issue(
        document,
        (at.start, at.end),
        f"Comes back in {entry.count:,} of {entry.of:,} articles{where}: the site's text, not the article's.",
        fixes=[[deletion(document.text, at)]],
        confidence=_confidence(entry.share),
    )


def _confidence(share: float) -> float:
    """From 0.7 for what is rare to 0.97 for what stands in half of the articles: set by judgement, not measured."""
    return round(0.7 + 0.27 * min(1.0, 2 * share), 2)


def remembered(
    reports: Iterable[tuple[str, Report]], memory: Memory, config: Config = DEFAULT, outlet: Outlets = outlet_of
) -> Iterator[tuple[str, Report]]:
    """Reports, each with the name of its document, with what the memory knows added, and scored anew where it does."""
    chosen = RULE.id in plugins.choose(config.select, config.ignore)
    for name, report in reports:
        yield name, _more(report, memory, outlet(name), config) if chosen else report


def _more(report: Report, memory: Memory, outlet: str, config: Config) -> Report:
    found = (
        issue
        for issue in find(report.document, memory, outlet, report.issues)
        if issue.severity.rank >= config.min_severity.rank and issue.confidence >= config.min_confidence
    )
    more = suppress.unmuted(report.document, found, config.ignored)
    if not more:
        return report
    kept = [i for i in report.issues if not any(m.span.contains(i.span) for m in more)]  # they go with it
    issues = tuple(sorted([*kept, *more], key=lambda i: (i.span, i.rule)))
    scores = [score for scorer in plugins.modules("score") for score in scorer.score(report.document, issues)]
    return replace(report, issues=issues, scores=tuple(scores))
