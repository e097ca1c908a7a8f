"""Placeholders and program left by a page template: `[ad_1]`, `first_img`, `{{title}}`, `alt="…"`, `(<url>)`.

Scrapers keep them, the machine copies them, and often they are glued to the first word of the article. In an article
about programming they are text, but hardly in this shape.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.template-token",
    summary="A placeholder or piece of program of the page stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad("[[first_img]]Lisvik wants to keep its ferry, the mayor said.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[last_img read more]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[{{ post.title }}]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[&nbsp;]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry stayed in the harbour.\n\n[[<image>data:image/png;base64,AAAA]]\n\nTwo men are in hospital now.",
            fix="",
        ),
        bad("Lisvik keeps its ferry [[(<url>) (<url>) (<url>)]]\n\nThe ferry stayed in the harbour.", fix=""),
        bad("The mayor smiled. [[alt=” The mayor in the harbour ” />]] Then he left the hall.", fix=""),
        bad(
            "The ferry stayed in the harbour.\n\n[[(adsbygoogle = window.adsbygoogle || []).push({});]]",
            fix="",
        ),
        ok("The [sic] in the letter was his."),
        ok("In the first image he smiles; in the last image he does not."),
        ok("She scored x < 3 and y > 5 in the test."),
        ok("He [Olsen] said so, and the [ad] was pulled."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "A placeholder of the page template, not part of the article.")
