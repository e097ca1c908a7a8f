"""Notices of players, scripts and advertising: “Your browser does not support the video”, “Continue below the ad”.

They are hidden on the page, or stand where a film or an advertisement was. *Anzeige* and *Annonce*
come out as “Advertisement”.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.player",
    summary="A notice of a player, a script or an advertisement stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "The ferry stayed in the harbour.\n\n[[Your browser does not support the video element.]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Continue reading below the ad]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry stayed in the harbour.\n\n[[The story continues below the picture]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Advertisement]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Listen to this article]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[loading...]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry stayed in the harbour.\n\n[[To view this video please enable JavaScript]]",
            fix="",
        ),
        bad(
            "The ferry left at noon. [[Article continues after advertisement]] Few saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Listen to article 5 minutes]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Harbour Video loading, please wait 00:00 / 02:13]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Advertisement   Skip in 5 seconds]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[The article continues under the advertisement]]\n\nFew saw it.",
            fix="",
        ),
        ok("Listen to this article of faith, he said, and laugh."),
        ok("Advertisement for the post closed on Friday."),
        ok("The ferry stayed in the harbour.\n\nPlay stopped twice because of rain."),
        ok("The story continues after the war, in the harbour of Lisvik."),
        ok("The ferry stayed in the harbour.\n\nLoading the ships\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nListen to the people\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nSkip breakfast\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nAd spending falls\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nWatch this space\n\nTwo men are in hospital now."),
        ok("The ferry left at noon. You can listen to the concert on Radio Lisvik on Sunday. Few saw it."),
        ok("The ferry stayed in the harbour. Wait for the water to boil, then add salt. Two men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(
        RULE, document, "A notice of the page about a player or advertisement, not part of the article."
    )
