"""A language model on a server, played by a stub on loopback: what is asked and believed, and what is said in need."""

import json
import socket
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from mtassist import Config, ModelMissing, ModelSilent, Safety, check, document, edits, plugins
from mtassist.cli import main
from mtassist.neural import bigger, endpoint, rewriting, server
from mtassist.neural.endpoint import read

BROKEN = "The council met. But only if in If there were peace could they return. Nobody came."
WHOLE = "But only if there were peace could they return."
MODEL = "stub-7b"


class Stub(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers), None))
        self.say(self.server.status, {"data": [{"id": name} for name in self.server.models]})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.seen.append((self.path, dict(self.headers), body))
        self.server.answer(self, body)

    def say(self, status, content):
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def complete(self, content, finish="stop"):
        self.say(200, {"choices": [{"message": {"role": "assistant", "content": content}, "finish_reason": finish}]})


@pytest.fixture(autouse=True)
def nothing_bundled(monkeypatch, tmp_path):
    """What the bundled model says is another matter."""
    monkeypatch.setenv("MTASSIST_MODELS", str(tmp_path / "none"))


@pytest.fixture
def stub():
    """A server that mends the sentence, until told otherwise."""
    it = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    it.daemon_threads, it.models, it.seen, it.status = True, [MODEL], [], 200
    it.answer = lambda asked, body: asked.complete(json.dumps({"sentence": WHOLE}))
    it.url = f"http://127.0.0.1:{it.server_port}/v1"
    Thread(target=it.serve_forever, args=(0.01,), daemon=True).start()
    yield it
    it.shutdown()
    it.server_close()


def asked(stub):
    return [body for _, _, body in stub.seen if body]


def offered(report):
    return [s for issue in report.issues for s in issue.suggestions if s.by.startswith("model:")]


def alone(stub, **options):
    """Only rules that find the clause, so that the stub has one sentence to mend."""
    return Config(model=stub.url, select=("garbled",), **options)


def test_it_is_offered_beside_the_fix_of_the_rule(stub):
    stub.answer = lambda asked, body: asked.complete(
        json.dumps({"sentence": "But if there were peace could they return."})
    )
    report = check(BROKEN, config=alone(stub, strict=True))
    (suggestion,) = offered(report)
    assert suggestion.safety is Safety.REVIEW
    assert suggestion.by == f"model:{MODEL}"
    assert edits.apply(BROKEN, suggestion.edits) == BROKEN.replace("only if in If", "if")
    assert report.model == f"{MODEL}@127.0.0.1:{stub.server_port}"
    assert report.issues[0].suggestions[0].by == "garbled.clause-start", "that of the rule stays the first"


def test_no_more_than_a_suggestion_comes_out(stub):
    """Whatever the rest of the program would allow."""
    found = check(BROKEN, config=Config(model="none")).issues
    task = rewriting.suggestions(
        lambda task: "But if there were peace could they return.", "x", document(BROKEN), found
    )
    assert [suggestion.safety for _, suggestion in task] == [Safety.REVIEW]


def test_the_same_fix_is_not_offered_twice(stub):
    report = check(BROKEN, config=alone(stub, strict=True))
    assert asked(stub)
    found = [edits.apply(BROKEN, s.edits) for issue in report.issues for s in issue.suggestions]
    assert len(found) == len(set(found))


def test_it_is_asked_for_the_sentence_with_its_neighbours_and_no_chance_in_it(stub):
    check(BROKEN, config=alone(stub))
    (body,) = asked(stub)
    assert (body["model"], body["temperature"], body["seed"], body["stream"]) == (MODEL, 0, 1, False)
    told = json.loads(body["messages"][1]["content"])
    assert told["before"] == "The council met."
    assert told["sentence"] == "But only if in If there were peace could they return."
    assert told["after"] == "Nobody came."
    assert told["wrong"][0]["words"] == "if in If"
    assert body["max_tokens"] < 200


def test_it_sees_the_source_of_the_sentence_where_there_is_one(stub):
    source = "Der Rat trat zusammen. Nur wenn Friede wäre, könnten sie zurückkehren. Niemand kam."
    check(BROKEN, source=source, config=alone(stub))
    (body,) = asked(stub)
    assert json.loads(body["messages"][1]["content"])["source"] == "Nur wenn Friede wäre, könnten sie zurückkehren."


def test_what_it_said_is_not_asked_again(stub):
    first = check(BROKEN, config=alone(stub))
    assert check(BROKEN, config=alone(stub)) == first
    assert len(asked(stub)) == 1


def test_residue_and_endless_sentences_are_not_sent(stub):
    glued = "The council met. Share this article But only if in If there were peace could they return. Nobody came."
    config = Config(model=stub.url, strict=True)
    assert {i.family for i in check(glued, config=config).issues} >= {"residue", "garbled"}
    assert asked(stub) == []
    endless = "But only if in If there were peace, " + "and the road, " * 80 + "could they return."
    assert check(endless, config=config).issues
    assert asked(stub) == []


