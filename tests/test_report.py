"""The report: a page that stands alone, shows what was measured, and takes what is in texts for nothing but text."""

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest

from mtassist import ConfigError
from mtassist.batch import engine, report
from mtassist.batch.engine import Recipe, run
from mtassist.batch.measures import Points, chosen
from mtassist.batch.report import charts, gathering
from mtassist.batch.report.gathering import Gathered
from mtassist.batch.report.marked import HERE, WHOLE, excerpt
from mtassist.batch.report.resampling import Resampled
from mtassist.batch.results import totals
from mtassist.batch.scoring import Asked, score
from mtassist.batch.units import Unit, grouped
from mtassist.cli import main

pytest_plugins = ["browser"]

GOOD = ["The ferry left at noon.", "Two sailors were hurt.", "Nobody saw the the fire.", "It rained on Sunday."]
POOR = ["The ferry left left at noon.", "Two sailors were hurt.", "Nobody saw the the fire fire.", ""]
EVIL = "<img src=x onerror=alert(1)>$x_{$"
URL = re.compile(r"(?:https?:)?//|url\((?!#)|@import|javascript:")


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.said = [], []
        self.feed(page)
        self.text = " ".join(" ".join(self.said).split())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, words):
        self.said.append(words)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def made(systems, *, metrics=("mqm",), documents=None, **more):
    """The page of some systems, each a list of lines."""
    units = [
        Unit(
            name,
            n,
            text,
            f"{name}:{n + 1}",
            references=(GOOD[n],),
            document=documents[n] if documents else None,
            problem="" if text else "empty",
        )
        for name, lines in systems.items()
        for n, text in enumerate(lines)
    ]
    return page_of(units, Recipe(metrics=metrics, references=1, keep_texts=True), **more)


def page_of(units, recipe=Recipe(keep_texts=True), **more):  # noqa: B008 - it is frozen
    results = results_of(units, recipe)
    return Page(report.write(results, totals(results), recipe, **more).decode())


def results_of(units, recipe):
    return json.loads(json.dumps([result for group in run(grouped(units), recipe) for result in group]))


def gathered(units, recipe=Recipe(keep_texts=True)):  # noqa: B008
    results = results_of(units, recipe)
    return Gathered(results, totals(results), recipe)


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, lines in {"good.txt": GOOD, "poor.txt": POOR}.items():
        Path(name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_the_command_writes_it_and_the_output_stays_the_same(files):
    command = ["score", "-t", "good.txt", "-t", "poor.txt", "-o"]
    assert main([*command, "plain.jsonl"]) == 0
    assert main([*command, "out.jsonl", "--report", "one.html"]) == 0
    assert main([*command, "out.jsonl", "--report", "two.html"]) == 0
    assert Path("out.jsonl").read_bytes() == Path("plain.jsonl").read_bytes()
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()
    assert not list(files.glob(".*"))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("out.jsonl", "both name out.jsonl"),
        ("good.txt", "is one of the inputs"),
        ("nowhere/r.html", "a folder that exists"),
        ("-", "no file can be written there"),
    ],
)
def test_a_place_that_it_cannot_go_to_is_refused_before_anything_is_read(files, where, said):
    with pytest.raises(ConfigError, match=said):
        score(Asked(systems=("good.txt",), output="out.jsonl", report=where, recipe=Recipe(keep_texts=True)))
    assert not Path("out.jsonl").exists()


def test_it_needs_nothing_but_itself():
    page = made({"good": GOOD, "poor": POOR}, metrics=("mqm", "chrf"))
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in page.tags}
    loose = [value for _, attributes in page.tags for value in attributes.values() if value and URL.search(value)]
    assert not loose
    assert not URL.search(" ".join(page.said))
    assert "default-src 'none'" in str(page.all("meta"))


def test_what_is_in_texts_and_names_is_text():
    hostile = [
        f"The the {EVIL} <script>alert(2)</script>",
        "a \u202e the the",
        'x"><svg onload=alert(3)> the the',
        "ok",
    ]
    page = made({EVIL: hostile, "{{ 7 * 7 }} [red]": hostile}, documents=["<b>/1"] * 2 + ['"/2'] * 2)
    assert not {"script", "img", "b"} & {tag for tag, _ in page.tags}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert EVIL in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "\u202e" not in page.text
    assert "<U+202E>" in page.text


