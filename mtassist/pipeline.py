"""The one way through mtassist: command line, page and library all call ``check``."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mtassist import language, plugins, proof, speech, suppress
from mtassist.config import DEFAULT, Config
from mtassist.cues import Alarm
from mtassist.errors import InputError
from mtassist.segment import document
from mtassist.types import Block, Document, Failure, Issue, Report, Safety, Segment, Suggestion

Verb = Callable[..., Iterable[Any]]
Glance = Callable[[str], object]
Group = tuple[frozenset[int], Glance | None, list[tuple[str, Verb]]]  # what else must be seen; who shares a glance
Groups = dict[int, list[Group]]  # by one of what must be seen
Findings = tuple[tuple[Issue, ...], tuple[Failure, ...]]  # and what failed
OF_NEIGHBOURS = frozenset({"quotes", "typography", "residue"})  # how a sentence begins and ends hangs on the next ones
SENTENCE = 3  # words; a shorter one is a scrap that was cut off, and shows no style
REPAIRS_IN_SPEECH = frozenset({"residue", "encoding", "quotes"})  # everything else is the speaker's own wording


def check(text: str | Document, *, source: str | None = None, config: Config = DEFAULT) -> Report:
    """Everything found in one text, each fix proven. ``source`` is the text it was translated from, if known."""
    with _uncollected():
        given = text if isinstance(text, Document) else document(text, source=source)
    return next(check_many([given], config))


def check_many(documents: Iterable[Document], config: Config = DEFAULT) -> Iterator[Report]:
    """One report per document, in order. A report never depends on which documents came with it."""
    chosen = plugins.choose(config.select, config.ignore)
    for each in documents:
        if len(each.text) > config.max_characters:
            raise InputError(
                f"the text has {len(each.text):,} characters; at most {config.max_characters:,} are read at once: "
                "split it, or raise max_characters in mtassist.toml"
            )
        with _uncollected():
            report = _report(each, chosen, config)
        yield report


def findings(given: Document, config: Config = DEFAULT) -> Findings:
    """What is found, and what failed, without proving the fixes: all that scoring needs, in a third of the time."""
    return findings_of_many([given], config)[0]


def findings_of_many(documents: Sequence[Document], config: Config = DEFAULT) -> list[Findings]:
    """The same for each of some documents. Of short ones many at once take much less time than one by one."""
    with _uncollected():
        detection = Detection(_chosen(config.select, config.ignore), config.strict, plugins.made("finder", config))
        found = detection.run_many(documents)
        if detection.failures and len(documents) > 1:  # each is told its own
            return [findings(given, config) for given in documents]
        return [(_audible(*each, config), tuple(detection.failures)) for each in zip(documents, found, strict=True)]


def _audible(given: Document, found: tuple[Issue, ...], config: Config) -> tuple[Issue, ...]:
    if not found:
        return ()
    wanted = (issue for issue in found if _wanted(issue, config))
    return tuple(_without_lost(suppress.unmuted(given, wanted, config.ignored)))


_chosen = lru_cache(maxsize=16)(plugins.choose)  # asked for every segment of a batch


@contextmanager
def _uncollected() -> Iterator[None]:
    """No cyclic garbage collection meanwhile: the nouns hold no cycles, and walking over 100,000 of them again and
    again would make long texts cost more than their length."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _report(given: Document, chosen: frozenset[str], config: Config) -> Report:
    learnt = plugins.made("finder", config)
    detection = Detection(chosen, config.strict, learnt)
    found = detection.run(given)
    failures = list(detection.failures)
    audible = suppress.unmuted(given, (i for i in found if _wanted(i, config)), config.ignored)

    issues = {i.id: i for i in _without_lost(audible)}
    suggesters = [(module.__name__, module.suggest) for module in plugins.modules("suggest")]
    for verb in [*suggesters, *plugins.made("suggester", config)]:
        for id, suggestion in _ask([verb], failures, config.strict, given, tuple(issues.values())):
            issues[id] = replace(issues[id], suggestions=(*issues[id].suggestions, suggestion))

    talk = speech.spans(given)
    alone = _alone(given)
    mended = tuple(_in_trust(issue, given, talk, alone=alone) for issue in issues.values())
    again = Detection(chosen - plugins.hints(), config.strict, learnt, detection.memory)
    proven = proof.proven(given, mended, again.run, found)
    scorers = [(module.__name__, module.score) for module in plugins.modules("score")]
    scorers += plugins.made("scorer", config)
    scores = _ask(scorers, failures, config.strict, given, proven)
    said = _ask(plugins.made("watcher", config), failures, config.strict, given, proven)
    return Report(
        given,
        proven,
        tuple(scores),
        tuple(failures),
        (*_incomplete(given), *said),
        config.memory.signature if config.memory else "",
        plugins.model(config),
    )


