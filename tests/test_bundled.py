"""What is measured of the bundled model, on data small enough to count by hand."""

import json
from statistics import correlation

import pytest
from conftest import fake, store

from mtassist.cli import main
from mtassist.errors import ConfigError, ModelMissing
from mtassist.evaluate import bundled
from mtassist.evaluate.bundled import curve, gain, harm, pace, sentences
from mtassist.evaluate.bundled.gain import Pair
from mtassist.evaluate.bundled.pace import Pace
from mtassist.neural.features import words
from mtassist.neural.reading import Reading
from mtassist.train.judge import Figure
from mtassist.types import Safety

FERRY = "The ferry left the old harbour at noon."


@pytest.fixture
def cats(only):
    """Rules that want dogs, and other fixes of each kind of trust; the model is not asked."""
    only(
        fake("garbled.cat", "cat", "dog", safety=Safety.REVIEW),
        fake("quotes.mark", "“”", "“", safety=Safety.SAFE),
        fake("names.hint", "Ann", "Anne", safety=Safety.SHOW),
    )


# Choosing


def test_all_parts_are_measured_unless_some_are_named():
    assert bundled.choose(None) == list(bundled.PARTS)
    assert bundled.choose("gain, harm,") == ["gain", "harm"]


def test_an_unknown_part_is_named():
    with pytest.raises(ConfigError, match="no part is called 'harms'; known are sentences, calibration, harm"):
        bundled.choose("harm,harms")


def test_a_part_without_its_data_says_so(tmp_path):
    with pytest.raises(ConfigError, match="--bundled wants the data folder for this part"):
        bundled.PARTS["harm"](bundled.Asked(tmp_path, None, tmp_path))


def test_without_a_model_it_is_said_where_one_is_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("MTASSIST_MODELS", str(tmp_path))
    with pytest.raises(ModelMissing, match="holds no model mini; set MTASSIST_MODELS"):
        bundled.folder()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--parts", "harm"], "--parts goes with --bundled"),
        (["--bundled", "--speed"], "measure different things"),
        (["--bundled", "a", "b"], "wants one data folder, and at most one folder of articles"),
    ],
)
def test_what_does_not_go_together_is_refused(judging, capfd, given, said):
    assert main(["eval", *given]) == 2
    assert said in capfd.readouterr().err


# Sentences


def test_the_points_of_two_raters_of_a_segment_are_compared(tmp_path):
    rows = []
    for number in range(60):
        row = {"dataset": "d", "system": "s", "doc_id": "1", "seg_id": str(number)}
        errors = [{"severity": "minor"}] * (number % 5)
        other = [{"severity": "major"}] * (number % 3)
        rows += [row | {"rater": rater, "errors": marks} for rater, marks in (("a", errors), ("b", other))]
    lost = {"dataset": "d", "system": "s", "doc_id": "2", "seg_id": "1", "errors": [], "lost_errors": 1}
    store(tmp_path, "mqm_spans.train", *rows, lost | {"rater": "a"}, lost | {"rater": "b"})
    store(tmp_path, "mqm_spans.dev")
    (figure,) = sentences.raters(tmp_path)
    assert (figure.name, figure.pair, figure.size) == ("two raters d", "de-en", 60)
    wanted = correlation([n % 5 for n in range(60)], [5 * (n % 3) for n in range(60)])
    assert figure.value == pytest.approx(wanted)
    assert figure.low <= figure.value <= figure.high


def test_what_others_reach_stands_beside_a_figure():
    model = [Figure("post-edits da", "ro-en", 0.7, 0.6, 0.8, 99), Figure("MQM points", "zh-en", 0.4, 0.3, 0.5, 99)]
    people = [Figure("two raters a", "zh-en", 0.9, 0.8, 1.0, 60), Figure("two raters b", "zh-en", 0.569, 0.5, 0.6, 999)]
    told = list(sentences.table(sentences.Sentences(model, people)))
    assert told[1].endswith("OpenKiwi on test20 0.685 (+0.015)")
    assert told[2].endswith("99  0.569 between two raters")
    assert "not known" in list(sentences.table(sentences.Sentences(model, [])))[-1]


def test_a_rater_can_give_a_segment_only_so_many_points():
    assert sentences.points([{"severity": "Major"}, {"severity": "minor"}, {"severity": None}]) == 6
    assert sentences.points([{"severity": "critical"}] * 9) == 25


# Harm


def test_sentences_that_get_an_edit_are_counted_by_its_trust(cats):
    text = harm.JOINED.join(["The cat saw a cat.", FERRY, "A “” mark.", "Ann left."])
    one = harm.count([text, f"A cat.{harm.JOINED}{FERRY}"])
    assert (one.documents, one.sentences, one.words) == (2, 6, 28)
    assert one.touched == {Safety.SAFE: 1, Safety.REVIEW: 2}
    assert one.offered[Safety.REVIEW] == {"garbled.cat by garbled.cat": 3}
    assert one.findings == {"garbled.cat": 3, "quotes.mark": 1, "names.hint": 1}
    assert one.rate("garbled.cat") == pytest.approx(1000 * 3 / 28)
    assert one.edits[1] == "review, garbled.cat: The [cat→dog] saw a cat.⏎⏎The ferry left th".replace("⏎", "\n")