def test_systems_stand_best_first_with_their_intervals():
    page = made({"poor": POOR, "good": GOOD}, metrics=("mqm", "chrf"))
    (head, *_) = page.text.split("How the scores spread")
    assert head.index("good does best") < head.index("poor worst")
    rows = head[head.index("Not scored") :]
    assert rows.index("good") < rows.index("poor")
    assert re.search(r"good 55\.56 0\.00 – 160\.57 ", rows)
    assert re.search(r"chrF\+\+ higher is better", head)


def test_the_distribution_counts_every_segment_that_has_a_score():
    systems = gathered([Unit("s", n, text, f"s:{n}") for n, text in enumerate(GOOD + POOR[:3])]).systems
    assert systems["s"].bins == [4, 0, 0, 0, 0, 2, 1]
    assert systems["s"].clean == 4


def test_bins_have_a_name_each_and_take_every_value():
    for measure in chosen(["mqm", "bleu", "ter"]):
        names = gathering.bins(measure)
        assert [gathering._bin(measure, value) for value in (0.0, 1e9)] == [0, len(names) - 1]
    assert gathering._bin(Points("wmt"), 10.0) == 1
    assert gathering.bins(chosen(["ter"])[0])[-1] == "95–100+"
    assert gathering.bins(chosen(["bleu"])[0])[-1] == "95–100"


def test_findings_are_counted_by_rule_and_family_with_an_example():
    page = made({"poor": POOR})
    assert re.search(
        r"repetition : 3, or [\d.]+ per 1,000 words .*repetition\.word A word .*?left left.* 3 ",
        page.text,
    )
    assert "3 findings by 1 rule." in page.text


def test_findings_are_marked_with_what_and_why():
    page = made({"poor": POOR})
    titles = {mark.get("title") for mark in page.all("mark")}
    assert "repetition.word: “the” is said twice." in titles
    assert "“fire” is said twice. repetition.word" in page.text


def test_a_segment_of_several_systems_is_shown_once_where_it_is_worst():
    found = gathered([Unit(s, 0, text, f"{s}:1") for s, text in (("a", "Go the the."), ("b", "Go go the the."))])
    assert [(poor.system, poor.where) for poor in found.worst] == [("b", "b:1")]


def test_a_document_is_shown_as_a_whole():
    found = gathered([Unit("s", n, text, f"s:{n + 1}", document="news/1") for n, text in enumerate(GOOD)])
    (poor,) = found.worst
    assert poor.where == "news/1"
    assert ["".join(piece.text for piece in line) for line in poor.excerpt.paragraphs] == GOOD
    assert [piece.text for line in poor.excerpt.paragraphs for piece in line if piece.notes] == ["the the"]


def test_of_a_document_beyond_measure_no_mark_slips_into_the_next_segment(monkeypatch):
    monkeypatch.setattr(engine, "KEPT", 30)
    monkeypatch.setattr(gathering, "KEPT", 30)
    lines = ["Nobody went went to the burning harbour and and came home.", "Nobody came came home."]
    (poor,) = gathered([Unit("s", n, text, f"s:{n + 1}", document="news/1") for n, text in enumerate(lines)]).worst
    assert [piece.text for line in poor.excerpt.paragraphs for piece in line if piece.notes] == [
        "went went",
        "came came",
    ]


def test_where_higher_is_better_the_highest_stands_first():
    head = made({"poor": POOR, "good": GOOD}, metrics=("chrf",)).text
    assert head.index("good does best") < head.index("poor worst")


def test_a_few_words_do_not_make_a_text_the_worst():
    """One slip in three words is fewer than six in sixty."""
    long = "Nobody saw the the fire that burnt in the harbour. " + "He left left and went home home. " * 3
    found = gathered([Unit("s", 0, "The the end.", "s:1"), Unit("s", 1, long, "s:2")])
    assert [poor.where for poor in found.worst] == ["s:2", "s:1"]


def test_only_the_worst_are_kept(monkeypatch):
    monkeypatch.setattr(gathering, "WORST", 3)
    texts = ["It " + "rained rained. " * (n % 7) for n in range(40)]
    found = gathered([Unit("s", n, text, f"s:{n + 1}") for n, text in enumerate(texts)])
    assert [poor.where for poor in found.worst] == ["s:7", "s:14", "s:21"]


