"""Which column of a table holds what: as somebody asks for, by its usual name, or guessed from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from mtassist import lists
from mtassist.errors import InputError

Columns = tuple[tuple[str, str], ...]  # role and name of a column, as asked for
Known = Mapping[str, tuple[str, ...]]  # role and the columns that serve for it
GUESSED: Columns = (("text", ""),)  # nobody is there to ask: what a file does not say is guessed, and that is said
TEXTS = ("text", "translation", "target", "hypothesis", "article")  # what people are told
ROLES = {  # what columns are called, likeliest first; segment_id and the like are WMT's
    "text": (*TEXTS, "mt", "hyp", "tgt", "output", "hypothesis_segment"),
    "source": ("source", "src", "original", "source_segment"),
    "reference": ("reference", "ref", "references", "reference_segment"),
    "post-edit": ("post-edit", "post_edit", "postedit", "pe"),
    "document": ("document", "doc", "doc_id"),
    "system": ("system", "system_id"),
    "outlet": ("outlet",),
    "id": ("id", "segment", "segment_id", "seg_id"),
}
HEADING = 40  # characters that a heading does not go beyond
ENOUGH = 2_000  # characters of a cell that tell its language
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"[.!?…]\W*$")  # its end


def role(asked: str) -> tuple[str, str]:
    """``text=Translation`` as role and column. Raises InputError when it is not made so."""
    kind, given, name = asked.partition("=")
    if kind not in ROLES or not given or not name:
        raise InputError(f"--column {asked}: wanted ROLE=NAME; a role is one of {', '.join(ROLES)}")
    return kind, name


def chosen(names: Sequence[str], asked: Columns) -> Known:
    """Which columns serve for what. Raises InputError when there is none for the text, or not one asked for."""
    if missing := [name for _, name in asked if name not in names]:
        raise InputError(f"no column “{missing[0]}”; there are {some(names)}")
    found = serving(tuple(names), asked)
    if "text" not in found:
        wanted = ", ".join(TEXTS)
        raise InputError(
            f"no column is called {wanted}; name the right one, --column text=NAME: there are {some(names)}"
        )
    return found


def serving(names: tuple[str, ...], asked: Columns = ()) -> Known:
    """The same, where there may be none for the text."""
    spelt = {name.strip().lower(): name for name in reversed(names)}
    kinds = {kind for kind, _ in asked}
    found: dict[str, tuple[str, ...]] = {}
    for kind, wanted in _wanted(asked).items():
        named = [name if kind in kinds else spelt.get(name) for name in wanted]
        there = tuple(name for name in named if name is not None and name in names)
        if there:
            found[kind] = there if kind in kinds else there[:1]
    return found


@cache
def _wanted(asked: Columns) -> dict[str, tuple[str, ...]]:
    """The names that each role goes by: those asked for, else the usual ones."""
    by_role: dict[str, tuple[str, ...]] = {}
    for kind, name in asked:
        by_role[kind] = (*by_role.get(kind, ()), name)
    return ROLES | by_role


def some(names: Sequence[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in names[:20])


def guessed(names: Sequence[str], sample: Sequence[Mapping[str, Any]]) -> tuple[Columns, str]:
    """The column to take for the text by what stands in some rows, and a word on that for people."""
    found = serving(tuple(names))
    name = None if "text" in found else _likeliest(sample, found.get("source", (None,))[0])
    return ((("text", name),), _taken(f"“{name}”")) if name is not None else ((), "")


def guessed_of_table(names: Sequence[str], cells: Sequence[list[str]]) -> tuple[Columns, str, bool]:
    """The same for rows of which the first may name the columns, and whether it does.

    If not, the columns go by number.
    """
    found = serving(tuple(names))
    if "text" in found:
        return (), "", True
    numbers = [str(number) for number in range(1, len(names) + 1)]
    by_number = [dict(zip(numbers, row, strict=True)) for row in cells if len(row) == len(names)]
    spare = numbers[names.index(found["source"][0])] if "source" in found else None
    column = _likeliest(by_number, spare) or "1"
    name = names[int(column) - 1]
    if found or _is_heading(cells, int(column) - 1):
        return (("text", name),), _taken(f"“{name}”"), True
    return (("text", column),), _taken(column), False


def _likeliest(sample: Sequence[Mapping[str, Any]], spare: str | None) -> str | None:
    """The column, other than one, with the most little words of English in it; where none has any, the longest."""
    english = lists.words("english_function_words")
    total: dict[str, tuple[int, int]] = {}
    for cells in sample:
        for name, words in cells.items():
            if isinstance(words, str) and name != spare:
                little = sum(word.lower() in english for word in WORD.findall(words[:ENOUGH]))
                before, length = total.get(name, (0, 0))
                total[name] = before + little, length + len(words)
    return max(total, key=total.__getitem__, default=None)


def _taken(column: str) -> str:
    return (
        f"no column is called {', '.join(TEXTS[:-1])} or {TEXTS[-1]}: the likeliest was taken, column {column}; "
        "if the text stands in another, name that one “text”"
    )


def _is_heading(cells: Sequence[Sequence[str]], column: int) -> bool:
    """Whether the first row names columns: its cells are short and no numbers, and texts stand below the one."""
    first = [cell.strip() for cell in cells[0]]
    named = [cell for cell in first if cell]  # that of the row's number often has no name
    if any(len(cell) > HEADING or cell.isdigit() for cell in named) or len(set(named)) < len(named):
        return False
    below = [row[column].strip() for row in cells[1:] if len(row) > column]
    if not below or not first[column] or SENTENCE.search(first[column]):
        return False
    longer = sorted(map(len, below))[len(below) // 2] > 3 * len(first[column])
    return longer or 2 * sum(bool(SENTENCE.search(words)) for words in below) > len(below)