def test_the_development_file_is_read_first_and_so_many_sentences(tmp_path):
    row = {"dataset": "d", "kind": "original", "domain": "news"}
    for part, count in (("dev", 3), ("train", 5)):
        rows = [row | {"doc_id": part, "seg_idx": n, "text": f"{part} {n}"} for n in range(count)]
        store(tmp_path, f"clean_english.{part}", *rows, row | {"doc_id": "x", "text": "no", "domain": "law"})
    assert list(harm.texts(tmp_path, 5)) == ["dev 0\n\ndev 1\n\ndev 2", "train 0\n\ntrain 1"]
    assert list(harm.texts(tmp_path, 2)) == ["dev 0\n\ndev 1"]


# Gain


def test_a_fix_that_an_editor_made_as_well_is_a_gain_and_another_is_a_loss(cats):
    given = [
        Pair("de-en", "The old cat left.", "The old dog left."),
        Pair("de-en", "The old man left.", "The old man left."),
        Pair("ru-en", "The young cat left.", "The young cat left."),
    ]
    rows = {(row.kind, row.arm): row for row in gain.gains(given)}
    good, bad, both = rows["de-en", "all"], rows["ru-en", "all"], rows["post-edits", "all"]
    assert (good.texts, good.changed, good.better, good.worse) == (2, 1, 1, 0)
    assert (bad.texts, bad.changed, bad.better, bad.worse) == (1, 1, 0, 1)
    assert (both.texts, both.changed) == (3, 2)
    assert good.gain > 0 > bad.gain
    assert bad.gain <= both.gain <= good.gain
    assert both.low <= both.gain <= both.high
    assert good.ter == pytest.approx(25 / 2), "one of four words in one of two texts"
    assert rows["post-edits", "garbled.cat"].gain == both.gain


def test_fixes_of_one_family_are_measured_alone(cats):
    given = [Pair("de-en", "The “” cat left.", "The “ cat left.")]
    rows = {row.arm: row for row in gain.gains(given) if row.kind == "de-en"}
    assert (rows["garbled"].better, rows["garbled"].worse) == (0, 1)
    assert rows["garbled"].gain < rows["all"].gain


def test_to_change_nothing_gains_nothing(cats):
    row, *_, alone = gain.gains([Pair("articles", FERRY, "Another text.")])
    assert (row.changed, row.gain, row.low, row.high, alone.changed) == (0, 0, 0, 0, 0)
    assert "nothing changed" in "\n".join(gain.table([row]))


def test_what_the_page_had_around_an_article_is_measured_apart(only):
    only(fake("residue.made", "Share ", ""), fake("garbled.cat", "cat", "dog"))
    rows = {
        row.arm: row for row in gain.gains([Pair("articles", "Share The old cat left.", "Share The old dog left.")])
    }
    assert rows["all but residue"].gain == rows["garbled"].gain > rows["all"].gain
    assert rows["residue.made"].worse == 1


def test_a_rule_that_changed_few_texts_is_left_to_the_figures(cats):
    rows = gain.gains([Pair("de-en", "The old cat left.", "The old dog left.")])
    assert "garbled.cat" in [row.arm for row in rows]
    assert "garbled.cat" not in "\n".join(gain.table(rows))


def test_hints_are_never_made(cats):
    row, *_ = gain.gains([Pair("articles", "Ann left.", "Anne left.")])
    assert row.changed == 0


def test_a_sample_is_the_same_each_time_and_of_each_pair(tmp_path):
    rows = [
        {"mt": f"m {n}", "mt_raw": f"raw {n}", "pe": f"p {n}", "lang_pair": pair} for n in range(9) for pair in "ab"
    ]
    store(tmp_path, "postedits.dev", *rows, rows[0] | {"ship": False})
    drawn = list(gain.post_edits(tmp_path, 4))
    assert drawn == list(gain.post_edits(tmp_path, 4))
    assert [pair.kind for pair in drawn] == ["a"] * 4 + ["b"] * 4
    assert all(pair.given == f"raw {pair.wanted.split()[1]}" for pair in drawn)
    assert len(list(gain.post_edits(tmp_path))) == 18


# Articles


class Model:
    """To it the word `which` breaks a clause, the word `that` may."""

    card = {  # noqa: RUF012
        "clauses": {"threshold": 0.5, "weights": {"one": -7.0, "broken-pair": 2.2}, "text": {"one": 99.0}}
    }

    def read(self, given):
        return [self.reading(sentence) for sentence in given]

    def reading(self, sentence):
        places = words(sentence)
        told = {"which": 9.0, "that": 6.0}
        return Reading(places, {"broken": [told.get(sentence[a:b], 0.0) for a, b in places]}, {})


