"""Counters of the page: “1,204 Views”, “12 comments · 3 shares”, a bare “128” beside a share bar.

A number alone can be anything, so it counts only among other residue.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.counter",
    summary="A counter of views, comments or shares stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[1,204 Views]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Views: 3.4K]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[12 comments · 3 shares]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Number of views: 512]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nShare on Facebook\n\n[[128]]\n\nThe ferry stayed in the harbour all day, the captain said.",
            fix="",
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n128\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nViews of the harbour\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok("It had 1,204 views of the bay."),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n12 comments by the auditors were ignored."
        ),
    ),
)


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A counter of the page, not part of the article.")
