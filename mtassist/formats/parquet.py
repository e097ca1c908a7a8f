"""Parquet out: rows as they come, in pieces of bytes, so that a file of any length is never in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from mtassist.errors import ConfigError

TOGETHER = 10_000  # rows of a row group

Row = Mapping[str, Any]


def check() -> None:
    """Raises ConfigError where Parquet cannot be written."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise ConfigError("--format parquet needs pyarrow: pip install 'mtassist[formats]'") from None


def write(rows: Iterable[Row], scores: Sequence[str], last: Any) -> Iterator[bytes]:
    """Rows with the columns of ``_schema``. ``last`` stands as JSON in the file's metadata, under ``mtassist``."""
    from pyarrow import PythonFile, Table
    from pyarrow.parquet import ParquetWriter

    schema = _schema(scores)
    sink, iterator = _Sink(), iter(rows)
    with ParquetWriter(PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        while group := [_writable(row) for row in islice(iterator, TOGETHER)]:
            writer.write_table(Table.from_pylist(group, schema=schema))
            yield sink.taken()
        writer.add_key_value_metadata({"mtassist": json.dumps(last, sort_keys=True)})
    yield sink.taken()


def _schema(scores: Sequence[str]) -> Any:
    from pyarrow import float64, int64, list_, schema, string, struct

    counted = struct([("rule", string()), ("count", int64())])
    issue = struct([(name, string()) for name in ("rule", "severity", "text", "message")])
    names = {"system": string(), "segment": int64(), "document": string(), "words": int64()}
    numbers = {name: float64() for name in scores}
    return schema(names | numbers | {"findings": list_(counted), "issues": list_(issue), "problem": string()})


def _writable(value: Any) -> Any:
    """The same without halves of characters, which names of files may have, and Parquet may not."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, Mapping):
        return {key: _writable(inner) for key, inner in value.items()}
    return [_writable(inner) for inner in value] if isinstance(value, list) else value


class _Sink(io.RawIOBase):
    """Holds what was written until it is taken."""

    def __init__(self) -> None:
        self._held = io.BytesIO()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        return self._held.write(piece)

    def taken(self) -> bytes:
        piece = self._held.getvalue()
        self._held = io.BytesIO()
        return piece
