"""Interface labels of the page: “Source link”, “Read Entire Article”, “Save article”, “Direct speech:”.

The page was saved with its buttons and menus, and the machine translated them like sentences. A word that an article
may hold too (“Source”, “Home”) counts only among other residue or after the last sentence; inside a sentence it is text.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.interface-label",
    summary="A button or menu label of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Source link]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Read Entire Article]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[See original (not translated) news ➥]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[To the homepage]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Следить]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad("The ferry stayed in the harbour all day, the captain said. [[Read the full article]]", fix=""),
        bad("[[Direct speech:]] The minister spoke for an hour in the chamber, and nobody listened to him.", fix=""),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nSource\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nFollow the money, she said, and you will find the owner."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nMore information\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok("He told them to read the full article before they complained."),
        ok(
            "Home\n\nThe ferry stayed in the harbour all day, the captain said.\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok("Read the full article, he told them. Nobody did."),
        ok("Print is dead. Long live print."),
    ),
)


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "This is a label of the page, not part of the article.")