@pytest.fixture
def articles(tmp_path):
    head = "Old news\n\n"
    text = f"{head}The cat which left the harbour. Then it that rained all night. It is a fine old day."
    marks = [{"start": 10, "end": 40, "kind": "garbled", "suggestion": None}]
    for pile, given in (
        ("mt", {"text": text, "artefacts": marks}),
        ("clean", {"text": f"{head}He said that it rained. The ferry left at noon.", "artefacts": []}),
    ):
        (tmp_path / pile).mkdir()
        (tmp_path / pile / "1.json").write_text(json.dumps(given), encoding="utf-8")
    return tmp_path


def test_a_lower_threshold_finds_more_and_costs_more(articles, only, judging):
    only()
    one = curve.measure(Model(), articles)
    assert (one.articles, one.garbled, one.words) == (1, 1, (12, 0))
    assert one.rules.found == 0
    assert one.model.found == 0, "the model that is installed finds nothing"
    thresholds = [point.threshold for point in one.points]
    assert thresholds == sorted(thresholds, reverse=True)
    assert 0.5 in thresholds
    assert [p.found for p in one.points] == sorted(p.found for p in one.points)
    assert [p.alarms for p in one.points] == sorted(p.alarms for p in one.points)
    first, last = one.points[0], one.points[-1]
    assert (first.found, first.precision, first.alarms) == (1, 1, 0)
    assert (last.found, last.precision) == (1, 0.5)
    assert last.alarms == pytest.approx(1000 / 12)
    assert last.news is None


def test_genuine_news_stands_apart_from_genuine_articles(articles, only, judging, tmp_path):
    only()
    row = {"dataset": "d", "kind": "original", "domain": "news", "doc_id": "1", "seg_idx": 0}
    store(tmp_path, "clean_english.dev", row | {"text": "Old news\n\nShe said that it snowed again all night."})
    one = curve.measure(Model(), articles, tmp_path)
    assert one.words == (12, 10)
    assert one.points[-1].news == pytest.approx(1000 / 10)
    assert "10 of news" in next(iter(curve.table(one)))


# Speed


def test_each_sentence_that_is_timed_has_so_many_pieces_and_is_another(models):
    made = pace._sentences(models / "mini", [" ".join(f"word{n}" for n in range(999))])
    assert {len(sentence) for sentence in made} == {pace.TOKENS}, "a piece for each word"
    assert len(made) == pace.SENTENCES
    assert made[0] != made[1]


def test_a_warm_check_is_timed_with_and_without_what_was_read(judging):
    first, again = pace.checked(FERRY)
    assert first > 0 < again


def test_the_table_of_speed_has_the_ratio():
    one = Pace(600.0, 300.0, 500.0, 5.0, 519, 0.3, 0.05, 400.0, 2.0)
    told = "\n".join(pace.table(one))
    assert "120.0 x XLM-R large" in told
    assert "0.300 s" in told
    assert "400 MB" in told
    assert "2.0 processes wanted" in told


@pytest.mark.slow
def test_the_memory_of_a_whole_check_is_measured(judging):
    assert 20 < pace.megabytes(FERRY) < 2_000


# On the command line


@pytest.fixture
def data(tmp_path):
    clean = {"dataset": "d", "kind": "original", "domain": "news", "group": "g"}
    rows = [clean | {"doc_id": "1", "seg_idx": n, "text": f"{FERRY} It was day {n}."} for n in range(4)]
    store(tmp_path, "clean_english.dev", *rows)
    store(tmp_path, "clean_english.train")
    edit = {"dataset": "d", "mt": FERRY, "pe": FERRY, "tags": []}
    store(tmp_path, "postedits.dev", *[edit | {"hter": n % 2, "group": f"{n}"} for n in range(12)])
    store(tmp_path, "mqm_spans.dev")
    return tmp_path


def test_parts_are_printed_one_after_the_other(judging, data, capfd):
    assert main(["eval", "--bundled", "--parts", "calibration,harm,gain", str(data), "--limit", "3"]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("model mini@")
    assert out.index("calibration:") < out.index("harm:") < out.index("gain:")
    assert "calibration error" in out
    assert "3 sentences of genuine English news" in out
    assert next(line for line in err.splitlines() if "measuring" in line) == "note: measuring calibration"


def test_the_same_figures_are_there_for_programs(judging, data, capfd):
    assert main(["eval", "--bundled", "--parts", "harm,gain", str(data), "--json"]) == 0
    figures = json.loads(capfd.readouterr().out)
    assert figures["harm"]["sentences"] == 4
    assert {row["kind"] for row in figures["gain"]} >= {"de-en", "post-edits"}