@dataclass
class Detection:
    """Runs the chosen rules over a document, and remembers what they said of each block: proofs run them again."""

    chosen: frozenset[str]
    strict: bool
    learnt: tuple[tuple[str, Verb], ...] = ()  # what looks for more than the rules themselves know
    memory: dict[tuple[str, str], tuple[int, tuple[Issue, ...]]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._alarm, (self._all, self._block, self._segment) = _verbs(plugins.modules("detect"), self.chosen)
        self._learnt = [(id, verb) for id, verb in self.learnt if id in self.chosen]

    def run(self, given: Document) -> tuple[Issue, ...]:
        """Every finding once, by place and rule."""
        return self.run_many([given])[0]

    def run_many(self, documents: Sequence[Document]) -> list[tuple[Issue, ...]]:
        """The same for each document."""
        self._read(block for given in documents for block in given.blocks)
        whole = self._said(self._all, documents)
        return [self._together(given, more) for given, more in zip(documents, whole, strict=True)]

    def _together(self, given: Document, of_the_whole: list[Issue]) -> tuple[Issue, ...]:
        found: list[Issue] = []
        for block in given.blocks:
            at, issues = self.memory[block.text, block.kind]
            by = block.span.start - at
            found += [_shifted(issue, by) for issue in issues] if by else issues
        found += of_the_whole
        if self._learnt:
            found += _ask(self._learnt, self.failures, self.strict, given, tuple(found))
        return tuple({i.id: i for i in sorted(found, key=lambda i: (i.span, i.rule))}.values()) if found else ()

    def _read(self, blocks: Iterable[Block]) -> None:
        """Remember what there is in each block."""
        new = {(block.text, block.kind): block for block in blocks}
        for key in new.keys() & self.memory.keys():
            del new[key]
        segments = [segment for block in new.values() for segment in block.segments]
        inner = iter(self._said(self._segment, segments))
        for (key, block), found in zip(new.items(), self._said(self._block, list(new.values())), strict=True):
            for _ in block.segments:
                found += next(inner)
            self.memory[key] = block.span.start, tuple(found)

    def _said(self, groups: Groups, places: Sequence[Document | Block | Segment]) -> list[list[Issue]]:
        """What the detectors that each text wakes, and that see at a glance that there may be something, find there.

        Detector by detector, not text by text: its code and words stay in the processor's cache meanwhile.
        """
        found: list[list[Issue]] = [[] for _ in places]
        seen = [self._seen(where) for where in places]
        woken: dict[int, list[int]] = {}
        for at, numbers in enumerate(seen):
            for number in groups.keys() & numbers:
                woken.setdefault(number, []).append(at)
        for number, of in woken.items():
            for need, glance, verbs in groups[number]:
                for at in of:
                    if need <= seen[at] and (glance is None or _sees(glance, places[at].text)):
                        found[at] += _ask(verbs, self.failures, self.strict, places[at])
        return found

    def _seen(self, where: Document | Block | Segment) -> frozenset[int]:
        seen = self._alarm.seen(where.text)
        return seen | self._alarm.lines if isinstance(where, Document) and len(where.blocks) > 1 else seen


def _sees(glance: Glance, text: str) -> object:
    try:
        return glance(text)
    except Exception:  # the detectors meet it again, and it becomes their failure
        return True


@lru_cache(maxsize=16)
def _verbs(detectors: tuple[Any, ...], chosen: frozenset[str]) -> tuple[Alarm, tuple[Groups, ...]]:
    """What the chosen rules do with a document, with one of its blocks, and with a segment of it."""
    modules = [m for m in detectors if m.RULE.id in chosen]
    alarm = Alarm(getattr(module, "CUES", None) for module in modules)
    groups = tuple(
        _grouped(zip(modules, alarm.needs, strict=True), verb) for verb in ("find_all", "find_block", "find")
    )
    return alarm, groups


def _grouped(modules: Iterable[tuple[Any, tuple[int, ...]]], verb: str) -> Groups:
    alike: dict[tuple[tuple[int, ...], Glance | None], list[tuple[str, Verb]]] = {}
    for module, need in modules:
        if find := getattr(module, verb, None):
            alike.setdefault((need, getattr(module, "glance", None)), []).append((module.RULE.id, find))
    groups: Groups = {}
    for (need, glance), verbs in alike.items():
        groups.setdefault(need[-1], []).append((frozenset(need[:-1]), glance, verbs))
    return groups


def _ask(verbs: Iterable[tuple[str, Verb]], failures: list[Failure], strict: bool, *about: Any) -> list[Any]:
    """What each plugin has to say. One that raises becomes a Failure, and the rest go on."""
    said: list[Any] = []
    for plugin, verb in verbs:
        try:
            said += verb(*about)
        except Exception as error:  # the one place
            if strict:
                raise
            if Failure(plugin, repr(error)) not in failures:
                failures.append(Failure(plugin, repr(error)))
    return said


def _shifted(issue: Issue, by: int) -> Issue:
    moved = tuple(
        replace(s, edits=tuple(replace(e, span=e.span.shift(by)) for e in s.edits)) for s in issue.suggestions
    )
    return replace(issue, span=issue.span.shift(by), suggestions=moved)


def _wanted(issue: Issue, config: Config) -> bool:
    return issue.severity.rank >= config.min_severity.rank and issue.confidence >= config.min_confidence


def _without_lost(issues: Iterable[Issue]) -> list[Issue]:
    """Leave out what another fix takes along: nobody mends a comma in a share bar, or a capital in words said twice."""
    kept: list[Issue] = []
    cover: Issue | None = None  # the fix that reaches furthest so far
    for issue in sorted(issues, key=lambda i: (i.span.start, i.family != "residue", -i.span.end, -i.confidence)):
        if cover and _lost(issue, cover):
            continue
        kept.append(issue)
        if _replaces_all(issue) and (cover is None or issue.span.end > cover.span.end):
            cover = issue
    return sorted(kept, key=lambda i: (i.span, i.rule))


def _replaces_all(issue: Issue) -> bool:
    """Whether the first fix leaves nothing as it was: residue goes, another finding is written anew as a whole."""
    edits = issue.suggestions[0].edits if issue.suggestions else ()
    if issue.family == "residue":
        return any(e.new == "" for e in edits)
    return len(edits) == 1 and edits[0].span.contains(issue.span)


def _lost(issue: Issue, cover: Issue) -> bool:
    if issue.span.end > cover.span.end or issue.rule == cover.rule:
        return False
    if cover.family == "residue":
        return True
    return issue.family == "typography" and issue.span != cover.span and issue.severity.rank <= cover.severity.rank


def _in_trust(issue: Issue, given: Document, talk: speech.Spans, *, alone: bool) -> Issue:
    """Lower the safety of suggestions that go further than it allows."""
    return replace(issue, suggestions=tuple(_lowered(s, issue, given, talk, alone) for s in issue.suggestions))


def _lowered(suggestion: Suggestion, issue: Issue, given: Document, talk: speech.Spans, alone: bool) -> Suggestion:
    if issue.family not in REPAIRS_IN_SPEECH and any(talk.hold(e.span) for e in suggestion.edits):
        return replace(suggestion, safety=Safety.SHOW)
    changes_words = issue.family not in ("residue", "encoding") and not proof.keeps_words(issue, suggestion)
    if not suggestion.edits or (suggestion.safety is Safety.SAFE and not changes_words):
        return suggestion
    if alone and (plugins.rules()[issue.rule].of_style or _at_edge(suggestion, issue, given)):
        return replace(suggestion, safety=Safety.SHOW)
    return replace(suggestion, safety=Safety.REVIEW) if suggestion.safety is Safety.SAFE else suggestion


def _alone(given: Document) -> bool:
    """Whether there is one sentence only: what stood before and after it, and the style of its text, are unknown."""
    if given.source is not None or len(given.blocks) != 1:
        return False
    return sum(len(segment.text.split()) >= SENTENCE for segment in given.blocks[0].segments) <= 1


def _at_edge(suggestion: Suggestion, issue: Issue, given: Document) -> bool:
    """Whether it mends how the text begins or ends, by a mark, capital or cut that its neighbours may make wrong."""
    segments = given.blocks[0].segments
    first, last = suggestion.edits[0].span.start, suggestion.edits[-1].span.end
    edge = first <= segments[0].span.start or last >= segments[-1].span.end
    return issue.family in OF_NEIGHBOURS and edge


def _incomplete(given: Document) -> tuple[str, ...]:
    """What keeps the whole text from being judged, in words."""
    if not given.text.strip():
        return ("empty: there is no text to look at",)
    said = []
    if (code := language.detect(given.text)) not in (None, "en"):
        said.append(f"wrong language: this looks like {language.NAMES[code]}, mtassist reads English")
    if given.source and language.is_copy(given.text, given.source):
        said.append("copy of the source: the text was not translated")
    return tuple(said)
