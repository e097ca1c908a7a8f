"""Links to other articles: “Read also: …”, “On the same subject”, “You may be interested in”, with their headlines.

Sites put them between two paragraphs, and the machine runs label and headline together. An English site may do the
same; there too it is not the article. “See also” inside a sentence, or before a reference, is text.
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
            "The ferry stayed in the harbour.\n\n[[Read also: Cable car in Lisvik stands still]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[See also  In the matter of cable cars the valley stands behind the mayor]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Also interesting:\n- Cable car stands still\n- Mayor resigns over bridge]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[You may be interested in]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry left at noon.\n\n[[Читайте также: Пожар в порту]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry stayed in the harbour.\n\n[[• More on the subject: The price of a bridge]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour. [[Read also: Cable car in Lisvik stands still]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[To the theme]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry left at noon.\n\n[[Popular articles now\nFerry lost its way\nMayor has a birthday too]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[More in this section:\n• The pool at the end\n• Who turned off the street?]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[ALSO THIS: They found gold in the ferry oven]]\n\nFew saw it.",
            fix="",
        ),
        ok("He also read the letter aloud in court."),
        ok("Read also the second letter, he told the court, and then decide."),
        ok("Read more: why the young return to books\n\nThe ferry stayed in the harbour."),
        ok("The ferry stayed in the harbour.\n\nRelated costs rose by a third, see also the report of the auditors."),
        ok("The ferry stayed in the harbour.\n\nAlso, the mayor resigned over the bridge."),
        ok("The ferry stayed in the harbour.\n\nTo the sea\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nOn the subject of death\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nRelated deaths\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nTop five finish\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nMore on strike than at work\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nPopular with tourists\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nLatest from the court\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nSee you in court\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nWhat you need to know\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nFollow the money\n\nTwo men are in hospital now."),
        ok("The ferry left at noon. Read the report on the ferry aloud, he said. Few saw it."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A link to another article, not part of this one.")
