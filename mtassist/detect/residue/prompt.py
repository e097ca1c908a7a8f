"""What a site wants of its visitor: newsletters, cookies, consent, log-in, paywalls, “Join our Telegram channel”.

These are good English sentences; only what they speak of gives them away. Short ones are translated by the word: “I
connect” is the log-in button *Je me connecte*, “I love you” the buy button *La quiero*. Inside quotes or a sentence
they are text.
"""

from __future__ import annotations

from collections.abc import Iterator

from mtassist.detect.residue import _page
from mtassist.rules import Rule, bad, ok
from mtassist.types import Document, Issue, Mqm, Severity

RULE = Rule(
    id="residue.prompt",
    summary="A newsletter, cookie, log-in or paywall prompt stands in the text.",
    mqm=Mqm.NON_ARTICLE,
    severity=Severity.MINOR,
    examples=(
        bad(
            "The ferry left at noon.\n\n[[Click here to enter our group and get everything first hand]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Subscribe to our Telegram channel]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[We use cookies. By continuing to browse you accept them.]]",
            fix="",
        ),
        bad(
            "The ferry stayed in the harbour.\n\n[[This article is reserved for our subscribers.]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Already Premium?]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[I love you]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[I connect]]\n\nTwo men are in hospital now.", fix=""),
        bad("The ferry stayed in the harbour.\n\n[[cancel whenever you want]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry left at noon.\n\n[[If you found an error, select the text and press Ctrl+Enter.]]",
            fix="",
        ),
        bad("The ferry stayed in the harbour.\n\n[[Suscríbete]]\n\nTwo men are in hospital now.", fix=""),
        bad(
            "The ferry left at noon. [[Sign up for our newsletter.]] Two sailors were taken to hospital.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Subscribe to the channel so as not to miss anything]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[You have 62% of this article left to read]]\n\nFew saw it.",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Open the app to read the full text, the experience is better]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Sign up for the letter - Your email - OK - Unsubscribe at any time]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Subscribe Premium without ads from 79 CZK per month. I want a Premium]]",
            fix="",
        ),
        bad(
            "The ferry left at noon.\n\n[[Breaking: Follow the latest news on our application]]\n\nFew saw it.",
            fix="",
        ),
        ok("The ferry stayed.\n\nQ: Can I cancel my subscription?\n\nA: Yes, you can cancel at any time.\n\nFew did."),
        ok("The film opens in May, and fans will enjoy it.\n\nStay tuned!"),
        ok("He wrote I love you on the wall of the harbour."),
        ok("The ferry stayed in the harbour.\n\n“I love you.”\n\nTwo men are in hospital now."),
        ok("The ferry left at noon.\n\nThe site said that it uses cookies and that visitors accept them by clicking."),
        ok("Subscribe to the theory or not, the numbers are right."),
        ok("The ferry is poor. Subscribe for £8 a month, the idea went, and it will be saved. Few believed it."),
        ok("Users must log in before they can vote, the ministry said."),
        ok('Readers were told: "Subscribe to our newsletter." Few of them did so.'),
        ok("The ferry stayed in the harbour.\n\nSupport your local shop\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nYour rights at work\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nHow do I register?\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nJoin the queue, stay safe\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nFollow the rules\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nCheck your smoke alarm\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nSend in the clowns\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nPress freedom under threat\n\nTwo men are in hospital now."),
        ok("The ferry stayed in the harbour.\n\nPremium petrol\n\nTwo men are in hospital now."),
        ok("The ferry left at noon. Register at the town hall by 12 May to vote. Few saw it."),
        ok("The ferry left at noon. You can register at the town hall until Friday. Few saw it."),
        ok("The ferry left at noon. Anyone with information should call police on 101. Few saw it."),
        ok("The ferry stayed in the harbour. Tickets cost £12 from the box office. Two men are in hospital now."),
    ),
)

glance = _page.findings


def find_all(document: Document) -> Iterator[Issue]:
    yield from _page.report(RULE, document, "The site speaks to its visitor here: not part of the article.")
