"""The nouns of mtassist.

Everything here is immutable, plain, and built on the standard library alone:
no model, no file, no user interface. Offsets are code points into
``Document.text`` and every range is half-open: ``text[start:end]``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Severity(StrEnum):
    """How much an error hurts a reader. It says nothing of how sure we are: that is ``Issue.confidence``."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for neutral up to 3 for critical, so that severities can be compared."""
        return list(Severity).index(self)


class Safety(StrEnum):
    """What may be done with a suggestion without asking a person (after ruff's ``Applicability``)."""

    SAFE = "safe"  # cannot change the meaning: may be applied in bulk
    REVIEW = "review"  # probably right: applied only when a person accepts it
    SHOW = "show"  # a hint to read, never applied by the program


class Mqm(StrEnum):
    """Error categories, spelt as in WMT's MQM annotations; ``NON_ARTICLE`` is our own, under *Custom*."""

    NON_ARTICLE = "Source error/Non-article"
    PUNCTUATION = "Fluency/Punctuation"
    GRAMMAR = "Fluency/Grammar"
    SPELLING = "Fluency/Spelling"
    INCONSISTENCY = "Fluency/Inconsistency"
    ENCODING = "Fluency/Character encoding"
    ADDITION = "Accuracy/Addition"
    OMISSION = "Accuracy/Omission"
    MISTRANSLATION = "Accuracy/Mistranslation"
    UNTRANSLATED = "Accuracy/Untranslated text"
    TERM_INCONSISTENT = "Terminology/Inconsistent use of terminology"
    NUMBER_FORMAT = "Locale convention/Number format"
    DATE_FORMAT = "Locale convention/Date format"
    TIME_FORMAT = "Locale convention/Time format"
    CURRENCY_FORMAT = "Locale convention/Currency format"
    NON_TRANSLATION = "Non-translation!"


class Kind(StrEnum):
    """What a block is. Residue lives in headings, items and lines; grammar in paragraphs."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    LINE = "line"


class Mute(StrEnum):
    """How far a rejected finding shall stay quiet from now on."""

    NO = ""
    HERE = "here"  # this finding, known by its fingerprint
    TEXT = "text"  # this rule in this text
    RULE = "rule"  # this rule everywhere


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the text under ``span`` with ``new``. An empty span inserts, an empty ``new`` deletes."""

    span: Span
    new: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, with its source sentence where we have one."""

    span: Span
    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or lone line; ``text`` begins at its first visible character or bullet."""

    span: Span
    text: str
    kind: Kind
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage of a page that is no part of the article on it."""

    text: str
    span: Span  # in the page
    element: str  # around it: nav, aside, footer …; empty for any other


@dataclass(frozen=True, slots=True)
class Origin:
    """The page that a text was read from, and where each part of the text stands there."""

    page: str
    parts: tuple[tuple[int, int, int, int], ...]  # begin and end in the text, begin and end in the page
    left_out: tuple[LeftOut, ...] = ()

    def span(self, span: Span) -> Span:
        """From the text to the page; what stands between two parts has the place of the next."""
        start = self._place(span.start)
        return Span(start, max(start, self._place(span.end - 1, end=True)) if span.end > span.start else start)

    def _place(self, offset: int, *, end: bool = False) -> int:
        at = bisect_right(self.parts, offset, key=lambda part: part[1]) if not end else self._last(offset)
        if at >= len(self.parts):
            return self.parts[-1][3] if self.parts else 0
        begin, until, start, stop = self.parts[at]
        if stop - start != until - begin:  # an entity, or many blanks that are seen as one
            return stop if end else start
        return min(start + max(0, offset - begin) + end, stop)

    def _last(self, offset: int) -> int:
        return max(0, bisect_right(self.parts, offset, key=lambda part: part[0]) - 1)


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Document:
    """A translated text, exactly as given. Never changed: cleaning one makes another."""

    text: str
    blocks: tuple[Block, ...]
    language: str = "en"
    source: str | None = None
    origin: Origin | None = None  # of a text that was read from a page

    # Blocks follow from the text. Comparing them too, at each look into what was remembered of a document, would take
    # longer than the checks themselves.
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return self is other or (self.text, self.language, self.source) == (other.text, other.language, other.source)

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def span(self) -> Span:
        return Span(0, len(self.text))

    @property
    def segments(self) -> tuple[Segment, ...]:
        return tuple(s for b in self.blocks for s in b.segments)

    @property
    def sha(self) -> str:
        """Ties decisions to the exact text they were made on."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def block_at(self, offset: int) -> int:
        """Index of the block that holds ``offset``, or of the one before it; -1 before the first.

        >>> from mtassist.segment import document
        >>> document("One.\\n\\nTwo.").block_at(7)
        1
        """
        return bisect_right(self.blocks, offset, key=lambda b: b.span.start) - 1


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One way to resolve an issue. No edits means: a hint to read."""

    edits: tuple[Edit, ...]
    safety: Safety
    by: str  # id of the rule or suggester that made it


@dataclass(frozen=True, slots=True)
class Issue:
    """Something a reader may want to change. The best suggestion comes first."""

    rule: str
    span: Span
    text: str  # always equal to document.text[start:end]
    message: str
    mqm: Mqm
    severity: Severity
    confidence: float  # 0–1: the share of such findings that a person would agree with
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.rule}@{self.span.start}-{self.span.end}"

    @property
    def family(self) -> str:
        return self.rule.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Score:
    """A number with its recipe. Two scores may be compared only when their signatures are equal."""

    name: str
    value: float
    signature: str
    low: float | None = None
    high: float | None = None
    segment: int | None = None  # None: the whole document


@dataclass(frozen=True, slots=True)
class Failure:
    """A plugin that raised: shown in the report, never swallowed."""

    plugin: str
    error: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one document. ``incomplete`` says, in words, what could not be looked at."""

    document: Document
    issues: tuple[Issue, ...]
    scores: tuple[Score, ...] = ()
    failures: tuple[Failure, ...] = ()
    incomplete: tuple[str, ...] = ()
    memory: str = ""  # which list of what sites repeat was used, by its hash; a part of the recipe
    model: str = "none"  # which models read it, by name and hash; a part of the recipe as well


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on one issue of one exact text. No edits: rejected."""

    document: str  # Document.sha
    issue: str  # Issue.id
    edits: tuple[Edit, ...]
    by: str
    at: str  # ISO 8601 with a zone
    found: Issue | None = None  # the issue itself, if no rule but this person found it
    mute: Mute = Mute.NO


@dataclass(frozen=True, slots=True)
class Note:
    """What a person remarks on an issue. An empty text withdraws the remark."""

    issue: str  # Issue.id
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    """One move of a person: taken back and made again as a whole, however many issues it decides."""

    key: str  # made up by whoever asks, so that a request that is sent twice is one action
    by: str
    at: str  # ISO 8601 with a zone
    decisions: tuple[Decision, ...] = ()
    notes: tuple[Note, ...] = ()
    undoes: str | None = None  # the key of the action that this one takes back
    redoes: str | None = None  # the key of the action that this one makes again
    seconds: float = 0.0  # how long the person was busy with it
