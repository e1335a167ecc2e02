"""Nothing that a conflicted member can open tells them anything of the hidden proposal's scores, words or decision."""

import itertools
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from aami_events.people import service as people
from aami_events.proposals import service
from tests.factories.reviewing import PASSWORD, Reading, email_of
from tests.factories.traces import readable

HERE = "/fr/committees/programmation-fr/proposals"
#: made anew for each page
FRESH = re.compile(r'(?:name="(?:csrf_token|form_key|nonce)" value|data-csrf)="[^"]*"|<dcterms:\w+[^>]*>[^<]*<')
#: what may differ from one moment to the next, whoever looks
MOVING = ("metrics", "healthz", "readyz", "static")


class World:
    """A committee with three proposals; one of them is hidden from Luc, who may also be an organiser."""

    def __init__(self, app: Flask, *, organiser: bool) -> None:
        self.app, self.written = app, 0
        with app.app_context():
            self.reading = work = Reading()
            work.criterion()
            work.sit("Ida Lire", "member")
            self.hidden = work.in_both("Chez Luc", "Rita Roy")
            self.open = [work.in_both("Lieux", "Max Vif"), work.in_both("Images", "Bea Or")]
            service.recuse(work.committee, work.accounts["luc"], self.hidden, "Nous habitons ensemble")
            for number in (self.hidden, *self.open):
                work.review("ida", number, 3)
                work.review("ana", number, 4)
            work.review("luc", self.open[0], 4)
            service.tag(work.committee, work.accounts["ana"], self.open[0], ["commun"])
            if organiser:
                people.grant(work.accounts["luc"], "organiser", scope=("event", work.event))
            service.decide(work.event, [self.open[1]], "accepted")

    def change(self, what: str) -> None:
        """Something of the hidden proposal alone."""
        work = self.reading
        with self.app.app_context():
            if what in ("lowest", "highest"):
                points = {"lowest": 1, "highest": 5}[what]
                work.review("ida", self.hidden, points, "Autrement.", base=self._again())
            elif what == "more":
                for who in ("sam", "eve"):
                    work.review(who, self.hidden, 5)
            elif what == "abstained":
                work.review("ida", self.hidden, state="abstained", base=self._again())
            elif what == "words":
                service.tag(work.committee, work.accounts["ana"], self.hidden, ["secret"])
                service.say(work.committee, work.accounts["ana"], self.hidden, "Entre nous", "fr")
            elif what == "decided":
                service.decide(work.event, [self.hidden], "declined")
            elif what == "readers":
                service.give(work.committee, work.accounts["ana"], self.hidden, work.seats["sam"])

    def _again(self) -> int:
        """The revision of the review that is written once more."""
        self.written += 1
        return self.written

    def browser(self, who: str) -> FlaskClient:
        client = self.app.test_client()
        email = "olga@maison.example" if who == "olga" else email_of(who)
        assert client.post("/fr/sign-in", data={"email": email, "password": PASSWORD}).status_code == 302
        return client

    def addresses(self) -> list[str]:
        """Of everything that can be opened: each rule with what it asks for, the hidden proposal and the others."""
        found = {
            address
            for rule in self.app.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.endpoint.startswith(MOVING)
            for address in self._filled(rule)
        }
        ways = ("order=best", "order=spread", "order=newest", "decision=none", "mine=unread", "tag=secret", "q=secret")
        lists = {f"{HERE}?{way}" for way in ways} | {f"{HERE}.csv?{way}" for way in ways}
        filtered = {f"/fr/organise/{self.reading.slug}/proposals?decision={one}" for one in ("none", "declined")}
        return sorted(found | lists | filtered)

    def _filled(self, rule: Rule) -> Iterator[str]:
        known = {"lang": "fr", "slug": self.reading.slug, "committee": "programmation-fr"}
        choices = {
            name: (self.hidden, *self.open)
            if name == "proposal_id"
            else [known[name]]
            if name in known
            else sorted(getattr(kind, "items", None) or [1])
            for name, kind in rule._converters.items()
        }
        for values in itertools.product(*choices.values()):
            built = rule.build(dict(zip(choices, values, strict=True)))
            assert built is not None
            yield built[1]


def seen(client: FlaskClient, addresses: list[str]) -> dict[str, tuple[int, str]]:
    pages = {}
    for address in addresses:
        answer = client.get(address)
        pages[address] = (answer.status_code, FRESH.sub("", readable(answer.get_data())))
    return pages


CHANGES = ("lowest", "highest", "more", "abstained", "words", "decided", "readers")
#: those that do not undo each other are looked at together
TOGETHER = (("highest", "words", "readers"), ("lowest", "more"), ("abstained", "decided"))


def test_a_conflicted_member_meets_nothing_of_the_hidden_proposal_anywhere(app, request):
    """Who is an organiser too, and so may open more, on one of the databases."""
    world = World(app, organiser="sqlite" in request.node.name)
    addresses, luc = world.addresses(), world.browser("luc")
    before = seen(luc, addresses)
    assert sum(code == 200 for code, _text in before.values()) > 20
    assert before[f"{HERE}/{world.hidden}"][0] == 404
    assert before[f"{HERE}/{world.open[0]}"][0] == 200
    assert [address for address, (code, text) in before.items() if "Chez Luc" in text] == []
    for changes in TOGETHER:
        for change in changes:
            world.change(change)
        after = seen(luc, addresses)
        assert [address for address in addresses if after[address] != before[address]] == [], changes


@pytest.mark.databases("sqlite")
def test_the_comparison_sees_what_it_looks_for(app):
    """Who is in no conflict finds each of these changes in the same addresses."""
    world = World(app, organiser=False)
    addresses, chair = [one for one in world.addresses() if "committees" in one], world.browser("ana")
    before = seen(chair, addresses)
    for change in CHANGES:
        world.change(change)
        after = seen(chair, addresses)
        assert [address for address in addresses if after[address] != before[address]] != [], change
        before = after