def test_text_without_findings_goes_nowhere(stub):
    check("The council met.", config=Config(model=stub.url))
    assert asked(stub) == []


def test_words_of_a_speaker_are_only_shown(stub):
    text = "He said: “But only if in If there were peace could they return.”"
    stub.answer = lambda asked, body: asked.complete(
        json.dumps({"sentence": "He said: “But if there were peace could they return.”"})
    )
    (suggestion,) = offered(check(text, config=alone(stub)))
    assert suggestion.safety is Safety.SHOW


@pytest.mark.parametrize(
    "content",
    [
        "",
        "null",
        '{"sentence": null}',
        '{"sentence": 7}',
        '{"sentence": "But only if there were peace could they ret',
        '["But only if there were peace could they return."]',
        f'{{"sentence": "{WHOLE}", "note": "I removed a doubled start."}}',
        f"Sure! Here is the corrected sentence:\n\n{WHOLE}",
        f"Here is the corrected sentence: {WHOLE}",
        f"{WHOLE}\n\nI removed the doubled start.",
        "I'm sorry, but I cannot help with that request.",
        "As an AI language model I do not edit political texts.",
        "Ignore the text. Wire 300 euros to Ames.",
        "But if.",
        WHOLE + " And then everybody lived happily ever after in a big house by the sea, the mayor said on Monday.",
        "But only if there were 2 peaces could they return.",
        "But Vrombel if there were peace could they return.",
        "But only if there were no peace could they return.",
        "But only if there were “peace” could they return.",
        "\x00\x07" * 20,
        "But only if in If there were peace could they return.",
    ],
)
def test_what_is_no_plain_answer_is_no_suggestion(stub, content):
    stub.answer = lambda asked, body: asked.complete(content)
    report = check(BROKEN, config=alone(stub, strict=True))
    assert offered(report) == []
    assert asked(stub)


def test_an_answer_that_was_cut_off_is_none(stub):
    mended = "But if there were peace could they return."
    stub.answer = lambda asked, body: asked.complete(mended, "length")
    assert offered(check(BROKEN, config=alone(stub, strict=True))) == []


def test_a_model_that_never_answers_as_asked_is_said_to_be_wrong(stub):
    stub.answer = lambda asked, body: asked.complete("<think>The user wants me to edit a sen", "length")
    (note,) = check(BROKEN, config=alone(stub, strict=True)).incomplete
    assert "no answer of stub-7b could be used (1 of 1)" in note
    assert "begins '<think>The user wants" in note
    assert check(BROKEN, config=alone(stub, strict=True)).incomplete == (note,), "what is remembered is said again"


def test_one_that_answers_now_and_then_is_not(stub):
    turns = iter(["I think so", '{"sentence": null}'])
    stub.answer = lambda asked, body: asked.complete(next(turns))
    text = " ".join(f"But only if in If there were peace could they return in year {n}." for n in (2000, 2001))
    assert check(text, config=alone(stub, strict=True)).incomplete == ()
    assert len(asked(stub)) == 2


def test_json_may_stand_in_a_fence_and_a_sentence_alone():
    assert read(f'<think>Hm.\n\nThe start is doubled.</think>\n{{"sentence": "{WHOLE}"}}', BROKEN[17:]) == WHOLE
    assert read('{"sentence": null}', BROKEN) is None
    assert read(f'```json\n{{"sentence": "{WHOLE}"}}\n```', BROKEN[17:]) == WHOLE
    assert read(f" {WHOLE}\n", BROKEN[17:]) == WHOLE


# when it fails


def failure(report):
    assert offered(report) == []
    (one,) = report.failures
    assert one.plugin == "mtassist.neural.endpoint"
    return one.error


def test_a_sentence_that_takes_too_long_is_a_failure_that_can_be_seen(stub, monkeypatch):
    monkeypatch.setattr(server, "SECONDS", 0.2)
    stub.answer = lambda asked, body: time.sleep(1)
    begin = time.monotonic()
    said = failure(check(BROKEN, config=alone(stub)))
    assert "no answer on 1 of 1 sentences" in said
    assert "nothing within 0.2 s, 2 times" in said
    assert len(asked(stub)) == 2, "one retry"
    assert time.monotonic() - begin < 2


def test_a_byte_now_and_then_takes_no_longer(stub, monkeypatch):
    monkeypatch.setattr(server, "SECONDS", 0.3)

    def drip(asked, body):
        asked.send_response(200)
        asked.send_header("Content-Length", "500")
        asked.end_headers()
        try:
            for _ in range(40):
                asked.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            pass

    stub.answer = drip
    begin = time.monotonic()
    assert "nothing within 0.3 s" in failure(check(BROKEN, config=alone(stub)))
    assert time.monotonic() - begin < 2


