"""A word said twice in a row: “the the”.

Decoders stutter, above all at the seam of two long clauses. People do it too, but an editor always wants to see it.
English doubles that are right (“had had”, “that that”), names (“Bora Bora”) and emphasis (“very, very”) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtassist import lists, vocabulary
from mtassist.detect.repetition._words import Run, between, part, place, stutter, stutters, words
from mtassist.rules import Rule, bad, misses, ok
from mtassist.types import Block, Issue, Mqm, Severity

RULE = Rule(
    id="repetition.word",
    summary="A word is said twice in a row.",
    mqm=Mqm.GRAMMAR,
    severity=Severity.MINOR,
    confidence=0.95,
    examples=(
        bad("He left [[the the]] station.", fix="the"),
        bad("[[The the]] minister spoke.", fix="The"),
        bad("The bill was sent [[to to to]] the upper house.", fix="to"),
        bad("It belongs to [[the, the]] province of Osta.", fix="the"),
        bad("He was removed as the [[Honourable Honourable]] of the town.", fix="Honourable"),
        bad("The centre for [[logistics logistics]] will open in May.", fix="logistics"),
        bad("The fund supports the fight against [[corruption, corruption]], and crime.", fix="corruption"),
        bad("In [[January january]] it rained.", fix="January"),
        bad("The [[Mayor mayor]] bought seeds.", fix="mayor"),
        bad("The [[mayor Mayor]] Anna Benn bought seeds.", fix="Mayor"),
        bad("He explained [[that that]] the road was shut.", fix="that"),
        bad("The town hall [[is is]] a ruin.", fix="is"),
        bad("They sit [[on on]] the bench.", fix="on"),
        bad("He has a horse and a [[soldier, soldier]].", fix="soldier"),
        ok("She had had enough."),
        ok("They flew to Bora Bora."),
        ok("He said no, no and no."),
        ok("The forms must be handed in in June, and he logged on on Sunday."),
        ok("It was a long, long road and a very very cold day."),
        ok("Fang Fang and Adamu Adamu met the Talk Talk singer."),
        ok("They won 3 3 times and lost 4 4 times."),
        ok("“It is in, in a way, a new town,” she said."),
        ok("Who he is is not known."),
        ok("This is the first FIRST contest, near the star Epsilon A, a red one."),
        ok("Females answer with a sharp ‘chew chew’, said the finder of Pan troglodytes troglodytes."),
        ok("Decisions, decisions"),
        ok("The whelks that they are looking at at the moment are small."),
        ok("It was a win win for both."),
        ok("He knew that that was wrong, that that road was shut, and what it is is a start."),
        misses("He knew [[that that]] village was far.", "needs a parser: “that that” is often right"),
    ),
)

QUOTE = re.compile(r"[\"“”„«»‘]|(?<!\w)'")
OPEN, CLOSE = "\"'“‘«„", ('"', "'", "”", "’", "»", "“")
STUTTERED = frozenset(
    ["the", "a", "an", "of", "and", "or", "with", "from", "for", "by", "at"]
)  # nobody says these twice on purpose
ABSTRACT = re.compile(r"\w{2,}(?:tion|sion|ment|ness|ity|ance|ence|ship|hood|ism)s?$")
PERSONAL = re.compile(r"\b(?:I|[Ww]e|[Yy]ou)\b")
PARTICLES = frozenset(["in", "on", "at", "up", "out", "off", "over", "through", "by"])
PARTICLE_VERBS = re.compile(
    r"(?:log|sign|check|hand|turn|com|came|mov|bring|brought|call|carri|carry|tak|took|gav|giv|go|went|kick|liv|"
    r"look|set|sett|step|swor|sworn|tun|phon|ring|rang|pass|aim|laugh|shout|hold|held|keep|kept|put|build|built|join|drop|plug|"
    r"press|push|ask|dig|fill|get|got|let|mov|pitch|play|put|run|ran|send|sent|sit|sat|stay|weigh|switch|spur|work)"
)

glance = stutter


def find_block(block: Block) -> Iterator[Issue]:
    for segment, run in stutters(block):
        text = segment.text
        if run.period == 1 and (run.length == 2 or run.length == 3) and _slip(text, run):
            heard = [text[slice(*words(text).spans[at])] for at in range(run.first, run.end)]
            span = place(text, run.first, run.end)
            yield RULE.issue(segment, span, f"“{heard[0]}” is said twice.", fix=_kept(text, run, heard))


def _kept(text: str, run: Run, heard: list[str]) -> str:
    """The one with the right capital."""
    one, two = heard[0], heard[-1]
    if one[0].isupper() == two[0].isupper() or run.first == 0 or one.lower() in lists.words("always_capital"):
        return one
    after = text[place(text, run.first, run.end)[1] :][1:2]
    named = after.isupper() and one.lower() not in STUTTERED
    return one.capitalize() if named else one.lower()


def _slip(text: str, run: Run) -> bool:
    heard = [text[slice(*words(text).spans[at])] for at in range(run.first, run.end)]
    seams = {between(text, at) for at in range(run.first + 1, run.end)}
    low = heard[0].lower()
    if not low[0].isalpha() or (len(low) == 1 and low not in ("a", "i")):
        return False
    if seams == {", "}:
        return _slip_with_comma(text, run, low) and heard[-1].islower()
    if any(seam.strip(" \t\N{NO-BREAK SPACE}") for seam in seams):
        return False
    if low in lists.words("doubles"):
        return _wrong_double(text, run, low)
    if run.first and heard[0] != heard[1]:
        return _two_cases(text, run, heard)
    if all(w[0].isupper() for w in heard[1:]):
        return run.length == 2 and _capital_slip(text, run, heard[0])
    return heard[-1].islower() and not _particle(text, run, low) and not _quoted_or_rare(text, run, low)


def _two_cases(text: str, run: Run, heard: list[str]) -> bool:
    """“The Mayor mayor”, “the mayor Mayor Anna Benn”, “of the The court”."""
    one, two = heard[0], heard[-1]
    if run.length > 2 or not (one[1:].islower() or len(one) == 1) or not (two[1:].islower() or len(two) == 1):
        return False
    if one[0].isupper():
        return one.lower() in lists.words("always_capital") or _is_common(one.lower(), 3.0)
    return two in lists.words("titles") or one in STUTTERED


def _wrong_double(text: str, run: Run, low: str) -> bool:
    """“that that the”, “the hall is is a ruin”: what follows, or the want of a question, shows the slip."""
    heard = words(text).low
    follows = heard[run.end] if run.end < len(heard) else ""
    if run.length > 2 or PERSONAL.search(text):
        return False
    if low == "that":
        return follows in part("clause")
    before = heard[max(0, run.first - 2) : run.first]
    return (
        low in ("is", "was")
        and run.first > 0
        and follows in part("predicate")
        and not _asks(heard[: run.first], before)
    )


def _asks(said: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """“what it is is a start”, “all there is is a hut”, “the thing is is”."""
    return bool(part("question").intersection(said) or part("subject").intersection(before)) or "there" in before


def _slip_with_comma(text: str, run: Run, low: str) -> bool:
    one, two = (text[slice(*words(text).spans[at])] for at in (run.first, run.first + 1))
    if run.length != 2 or QUOTE.search(text) or (run.first and one != two):
        return False
    if low in STUTTERED:
        return True
    after = text[place(text, run.first, run.end)[1] :][:1]
    before = words(text).low[run.first - 1] if run.first else ""
    named = before in ("a", "an", "the") and low not in lists.words("doubles") and len(low) > 3
    return run.first > 0 and after in (",", ".", ";", "") and (named or bool(ABSTRACT.match(low)))


def _capital_slip(text: str, run: Run, word: str) -> bool:
    """“the Prominent Prominent”: a dictionary word after an article, that nobody is called."""
    before = words(text).low[run.first - 1] if run.first else ""
    if before not in ("the", "a", "an", "his", "her", "their", "its", "as") or len(word) < 5 or not word[1:].islower():
        return False
    span = place(text, run.first, run.end)
    if text[span[1] : span[1] + 1] in (",", ")"):
        return False  # “The Party Party, he said”: it has that name
    closed = text[max(0, span[0] - 1) : span[0]] + text[span[1] : span[1] + 1]
    return not QUOTE.search(closed) and _is_common(word.lower(), 3.5) and word not in lists.words("given_names")


def _quoted_or_rare(text: str, run: Run, low: str) -> bool:
    """“a sharp ‘tchak tchak’”, “Pan troglodytes troglodytes”."""
    start, end = place(text, run.first, run.end)
    quoted = bool(start) and text[start - 1] in OPEN and text[end : end + 1] in CLOSE
    return quoted or (len(low) > 3 and not _is_common(low, 2.7))


def _is_common(word: str, zipf: float) -> bool:
    return vocabulary.frequency(word) >= zipf


def _particle(text: str, run: Run, low: str) -> bool:
    """“handed in in June”: the first belongs to the verb."""
    if low not in PARTICLES or run.length > 2 or not run.first:
        return False
    verb = words(text).low[run.first - 1]
    return bool(PARTICLE_VERBS.match(verb)) and not (low == "on" and verb in ("sit", "sits", "sat", "sitting"))
