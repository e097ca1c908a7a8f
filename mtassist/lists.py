"""The word lists in ``seeds/lists``: tab-separated, a header line, ``#`` comments, reviewed like code."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """``seeds/lists`` of a checkout, or the copy that a wheel carries."""
    here = Path(__file__).parent
    packed = here / "_lists"
    return packed if packed.is_dir() else here.parent / "seeds" / "lists"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``name.tsv`` as column → cell. A row with too many or too few cells is an error."""
    lines = (folder() / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header, *body = [line for line in lines if line.strip() and not line.startswith("#")]
    columns = header.split("\t")
    return tuple(dict(zip(columns, line.split("\t"), strict=True)) for line in body)


@cache
def words(name: str, column: str = "word") -> frozenset[str]:
    """One column of ``name.tsv`` as a set."""
    return frozenset(row[column] for row in rows(name))