def test_outlets_are_told_by_document_or_by_the_input(monkeypatch):
    units = [
        Unit("s", n, text, f"s:{n}", document=f"{'bay' if n < 2 else 'hill'}/x/{n}") for n, text in enumerate(GOOD)
    ]
    page = page_of(units)
    assert re.search(r"Outlets .* hill [\d.]+ .* bay 0\.00 ", page.text)
    assert "Outlets" not in made({"good": GOOD}).text
    (outlet,) = gathered([Unit("folder", 0, "Fine.", "folder/bay/a.txt", outlet="bay")]).outlets
    assert outlet == "bay"
    monkeypatch.setattr(gathering, "OUTLETS", 1)
    assert list(gathered(units).outlets) == ["bay", "other outlets"]


def test_what_could_not_be_scored_is_counted_by_kind():
    units = [
        Unit("s", n, "", f"s: {n}", problem=what) for n, what in enumerate(["empty", "empty", "no UTF-8 at byte 7"])
    ]
    page = page_of([*units, Unit("s", 3, "Fine.", "s:4")])
    assert "2 s: 0: empty 1 s: 2: no UTF-8 at byte 7" in page.text
    nothing = page_of(units)
    assert "nothing could be read" in nothing.text


def test_signatures_stand_at_the_foot():
    page = made({"good": GOOD}, metrics=("mqm", "ter"))
    foot = page.text[page.text.index("How this was made") :]
    for recipe in ("mtassist:", "mqm|weights:wmt|", "ter|nrefs:1|", "500 Poisson resamples, seed 12345"):
        assert recipe in foot


def test_charts_say_what_they_show_and_take_the_colours_of_the_page():
    drawn = [
        charts.intervals([(EVIL, 3, 2, 4), ("日本\x00", 5, 4, 7)], "points", "two systems"),
        charts.histograms([("a", [3, 1]), ("b", [0, 0])], ("0", ">0"), "points", "two systems"),
        charts.stacks([("residue", {"minor": 1.0, "major": 2.0})], "findings", "two systems"),
    ]
    for chart in drawn:
        assert chart.startswith('<svg viewBox="0 0 648')
        assert 'role="img" aria-label="two systems"' in chart
        assert not re.search(r"#[0-9a-fA-F]{6}|<style|<metadata|font-family", chart)
        named = re.findall(r' id="([^"]+)"', chart)
        assert sorted(named) == sorted(set(re.findall(r'#([^")]+)', chart)))
    everywhere = [name for chart in drawn for name in re.findall(r' id="([^"]+)"', chart)]
    assert len(everywhere) == len(set(everywhere))


def test_an_interval_of_resamples_holds_the_value_and_narrows():
    (bleu,) = chosen(["bleu"])
    counts = [
        bleu.counts(Unit("s", n, p, "", references=(g,)), []) for n, (p, g) in enumerate(zip(POOR, GOOD, strict=True))
    ]

    def interval(times):
        drawn = Resampled([bleu])
        for each in counts * times:
            drawn.add({"bleu": each})
        return drawn.intervals()["bleu"]

    value = bleu.value(tuple(map(sum, zip(*counts, strict=True))))
    (low, high), (near, close) = interval(20), interval(200)
    assert low < near < value < close < high
    assert interval(20) == (low, high)


def test_the_interval_of_a_single_segment_is_its_value():
    """A third of the resamples do not draw it at all: those say nothing."""
    (ter,) = chosen(["ter"])
    drawn = Resampled([ter])
    drawn.add({"ter": (3.0, 12.0)})
    assert drawn.intervals()["ter"] == (25.0, 25.0)


def test_the_interval_is_that_of_the_usual_bootstrap():
    import numpy

    (ter,) = chosen(["ter"])
    draw = numpy.random.RandomState(1)
    counts = [(float(draw.poisson(3)), float(draw.randint(5, 30))) for _ in range(400)]
    resampled = Resampled([ter])
    for each in counts:
        resampled.add({"ter": each})
    table = numpy.array(counts)
    usual = [ter.value(tuple(table[draw.randint(0, 400, 400)].sum(0))) for _ in range(500)]
    assert resampled.intervals()["ter"] == pytest.approx(tuple(numpy.percentile(usual, (2.5, 97.5))), rel=0.03)


