"""Many people at once, and a server that dies while they work: nothing is lost, and nothing is done twice.

With ``MTASSIST_THOROUGH`` set it takes five minutes: a hundred decisions of each person, ten deaths of the server.
"""

import json
import os
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from statistics import median, quantiles
from time import monotonic, perf_counter, sleep

import pytest

from mtassist.evaluate.page import Served
from mtassist.store import Store

pytestmark = pytest.mark.slow

THOROUGH = "MTASSIST_THOROUGH" in os.environ
REVIEWERS, DECISIONS, DOCUMENTS = 50, 100 if THOROUGH else 30, 10
COMMON = DECISIONS * 8 // 10  # of a reviewer's decisions are on findings that all reviewers of the document decide on
KILLS, EACH, HANDS = 10 if THOROUGH else 4, 200, 4
AWAY = 120  # seconds that a reviewer waits for a server to come back


@pytest.fixture
def served(tmp_path):
    server = Served(tmp_path)
    server.start()
    yield server
    server.stop()


class Reviewer:
    """Talks to the named endpoints as any program may; sends a move again, under its key, until it is acknowledged."""

    def __init__(self, served, name):
        self.served = served
        self.name = name
        self.seen = 0
        self.waits = []  # seconds of each answer
        self.made = []  # the keys of what was acknowledged
        self.refused = []  # and of what was not: somebody else came first
        self._line = None

    def ask(self, endpoint, *given):
        until = monotonic() + AWAY
        while True:
            try:
                begin = perf_counter()
                answer = self._post(f"/gradio_api/run/{endpoint}", {"data": given})
                self.waits.append(perf_counter() - begin)
                assert not answer.get("error"), answer
                return answer
            except (OSError, HTTPException):
                self._line = None
                if monotonic() > until:
                    raise
                sleep(0.1)

    def _post(self, path, body):
        if self._line is None:
            self._line = HTTPConnection("127.0.0.1", self.served.port, timeout=AWAY)
        self._line.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
        answer = self._line.getresponse()
        content = answer.read()
        assert answer.status == 200, content[:300]
        return json.loads(content)["data"][0]

    def decide(self, document, issue, verdict="accept", *, twice=False):
        """Until it stands. Whoever is told that somebody else came first looks, and decides anew."""
        for attempt in range(20):
            key = f"{self.name}-{issue}-{attempt}"
            move = {"move": verdict, "issue": issue, "key": key}
            answer = self.ask("act", document, self.seen, move, self.name)
            if twice:  # as if the first answer had been lost
                self.ask("act", document, self.seen, move, self.name)
            self.seen = answer["seen"]
            if "conflict" not in answer:
                self.made.append(key)
                return
            self.refused.append(key)
        pytest.fail(f"{self.name} never got through with {issue}")


def new(served, number, findings):
    """The address of a new document, and the names of its findings."""
    text = "\n".join(f"Boat {k} of port {number} cost 3.500 euros." for k in range(findings))
    document = Reviewer(served, "Ed").ask("new", text, f"Article {number}", "", "Ed")
    issues = [issue["id"] for issue in document["issues"] if issue["rule"] == "numbers.thousands"]
    assert len(issues) == findings
    return document["id"], issues


def kept(served, document):
    """How often the database has each key."""
    numbered = Store(f"sqlite:///{served.folder / 'mtassist.db'}").actions(document)
    assert [number for number, _ in numbered] == list(range(1, len(numbered) + 1))
    return Counter(action.key for _, action in numbered)


def test_fifty_reviewers_at_once_lose_nothing_and_do_nothing_twice(served, capsys):
    own = DECISIONS - COMMON
    beside = REVIEWERS // DOCUMENTS
    documents = [new(served, number, COMMON + own * beside) for number in range(DOCUMENTS)]
    people = [Reviewer(served, f"r{n}") for n in range(REVIEWERS)]
    begin = threading.Barrier(REVIEWERS)

    def work(n):
        (document, issues), place, dice = documents[n % DOCUMENTS], n // DOCUMENTS, random.Random(n)
        mine = issues[:COMMON] + issues[COMMON + own * place : COMMON + own * (place + 1)]
        dice.shuffle(mine)
        begin.wait()
        for k, issue in enumerate(mine):
            people[n].decide(document, issue, dice.choice(["accept", "reject"]), twice=k % 10 == 0)

    started = perf_counter()
    with ThreadPoolExecutor(REVIEWERS) as pool:
        list(pool.map(work, range(REVIEWERS)))
    took = perf_counter() - started
    for number, (document, _) in enumerate(documents):
        said = [key for one in people[number::DOCUMENTS] for key in one.made]
        assert len(said) == beside * DECISIONS
        assert kept(served, document) == Counter(said)
    waits = [wait for one in people for wait in one.waits]
    refused = sum(len(one.refused) for one in people)
    with capsys.disabled():
        print(
            f"\n{REVIEWERS} reviewers, {len(waits):,} moves in {took:.0f} s: median {1000 * median(waits):.0f} ms, "
            f"95 % within {1000 * quantiles(waits, n=20)[-1]:.0f} ms; {refused} told that somebody came first"
        )


def test_what_was_acknowledged_outlives_the_server_being_killed_again_and_again(served):
    dice = random.Random(3)
    for number in range(KILLS):
        document, issues = new(served, number, EACH)
        people = [Reviewer(served, f"r{n}") for n in range(HANDS)]

        def work(n, document=document, issues=issues, people=people):
            for issue in issues[n::HANDS]:
                people[n].decide(document, issue)

        with ThreadPoolExecutor(HANDS) as pool:
            under_way = [pool.submit(work, n) for n in range(HANDS)]
            enough = dice.randrange(EACH // 10, EACH - EACH // 10)
            while sum(len(one.made) for one in people) < enough and not all(one.done() for one in under_way):
                sleep(0.001)
            served.kill()
            sleep(0.2)  # answers that were on their way arrive
            said = [key for one in people for key in one.made]
            assert enough <= len(said) < EACH
            there = kept(served, document)
            assert set(said) <= set(there), "acknowledged, and lost"
            served.start()
            for one in under_way:
                one.result()
        everything = Counter(f"r{n}-{issue}-0" for n in range(HANDS) for issue in issues[n::HANDS])
        assert kept(served, document) == everything
        shown = Reviewer(served, "Ed").ask("open", document, "Ed")
        assert {shown["states"][issue]["state"] for issue in issues} == {"accepted"}
