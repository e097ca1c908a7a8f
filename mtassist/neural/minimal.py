"""From a sentence that was written anew to the smallest edits that mend one place, or to none.

Whoever rewrites a sentence changes more than it was asked for, and sometimes what must not change. So the two sentences
are compared word by word, what does not touch the place is left as it was, and the rest must keep numbers, names,
quote marks, negations, and most of what the sentence says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from mtassist import lists, vocabulary
from mtassist.edits import apply
from mtassist.types import Edit, Span

PIECE = re.compile(r"\s*(?:\d[\d.,:]*\d|[^\W_]+(?:['’\-\N{NON-BREAKING HYPHEN}][^\W_]+)*|[^\w\s]|_+)")
GLYPHS = str.maketrans("’‘`´“”„‟«»–—‑\u00a0\u202f", '\'\'\'\'""""""---  ')
NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
NEGATIONS = frozenset(["not", "no", "never", "none", "nor", "neither", "without", "nobody", "nothing", "cannot"])
ODD = re.compile(r"[<>{}\[\]|`*#_\\^~=\N{DOUBLE QUESTION MARK}\N{REPLACEMENT CHARACTER}\N{LOWER ONE EIGHTH BLOCK}]")
REFUSAL = re.compile(
    r"\b(?:i(?:'m| am) (?:sorry|unable)|i (?:cannot|can't|could not|couldn't) |as an? (?:ai|language model|assistant)\b"
    r"|(?:here is|here's) the (?:corrected|revised|mended)|corrected (?:sentence|version)\b)",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:()\"“”„«»–—]")
NEAR = 3  # words between two changes that hang together
LINK = 4  # letters of a word that may not go without coming again elsewhere: it was moved
KEEP_AROUND, KEEP_ALL, KEEP_REPEATED = 0.7, 0.4, 0.25  # of the words that say something


@dataclass(frozen=True, slots=True)
class Place:
    """What is to be mended in a sentence: where it stands there, and the family of the rule that found it."""

    span: Span
    family: str


@dataclass(frozen=True, slots=True)
class _Hunk:
    edit: Edit
    old: tuple[str, ...]
    new: tuple[str, ...]


def mend(old: str, new: str, place: Place) -> tuple[Edit, ...]:
    """The edits of ``new`` that touch the place, with what they move; none where they change what must stay."""
    if REFUSAL.search(new) and not REFUSAL.search(old):
        return ()
    made = tuple(hunk.edit for hunk in _touching(old, list(_hunks(old, " ".join(new.split()))), place))
    return made if made and holds(old, apply(old, made), place) else ()


def _hunks(old: str, new: str) -> Iterable[_Hunk]:
    """What differs, word by word; each piece has the white space before it."""
    from rapidfuzz.distance import Levenshtein

    a, b = list(PIECE.finditer(old)), list(PIECE.finditer(new))
    ours, theirs = [_key(m[0]) for m in a], [_key(m[0]) for m in b]
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag == "equal":
            continue
        i, i_end, j, j_end = step.src_start, step.src_end, step.dest_start, step.dest_end
        start = a[i].start() if i < len(a) else len(old.rstrip())
        end = a[i_end - 1].end() if i_end > i else start
        words = new[b[j].start() : b[j_end - 1].end()] if j_end > j else ""
        if not start and i_end < len(a) and not words:  # the white space after a first word goes with it
            end = a[i_end].end() - len(a[i_end][0].lstrip())
        blank = len(old[start:end]) - len(old[start:end].lstrip())
        if blank and words[:1] == " ":
            start, words = start + blank, words[1:]
        yield _Hunk(Edit(Span(start, end), words), tuple(ours[i:i_end]), tuple(theirs[j:j_end]))


def _key(piece: str) -> str:
    """Glyphs of quote marks and dashes are a matter of style, not of the sentence; the blank before counts."""
    plain = piece.translate(GLYPHS)
    return " " + plain.strip() if plain[:1].isspace() else plain


def _touching(old: str, hunks: Sequence[_Hunk], place: Place) -> list[_Hunk]:
    """The hunks at the place, those near it in a clause that fell apart, and those with what was moved from or to it.

    Of a rewriting only the whole of what hangs together is right: half of it may be worse than nothing.
    """
    span, local = place.span, place.family in ("repetition", "untranslated")
    taken = {n for n, h in enumerate(hunks) if h.edit.span.start <= span.end + 1 and span.start <= h.edit.span.end + 1}
    while True:
        gone = {w for n in taken for w in _said(hunks[n].old)}
        come = {w for n in taken for w in _said(hunks[n].new)}
        moved = {n for n, h in enumerate(hunks) if gone.intersection(_said(h.new)) or come.intersection(_said(h.old))}
        near = {
            n
            for n in range(len(hunks))
            if not local
            and any(abs(n - m) == 1 and _near(old, hunks[min(n, m)].edit, hunks[max(n, m)].edit) for m in taken)
        }
        if not (more := (moved | near) - taken):
            return [hunks[n] for n in sorted(taken)]
        taken |= more


def _near(old: str, first: Edit, second: Edit) -> bool:
    between = old[first.span.end : second.span.start]
    return len(between.split()) <= NEAR and not CLAUSE.search(between)


def _said(keys: Iterable[str]) -> set[str]:
    return {word for key in keys if len(word := key.strip().casefold()) >= LINK}


def holds(old: str, new: str, place: Place) -> bool:
    """Whether a mended sentence keeps what must stay."""
    repeats, around = place.family == "repetition", old[: place.span.start] + " " + old[place.span.end :]
    inside = place.span.of(old) if place.family == "untranslated" else ""  # these words are to become others
    twice = {word for word, n in Counter(_words(place.span.of(old))).items() if n > 1} if repeats else set()
    return (
        bool(new.strip())
        and new.isprintable()
        and not set(ODD.findall(new)) - set(ODD.findall(old))
        and _fits(len(old.split()), len(new.split()), repeats)
        and _same(Counter(NUMBER.findall(old)), Counter(NUMBER.findall(new)), repeats)
        and _same(_among(_numerals(), old), _among(_numerals(), new), repeats)
        and _same(_negations(old), _negations(new), repeats)
        and _marks(old) == _marks(new)
        and _keeps_names(old, new, inside)
        and twice <= {*_words(new)}
        and _kept(around, new) >= (KEEP_REPEATED if repeats else KEEP_AROUND)
        and (bool(inside) or (_kept(old, new) >= (KEEP_REPEATED if repeats else KEEP_ALL) and _known(old, new)))
    )


def _fits(old: int, new: int, repeats: bool) -> bool:
    return (0.15 if repeats else 0.5) * old - 1 <= new <= 1.5 * old + 2


def _same(old: Counter[str], new: Counter[str], repeats: bool) -> bool:
    """Neither more nor less; of what was said twice once is enough."""
    return old == new or (repeats and (+new).keys() == (+old).keys() and new <= old)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.translate(GLYPHS).casefold())


def _among(known: frozenset[str], text: str) -> Counter[str]:
    return Counter(word for word in _words(text) if word in known)


def _negations(text: str) -> Counter[str]:
    short = text.translate(GLYPHS).casefold().count("n't")
    return Counter(no=_among(NEGATIONS, text).total() + short)


def _marks(text: str) -> int:
    return text.translate(GLYPHS).count('"')


def _keeps_names(old: str, new: str, inside: str) -> bool:
    """Whether no name went and none came: capitals within the sentence, and words that English knows only as names.

    Of an untranslated passage (``inside``) names may go, and such come as English knows.
    """
    before, after = set(_words(old)), set(_words(new))
    gone = {word for word in _names(old) if word not in after} - set(_words(inside))
    come = {word for word in _names(new) if word not in before}
    return not gone and not (come - vocabulary.common() if inside else come)


def _names(text: str) -> set[str]:
    found = [m for m in re.finditer(r"[^\W\d_]+", text.translate(GLYPHS)) if m[0][0].isupper()]
    return {
        word
        for m in found
        if (word := m[0].casefold()) not in _small()
        and (text[: m.start()].strip(" \"'“”‘’«»„(") or word not in vocabulary.everyday())
    }


@cache
def _numerals() -> frozenset[str]:
    return lists.words("number_words") - {"one"}  # which stands for a person as well


@cache
def _small() -> frozenset[str]:
    """Words that are no names even where a lost sentence start has left them their capital."""
    listed = (row["word"] for row in lists.rows("small_words") if row["role"] != "after-stop")
    return lists.words("english_function_words").union(word.casefold() for word in listed)


def _stems(text: str) -> Counter[str]:
    """What a text says: the beginnings of its longer words, so that another ending is the same word."""
    return Counter(word[:5] for word in _words(text) if len(word) >= LINK)


def _kept(old: str, new: str) -> float:
    stems = _stems(old)
    return (stems & _stems(new)).total() / stems.total() if stems else 1.0


def _known(old: str, new: str) -> bool:
    """No more than a third of what it says may be new."""
    stems, known = _stems(new), _stems(old)
    return (stems - known).total() <= max(2, stems.total() // 3)
