"""Foreign words whose English is certain, and how it takes their place: “an acervo” → “a collection”."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from mtassist import lists
from mtassist.detect.untranslated._respelt import english_twin
from mtassist.types import Edit, Span

ARTICLE = re.compile(r"\b(?P<a>[Aa])(?P<n>n?) $")
NAME_AFTER = re.compile(r" (?:Pol\.? )?[^\W\d_a-z]")


class Term(NamedTuple):
    """What a foreign word means, and whether it stands before names, as “mayor” does."""

    english: str
    title: bool
    language: str


@cache
def terms() -> dict[str, Term]:
    """Foreign word in small letters → what it means."""
    rows = lists.rows("foreign_terms")
    return {row["word"]: Term(row["english"], row["kind"] == "title", row["language"]) for row in rows}


def replacement(text: str, start: int, end: int) -> list[Edit] | None:
    """The edits that put the English in place of a foreign word; None when it has no certain English."""
    word = text[start:end].lower()
    term = terms().get(word)
    new = term.english if term else english_twin(word)
    if not new:
        return None
    if start == 0 or text[max(0, start - 9) : start].rstrip(" ")[-1:] in ".!?\n":
        new = new[0].upper() + new[1:]
    elif term and term.title and text[start].isupper() and NAME_AFTER.match(text, end):
        new = new.title()
    edits = [Edit(Span(start, end), new)]
    article = ARTICLE.search(text, max(0, start - 4), start)
    if new.startswith(("a ", "A ")):
        return edits if article is None else [Edit(Span(start, end), new[2:])]
    if article and bool(article["n"]) != (new[0] in "aeiouAEIOU"):
        edits.insert(0, Edit(Span(article.end("a"), article.end("n")), "" if article["n"] else "n"))
    return edits
