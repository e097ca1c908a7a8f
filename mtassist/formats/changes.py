"""A review as a page to read, print or send: the article with its changes, and each finding with what became of it.

The page needs nothing but itself: no script, no font and no picture, and it tells the browser to load none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from mtassist.formats.pieces import How, Piece, pieces, remarks, visible
from mtassist.review import Review, State
from mtassist.types import Action, Edit, Issue

STYLE = Path(__file__).with_name("changes.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
TAGS = {How.GONE: "del", How.NEW: "ins"}
END = '<{0} class="end">¶</{0}>'
VIEWS = (("marked", "Changes marked", " checked"), ("before", "Before", ""), ("after", "After", ""))
COLUMNS = ("", "What", "Text", "How bad", "What became of it", "Who and when", "Note")


def write(review: Review, *, by: str, at: str, title: str = "") -> str:
    """The whole page. ``by`` and ``at`` are who takes it away, and when."""
    name = _shown(title.strip() or "Changes")
    numbers = {issue.id: number for number, issue in enumerate(review.issues, 1)}
    paragraphs = "\n".join(_paragraphs(pieces(review), _reasons(review, numbers)))
    said = remarks(review)
    rows = "\n".join(_row(review, said, issue, numbers[issue.id]) for issue in review.issues)
    heads = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{name}</title>
<style>
{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<main>
<h1>{name}</h1>
<p class="quiet">{_shown(by)}, {_when(at)}</p>
<dl>{"".join(f"<div><dt>{what}</dt><dd>{number:,}</dd></div>" for what, number in _numbers(review))}</dl>
<fieldset><legend>Show</legend>{"".join(_view(*view) for view in VIEWS)}</fieldset>
<article>
{paragraphs}
</article>
<h2>Findings</h2>
<div class="wide" tabindex="0" role="region" aria-label="Findings">
<table><thead><tr>{heads}</tr></thead><tbody>
{rows}
</tbody></table>
</div>
</main>
</body>
</html>
"""


def _numbers(review: Review) -> Iterator[tuple[str, int]]:
    states = Counter(review.states.values())
    made = list(pieces(review))
    yield "findings", len(review.issues)
    yield "decided", sum(states[state] for state in (State.ACCEPTED, State.EDITED, State.REJECTED))
    yield "open", states[State.OPEN]
    yield "words before", len(review.report.document.text.split())
    yield "words taken out", _words(made, How.GONE)
    yield "words put in", _words(made, How.NEW)


def _words(made: Iterable[Piece], how: How) -> int:
    return sum(len(piece.text.split()) for piece in made if piece.how is how)


def _view(id: str, label: str, checked: str) -> str:
    return f'<label><input type="radio" name="view" id="{id}"{checked}> {label}</label>'


def _reasons(review: Review, numbers: dict[str, int]) -> dict[Edit, list[int]]:
    """The numbers of the findings that each edit answers."""
    found: dict[Edit, list[int]] = {}
    for issue, made in review.made.items():
        for edit in made:
            found.setdefault(edit, []).append(numbers[issue])
    return found


def _paragraphs(given: Iterable[Piece], reasons: dict[Edit, list[int]]) -> Iterator[str]:
    """One paragraph for each line that is not empty; where one's end changed there is a pilcrow."""
    line: list[str] = []
    last: Edit | None = None
    for piece in given:
        if piece.edit and piece.edit != last:
            line.append(_links(reasons[piece.edit]))
        last = piece.edit
        for number, words in enumerate(piece.text.split("\n")):
            if number:
                line.append(END.format(TAGS[piece.how]) if piece.edit and any(line) else "")
                yield from _paragraph(line)
                line = []
            line.append(_piece(words, piece.how) if words else "")
    yield from _paragraph(line)


def _paragraph(line: list[str]) -> Iterator[str]:
    if made := "".join(line).strip():
        yield f"<p>{made}</p>"


def _piece(words: str, how: How) -> str:
    return f"<{TAGS[how]}>{_shown(words)}</{TAGS[how]}>" if how in TAGS else _shown(words)


def _links(numbers: list[int]) -> str:
    links = " ".join(f'<a href="#f{number}" aria-label="finding {number}">{number}</a>' for number in numbers)
    return f"<sup>{links}</sup>"


def _row(review: Review, said: Mapping[str, Action], issue: Issue, number: int) -> str:
    decision, remark = review.decisions.get(issue.id), said.get(issue.id)
    note = _shown(review.notes[issue.id].text) if remark else ""
    if remark and not (decision and decision.by == remark.by):
        note += f'<br><span class="quiet">{_shown(remark.by)}</span>'
    text = review.report.document.text
    what = " ".join(_change(edit.span.of(text), edit.new) for edit in review.made.get(issue.id, ()))
    who = f"{_shown(decision.by)}<br>{_when(decision.at)}" if decision else ""
    cells = (
        f"{_shown(issue.message)}<br><span class='quiet'>{_shown(issue.rule)}</span>",
        what or _shown(issue.text),
        issue.severity.value,
        review.states[issue.id].value,
        who,
        note,
    )
    return f'<tr id="f{number}"><td>{number}</td>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _change(old: str, new: str) -> str:
    return "".join(f"<{tag}>{_shown(words)}</{tag}>" for tag, words in (("del", old), ("ins", new)) if words)


def _when(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (ValueError, OverflowError):
        return _shown(at)


def _shown(text: str) -> str:
    return escape(visible(text))
