"""Articles of invented words by invented outlets, with residue planted among them: always the same for one seed.

Nothing real could serve: only of what was planted is it known where all of it is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SYLLABLES = [c + v for c in "bdfgklmnprst" for v in "aeio"]
SMALL = ("the", "of", "in", "a", "to", "and", "with", "for", "from", "on", "at", "by", "near")
MONTHS = ("January", "March", "May", "July", "October", "December")
DAYS = ("Monday", "Tuesday", "Friday", "Sunday")
STOCK = ("The inquiry is still open.", "Nobody was hurt.", "He did not want to comment on the matter.")


@dataclass(frozen=True, slots=True)
class Made:
    outlet: str
    text: str
    planted: list[str]


class Kind(NamedTuple):
    """A kind of residue: in what share of the articles it stands, where, and how it is worded today."""

    share: float
    place: str
    wording: Callable[[], str]


class Writer:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = ["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 4))) for _ in range(3000)]

    def word(self) -> str:
        return self.random.choice(SMALL) if self.random.random() < 0.35 else self.random.choice(self.words)

    def name(self) -> str:
        return f"{self.random.choice(self.words).title()} {self.random.choice(self.words).title()}"

    def sentence(self, shortest: int = 6) -> str:
        said = [self.word() for _ in range(self.random.randint(shortest, 18))]
        if self.random.random() < 0.2:
            said += ["said", self.name()]
        if self.random.random() < 0.1:
            said += ["on", f"{self.random.choice(DAYS)}"]
        text = " ".join(said)
        return text[0].upper() + text[1:] + "."

    def date(self) -> str:
        return f"{self.random.choice(MONTHS)} {self.random.randint(1, 28)}, {self.random.randint(2019, 2025)}"

    def article(self, paragraphs: int = 8) -> list[str]:
        """A headline, paragraphs, a heading of its own in between."""
        body = [" ".join(self.sentence() for _ in range(self.random.randint(1, 3))) for _ in range(paragraphs)]
        body.insert(paragraphs // 2, " ".join(self.word() for _ in range(4)).capitalize())
        return [" ".join([self.random.choice(self.words).title(), *(self.word() for _ in range(7))]), *body]


def residue(writer: Writer, name: str) -> dict[str, Kind]:
    """Twelve kinds of residue of one outlet."""
    w, r = writer.words, writer.random
    a, b, c, d, e, f = (r.choice(w) for _ in range(6))
    closing = f"{name} has told the news of {writer.name()} and of {writer.name()} since the {a} of {b} was built."

    def clock() -> str:
        return f"{r.randint(1, 12)}:{r.randint(10, 59)} {r.choice(['am', 'pm'])}"

    def near() -> str:
        return f"Follow the {a} desk with {r.choice(w)} and the {c} of today on the {d} channel of {name}"

    def prompt() -> str:
        return f"Sign up for the {a} letter of {name} and read {b} every {r.choice(DAYS)}."

    return {
        "label": Kind(0.5, "middle", lambda: f"Most {a} in {b} {c}"),
        "byline": Kind(0.9, "head", lambda: f"By {writer.name()}"),
        "credit": Kind(0.7, "middle", lambda: f"Photo: {writer.name()} / {name.upper()}"),
        "stamp": Kind(0.8, "head", lambda: f"Updated: {writer.date()}, {clock()}"),
        "counter": Kind(0.3, "tail", lambda: f"{r.randint(2, 900)} {d} of readers"),
        "prompt": Kind(0.4, "glued end", prompt),
        "boilerplate": Kind(0.6, "tail", lambda: closing),
        "notice": Kind(0.15, "middle", lambda: f"This article was {c} by the {d} of {name} on {writer.date()}."),
        "lead-in": Kind(0.1, "middle", lambda: f"Keep {e} below the {f}"),
        "player": Kind(0.25, "glued start", lambda: f"You can {e} to the {a} of {name} in {r.randint(2, 9)} minutes."),
        "rights": Kind(0.95, "tail", lambda: f"© {r.randint(2019, 2025)} {name} {f}. All rights reserved."),
        "near": Kind(0.2, "middle", near),
    }


def batch(articles: int, outlets: int, seed: int = 7) -> Iterator[Made]:
    """Articles of outlets in turn, with stock sentences in some of them."""
    writer = Writer(seed)
    sites = {name: residue(writer, name.title()) for name in (f"{writer.words[n]}post" for n in range(outlets))}
    for number in range(articles):
        name = list(sites)[number % outlets]
        blocks = writer.article()
        if writer.random.random() < 0.1:
            blocks[3] = f"{blocks[3]} {writer.random.choice(STOCK)}"
        blocks, planted = _plant(writer, blocks, sites[name])
        yield Made(name, "\n\n".join(blocks), planted)


def _plant(writer: Writer, article: Sequence[str], kinds: Mapping[str, Kind]) -> tuple[list[str], list[str]]:
    """The blocks with some of an outlet's residue among them, and what was planted."""
    blocks, planted = list(article), list[str]()
    for kind in kinds.values():
        if writer.random.random() >= kind.share:
            continue
        words = kind.wording()
        planted.append(words)
        at = writer.random.choice([n for n, b in enumerate(blocks) if n and b.endswith(".") and "©" not in b][:6])
        if kind.place == "head":
            blocks.insert(1, words)
        elif kind.place == "tail":
            blocks.append(words)
        elif kind.place == "middle":
            blocks.insert(at, words)
        else:
            blocks[at] = f"{blocks[at]} {words}" if kind.place == "glued end" else f"{words} {blocks[at]}"
    return blocks, planted
