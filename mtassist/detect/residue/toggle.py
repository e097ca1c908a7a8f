"""Buttons with two states, both left in the text: “Follow I follow”, “Save Saved”, “Mute Muted”.

A page shows one state and hides the other; saved as text it has both, and the machine translates the second as a form
of the first. The pairs come from ``seeds/lists/toggles.tsv``. Nobody writes “Save Saved” in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.toggle",
    summary="A button of the page stands in the text with both of its states.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad("The ferry stayed in the harbour.\n\n[[• Follow I follow]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Save Saved]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Subscribe | Subscribed]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry stayed in the harbour.\n\n[[I like it I don’t like it]]\n\nTwo men are in hospital now.", fix=""
        ),
        bad("The ferry stayed in the harbour.\n\n[[Show more / Show less]]\n\nTwo men are in hospital now.", fix=""),
        bad("The bridge will open in May. [[Follow I follow]] In the town of Lisvik, nobody believes it.", fix=""),
        bad("[[Mute Muted]] The council met on Monday to vote on the bridge.", fix=""),
        ok("People he used to follow followed him to the harbour."),
        ok("I like it, I like it not."),
        ok("Save the date, Saved by the Bell returns to the stage in Lisvik."),
        ok("Those who follow, I follow too."),
        ok("Fire in Lisvik\n\nShow more respect, show less anger.\n\nTwo men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A button of the page with both its states, not part of the article.")
