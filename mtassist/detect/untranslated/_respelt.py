"""Words that English shares with other languages, in the spelling of those: “projekt”, “situasjon”, “aktivitet”."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist import lists, vocabulary

ENDINGS = (  # theirs, and what English may have
    ("ismus", "ism"), ("izmus", "ism"), ("isme", "ism"), ("izm", "ism"), ("itet", "ity"), ("tät", "ty"),
    ("cija", "tion"), ("cja", "tion"), ("zija", "sion"), ("asi", "ation"), ("sjon", "tion"), ("sjon", "sion"),
    ("aatio", "ation"), ("ktion", "ction"), ("isk", "ic"), ("isk", "ical"), ("isch", "ic"), ("isch", "ical"),
    ("iek", "ic"), ("ik", "ic"), ("ika", "ic"), ("ik", "ics"), ("ika", "ics"), ("iell", "ial"), ("ell", "al"),
    ("iv", "ive"), ("ur", "ure"), ("grafia", "graphy"), ("grafija", "graphy"), ("sofia", "sophy"), ("at", "ate"),
    ("äär", "ary"), ("nt", "nt"),
)  # fmt: skip
LETTERS = (("ks", "x"), ("k", "c"), ("f", "ph"), ("z", "s"), ("z", "c"), ("kv", "qu"))
FOREIGN = re.compile("[kf]|z(?!$)|" + "|".join(f"{theirs}$" for theirs, _ in ENDINGS))
USUAL = 3.3  # the English word is no rare one


@lru_cache(maxsize=16384)
def english_twin(word: str) -> str:
    """The common English word that a foreign one is, or nothing.

    >>> english_twin("situasjon"), english_twin("aktivitet"), english_twin("samoprialka")
    ('situation', 'activity', '')
    """
    if (
        not 5 <= len(word) <= 16
        or word in lists.words("false_twins")
        or not FOREIGN.search(word)
        or word[-1] == "z"
        or not vocabulary.spoken_in(word)
    ):
        return ""
    ended = [word, *(word.removesuffix(theirs) + ours for theirs, ours in ENDINGS if word.endswith(theirs))]
    forms = list(dict.fromkeys(form for start in ended for form in _letters(start)))
    good = [form for form in forms if form != word and form in vocabulary.common()]
    best = max(good, key=vocabulary.frequency, default="")
    return best if best and vocabulary.frequency(best) >= USUAL else ""


def _letters(form: str) -> list[str]:
    """The word as it is, with one kind of letter as English has it, and with two."""
    once = [form, *(form.replace(theirs, ours) for theirs, ours in LETTERS if theirs in form)]
    return once + [f.replace(theirs, ours) for f in once for theirs, ours in LETTERS if theirs in f]
