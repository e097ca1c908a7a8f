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
        bad("The ferry stayed in the harbour.\n\n[[1,204 Views]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Views: 3.4K]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[12 comments · 3 shares]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Number of views: 512]]", fix=""),
        bad("Fire in Lisvik\n\nShare on Facebook\n\n[[128]]\n\nThe ferry stayed in the harbour.", fix=""),
        ok("The ferry stayed in the harbour.\n\n128\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nViews of the harbour\n\nTwo men are in hospital now."),
        ok("It had 1,204 views of the bay."),
        ok("The ferry stayed in the harbour.\n\n12 comments by the auditors were ignored."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A counter of the page, not part of the article.")
