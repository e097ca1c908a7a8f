"""Sentences that nobody judged, for a teacher to speak of.

What is judged is soon known by heart; a teacher can say what judges would of any number of sentences (Hinton et al.
2015). Half of these are translations as they came. The others are made from post-edited ones: some of the editor's
changes are made and others not, and some words give way to words that the encoder holds for alike (Jiao et al. 2020).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path

import torch
from torch.nn import functional

from mtassist.train import feed, records
from mtassist.train.net import Net
from mtassist.train.records import Record, Row

SEED = 5
AMOUNTS = {"da_scores.train": 14_000, "mt_news.train": 8_000, "mqm_spans.train": 8_000}
SHORTEST, LONGEST = 5, 70  # words of a translation as it came
EDITED = 0.7  # of the sentences made have some of the editor's changes
CHANGES = (0.15, 0.85)  # of all changes, the share that is made
SWAPPED = 0.4  # of those have words swapped as well; all others do
SWAPS = (0.06, 0.25)  # of all words, the share that is swapped
ALIKE = 12  # words that may stand for one
AT_ONCE = 1_000
CLOSE = frozenset(",.;:!?)]%") | {"'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s"}  # what no blank stands before


def sentences(folder: Path, encoder: Path) -> list[Record]:
    """From the training parts, in random order, each with its text; none has been judged as it is."""
    rng = random.Random(SEED)
    near = alike(encoder)
    rows = records.rows(folder, "postedits.train")
    made = [record for row in rows if (record := variant(row, near, rng))]
    made += _as_they_came(folder, rng)
    rng.shuffle(made)
    return made


def _as_they_came(folder: Path, rng: random.Random) -> Iterator[Record]:
    seen: set[str] = set()
    for name, amount in AMOUNTS.items():
        given = list(_translations(folder, name))
        for text, row in rng.sample(given, min(len(given), amount)):
            words = records.split(text)
            if text not in seen and SHORTEST <= len(words) <= LONGEST:
                seen.add(text)
                yield Record(words, {}, {"machine": 1.0}, row["lang_pair"], text, row.get("group", ""))


def _translations(folder: Path, name: str) -> Iterator[tuple[str, Row]]:
    for row in records.rows(folder, name):
        judged = name == "da_scores.train" and not row["dataset"].startswith("wmt")  # MLQE's, which judges know
        if not judged and not row.get("is_human"):
            for text in row["systems"].values() if "systems" in row else [row["mt"]]:
                yield text, row


def alike(encoder: Path) -> dict[str, list[str]]:
    """For each word that is one piece of the encoder's vocabulary, those whose embeddings are nearest."""
    pieces = feed.tokenizer(encoder).get_vocab()
    table = Net(encoder).encoder.embeddings.word_embeddings.weight.detach()
    words = [piece for piece in pieces if piece.isalpha() and len(piece) > 1]
    rows = functional.normalize(table[torch.tensor([pieces[word] for word in words])], dim=1)
    made: dict[str, list[str]] = {}
    most = min(ALIKE + 1, len(words))
    for start in range(0, len(words), AT_ONCE):
        nearest = (rows[start : start + AT_ONCE] @ rows.T).topk(most, 1).indices[:, 1:]
        for word, others in zip(words[start:], nearest.tolist(), strict=False):
            made[word] = [words[other] for other in others]
    return made


def variant(row: Row, near: Mapping[str, Sequence[str]], rng: random.Random) -> Record | None:
    """A sentence between a translation and its post-edit; none where that would be the translation itself."""
    given, left = row["mt"].split(), row["pe"].split()
    text = row.get("mt_raw") or row["mt"]
    blanks = _blanks(given, text)
    if not left or not row["tags"] or blanks is None:
        return None
    words: list[str] = []
    apart: list[bool | None] = []  # from the word before; none: not known
    edited, share = rng.random() < EDITED, rng.uniform(*CHANGES)
    for kind, start, end, begin, stop in SequenceMatcher(None, given, left, autojunk=False).get_opcodes():
        if kind != "equal" and edited and rng.random() < share:
            words += left[begin:stop]
            apart += [None] * (stop - begin)
        else:
            words += given[start:end]
            apart += blanks[start:end]
    if not edited or rng.random() < SWAPPED:
        words = list(_swapped(words, near, rng))
    if words == given or not 0 < len(words) <= records.LONGEST:
        return None
    return Record(words, {}, {"machine": 1.0}, row["lang_pair"], written(words, apart), row.get("group", ""))


def _swapped(words: Sequence[str], near: Mapping[str, Sequence[str]], rng: random.Random) -> Iterator[str]:
    share = rng.uniform(*SWAPS)
    for word in words:
        others = near.get(word.lower()) if rng.random() < share else None
        other = rng.choice(others) if others else word
        yield other.capitalize() if others and word[:1].isupper() else other


def _blanks(words: Sequence[str], text: str) -> list[bool] | None:
    """Whether each word stands apart from the one before it; none where words and text are not equal."""
    made, at = [], 0
    for word in words:
        begin = len(text) - len(text[at:].lstrip())
        if not text.startswith(word, begin):
            return None
        made.append(begin > at)
        at = begin + len(word)
    return made


def written(words: Sequence[str], apart: Sequence[bool | None]) -> str:
    """The words as text; what stands close to its neighbour by rule where that is not known.

    >>> written(["(", '"', "No", '"', ",", "he", "said", ".", ")"], [None] * 9)
    '("No", he said.)'
    """
    text, quoted, before = "", False, ""
    for word, blank in zip(words, apart, strict=True):
        if blank is None:
            opened = quoted and '"' in (word, before)
            blank = not (word in CLOSE or before in ("(", "[") or opened)
        if word == '"':
            quoted = not quoted
        text += f" {word}" if blank and text else word
        before = word
    return text
