"""The server: who may come in, how much, and that nothing is asked of any other server."""

import asyncio
import io
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from gradio_client import Client
from gradio_client.utils import is_file_obj
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

import mtassist
from mtassist import Config, api, cli, edits
from mtassist.errors import ConfigError, InputError
from mtassist.store import Store
from mtassist.types import Edit, Span
from mtassist.web import gate, guard, serve

TEXT = (
    "He left the the town, said „Anna“. The mini\u200bster\u200b spoke. Follow I follow\n\n"
    "It cost 3.500 euros \U0001f600."
)


@pytest.fixture
def cheap(monkeypatch):
    """Passwords that cost nothing, for tests that need many."""
    monkeypatch.setattr(guard, "COST", (2, 1, 1))
    monkeypatch.setattr(guard, "NOBODY", guard.hashed("nobody"))


@pytest.fixture
def users(tmp_path, cheap):
    guard.add(tmp_path / "users", "anna", "correct horse")
    return guard.Users(tmp_path / "users")


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


# The user file


def test_a_password_is_kept_as_scrypt_and_known_again():
    kept = guard.hashed("correct horse")
    assert re.fullmatch(r"scrypt\$32768\$8\$3\$[\w+/]{22}==\$[\w+/]{43}=", kept)
    assert guard.matches("correct horse", kept)
    assert not guard.matches("correct hors", kept)


def test_equal_passwords_are_kept_differently(cheap):
    assert guard.hashed("correct horse") != guard.hashed("correct horse")


def test_the_user_file_is_for_its_owner_alone(users):
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600
    assert os.listdir(users.path.parent) == ["users"]


def test_a_file_that_others_could_read_is_closed_by_the_next_change(users):
    users.path.chmod(0o644)
    assert guard.add(users.path, "bob", "battery staple")
    assert stat.S_IMODE(users.path.stat().st_mode) == 0o600


def test_adding_a_user_again_changes_the_password_and_nobody_else(users):
    guard.add(users.path, "bob", "battery staple")
    assert not guard.add(users.path, "anna", "new password")
    assert users.admit("anna", "new password")
    assert not users.admit("anna", "correct horse")
    assert users.admit("bob", "battery staple")


def test_a_name_that_nobody_has_costs_the_same_and_is_refused(users, monkeypatch):
    asked = []
    scrypt = guard._scrypt
    monkeypatch.setattr(guard, "_scrypt", lambda *a: asked.append(a[2:]) or scrypt(*a))
    assert not users.admit("nobody", "nobody")
    assert not users.admit("anna", "wrong")
    assert asked[0] == asked[1] == guard.COST


@pytest.mark.parametrize("name", ["", "a:b", " anna", "an\nna", "x" * 61, "\u202eanna"])
def test_a_name_that_would_break_the_file_is_refused(tmp_path, name, cheap):
    with pytest.raises(ConfigError, match="is no name"):
        guard.add(tmp_path / "users", name, "correct horse")
    assert not (tmp_path / "users").exists()


@pytest.mark.parametrize(
    "line", ["anna", "anna:plain", "anna:scrypt$3$8$3$AA==$AA==", f"anna:scrypt${2**30}$8$1$AA==$AA=="]
)
def test_a_line_that_is_no_user_is_named(tmp_path, line):
    (tmp_path / "users").write_text(f"# people\n\n{line}\n")
    with pytest.raises(ConfigError, match="line 3: not name:scrypt"):
        guard.Users(tmp_path / "users")


@pytest.mark.parametrize("content", [None, "", "# nobody yet\n"])
def test_a_user_file_without_users_is_refused_with_the_way_out(tmp_path, content):
    if content is not None:
        (tmp_path / "users").write_text(content)
    with pytest.raises(ConfigError, match="mtassist user NAME --file"):
        guard.Users(tmp_path / "users")


def test_a_user_is_added_on_the_command_line(tmp_path, monkeypatch, cheap):
    monkeypatch.setattr("sys.stdin", io.StringIO("correct horse\n"))
    assert cli.main(["user", "anna", "--file", str(tmp_path / "users")]) == 0
    assert guard.Users(tmp_path / "users").admit("anna", "correct horse")


