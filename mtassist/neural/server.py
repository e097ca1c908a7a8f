"""Talks to a server of OpenAI's chat completions: llama.cpp, vLLM, Ollama or any other, by HTTP alone.

Every request has one time limit for all of it, a limit on its size, and one retry. No redirect is followed: the text
goes where the person said, and nowhere else.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from threading import Event, Lock, Timer
from urllib.parse import urlsplit

from mtassist.errors import ModelMissing, ModelSilent
from mtassist.neural.bigger import KEY, Bigger

GREETING = 5.0  # seconds until a server says which models it has
SECONDS = 60.0  # and until it has written a sentence anew
TRIES = 2
LARGEST = 1 << 20  # bytes of an answer
SEED = 1
STARTS = "`llama-server -m FILE.gguf --port 8080`, `ollama serve` or `vllm serve NAME`"


class Busy(Exception):
    """No answer, or none in time: worth another try."""


class Server:
    """One model of a server that answered when first asked."""

    def __init__(self, model: Bigger) -> None:
        self.url = model.url
        self.host = urlsplit(model.url).netloc
        self.name = self._greet(model.told)

    def _greet(self, wanted: str) -> str:
        """The name of the model to use: the one wanted, or the only one there is. Raises ModelMissing without it."""
        try:
            status, answer = _ask(self.url + "/models", None, GREETING)
        except Busy as error:
            raise ModelMissing(f"{self.url} does not answer ({error}); start a server there with {STARTS}") from None
        if status in (401, 403):
            raise ModelMissing(f"{self.url} lets nobody in without a key; put it into {KEY}")
        if status == 404 and wanted:
            return wanted  # some have no list
        try:
            names = [str(each["id"]) for each in json.loads(answer)["data"]] if status == 200 else []
        except (ValueError, TypeError, KeyError):
            names = []
        if not names:
            raise ModelMissing(f"{self.url}/models lists no model (status {status}); wanted a server like {STARTS}")
        if wanted in names or (not wanted and len(names) == 1):
            return wanted or names[0]
        there = ", ".join(names[:8])
        if wanted:
            raise ModelMissing(f"{self.url} has no model {wanted!r} but {there}; `ollama pull {wanted}` gets one there")
        raise ModelMissing(f"{self.url} has several models: {there}; choose one as {self.url}#{names[0]}")

    def complete(self, system: str, user: str, most: int) -> tuple[str, str]:
        """What the model answers, and why it stopped. Raises ModelSilent where nothing came that can be read."""
        body = {
            "model": self.name,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "seed": SEED,
            "max_tokens": most,
            "stream": False,
        }
        status, answer = self._insist(json.dumps(body).encode())
        if status != 200:
            raise ModelSilent(f"status {status}: {' '.join(answer.decode('utf-8', 'replace').split())[:200]}")
        try:
            choice = json.loads(answer)["choices"][0]
            return str(choice["message"].get("content") or ""), str(choice.get("finish_reason"))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            raise ModelSilent("what came is no chat completion") from None

    def _insist(self, body: bytes) -> tuple[int, bytes]:
        last = ""
        for _ in range(TRIES):
            try:
                status, answer = _ask(self.url + "/chat/completions", body, SECONDS)
            except Busy as error:
                last = str(error)
                continue
            if status < 500 and status != 429:
                return status, answer
            last = f"status {status}"
        raise ModelSilent(f"{last}, {TRIES} times")


STARTING = Lock()


def connected(model: Bigger) -> Server:
    """The server of a model, greeted once."""
    with STARTING:
        return _connected(model)


@cache
def _connected(model: Bigger) -> Server:
    return Server(model)


def _ask(url: str, body: bytes | None, seconds: float) -> tuple[int, bytes]:
    """Status and content of one request. Raises Busy when it took too long, was too large, or broke off."""
    parts = urlsplit(url)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=seconds)
    headers = {"Accept": "application/json", **({"Content-Type": "application/json"} if body else {})}
    if key := os.environ.get(KEY):
        headers["Authorization"] = f"Bearer {key}"
    late = Event()
    watch: Timer | None = None
    try:
        connection.connect()
        watch = Timer(seconds, _cut, (connection.sock, late))
        watch.daemon = True
        watch.start()  # a server that sends a byte now and then must not take longer either
        connection.request("POST" if body else "GET", parts.path, body, headers)
        answer = connection.getresponse()
        content = answer.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise Busy(f"more than {LARGEST:,} bytes")
        if late.is_set():
            raise TimeoutError
        return answer.status, content
    except (OSError, HTTPException) as error:
        if late.is_set() or isinstance(error, TimeoutError):
            raise Busy(f"nothing within {seconds:g} s") from None
        raise Busy(str(error) or type(error).__name__) from None
    finally:
        if watch:
            watch.cancel()
        connection.close()


def _cut(line: socket, late: Event) -> None:
    late.set()
    with suppress(OSError):
        line.shutdown(SHUT_RDWR)
