"""Interface labels of the page: “Source link”, “Read Entire Article”, “Save article”.

The page was saved with its buttons and menus, and the machine translated them like sentences. A word that an article
may hold too (“Source”, “Home”) counts only among other residue or after the last sentence; inside a sentence it is
text.
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
        bad("The ferry stayed in the harbour.\n\n[[Source link]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Read Entire Article]]", fix=""),
        bad(
            "The ferry stayed in the harbour.\n\n[[See original (not translated) news ➥]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[To the homepage]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Следить]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour. [[Read the full article]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Back to main page]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[See all photos]]\n\nTwo men are in hospital now.", fix=""),
        ok("The ferry stayed in the harbour.\n\nSource\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nFollow the money, she said, and you will find the owner."),
        ok("The ferry stayed in the harbour.\n\nMore information\n\nTwo men are in hospital now."),
        ok("He told them to read the full article before they complained."),
        ok("Home\n\nThe ferry stayed in the harbour.\n\nTwo men are in hospital now."),
        ok("Read the full article, he told them. Nobody did."),
        ok("Print is dead. Long live print."),
        ok("The ferry stayed in the harbour.\n\nBack to school\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nHome advantage\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nSearch called off\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nOpen for business\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nSave the date\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nGood news, bad news\n\nTwo men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "This is a label of the page, not part of the article.")
