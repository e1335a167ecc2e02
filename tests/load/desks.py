"""Ten desks at once on a real server: each a browser with a volunteer's shift, that scans one ticket after another."""

import http.client
import json
import re
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.load import harness

DESKS, PEOPLE, REPEATS = 10, 1000, 50
SLUG = harness.PARTS_EVENT

#: registers so many people, and prints today's code of the desk and their ticket codes
PREPARE = f"""
import json, sys
from app import app
from aami_events.attendance import service
from aami_events.events.queries import find_event
from aami_events.foundation.database import transaction
from aami_events.registration.models import Registration
from aami_events.registration.service import Entry, register
with app.app_context():
    event = find_event("{SLUG}")
    with transaction() as session:
        for number in range(int(sys.argv[1])):
            register(event.id, Entry(f"Personne {{number}}", f"p{{number}}@x.example", "fr", mode="in_person"),
                     by_organiser=True, letter=False)
        codes = [code for code, in session.query(Registration.code).order_by(Registration.id)]
    day = service.open_desk(find_event("{SLUG}"))
    print(json.dumps([service.code_of(day), codes]))
"""


def prepare(installation: harness.Installation, people: int = PEOPLE) -> tuple[str, list[str]]:
    """(code of the desk, ticket codes) of a new crowd."""
    code, tickets = json.loads(installation.python("-c", PREPARE, str(people)).splitlines()[-1])
    return code, tickets


@dataclass
class Desk:
    """One of them, and what it was told."""

    port: int
    number: int
    seconds: list[float] = field(default_factory=list)
    answers: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    _last: int = 0

    def sign_in(self, code: str) -> None:
        """With today's code."""
        self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.cookie = ""
        page = self._ask("GET", f"/fr/desk/{SLUG}").decode()
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert token
        said = {"csrf_token": token[1], "code": code, "name": f"Poste {self.number}"}
        self._ask("POST", f"/fr/desk/{SLUG}", urlencode(said), "application/x-www-form-urlencoded")
        self._ask("GET", f"/fr/organise/{SLUG}/desk/list.json")

    def _ask(self, method: str, path: str, body: str | None = None, kind: str = "") -> bytes:
        headers = {"Cookie": self.cookie, "Content-Type": kind, "X-CSRFToken": getattr(self, "token", "")}
        self.link.request(method, path, body, headers)
        answer = self.link.getresponse()
        data = answer.read()
        if answer.headers.get("Set-Cookie"):
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        self.token = answer.headers.get("X-CSRF-Token") or getattr(self, "token", "")
        if answer.status >= 400:
            self.wrong.append(f"{answer.status} {path}")
        return data

    def scan(self, code: str, nonce: str) -> None:
        """One ticket."""
        asked = {"acts": [{"nonce": nonce, "act": "in", "code": code}], "last": self._last}
        began = time.perf_counter()
        told = json.loads(self._ask("POST", f"/fr/organise/{SLUG}/desk/acts", json.dumps(asked), "application/json"))
        self.seconds.append(time.perf_counter() - began)
        self._last = told["last"]
        self.answers.append((code, nonce, told["answers"][0]["answer"]))


def rounds(tickets: Sequence[str]) -> list[list[tuple[str, str]]]:
    """What each desk scans: everyone once, and one in twenty at the next desk too, half of them as the very same act
    that a network sends again."""
    plan: list[list[tuple[str, str]]] = [[] for _ in range(DESKS)]
    for number, code in enumerate(tickets):
        plan[number % DESKS].append((code, f"nonce-{number:06}"))
    for number in range(0, len(tickets), len(tickets) // REPEATS):
        nonce = f"nonce-{number:06}" if number % 40 else f"again-{number:06}"
        plan[(number + 1) % DESKS].insert(number // DESKS, (tickets[number], nonce))
    return plan


def at_once(port: int, code: str, plan: Sequence[Sequence[tuple[str, str]]]) -> list[Desk]:
    """All desks begin at the same moment; what each was told."""
    desks = [Desk(port, number) for number in range(len(plan))]
    for desk in desks:
        desk.sign_in(code)
    ready = threading.Barrier(len(desks))

    def work(desk: Desk, scans: Sequence[tuple[str, str]]) -> None:
        ready.wait()
        for ticket, nonce in scans:
            desk.scan(ticket, nonce)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(desks, plan, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return desks
