"""What stands around the comments: “No comments:”, “Post a Comment”, “Be the first to comment”, form fields.

They follow the article on the page and are translated with it. “No comment” is also what people tell reporters, so the
short forms count only on a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.comment-box",
    summary="A part of the comment form stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad("The ferry stayed in the harbour.\n\n[[No comments:\nPost a Comment]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Be the first to comment]]", fix=""),
        bad(
            "The ferry left at noon.\n\n[[Your email address will not be published. Required fields are marked *]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Please enter your comment!]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Комментировать]]", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[Comments (0)]]", fix=""),
        bad(
            "The ferry left at noon.\n\n[[Did you find an error? Write to us]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Report spelling error / Report inappropriate content]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Entered into discussion 18 posts Enter]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Good 12 Sad 0 Angry 1 I want follow-up article 9]]\n\nFew saw it.",
            fix="",
        ),
        ok("The ferry stayed in the harbour.\n\nNo comment, said the captain."),
        ok("Leave a comment like that unanswered and it grows."),
        ok("The ferry stayed in the harbour.\n\nComments on the plan are due by Friday."),
        ok("She was the first to comment on the case."),
        ok("The ferry stayed in the harbour.\n\nComment is free\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nVote for change\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nError of judgment\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nMistakes were made\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nRating: three stars\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nWrite your own story\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour. Vote counting begins at noon. Two men are in hospital now."),
        ok("The ferry stayed in the harbour. Write to your councillor, he said. Two men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "The comment form of the page, not part of the article.")