def test_a_short_password_is_refused_and_nothing_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert cli.main(["user", "anna", "--file", str(tmp_path / "users")]) == 2
    said = capsys.readouterr()
    assert said.err == "error: the password has 5 characters; wanted at least 8 and at most 1,000\n"
    assert os.listdir(tmp_path) == []


def test_two_passwords_that_differ_are_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    said = iter(["correct horse", "correct house"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(said))
    assert cli.main(["user", "anna", "--file", str(tmp_path / "users")]) == 2
    assert "differ" in capsys.readouterr().err


# Limits


def test_the_sixth_attempt_waits_and_the_wait_ends():
    clock = Clock()
    attempts = guard.Attempts(clock)
    for _ in range(guard.WRONG):
        attempts.check("anna", "192.0.2.1")
        attempts.wrong("anna", "192.0.2.1")
        clock.now += 10
    with pytest.raises(guard.TooMany, match=r"5 wrong passwords; wait 25\d seconds and try again"):
        attempts.check("bob", "192.0.2.1")
    with pytest.raises(guard.TooMany):
        attempts.check("anna", "192.0.2.2")
    attempts.check("bob", "192.0.2.2")
    clock.now += guard.FORGOTTEN
    attempts.check("anna", "192.0.2.1")


def test_a_right_password_forgives_the_name_but_not_the_address():
    attempts = guard.Attempts(Clock())
    for _ in range(guard.WRONG):
        attempts.wrong("anna", "192.0.2.1")
    attempts.right("anna")
    attempts.check("anna", "192.0.2.2")
    with pytest.raises(guard.TooMany):
        attempts.check("anna", "192.0.2.1")


def test_whoever_asks_too_often_waits_and_nobody_else():
    clock = Clock()
    limit = guard.Limit("checks", 30, clock=clock)
    for _ in range(30):
        limit.take("anna")
    with pytest.raises(guard.TooMany, match=r"anna: more than 30 checks in 60 seconds; wait \d seconds and try again"):
        limit.take("anna")
    limit.take("bob")
    clock.now += 2
    limit.take("anna")
    with pytest.raises(guard.TooMany):
        limit.take("anna")


def test_this_machine_itself_is_not_counted():
    limit = guard.Limit("checks", 1, clock=Clock())
    for _ in range(100):
        limit.take("127.0.0.1")


def test_a_flood_of_addresses_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(guard, "REMEMBERED", 10)
    limit, attempts = guard.Limit("checks", 1, clock=Clock()), guard.Attempts(Clock())
    for number in range(100):
        limit.take(f"192.0.2.{number}")
        attempts.wrong(f"192.0.2.{number}")
    assert len(limit._left) <= 10
    assert len(attempts._wrong) <= 10


def test_texts_and_files_that_are_too_big_are_refused_with_their_size():
    guard.within_limits("x" * guard.LONGEST)
    guard.small_enough(guard.UPLOAD, "a.docx")
    with pytest.raises(InputError, match="has 1,000,001 characters; at most 1,000,000"):
        guard.within_limits("x" * (guard.LONGEST + 1))
    with pytest.raises(InputError, match=r"a\.docx: 21\.0 MB is too big; at most 20 MB"):
        guard.small_enough(21_000_000, "a.docx")
    with pytest.raises(InputError, match="half a character at 1"):
        guard.within_limits("x\ud800")


# The gate


async def whoami(request):
    return JSONResponse({"person": request.scope.get(gate.PERSON), "length": len(await request.body())})


async def a_page(request):
    return HTMLResponse(
        '<meta property="og:image"\n content="https://example.com/x.jpg" />'
        '<script>1</script><script src="a.js"></script>'
    )


@contextmanager
def behind(**given):
    paths = ["/who", "/gradio_api/upload", "/gradio_api/call/check"]
    routes = [Route("/", a_page), Route("/gradio_api/file=a.html", a_page)]
    routes += [Route(path, whoami, methods=["GET", "POST"]) for path in paths]
    app = Starlette(routes=routes, middleware=[Middleware(gate.Gate, **given)])
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


def sign_in(client, password="correct horse", **more):
    form = {"username": "anna", "password": password, **more}
    return client.post("/login", data=form, headers={"accept": "text/html"})


def test_every_script_of_a_page_has_this_answers_nonce_and_nothing_else_runs():
    with behind() as client:
        first, second = client.get("/"), client.get("/")
    policy = first.headers["content-security-policy"]
    nonce = re.search(r"'nonce-([\w-]+)'", policy)[1]
    assert first.text == f'<script nonce="{nonce}">1</script><script nonce="{nonce}" src="a.js"></script>'
    assert "'unsafe-inline'" not in policy.partition("style-src")[0]
    assert nonce not in second.headers["content-security-policy"]


def test_a_file_that_somebody_sent_gets_no_nonce():
    with behind() as client:
        assert "nonce" not in client.get("/gradio_api/file=a.html").text


@pytest.mark.parametrize("policy", gate.POLICY.split("; "))
def test_the_policy_names_no_other_server(policy):
    assert not re.search(r"https?:|\*|//", policy)


def test_a_site_that_borrows_the_address_of_this_machine_is_refused():
    with behind(own_names=True) as client:
        for host in ("localhost", "127.0.0.1:7860", "[::1]:7860", "x.localhost"):
            assert client.get("/who", headers={"host": host}).status_code == 200
        for host in ("evil.example", "127.0.0.1.evil.example", "", "[::1", "192.0.2.1"):
            answer = client.get("/who", headers={"host": host})
            assert answer.status_code == 403, host
        assert "is no name of this machine" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://localhost"}, 200),
        ({"origin": "http://localhost:8000"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": "https://desk.example", "sec-fetch-site": "same-origin"}, 200),  # behind a proxy
        ({"origin": "http://localhost", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "http://localhost", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_other_sites_cannot_act_through_the_browser_of_an_editor(headers, status):
    with behind() as client:
        assert client.post("/who", headers=headers).status_code == status


def test_a_request_that_is_too_big_is_refused(monkeypatch):
    monkeypatch.setattr(gate, "BODY", 1000)
    with behind() as client:
        assert client.post("/gradio_api/call/check", content=b"x" * 1000).json()["length"] == 1000
        answer = client.post("/gradio_api/call/check", content=b"x" * 1001)
        assert answer.status_code == 413
        assert "1001 bytes at once is too much; at most" in answer.json()["detail"]
        assert client.post("/gradio_api/upload", content=b"x" * 5000).status_code == 200
        assert client.post("/who", headers={"content-length": "-1"}).status_code == 413


def test_a_request_that_hides_its_size_is_cut_off():
    async def endless():
        return {"type": "http.request", "body": b"x" * 400, "more_body": True}

    receive = gate._at_most(1000, endless)
    kinds = [asyncio.run(receive())["type"] for _ in range(3)]
    assert kinds == ["http.request", "http.request", "http.disconnect"]


def test_nothing_is_shown_to_who_has_not_signed_in(users):
    with behind(users=users) as client:
        form = client.get('/?document=x"><b>', headers={"accept": "text/html"})
        assert form.status_code == 401
        assert 'name="next" value="/?document=x%22%3E%3Cb%3E"' in form.text
        assert client.get("/who").json() == {"detail": "sign in first"}
        client.cookies["mtassist-80"] = "guess"
        assert client.get("/gradio_api/file=a.html").status_code == 401


def test_whoever_signs_in_is_known_until_signing_out(users):
    with behind(users=users) as client:
        welcome = sign_in(client, next="/?document=x")
        assert (welcome.status_code, welcome.headers["location"]) == (303, "/?document=x")
        assert {"HttpOnly", "SameSite=lax"} <= set(welcome.headers["set-cookie"].split("; "))
        assert client.get("/who").json()["person"] == "anna"
        kept = dict(client.cookies)
        client.get("/logout")
        client.cookies.update(kept)
        assert client.get("/who").status_code == 401


@pytest.mark.parametrize("onward", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
def test_signing_in_leads_to_no_other_site(users, onward):
    with behind(users=users) as client:
        assert sign_in(client, next=onward).headers["location"] == "/"


def test_a_new_password_ends_what_was_signed_in_with_the_old_one(users):
    with behind(users=users) as client:
        sign_in(client)
        guard.add(users.path, "anna", "new password")
        assert client.get("/who").status_code == 401


def test_wrong_passwords_are_told_and_then_wait(users):
    with behind(users=users) as client:
        for _ in range(guard.WRONG):
            answer = sign_in(client, "wrong")
            assert (answer.status_code, "Wrong name or password." in answer.text) == (401, True)
        answer = sign_in(client)
        assert (answer.status_code, "5 wrong passwords; wait" in answer.text) == (429, True)


def test_a_user_file_that_is_lost_lets_nobody_in_and_only_the_terminal_says_where_it_was(users, capsys):
    with behind(users=users) as client:
        sign_in(client)
        users.path.unlink()
        answer = client.get("/who")
    assert answer.status_code == 503
    assert str(users.path) not in answer.text
    assert str(users.path) in capsys.readouterr().err


def test_gradio_lets_nobody_past_the_gate_and_knows_who_came_through(users, monkeypatch):
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
    import gradio as gr  # slow: only this test needs it here

    def who(request: gr.Request) -> str:
        return f"{request.username}, {endpoints.asker(request)}"

    from mtassist.web import endpoints

    with gr.Blocks(analytics_enabled=False) as blocks:
        gr.api(who, api_name="who", queue=False)
    app = serve.application(blocks, users, own_names=False)
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        for path in ("/", "/config", "/gradio_api/info", "/gradio_api/startup-events", "/theme.css", "/docs"):
            assert client.get(path).status_code == 401, path
        sign_in(client)
        assert client.get("/config").status_code == 200
        assert client.post("/gradio_api/run/who", json={"data": []}).json()["data"] == ["anna, anna"]


# The API as functions


@pytest.fixture
def store(tmp_path):
    return Store(f"sqlite:///{tmp_path / 'mtassist.db'}")


def test_the_api_checks_as_the_library_does(store):
    document = api.check(store, TEXT)["documents"][0]
    assert [issue["id"] for issue in document["issues"]] == [issue.id for issue in mtassist.check(TEXT).issues]


@pytest.mark.parametrize("unsafe", [False, True])
def test_the_edits_of_fix_lead_from_the_text_sent_to_the_text_returned(store, unsafe):
    given = f"{TEXT} It cost cost 4.500 euros. The the mini\u200bster said it."
    answer = api.fix(store, given, unsafe)
    trust = mtassist.Safety.REVIEW if unsafe else mtassist.Safety.SAFE
    made = [Edit(Span(e["start"], e["end"]), e["new"]) for e in answer["edits"]]
    assert answer["text"] == mtassist.fix(given, trust=trust) == edits.apply(given, made) != given


def test_what_is_muted_everywhere_is_quiet_in_the_api(store, monkeypatch):
    monkeypatch.setattr(store, "muted", lambda: (frozenset(), frozenset({"repetition.word", "own.grammar"})))
    rules = {issue["rule"] for issue in api.check(store, TEXT)["documents"][0]["issues"]}
    assert rules
    assert "repetition.word" not in rules


def test_edits_made_one_after_the_other_become_one_list():
    first = [Edit(Span(0, 1), "xyz"), Edit(Span(4, 4), "__"), Edit(Span(6, 8), "")]
    between = edits.apply("abcdefghij", first)  # xyzbcd__efij
    then = [Edit(Span(2, 4), "-"), Edit(Span(6, 7), ""), Edit(Span(10, 11), "I"), Edit(Span(12, 12), "!")]
    joined = api.after(first, then, between)
    assert edits.apply("abcdefghij", joined) == edits.apply(between, then)


# The real server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """``mtassist serve`` on a free port, and how long it took to answer."""
    database = f"sqlite:///{tmp_path_factory.mktemp('data') / 'mtassist.db'}"
    temporary = tmp_path_factory.mktemp("tmp")
    begin = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mtassist", "serve", "--port", "0"],
        env={**os.environ, "MTASSIST_DATABASE": database, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    line = process.stdout.readline()
    process.address = re.fullmatch(r"mtassist is at (http://127\.0\.0\.1:\d+) \(Ctrl-C ends it\)\n", line)[1]
    with urllib.request.urlopen(process.address) as answer:
        process.page = answer.read().decode()
        process.headers = answer.headers
    process.temporary = temporary
    process.took = time.perf_counter() - begin
    yield process
    process.kill()
    process.communicate()


@pytest.fixture(scope="module")
def client(server):
    return Client(server.address, verbose=False)


def test_the_first_page_is_there_soon(server):
    """5 s where this was written, 3 of them for gradio; the bound leaves room for a slow, busy machine."""
    assert server.took < 30


def test_the_page_loads_nothing_from_outside(server):
    """Every address that a browser would follow by itself: in tags and styles, not in what the API's help says."""
    followed = re.findall(r"""(?:src|href|srcset|content|poster)\s*=\s*["']?((?:https?:)?//[^"'\s>]+)""", server.page)
    followed += re.findall(r"""url\(["']?((?:https?:)?//[^"')]+)|@import\s+["']([^"']+)""", server.page)
    assert followed == []
    assert "fonts.googleapis" not in server.page
    assert '"analytics_enabled":false' in server.page


def test_the_page_comes_with_its_policy(server):
    assert "default-src 'self'; script-src 'self' 'unsafe-eval' 'nonce-" in server.headers["content-security-policy"]
    assert server.page.count("<script") == server.page.count('<script nonce="') > 3


def test_check_answers_a_program(client):
    report = client.predict(TEXT, api_name="/check")
    assert report["schema"] == "mtassist/report/1"
    assert [issue["id"] for issue in report["documents"][0]["issues"]] == [i.id for i in mtassist.check(TEXT).issues]


def test_a_path_would_make_gradio_client_fetch_a_file(client):
    """Why the report of ``/check`` has null where the command line has "-". When this fails, the path can be given."""
    assert client.protocol == "sse_v3"
    assert is_file_obj({"path": "-"})
    assert client.predict(TEXT, api_name="/check")["documents"][0]["path"] is None


def test_check_takes_the_source(client):
    text = "The minister came to Berlin."
    copy = client.predict(text=text, source=text, api_name="/check")
    assert any("copy of the source" in said for said in copy["documents"][0]["incomplete"])


def test_fix_answers_a_program(client):
    assert client.predict(TEXT, api_name="/fix")["text"] == mtassist.fix(TEXT)


def test_errors_reach_a_program_in_words(client):
    with pytest.raises(Exception, match="has 1,000,001 characters; at most 1,000,000 are read here"):
        client.predict("x" * 1_000_001, api_name="/check")


def test_the_endpoints_say_what_they_do(client):
    named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    for name, parameters in {"/check": ["text", "source"], "/fix": ["text", "unsafe"]}.items():
        assert [p["parameter_name"] for p in named[name]["parameters"]] == parameters
        assert "offsets are code points" in named[name]["description"]


def test_a_port_that_is_taken_is_one_clear_error(server, capsys):
    port = server.address.rpartition(":")[2]
    assert cli.main(["serve", "--port", port]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert re.fullmatch(rf"error: 127\.0\.0\.1:{port} cannot be used \(.+\); choose another .+\n", said.err)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "desk.example", ""])
def test_other_machines_are_let_in_only_by_name(host):
    with pytest.raises(ConfigError, match=r"--auth FILE .* or say --insecure"):
        serve.serve(host, 0)


def test_the_options_of_the_command_reach_the_server(monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(serve, "serve", lambda *a, **k: asked.append((a, k)))
    assert cli.main(["serve", "--host", "0.0.0.0", "--port", "1", "--auth", str(tmp_path), "--insecure", "--open"]) == 0
    assert asked == [(("0.0.0.0", 1, tmp_path), {"insecure": True, "open_browser": True, "config": Config()})]


def test_what_is_uploaded_lies_where_nobody_else_can_read_it(server):
    (folder,) = server.temporary.glob("mtassist-*")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_ctrl_c_ends_the_server_quietly_even_with_a_page_open(server):
    """The last one: it ends the server of this file."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as stream:
        stream.sendall(f"GET /gradio_api/heartbeat/x HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
        assert b"ALIVE" in stream.recv(4096) + stream.recv(4096)
        server.send_signal(signal.SIGINT)
        out, err = server.communicate(timeout=10)
    assert (server.returncode, out, err) == (0, "", "")
    assert list(server.temporary.glob("mtassist-*")) == []