def shown(text, marks):
    """The text with [marked] pieces, and the numbers where findings end."""
    made = excerpt(text, marks)
    lines = (
        "".join((f"[{p.text}]" if p.notes else p.text) + "".join(map(str, p.ends)) for p in paragraph)
        for paragraph in made.paragraphs
    )
    return "\n".join(lines)


def mark(start, end, severity="minor", rule="repetition.word"):
    return (start, end, rule, severity, "Said twice.")


def test_marks_that_overlap_are_cut_into_pieces():
    assert shown("one two three", [mark(0, 7), mark(4, 13, "major")]) == "[one ][two]1[ three]2"
    pieces = excerpt("one two three", [mark(0, 7), mark(4, 13, "major")]).paragraphs[0]
    assert [piece.severity for piece in pieces] == ["minor", "major", "major"]


def test_a_mark_may_be_empty_or_go_over_lines():
    assert shown("one two", [mark(3, 3)]) == f"one[{HERE}]1 two"
    assert shown("one", [mark(3, 3)]) == f"one[{HERE}]1"
    assert shown("one\n\ntwo", [mark(1, 7)]) == "o[ne]\n[tw]1o"
    assert shown("a\u200bb", [mark(1, 2)]) == "a[<U+200B>]1b"


def test_of_a_long_text_the_places_around_the_findings_are_shown():
    text = "word " * 400 + "the the " + "word " * 400
    at = text.index("the the")
    made = shown(text, [mark(at, at + 7)])
    assert made.startswith("… word")
    assert made.endswith("word …")
    assert "[the the]1" in made
    assert len(made) < 400
    assert len(shown("x" * 9_000, [mark(2_000, 8_000)])) < WHOLE


def test_most_of_many_findings_are_counted_and_the_worst_shown():
    made = excerpt("x" * 100, [*(mark(n, n + 1) for n in range(40)), mark(50, 60, "critical"), mark(99, 300)])
    assert len(made.notes) == 12
    assert made.more == 30
    assert "critical" in {note.severity for note in made.notes}


def test_parquet_has_a_row_a_segment_and_the_totals_beside_them(files):
    import pyarrow.parquet

    assert main(["score", "-t", "good.txt", "-t", "poor.txt", "--format", "parquet", "-o", "out.parquet"]) == 0
    assert main(["score", "-t", "good.txt", "-t", "poor.txt", "-o", "out.jsonl"]) == 0
    *lines, good, poor = map(json.loads, Path("out.jsonl").read_text().splitlines())
    table = pyarrow.parquet.read_table("out.parquet")
    assert json.loads(pyarrow.parquet.read_metadata("out.parquet").metadata[b"mtassist"]) == [good, poor]
    for row, line in zip(table.to_pylist(), lines, strict=True):
        assert (row["system"], row["segment"], row["mqm"]) == (
            line["system"],
            line["segment"],
            line["scores"].get("mqm"),
        )
        assert {each["rule"]: each["count"] for each in row["findings"]} == line["findings"]
        assert row["issues"] == line.get("issues", [])
        assert row["problem"] == line.get("problem")


def test_parquet_of_any_length_is_never_in_memory(monkeypatch):
    import pyarrow.parquet

    from mtassist.formats import parquet

    monkeypatch.setattr(parquet, "TOGETHER", 10)
    rows = ({"system": "a\udc80", "segment": n, "mqm": 0.5} for n in range(35))
    pieces = list(parquet.write(rows, ["mqm"], []))
    assert len(pieces) == 5
    table = pyarrow.parquet.read_table(BytesIO(b"".join(pieces)))
    assert table.column("segment").to_pylist() == list(range(35))
    assert table.column("system").to_pylist()[0] == "a\\udc80"


def test_without_pyarrow_the_extra_is_named(files, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert main(["score", "-t", "good.txt", "--format", "parquet", "-o", "out.parquet"]) == 2
    assert "pip install 'mtassist[formats]'" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800, 360])
def test_in_a_browser_it_asks_for_nothing_and_has_no_serious_fault(chrome, axe, files, scheme, width):
    assert main(["score", "-t", "good.txt", "-t", "poor.txt", "-o", "out.jsonl", "--report", "r.html"]) == 0
    page = chrome.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    met = []
    page.on("request", lambda request: met.append(request.url))
    page.on("console", lambda message: met.append(message.text))
    page.goto((files / "r.html").as_uri())
    assert met == [(files / "r.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] }).then((all) => all.violations)")
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    page.close()
