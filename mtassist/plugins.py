"""Finds the plugins: every file of detect/<family>/, suggest/ and score/ is one, and has one of these shapes.

A plugin is a module, so it needs no base class, no decorator and no registration. Names that begin with an underscore
are helpers, not plugins.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from mtassist import lists
from mtassist.config import Config
from mtassist.errors import ConfigError
from mtassist.rules import Rule
from mtassist.types import Block, Document, Issue, Score, Segment, Suggestion

SHARED = (  # what findings and fixes depend on beside the plugins
    *("attribution", "capitals", "edits", "language", "lists", "pipeline", "proof", "rules", "segment", "speech"),
    *("cues", "remembered", "vocabulary"),
)
LEARNT = (  # what needs more than the text: a list made from many documents, or a model; it says nothing without it
    *("batch.site_memory", "neural.clause", "neural.quality", "neural.comet", "neural.corrector", "neural.endpoint"),
)
Verb = Callable[..., Iterable[Any]]


class Detector(Protocol):
    """Has exactly one of the three verbs: the narrowest that sees enough.

    What ``find`` and ``find_block`` say may depend on nothing but the text they are given: the pipeline remembers it.
    A detector may declare ``CUES``, without which it has nothing to say of a text (see ``cues``). It may also have a
    ``glance(text)``: false where it has nothing to say, seen at little cost; those that share one are asked together.
    So most sentences wake few detectors.
    """

    RULE: Rule

    def find(self, segment: Segment, /) -> Iterable[Issue]: ...

    def find_block(self, block: Block, /) -> Iterable[Issue]: ...

    def find_all(self, document: Document, /) -> Iterable[Issue]: ...


class Suggester(Protocol):
    """Mends issues that others found: yields pairs of issue id and suggestion."""

    def suggest(self, document: Document, issues: tuple[Issue, ...], /) -> Iterable[tuple[str, Suggestion]]: ...


class Learnt(Protocol):
    """A plugin that speaks only under options that name what it has learnt: any of four verbs, made from them.

    Each answers ``None`` where the options give it nothing. A finder also is handed what was found before, and its
    module has a ``RULE``, and in ``APART`` why the rules' own measures say nothing of it; suggester and scorer give
    verbs as those of plugins without options, a watcher one that says what could not be judged. One that uses a model
    says in ``named(config)`` which.
    """

    def finder(self, config: Config, /) -> Callable[[Document, tuple[Issue, ...]], Iterable[Issue]] | None: ...

    def suggester(self, config: Config, /) -> Verb | None: ...

    def scorer(self, config: Config, /) -> Verb | None: ...

    def watcher(self, config: Config, /) -> Callable[[Document, tuple[Issue, ...]], Iterable[str]] | None: ...


class Scorer(Protocol):
    """The signature is the recipe: two scores compare only when it is the same."""

    SIGNATURE: str

    def score(self, document: Document, issues: tuple[Issue, ...], /) -> Iterable[Score]: ...


@cache
def modules(kind: str) -> tuple[Any, ...]:
    """The plugin modules of a kind, by name. Imported on first use, so that ``import mtassist`` stays light."""
    package = import_module(f"mtassist.{kind}")
    found: list[Any] = []
    for entry in sorted(pkgutil.iter_modules(package.__path__), key=lambda e: e.name):
        if entry.name.startswith("_"):
            continue
        inner = f"{kind}.{entry.name}"
        found += modules(inner) if entry.ispkg else [import_module(f"mtassist.{inner}")]
    return tuple(found)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id."""
    return {module.RULE.id: module.RULE for module in cards()}


def cards() -> tuple[Any, ...]:
    """All modules that hold a rule's card: the detectors, and those that look for what was learnt."""
    return (*modules("detect"), *(module for module in learnt() if hasattr(module, "RULE")))


@cache
def learnt() -> tuple[Any, ...]:
    """The plugin modules that need more than the text."""
    return tuple(import_module(f"mtassist.{name}") for name in LEARNT)


def apart() -> dict[str, str]:
    """The rules that single articles and the rules' own measures say nothing of, and why."""
    return {module.RULE.id: module.APART for module in learnt() if hasattr(module, "APART")}


def hints() -> frozenset[str]:
    """The rules whose findings stop no fix, and that are not asked again to prove one: unsure, and slow."""
    return frozenset(module.RULE.id for module in learnt() if getattr(module, "HINTS", False))


def model(config: Config) -> str:
    """Which models read under these options, by name and hash: a part of every recipe."""
    named = (module.named(config) for module in learnt() if hasattr(module, "named"))
    return "+".join(filter(None, named)) or "none"


def made(verb: str, config: Config) -> tuple[tuple[str, Verb], ...]:
    """The verbs that learnt plugins have under these options, each with its rule or module; ``finder`` and so on."""
    return tuple((name, found) for name, make in _makers(verb) if (found := make(config)))


@cache
def _makers(verb: str) -> tuple[tuple[str, Callable[[Config], Verb | None]], ...]:
    """The learnt plugins that have a verb, each by its rule or module."""
    able = (module for module in learnt() if hasattr(module, verb))
    return tuple((module.RULE.id if verb == "finder" else module.__name__, getattr(module, verb)) for module in able)


def choose(select: Iterable[str], ignore: Iterable[str]) -> frozenset[str]:
    """The ids that run: ``select`` (all when empty) without ``ignore``; each a rule id or a family.

    Raises ConfigError for a name that is neither.
    """
    every = (module.RULE.id for module in cards())
    return frozenset(_named(select) if (select := tuple(select)) else every) - frozenset(_named(ignore))


def _named(names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    if not (names := tuple(names)):
        return found
    ids = [module.RULE.id for module in cards()]
    for name in names:
        hits = {id for id in ids if name in (id, id.partition(".")[0])}
        if not hits:
            from difflib import get_close_matches

            known = [*ids, *{id.partition(".")[0] for id in ids}]
            near = get_close_matches(name, known, n=3, cutoff=0.5)
            hint = f"did you mean {' or '.join(near)}?" if near else "`mtassist rules` lists them."
            raise ConfigError(f"unknown rule or family {name!r}: {hint}")
        found |= hits
    return found


@cache
def rules_hash() -> str:
    """Eight hexadecimal digits that change when a rule, its helper or a word list changes."""
    root = Path(__file__).parent
    plugged = (path for kind in ("detect", "suggest") for path in root.glob(f"{kind}/**/*.py"))
    digest = sha256()
    named = (*SHARED, *(name.replace(".", "/") for name in LEARNT))
    for path in [*sorted(plugged), *(root / f"{name}.py" for name in named), *sorted(lists.folder().glob("*.tsv"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