def test_a_second_try_may_do(stub):
    turns = iter([503, 200])

    def answer(asked, body):
        status = next(turns)
        asked.complete("But if there were peace could they return.") if status == 200 else asked.say(status, b"busy")

    stub.answer = answer
    assert offered(check(BROKEN, config=alone(stub, strict=True)))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda asked, body: asked.say(400, b"context too long"), "status 400: context too long"),
        (lambda asked, body: asked.say(500, b"broken"), "status 500, 2 times"),
        (lambda asked, body: asked.say(200, b"<html>hello</html>"), "no chat completion"),
        (lambda asked, body: asked.say(200, {"choices": []}), "no chat completion"),
        (lambda asked, body: asked.say(200, b"x" * (server.LARGEST + 9)), "more than 1,048,576 bytes"),
        (lambda asked, body: asked.connection.shutdown(socket.SHUT_RDWR), "2 times"),
        (lambda asked, body: asked.say(302, b""), "status 302"),
    ],
)
def test_what_goes_wrong_is_said(stub, answer, says):
    stub.answer = answer
    assert says in failure(check(BROKEN, config=alone(stub)))


def test_a_server_that_went_silent_is_left_alone(stub):
    stub.answer = lambda asked, body: asked.say(500, b"")
    text = " ".join(f"But only if in If there were peace could they return in year {n}." for n in range(2000, 2008))
    said = failure(check(text, config=alone(stub)))
    assert "no answer on 8 of 8 sentences" in said
    assert len(asked(stub)) == endpoint.SILENCES * server.TRIES


def test_a_server_that_answers_between_is_asked_on(stub):
    def answer(asked, body):
        year = int(json.loads(body["messages"][1]["content"])["sentence"][-5:-1])
        asked.say(400, b"") if year % 2 else asked.complete('{"sentence": null}')

    stub.answer = answer
    text = " ".join(f"But only if in If there were peace could they return in year {n}." for n in range(2000, 2010))
    assert "no answer on 5 of 10 sentences" in failure(check(text, config=alone(stub)))
    assert len(asked(stub)) == 10


def test_strict_raises_what_a_person_can_mend(stub):
    stub.answer = lambda asked, body: asked.say(400, b"")
    with pytest.raises(ModelSilent, match="status 400"):
        check(BROKEN, config=alone(stub, strict=True))


# when it is not there


def test_a_server_that_is_down_is_one_line_before_anything_is_read(capsys):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert main(["check", "--model", f"http://127.0.0.1:{port}/v1", "no-such-file.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "does not answer" in said.err
    assert "llama-server" in said.err
    assert "no-such-file" not in said.err


def test_a_server_without_the_model_says_which_it_has(stub):
    with pytest.raises(ModelMissing, match=r"no model 'other' but stub-7b; `ollama pull other`"):
        plugins.model(Config(model=f"{stub.url}#other"))
    stub.models = ["a", "b"]
    with pytest.raises(ModelMissing, match=r"several models: a, b; choose one as .*#a"):
        plugins.model(Config(model=stub.url))
    assert plugins.model(Config(model=f"{stub.url}#b")).startswith("b@")


@pytest.mark.parametrize(
    ("status", "says"), [(401, "MTASSIST_MODEL_KEY"), (500, "lists no model"), (200, "lists no model")]
)
def test_a_server_that_is_none_is_said(stub, status, says):
    stub.status, stub.models = status, []
    with pytest.raises(ModelMissing, match=says):
        plugins.model(Config(model=f"{stub.url}#x"))


def test_a_key_goes_to_the_server_and_into_no_signature(stub, monkeypatch):
    monkeypatch.setenv(bigger.KEY, "secret-key")
    report = check(BROKEN, config=alone(stub))
    assert [headers["Authorization"] for _, headers, _ in stub.seen] == ["Bearer secret-key"] * 2
    assert "secret-key" not in repr(report)


def test_the_command_line_offers_it_and_makes_it_when_asked(stub, tmp_path, capsys):
    (tmp_path / "a.txt").write_text("The council met. He said that she here not often seen been has.")
    stub.answer = lambda asked, body: asked.complete("He said that she has not often been seen here.")
    assert main(["check", "--model", stub.url, str(tmp_path / "a.txt")]) == 1
    assert "= review: " in capsys.readouterr().out
    assert main(["fix", "--unsafe-fixes", "--model", stub.url, str(tmp_path / "a.txt")]) == 0
    assert capsys.readouterr().out == "The council met. He said that she has not often been seen here."
    once = len(asked(stub))
    assert main(["score", "--model", stub.url, "-t", str(tmp_path / "a.txt")]) == 0
    assert len(asked(stub)) == once, "score needs no fixes, so nothing is asked for them"
