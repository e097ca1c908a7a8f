"""Lines of keywords below an article: “Tags: bridge | ferry”, “#bridge #ferry”."""

from __future__ import annotations

import re
from functools import lru_cache

from mtassist.detect.residue._position import alternation, first_words, opening_word, words

TAGS = rf"(?:{alternation('page_labels', 'kind', 'tags')})"
LABELLED = re.compile(rf"\W{{0,2}}(?P<label>{TAGS})\s?(?:[:：#]|\s[|–—-])\s?(?=\S)", re.IGNORECASE)
TOPIC = re.compile(rf"\W{{0,2}}(?:{alternation('page_labels', 'kind', 'topic')})\s?[:：]\s?", re.IGNORECASE)
TITLE = re.compile(rf"[(\[]?(?:{alternation('page_labels', 'kind', 'title')})\s?[:：]\s?\S.{{4,180}}", re.IGNORECASE)
PLAIN = re.compile(r"(?:Tags|TAGS|Hashtags|Keywords|KEYWORDS)\s\w.*")
HASHES = re.compile(r"(?:#\s?\w[\w'’-]*[\s,|·•/]*){2,30}")
ONE_HASH = re.compile(r"#\w[\w-]{2,40}")
END_OF_LABEL = re.compile(rf"\W{{0,2}}{TAGS}\s?[:：]?", re.IGNORECASE)
LIST = re.compile(r"\s*[,;|•·/–#]\s*")
LABELS = first_words("page_labels")


@lru_cache(maxsize=4096)
def is_label(text: str) -> bool:
    """Whether a line is a label such as “Tags:” and nothing else."""
    return opening_word(text) in LABELS and bool(END_OF_LABEL.fullmatch(text))


@lru_cache(maxsize=4096)
def tags(text: str, at_the_end: bool) -> bool:
    """Whether a line is a list of keywords.

    >>> tags("Tags: bridge | ferry", False), tags("Topics: the mayor spoke of ferries.", True)
    (True, False)
    """
    if text[0] == "#":
        return bool(HASHES.fullmatch(text) or (at_the_end and ONE_HASH.fullmatch(text)))
    if opening_word(text) not in LABELS or text[-1] in ".!?”":
        return False
    if match := LABELLED.match(text):
        return words(text[match.end() :]) <= 30 and (":" in match[0] or "#" in text or at_the_end)
    if at_the_end and (match := TOPIC.match(text)):
        items = LIST.split(text[match.end() :].strip(" #,"))
        return all(1 <= words(i) <= 4 and not any(c.isdigit() for c in i) for i in items)
    return bool(TITLE.fullmatch(text)) or (at_the_end and words(text) <= 12 and bool(PLAIN.fullmatch(text)))
