"""What rules and model together would do to genuine English news: every edit that is offered first there is harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mtassist.config import Config
from mtassist.evaluate import genuine
from mtassist.formats import console
from mtassist.formats.cells import shown
from mtassist.neural import clause
from mtassist.pipeline import check
from mtassist.types import Issue, Safety, Suggestion

SENTENCES = 5_000
JOINED = "\n\n"  # between the sentences of a document
TIERS = (Safety.SAFE, Safety.REVIEW)
SHOWN = 20  # edits


@dataclass(slots=True)
class Harm:
    documents: int = 0
    sentences: int = 0
    words: int = 0
    findings: Counter[str] = field(default_factory=Counter)  # by rule
    offered: dict[Safety, Counter[str]] = field(default_factory=lambda: {tier: Counter() for tier in TIERS})
    touched: dict[Safety, int] = field(default_factory=lambda: dict.fromkeys(TIERS, 0))  # sentences
    edits: list[str] = field(default_factory=list)  # each as a person would see it

    def rate(self, *rules: str) -> float:
        """Findings by 1,000 words, of these rules or of all."""
        count = sum(self.findings[rule] for rule in rules) if rules else self.findings.total()
        return 1000 * count / max(1, self.words)


def measure(data: Path, limit: int | None = None) -> Harm:
    """On the first sentences of original news, those of the development file first."""
    given = list(texts(data, limit or SENTENCES))
    return count(console.counted(given, 0, len(given), "Harm"))


def texts(data: Path, sentences: int) -> Iterator[str]:
    """So many sentences, joined to their documents; the last document may be cut."""
    for part in ("dev", "train"):
        for text in genuine.documents([data / f"clean_english.{part}.jsonl.gz"], JOINED):
            kept = text.split(JOINED)[:sentences]
            sentences -= len(kept)
            if kept:
                yield JOINED.join(kept)
            if not sentences:
                return


def count(given: Iterable[str]) -> Harm:
    harm = Harm()
    for text in given:
        harm.documents += 1
        harm.sentences += text.count(JOINED) + 1
        harm.words += len(text.split())
        issues = check(text, config=Config(strict=True)).issues
        harm.findings.update(issue.rule for issue in issues)
        for tier in TIERS:
            firsts = ((i, next((s for s in i.suggestions if s.edits), None)) for i in issues)
            offers = [(issue, first) for issue, first in firsts if first and first.safety is tier]
            harm.offered[tier].update(f"{issue.rule} by {suggestion.by}" for issue, suggestion in offers)
            places = {text.count(JOINED, 0, edit.span.start) for _, s in offers for edit in s.edits}
            harm.touched[tier] += len(places)
            harm.edits += [_edit(text, issue, first) for issue, first in offers]
    return harm


def _edit(text: str, issue: Issue, first: Suggestion) -> str:
    start, end = min(e.span.start for e in first.edits), max(e.span.end for e in first.edits)
    new = " … ".join(edit.new for edit in first.edits)
    before, after = text[max(0, start - 30) : start], text[end : end + 30]
    return f"{first.safety}, {issue.rule}: {before}[{text[start:end]}→{new}]{after}"


def figures(one: Harm) -> dict[str, Any]:
    return {
        "documents": one.documents,
        "sentences": one.sentences,
        "words": one.words,
        "findings": dict(one.findings),
        "offered": {str(tier): dict(counts) for tier, counts in one.offered.items()},
        "touched": {str(tier): number for tier, number in one.touched.items()},
        "per_1000_words": {"all": one.rate(), clause.RULE.id: one.rate(clause.RULE.id)},
        "edits": one.edits,
    }


def table(one: Harm) -> Iterator[str]:
    yield f"{one.sentences:,} sentences of genuine English news ({one.words:,} words of {one.documents:,} documents)"
    for tier in TIERS:
        offers = ", ".join(f"{rule} {number}" for rule, number in one.offered[tier].most_common())
        yield f"{one.touched[tier]:,} sentences get a {tier} edit{': ' if offers else ''}{offers}"
    yield from (f"    {shown(words)}" for words in one.edits[:SHOWN])
    yield (
        f"findings by 1,000 words: {one.rate():.2f}, of them {one.rate(clause.RULE.id):.2f} of {clause.RULE.id} "
        f"({one.findings[clause.RULE.id]:,} of {one.findings.total():,})"
    )
    for rule, number in one.findings.most_common(8):
        yield f"  {number:5,} {rule}"
