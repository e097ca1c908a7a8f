"""Links to other articles: “Read also: …”, “On the same subject”, “You may be interested in”, with their headlines.

Sites put them between two paragraphs, and the machine runs label and headline together. An English site may do the same;
there too it is not the article. “See also” inside a sentence, or before a reference, is text.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.teaser",
    summary="A link to another article stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Read also: Cable car in Lisvik stands still]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[See also  In the matter of cable cars the valley stands behind the mayor]]",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Also interesting:\n- Cable car in Lisvik stands still\n- Mayor resigns over bridge]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[You may be interested in]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[Читайте также: Пожар в порту]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\n[[• More on the subject: The price of a bridge]]\n\nTwo sailors were taken to hospital in the evening.",
            fix="",
        ),
        bad(
            "The ferry stayed in the harbour all day, the captain said. [[Read also: Cable car in Lisvik stands still]]",
            fix="",
        ),
        ok("He also read the letter aloud in court."),
        ok("Read also the second letter, he told the court, and then decide."),
        ok(
            "Read more: why the young return to books\n\nThe ferry stayed in the harbour all day, the captain said.\n\nTwo sailors were taken to hospital in the evening."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nRelated costs rose by a third, see also the report of the auditors."
        ),
        ok(
            "Fire in the harbour of Lisvik\n\nThe ferry stayed in the harbour all day, the captain said.\n\nAlso, the mayor resigned over the bridge.\n\nTwo sailors were taken to hospital in the evening."
        ),
    ),
)


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A link to another article, not part of this one.")
