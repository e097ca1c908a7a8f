"""Share bars: “Share Tweet Print”, “• Share on LINE”, “Facebook Twitter WhatsApp”.

They stand above or below the article, one button a line or all in one, and are translated with it. The name of one
network alone proves nothing: it can be a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.share-bar",
    summary="A bar of share buttons stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "The ferry stayed in the harbour.\n\n[[• Share on Twitter\n  • Share on LINE]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Share Tweet Print]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Facebook Twitter WhatsApp Telegram]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Compartir en Facebook]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[ShareTweetPin]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Divide article]]\n\nTwo men are in hospital now.", fix=""),
        bad("It was the largest troop formation in years. [[Share Tweet]] The minister did not comment on it.", fix=""),
        bad(
            "The ferry left at noon.\n\n[[Facebook Twitter WhatsApp Print 0]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Print Email to a friend Copy the short link]]\n\nFew saw it.",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Tell your friends]]\n\nTwo men are in hospital now.", fix=""),
        ok("Fire in Lisvik\n\nFacebook\n\nThe ferry stayed in the harbour.\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nShare prices rose in Lisvik\n\nTwo men are in hospital now."),
        ok("Share Twitter’s pain, the columnist asked her readers."),
        ok("He learned to share, tweet and print."),
        ok("Google, Facebook, Twitter and Apple were fined."),
        ok("The ferry stayed in the harbour.\n\nShare prices fall\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nFacebook bans ads for diet pills\n\nTwo men are in hospital now."),
        ok("The ferry left at noon.\n\nTwitter suspends the account of the minister\n\nFew saw it."),
        ok("The ferry stayed in the harbour.\n\nPrint is not dead\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour. Share your food, not your grief. Two men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "Share buttons of the page, not part of the article.")
