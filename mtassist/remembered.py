"""What was found out of a document, remembered for as long as the document lives: many detectors ask the same of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from mtassist.types import Document

T = TypeVar("T")


def of_document(find_out: Callable[[Document], T]) -> Callable[[Document], T]:
    """Decorates a function of a document. What it returns must not hold the document, which would then live for ever.

    >>> from mtassist.segment import document
    >>> @of_document
    ... def length(document):
    ...     print("counting")
    ...     return len(document.text)
    >>> given = document("It rained.")
    >>> length(given), length(given)
    counting
    (10, 10)
    """
    known: WeakKeyDictionary[Document, T] = WeakKeyDictionary()

    @wraps(find_out)
    def remembered(document: Document) -> T:
        try:
            return known[document]
        except KeyError:
            told = known[document] = find_out(document)
            return told

    return remembered
