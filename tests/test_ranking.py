"""Do measures put systems in the order in which people put them: on orders small enough to count by hand."""

import gzip
import json
from pathlib import Path

import pytest

from mtassist import ConfigError, InputError
from mtassist.cli import main
from mtassist.evaluate import measures, ranking
from mtassist.evaluate.ranking import Agreement, agree

RIGHT = ["Two sailors were hurt in the fire.", "Nobody saw the ferry leave.", "It rained on Sunday."]
SYSTEMS = {
    "best": RIGHT,
    "fair": ["Two sailors were hurt in the the fire.", "Nobody saw the ferry leave.", "It rained on Sunday."],
    "poor": ["Two the the fire fire hurt.", "Nobody the the ferry ferry.", "Rain rain the the Sunday."],
}


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    news = [
        {
            "dataset": dataset,
            "lang_pair": "de-en",
            "id": n,
            "src": "…",
            "refs": {"B": "other", "A": RIGHT[n]},
            "systems": {name: texts[n] for name, texts in SYSTEMS.items()},
        }
        for dataset in ("wmt22-general", "wmt21-news")
        for n in range(3)
    ]
    scores = [
        {"dataset": "wmt22-toen-da", "lang_pair": "de-en", "system": system, "score_z": mean + n / 10}
        for system, mean in (("best", 1.0), ("fair", 0.9), ("poor", -1.0), ("ref.B", 2.0))
        for n in (-1, 0, 1)
    ]
    write("news.jsonl.gz", news)
    write("scores.jsonl.gz", [*scores, {"dataset": "mlqe-pe", "lang_pair": "de-en", "score_z": 3.0}])


def write(name, rows):
    with gzip.open(name, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def test_pairs_in_the_order_of_people():
    people = {"a": [3.0, 3.2], "b": [2.0, 2.2], "c": [1.9, 2.25], "d": [2.1, 2.1]}  # b and d are level
    values = {"a": 30, "b": 20, "c": 25, "d": 20}
    assert agree(people, values) == Agreement(right=3, pairs=5, right_apart=3, apart=3)
    assert agree(people, values, higher_is_better=False) == Agreement(right=2, pairs=5, right_apart=0, apart=3)


def test_no_difference_is_no_agreement():
    assert agree({"a": [1.0], "b": [2.0]}, {"a": 5, "b": 5}) == Agreement(right=0, pairs=1, right_apart=0, apart=0)


def test_measures_are_judged_by_set(files):
    result = ranking.measure(Path("news.jsonl.gz"), Path("scores.jsonl.gz"))
    (one,) = result.rankings
    assert (one.name, one.systems, one.segments, one.of) == ("wmt22 de-en", 3, 3, 3)
    assert one.human == pytest.approx({"best": 1.0, "fair": 0.9, "poor": -1.0})
    assert one.values["mqm"]["best"] == 0
    assert one.values["mqm"]["best"] < one.values["mqm"]["fair"] < one.values["mqm"]["poor"]
    assert one.values["chrf"]["best"] == pytest.approx(100)  # the first reference is A
    assert result.total("mqm") == result.total("chrf") == Agreement(right=3, pairs=3, right_apart=2, apart=2)
    assert result.left_out == ["wmt21 de-en"]


def test_a_sample_is_the_same_for_all_systems_and_said(files, capfd):
    assert main(["eval", "--ranking", "news.jsonl.gz", "scores.jsonl.gz", "--limit", "2"]) == 0
    told = capfd.readouterr().out
    assert "2 of 3" in told
    assert "a sample of segments, the same for all systems" in told
    assert "mqm|weights:wmt" in told
    assert main(["eval", "--ranking", "news.jsonl.gz", "scores.jsonl.gz", "--json"]) == 0
    figures = json.loads(capfd.readouterr().out)
    assert figures["total"]["chrf"] == {"right": 3, "pairs": 3, "right_apart": 2, "apart": 2}


def test_what_cannot_be_ranked_is_refused(files, tmp_path):
    news = tmp_path / "news.jsonl.gz"
    with pytest.raises(ConfigError, match="wants two files"):
        measures.ranking([news], None)
    with pytest.raises(InputError, match=r"news.jsonl.gz:1: wanted a JSON line with dataset, lang_pair and score_z"):
        measures.ranking([news, news], None)
    with pytest.raises(InputError, match="no such file; wanted JSON lines with dataset, lang_pair and score_z"):
        measures.ranking([news, tmp_path / "none"], None)
    write("alone.jsonl.gz", [{"dataset": "wmt22", "lang_pair": "de-en", "system": "best", "score_z": 1.0}])
    with pytest.raises(InputError, match="no human scores of two systems"):
        measures.ranking([news, tmp_path / "alone.jsonl.gz"], None)
    assert main(["eval", "--limit", "3"]) == 2


def test_quality_is_judged_as_well_where_there_is_a_model(files, judging, capfd):
    result = ranking.measure(Path("news.jsonl.gz"), Path("scores.jsonl.gz"))
    assert list(result.signatures) == ["quality", "mqm", "chrf"]
    assert result.rankings[0].values["quality"]["fair"] < result.rankings[0].values["quality"]["best"]
    assert main(["eval", "--ranking", "news.jsonl.gz", "scores.jsonl.gz"]) == 0
    head = capfd.readouterr().out.splitlines()[0]
    assert head.index("quality") < head.index("mqm") < head.index("chrf")
