"""Findings that a person has muted: by a comment in the text, or by fingerprint in an ignore list.

``<!-- mtassist: ignore -->`` mutes everything in its own block and the next one, ``<!-- mtassist: ignore quotes
residue.caption -->`` only these rules or families, and ``<!-- mtassist: ignore-file … -->`` does it for the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

from mtassist.types import Document, Issue, Span

COMMENT = re.compile(r"<!--\s*mtassist:\s*ignore(?P<file>-file)?(?P<names>[^>]*?)-->")
NEAR = 20  # characters on each side that tell two equal findings apart


def fingerprint(document: Document, issue: Issue) -> str:
    """Sixteen hexadecimal digits of rule, text and neighbours, without the place: it survives edits elsewhere."""
    start, end = issue.span.start, issue.span.end
    near = (document.text[max(0, start - NEAR) : start], issue.text, document.text[end : end + NEAR])
    return sha256("\0".join((issue.rule, *near)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def unmuted(document: Document, issues: Iterable[Issue], fingerprints: frozenset[str]) -> list[Issue]:
    """The issues that nobody has muted."""
    mutes = list(_mutes(document)) if "mtassist:" in document.text else []
    return [
        issue
        for issue in issues
        if not any(span.overlaps(issue.span) and _named(issue, names) for span, names in mutes)
        and not (fingerprints and fingerprint(document, issue) in fingerprints)
    ]


def _mutes(document: Document) -> Iterable[tuple[Span, tuple[str, ...]]]:
    """Where comments mute, and which names; no name means every rule. A comment itself is never a finding."""
    for comment in COMMENT.finditer(document.text):
        yield Span(*comment.span()), ()
        names = tuple(comment["names"].replace(",", " ").split())
        if comment["file"]:
            yield document.span, names
            continue
        at = max(0, document.block_at(comment.start()))
        own, following = document.blocks[at], document.blocks[min(at + 1, len(document.blocks) - 1)]
        yield Span(own.span.start, following.span.end), names


def _named(issue: Issue, names: tuple[str, ...]) -> bool:
    return not names or issue.rule in names or issue.family in names
