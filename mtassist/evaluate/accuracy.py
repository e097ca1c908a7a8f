"""What was found, what was mended exactly, and what was a false alarm, over annotated articles.

Found: an issue of a family that may claim the artefact's kind overlaps it; found by any: an issue of any family does.
Mended: the first suggestion of an issue there, or those of all issues there together, give a text that the annotator
accepts, white space folded. Right: an issue that overlaps any artefact; precision is the share of those. False alarm:
an issue on genuine English outside its known blemishes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mtassist import edits
from mtassist.formats.annotated import Artefact, Article
from mtassist.types import Edit, Issue, Span

CLAIMS = {  # kinds of artefact -> the families whose finding counts as having understood it
    "ui_residue": "residue",
    "boilerplate": "residue",
    "quote": "quotes",
    "garbled": "garbled repetition accuracy encoding",
    "repetition": "repetition garbled",
    "untranslated": "untranslated encoding",
    "punctuation_spacing": "typography encoding quotes",
    "casing": "typography garbled",
    "number_date_format": "numbers typography",
    "terminology_inconsistency": "terms names",
    "name_error": "names terms accuracy",
    "mistranslation": "accuracy garbled terms names",
}


@dataclass(slots=True)
class Kind:
    """How artefacts of one kind fared."""

    gold: int = 0
    found: int = 0
    found_any: int = 0
    fixable: int = 0
    fixed: int = 0


@dataclass(slots=True)
class Claim:
    """How the findings of one family or rule fared on translated text."""

    findings: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.findings)


@dataclass(slots=True)
class Result:
    kinds: dict[str, Kind] = field(default_factory=dict)
    families: dict[str, Claim] = field(default_factory=dict)
    rules: dict[str, Claim] = field(default_factory=dict)
    words: int = 0  # of genuine English
    alarms: Counter[str] = field(default_factory=Counter)  # by rule

    @property
    def total(self) -> Kind:
        counts = [(k.gold, k.found, k.found_any, k.fixable, k.fixed) for k in self.kinds.values()]
        return Kind(*(sum(column) for column in zip(*counts, strict=True))) if counts else Kind()

    @property
    def claims(self) -> Claim:
        return Claim(sum(c.findings for c in self.families.values()), sum(c.right for c in self.families.values()))

    @property
    def alarms_per_1000_words(self) -> float:
        return 1000 * self.alarms.total() / max(1, self.words)


def score(articles: Iterable[Article], look: Callable[[str], Sequence[Issue]]) -> Result:
    """Judge what ``look`` finds in each text."""
    result = Result()
    for article in articles:
        issues = look(article.text)
        if article.genuine:
            result.words += len(article.text.split())
            result.alarms.update(i.rule for i in issues if not any(_meet(i.span, b) for b in article.blemishes))
            continue
        for artefact in article.artefacts:
            if not artefact.optional:
                _judge(artefact, article.text, issues, result.kinds.setdefault(artefact.kind, Kind()))
        for issue in issues:
            right = any(_meet(issue.span, artefact.span) for artefact in article.artefacts)
            for claim in (
                result.families.setdefault(issue.family, Claim()),
                result.rules.setdefault(issue.rule, Claim()),
            ):
                claim.findings += 1
                claim.right += right
    return result


def _judge(artefact: Artefact, text: str, issues: Sequence[Issue], kind: Kind) -> None:
    near = [issue for issue in issues if _meet(issue.span, artefact.span)]
    kind.gold += 1
    kind.found_any += bool(near)
    kind.found += any(issue.family in CLAIMS.get(artefact.kind, "").split() for issue in near)
    kind.fixable += bool(artefact.fixes)
    kind.fixed += bool(artefact.fixes) and _mended(artefact, text, near)


def _meet(issue: Span, place: Span) -> bool:
    """Half-open overlap; a place between two characters counts as both of them."""
    start, end = (issue.start, issue.end) if issue.start < issue.end else (issue.start - 1, issue.end + 1)
    return start < place.end and place.start < end


def _mended(artefact: Artefact, text: str, near: Sequence[Issue]) -> bool:
    good = {_folded(edits.apply(text, [Edit(artefact.span, new)])) for new in artefact.fixes}
    firsts = [next((s.edits for s in issue.suggestions if s.edits), ()) for issue in near]
    together: list[Edit] = []
    for edit in (edit for group in firsts for edit in group):
        if all(edit.span.end <= e.span.start or e.span.end <= edit.span.start for e in together):
            together.append(edit)
    return any(_folded(edits.apply(text, group)) in good for group in (*firsts, together) if group)


def _folded(text: str) -> str:
    return " ".join(text.split())
