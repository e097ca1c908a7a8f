"""The readable page of a model's card: what it was made from, what it reaches, and what it is bad at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from mtassist.train import reliability

FILE = "README.md"
Row = Mapping[str, Any]

LEARNT_FROM = (
    ("MLQE-PE, training part", "sentences of Wikipedia and Reddit, translated, judged and post-edited", "CC0-1.0"),
    ("WMT20 and WMT21 (TED) zh-en MQM", "errors that raters marked", "Apache-2.0"),
    ("bio-MQM v2", "errors marked in medical abstracts", "Apache-2.0"),
    ("WMT21 direct assessments into English", "judgements of news sentences", "for research, no licence file"),
    ("WMT20 and WMT21 news", "references and the outputs of all systems", "for research, no licence file"),
    ("GUM", "English of many kinds", "Creative Commons, by genre: BY, BY-SA, BY-NC-SA"),
    ("UD English PUD", "English sentences", "CC BY-SA 3.0"),
)
BAD_AT = (
    "It reads the English alone. A fluent sentence that says something else than its source looks good to it.",
    "It has learnt from what a dozen languages became in English by 2021. Newer systems make fewer and other errors.",
    "Odd English that people mean (headlines, verse, chats, minutes, lists of names) can look broken to it.",
    "What a single sentence is worth is uncertain; the mean of an article says far more. Mind the intervals.",
    "The clauses it marks are a hint where to read, not a proof. The threshold was set on few articles.",
    "In articles full of page residue, tersely written and with names nobody knows, many of the clauses that it marks "
    "are sound.",
    "It orders no repairs: taking words out, moving them or putting them in by what it then says of the sentence made "
    "sentences worse.",
)
RATERS = {"WMT20": 0.58, "WMT23": 0.46}  # Pearson of two raters of the same zh-en news, in points
PLAIN = {  # direct assessment and words, of the encoder with linear heads on its last layer
    "ro-en": (0.641, 0.419),
    "ne-en": (0.512, 0.328),
    "et-en": (0.506, 0.266),
    "si-en": (0.446, 0.324),
    "ru-en": (0.562, 0.230),
}
PUBLISHED = {"ro-en": 0.685, "ne-en": 0.386, "et-en": 0.477, "si-en": 0.374, "ru-en": 0.548}
TABLES = {
    "post-edits da": "Direct assessment, MLQE-PE development part",
    "post-edits hter": "HTER, the same",
    "post-edits words": "Words a post-editor changed (MCC), the same",
    "WMT judges da": "Direct assessment by the crowd, WMT22",
    "MQM points": "MQM points, WMT21 news",
    "MQM points by da": "MQM points, by the output for direct assessment",
}


def write(folder: Path, card: Row, measured: Row) -> None:
    (folder / FILE).write_text("\n".join(page(folder.name, card, measured)) + "\n", encoding="utf-8")


def page(name: str, card: Row, measured: Row) -> Iterator[str]:
    """Its lines, in Markdown."""
    yield f"# {name}"
    yield ""
    yield "Reads English sentences. Says of each word whether an editor would change it, of each sentence whether it"
    yield f"would be left as it is. Made by `mtassist train` from {card['about']['encoder']}, whose licence is"
    yield f"{card['about']['encoder_licence']}; eight-bit ONNX. `model.toml` holds every number that it works with."
    if "teacher" in card["about"]:
        yield from _taught(card["about"])
    if "begun_with" in card["about"]:
        yield "It went on from the eight-bit weights of the model before (`begun_with` in `model.toml`)."
    yield ""
    yield "## Learnt from"
    yield ""
    yield from _table(("Data", "What", "Licence"), LEARNT_FROM)
    yield ""
    yield "No weights were made from data whose licence forbids it. Calibrated on the development parts of MLQE-PE,"
    yield "WMT21 MQM and genuine English; how severely clauses are read was set on annotated articles that are not part"
    yield "of this project. Hashes of all data files and of the weights stand in `model.toml`."
    yield ""
    yield "## Reaches"
    yield ""
    yield "Correlations are Pearson's, with the middle 95 % of a bootstrap. OpenKiwi, which reads the source as well,"
    yield "published for MLQE's test part, which is another one: "
    yield ", ".join(f"{pair} {value:.3f}" for pair, value in PUBLISHED.items()) + "."
    yield "The same encoder with linear heads, one pass over 137,000 records, some of them of data that may not be"
    yield "shipped, reaches on the development part for direct assessment and for words: "
    yield ", ".join(f"{pair} {da:.3f} and {words:.3f}" for pair, (da, words) in PLAIN.items()) + "."
    yield "Two raters of the same zh-en news agree in their points with each other: "
    yield ", ".join(f"{year} {value:.2f}" for year, value in RATERS.items()) + "."
    yield ""
    wanted = [(TABLES[f["name"]], f["pair"], _within(f), f"{f['size']:,}") for f in measured["figures"]]
    yield from _table(("Measured", "Pair", "Value", "Sentences"), wanted)
    yield ""
    held = measured["calibration"]
    yield f"Will a sentence be left as it is? Said and true are {held['error']:.3f} apart in the mean of"
    yield f"{held['count']:,} sentences that the calibration has not seen, by kind of text up to"
    yield f"{max(held['by_kind'].values()):.2f}."
    yield ""
    yield f"![reliability]({reliability.FILE})"
    yield ""
    kinds = [(kind, f"{error:.3f}") for kind, error in held["by_kind"].items()]
    yield from _table(("Kind of text", "Said and true apart by"), kinds)
    yield ""
    yield f"Clauses: rules and model on annotated articles left out of the fit; the threshold is {_threshold(card)}."
    yield ""
    yield from _table(
        ("Threshold", "Garbled found", "All findings right", "Alarms in 1,000 words of genuine English"),
        [
            (f"{p['threshold']:.2f}", f"{p['found']:.0%}", f"{p['precision']:.0%}", f"{p['alarms']:.2f}")
            for p in measured["curve"][::5]
        ],
    )
    yield ""
    yield "## Bad at"
    yield ""
    yield from (f"- {each}" for each in BAD_AT)


def _taught(about: Row) -> Iterator[str]:
    yield f"At last {about['teacher']} ({about['teacher_licence']}), which is not shipped, read the post-edited"
    yield "sentences, and the network learnt to foretell what that model knows of them."


def _within(figure: Row) -> str:
    return f"{figure['value']:.3f} [{figure['low']:.3f}, {figure['high']:.3f}]"


def _threshold(card: Row) -> str:
    return f"{card['clauses']['threshold']:.2f}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
