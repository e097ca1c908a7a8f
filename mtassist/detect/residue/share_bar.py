"""Share bars: “Share Tweet Print”, “• Share on LINE”, “Facebook Twitter WhatsApp”.

They stand above or below the article, one button a line or all in one, and are translated with it. The name of one network
alone proves nothing: it can be a heading.
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
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[• Share on Twitter\n  • Share on LINE]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Share Tweet Print]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Facebook Twitter WhatsApp Telegram]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Compartir en Facebook]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[ShareTweetPin]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Divide article]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad("It was the largest troop formation in years. [[Share Tweet]] The minister did not comment on it.", fix=""),
        ok(
            "Fire in the harbour of Lisvik\n\nFacebook\n\nThe ferry stayed in the harbour all day, the captain said.\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nShare prices rose in Lisvik\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok("Share Twitter’s pain, the columnist asked her readers."),
        ok("He learned to share, tweet and print."),
        ok("Google, Facebook, Twitter and Apple were fined."),
    ),
)


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "Share buttons of the page, not part of the article.")
