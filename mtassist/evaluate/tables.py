"""The measures as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mtassist.evaluate.accuracy import Result
from mtassist.evaluate.genuine import Alarms
from mtassist.evaluate.growth import Growth
from mtassist.evaluate.page import RUNS, TARGETS, Waits
from mtassist.evaluate.ranking import Agreement
from mtassist.evaluate.ranking import Result as Rankings
from mtassist.evaluate.sites import Sites
from mtassist.evaluate.speed import Speed
from mtassist.evaluate.splitting import Standing
from mtassist.formats.cells import shown

SHOWN = 3  # contexts for each rule


def accuracy(result: Result) -> Iterator[str]:
    yield f"{'kind':26} {'gold':>5} {'found':>7} {'by any':>7} {'fixed':>12}"
    for name, kind in [*sorted(result.kinds.items()), ("all", result.total)]:
        share = [_share(kind.found, kind.gold), _share(kind.found_any, kind.gold)]
        yield f"{name:26} {kind.gold:5} {share[0]:>7} {share[1]:>7} {kind.fixed:4} of {kind.fixable:4}"
    yield ""
    yield f"{'family and rule':36} {'findings':>8} {'right':>7} {'alarms':>7}"
    for name, claim in sorted({**result.families, **result.rules}.items()):
        alarms = sum(n for rule, n in result.alarms.items() if name in (rule, rule.partition(".")[0]))
        label = f"  {name}" if "." in name else name
        yield f"{label:36} {claim.findings:8} {_share(claim.right, claim.findings):>7} {alarms:7}"
    yield ""
    yield f"precision {result.claims.precision:.1%} of {result.claims.findings:,} findings in translated articles"
    yield (
        f"false alarms {result.alarms_per_1000_words:.2f} per 1,000 words of genuine English "
        f"({result.alarms.total():,} in {result.words:,} words)"
    )
    for rule, number in result.alarms.most_common():
        yield f"  {number:4} {rule}"


def genuine(alarms: Alarms) -> Iterator[str]:
    total, words = alarms.count.total(), max(1, alarms.words)
    where = f"{alarms.words:,} words of {alarms.documents:,} documents"
    yield f"{total:,} findings in {where}: {1000 * total / words:.3f} per 1,000 words"
    for rule, number in alarms.count.most_common():
        yield f"{rule}: {number:,}, {1000 * number / words:.3f} per 1,000 words"
        contexts = alarms.contexts[rule]
        yield from (f"    {shown(context)}" for context in contexts[:: max(1, len(contexts) // SHOWN)][:SHOWN])


def splitting(cases: int, standings: Iterable[Standing]) -> Iterator[str]:
    yield f"{'splitter':14} {'right':>9} {'missed':>7} {'false':>6} {'chars/s':>12}"
    for one in standings:
        yield f"{one.name:14} {one.right:3} of {cases:2} {one.missed:7} {one.false:6} {one.speed:12,.0f}"
        yield from (f"    {words}" for words in one.wrong)


def speed(one: Speed) -> Iterator[str]:
    yield f"{one.characters:,} characters, median of runs, warm"
    rows = [("rules alone", one.rules), ("check, fixes proven", one.checked)]
    for name, rate in rows + ([("Harper", one.harper)] if one.harper else []):
        against = f"  {rate / one.harper:5.2f} x Harper" if one.harper else ""
        yield f"{name:20} {rate:12,.0f} characters a second{against}"


def growth(rows: Iterable[Growth], memory: tuple[float, float] | None) -> Iterator[str]:
    yield f"{'text of':16} {'20 kB':>9} {'200 kB':>9} {'ratio':>7}"
    for one in rows:
        yield f"{one.name:16} {one.small:8.3f}s {one.large:8.3f}s {one.ratio:7.1f}"
    if memory:
        yield f"memory: {memory[0]:,.0f} MB for a short text, {memory[1]:,.0f} MB at most for one of 1 MB"


def site_memory(one: Sites) -> Iterator[str]:
    found = one.found
    yield f"{found.articles:,} made-up articles, {found.planted:,} pieces of residue planted in them"
    yield f"found {found.found:,} ({one.recall:.1%}), with {found.entries} entries on the list"
    yield f"sentences of articles marked: {len(found.wrong)}"
    yield from (f"    {shown(words)}" for words in found.wrong[:SHOWN])
    yield f"{'documents':>10} {'learning':>10} {'marking':>10} {'peak':>8}   seconds per 1,000 documents"
    for cost in (one.few, one.many):
        peak = f"{cost.megabytes:5,.0f} MB" if cost.megabytes else "–"
        yield f"{cost.documents:10,} {cost.learning:10.3f} {cost.marking:10.3f} {peak:>8}"
    yield f"one document among many costs {one.ratio:.2f} times one among few"
    yield from (f"falls short: {name}" for name in one.missed)


WAITS = {
    "start": "start of the server to first page",
    "load": "first page load",
    "marks": "paste of an article to marks",
    "decision": "a decision to the updated page",
    "long_marks": "paste of the long text to marks",
    "long_decision": "a decision there",
    "long_bulk": "all accepted at once there",
    "long_frame": "95 % of frames there, scrolling",
}


def page(waits: Waits) -> Iterator[str]:
    """Beside what they must reach."""
    yield f"{f'median of {RUNS} visits':36} {'ms':>8} {'at most':>8}"
    for name, label in WAITS.items():
        late = "  too slow" if name in waits.missed else ""
        yield f"{label:36} {getattr(waits, name):8,.0f} {TARGETS[name]:8,.0f}{late}"
    yield f"the long text has {waits.long_words:,} words and {waits.long_findings:,} findings"


def ranking(result: Rankings) -> Iterator[str]:
    """Of all pairs, and beside them of those that people tell apart."""
    heads = [f"{name:>18} {'told apart':>18}" for name in result.signatures]
    yield f"{'pairs in human order':20} {'systems':>7} {'segments':>14}" + "".join(heads)
    for one in result.rankings:
        segments = f"{one.segments:,} of {one.of:,}"
        yield f"{one.name:20} {one.systems:7} {segments:>14}" + _agreements(
            one.agreement[name] for name in result.signatures
        )
    yield f"{'all':20} {'':7} {'':>14}" + _agreements(result.total(name) for name in result.signatures)
    if any(one.segments < one.of for one in result.rankings):
        yield "a sample of segments, the same for all systems of a set; all human scores are used"
    yield "each segment is measured alone, with its source and first reference"
    if result.left_out:
        yield f"without human scores of two systems: {', '.join(result.left_out)}"
    yield from result.signatures.values()


def _agreements(found: Iterable[Agreement]) -> str:
    cells = [pair for one in found for pair in ((one.right, one.pairs), (one.right_apart, one.apart))]
    return "".join(f" {f'{right} of {pairs}':>10} {_share(right, pairs):>7}" for right, pairs in cells)


def gate(broken: Sequence[str]) -> Iterator[str]:
    yield from broken or ["every floor is reached"]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
