"""Whether fixes bring a translation nearer to what a person makes of it, by as much as they change: gain-to-edit.

The change of chrF against the post-edit or reference, divided by the TER of the change; doing nothing gains nothing and
costs nothing. Every first suggestion that is safe, or to be reviewed, is made once, each sentence on its own. chrF
counts no blanks, so the tokenised post-edits of MLQE may be compared with raw text.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from mtassist import edits
from mtassist.config import Config
from mtassist.formats import annotated, console
from mtassist.pipeline import check
from mtassist.review import chosen_edits
from mtassist.train import records
from mtassist.types import Issue, Report, Safety

NO_RESIDUE = "all but residue"  # references translate what the page had around the article as well
ARMS = ("all", NO_RESIDUE, "garbled")
FEW = 3  # changed texts; a rule with fewer is left out of the table
ARTICLES, ALL = "articles", "post-edits"
RESAMPLED = 200
SEED = 7


class Pair(NamedTuple):
    """A translation, and what a person makes of it."""

    kind: str
    given: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Change:
    """What fixes did to one text: points of chrF and of TER."""

    before: float
    after: float
    cost: float


@dataclass(frozen=True, slots=True)
class Gain:
    """Of one kind of text. ``arm``: which fixes were made: all, those of a family, or of one rule."""

    kind: str
    arm: str
    texts: int
    changed: int
    better: int
    worse: int
    chrf: float  # points that chrF rises by, mean over all texts
    ter: float  # points of TER that all texts change by
    gain: float
    low: float
    high: float


def measure(data: Path, articles: Path, limit: int | None = None) -> list[Gain]:
    """Over the development post-edits whose licence is open, and the articles that have a reference."""
    given = list(post_edits(data, limit))
    given += [Pair(ARTICLES, one.text, one.reference) for one in annotated.read(articles) if one.reference]
    return gains(console.counted(given, 0, len(given), "Gain"))


def post_edits(data: Path, limit: int | None = None) -> Iterator[Pair]:
    """All, or so many of each language pair, drawn by chance."""
    piles: dict[str, list[Pair]] = defaultdict(list)
    for row in records.rows(data, "postedits.dev"):
        pair = Pair(row["lang_pair"], row.get("mt_raw") or row["mt"], row.get("pe_raw") or row["pe"])
        piles[pair.kind].append(pair)
    for _, pile in sorted(piles.items()):
        yield from random.Random(SEED).sample(pile, limit) if limit and limit < len(pile) else pile


def gains(given: Iterable[Pair]) -> list[Gain]:
    """Each kind with each arm; all post-edits together, and articles, with each rule alone as well."""
    texts: Counter[str] = Counter()
    seen: dict[tuple[str, str], list[Change]] = {}
    for pair in given:
        report = check(pair.given, config=Config(strict=True))
        kinds = (pair.kind,) if pair.kind == ARTICLES else (pair.kind, ALL)
        texts.update(kinds)
        for arm in (*ARMS, *sorted({issue.rule for issue in report.issues})):
            mended = fixed(report, arm)
            made = [changed(pair, mended)] if mended != pair.given else []
            for kind in kinds:
                if arm in ARMS or (made and kind in (ARTICLES, ALL)):
                    seen.setdefault((kind, arm), []).extend(made)
    return [_gain(kind, arm, texts[kind], made) for (kind, arm), made in sorted(seen.items())]


def fixed(report: Report, arm: str) -> str:
    """The text with the first fixes of all findings, or of those of one family or rule."""

    def asked(issue: Issue) -> bool:
        return arm in ("all", issue.family, issue.rule) or (arm == NO_RESIDUE and issue.family != "residue")

    kept = tuple(filter(asked, report.issues))
    return edits.apply(report.document.text, chosen_edits(replace(report, issues=kept), trust=Safety.REVIEW))


def changed(pair: Pair, mended: str) -> Change:
    from sacrebleu.metrics import CHRF, TER

    chrf, ter = CHRF(), TER(case_sensitive=True)  # a change of case is one as well
    before, after = (chrf.sentence_score(text, [pair.wanted]).score for text in (pair.given, mended))
    return Change(before, after, ter.sentence_score(mended, [pair.given]).score)


def _gain(kind: str, arm: str, texts: int, made: Sequence[Change]) -> Gain:
    rng = random.Random(SEED)
    drawn = sorted(ratio(rng.choices(made, k=len(made))) for _ in range(RESAMPLED if made else 0)) or [0.0]
    return Gain(
        kind,
        arm,
        texts,
        len(made),
        sum(change.after > change.before for change in made),
        sum(change.after < change.before for change in made),
        sum(change.after - change.before for change in made) / texts,
        sum(change.cost for change in made) / texts,
        ratio(made),
        drawn[round(0.025 * len(drawn))],
        drawn[max(0, round(0.975 * len(drawn)) - 1)],
    )


def ratio(made: Sequence[Change]) -> float:
    """Points of chrF for each point of TER.

    >>> ratio([Change(50.0, 53.0, 10.0), Change(50.0, 49.0, 10.0)])
    0.1
    """
    cost = sum(change.cost for change in made)
    return sum(change.after - change.before for change in made) / cost if cost else 0.0


def figures(rows: Iterable[Gain]) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows]


def table(rows: Iterable[Gain]) -> Iterator[str]:
    counted = f"{'texts':>6} {'changed':>7} {'better':>6} {'worse':>6}"
    yield f"{'':12} {'fixes':26} {counted} {'chrF':>7} {'TER':>6}  gain to edit"
    for row in (row for row in rows if row.arm in ARMS or row.changed >= FEW):
        counts = f"{row.texts:6,} {row.changed:7,} {row.better:6,} {row.worse:6,}"
        value = f"{row.gain:+.3f} [{row.low:+.3f}, {row.high:+.3f}]" if row.changed else "nothing changed"
        yield f"{row.kind:12} {row.arm:26} {counts} {row.chrf:+7.3f} {row.ter:6.2f}  {value}"
    yield "chrF: points won; TER: points changed; means over all texts. To change nothing is 0."
