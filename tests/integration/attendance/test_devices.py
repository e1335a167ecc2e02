"""What devices ask for: lists, acts, pictures; whatever they send."""

import json

import pytest

from aami_events.attendance import queries
from aami_events.foundation import clock, qr
from aami_events.foundation.database import db
from aami_events.registration.models import Registration
from tests.integration.attendance.conftest import HERE, nonce


def acts(client, *given, **more):
    return client.post(f"{HERE}/acts", json={"acts": list(given), "last": 0, **more})


def one(code: str, **more: object) -> dict[str, object]:
    return {"nonce": nonce(), "act": "in", "code": code, **more}


def test_the_list_holds_what_a_desk_needs_and_nothing_sensitive(door, volunteer):
    door.scan("Ève", part_id=door.part)
    client = volunteer()
    answer = client.get(f"{HERE}/list.json")
    assert answer.headers["Cache-Control"] == "no-store" and answer.headers["X-CSRF-Token"]
    told = {row["n"]: row for row in answer.json["people"]}
    assert set(told) == {"Ève Roy", "Ada Field", "Olu Loin", "Pat Due", "Cam Gone", "Wen Late", "Wes Later"}
    assert {name: row["s"] for name, row in told.items()} == {
        "Ève Roy": "confirmed", "Ada Field": "confirmed", "Olu Loin": "confirmed", "Pat Due": "due",
        "Cam Gone": "cancelled", "Wen Late": "waiting", "Wes Later": "waiting",
    }  # fmt: skip
    eve = told["Ève Roy"]
    assert set(eve) == {"i", "c", "n", "p", "o", "s", "m", "k", "t", "h"} and eve["t"] == [door.part]
    assert eve["h"] == {str(door.part): [1, clock.now().timestamp()]}
    for secret in ("rampe", "@", "exemple.example"):
        assert secret not in answer.text


def test_acts_are_done_each_by_itself_and_once(door, volunteer):
    client, first = volunteer(), one(door.codes["Ève"])
    answer = acts(client, first, {"act": "in"}, "what", None, first, one("ZZZZZZZZ"), one(door.codes["Ada"], place=999))
    said = [row["answer"] for row in answer.json["answers"]]
    assert said == ["welcome", "refused", "refused", "refused", "welcome", "unknown", "refused"]
    assert answer.json["answers"][0]["person"]["n"] == "Ève Roy" and answer.json["answers"][5]["person"] is None
    assert answer.json["counts"] is None
    assert acts(client).json["counts"] == {"expected": 3, "came": 1, "here": 1, "capacity": 5}
    assert acts(client, place=door.part).json["counts"] == {"expected": 1, "came": 0, "here": 0, "capacity": None}
    assert [(row["i"], row["place"]) for row in answer.json["news"]] == [(door.ids["Ève"], 0)]
    assert acts(client, last=answer.json["last"]).json["news"] == []


def test_what_is_taken_back_is_news_to_other_desks(door, volunteer):
    noe, zoe, done = volunteer("Noé"), volunteer("Zoé"), one(door.codes["Ève"])
    last = acts(noe, done).json["last"]
    assert acts(zoe, {"nonce": done["nonce"], "act": "undo"}).json["answers"][0]["answer"] == "refused"
    assert acts(noe, {"nonce": done["nonce"], "act": "undo"}).json["answers"][0]["answer"] == "undone"
    (news,) = acts(zoe, last=last).json["news"]
    assert news == {"i": door.ids["Ève"], "place": 0, "h": None}


def test_what_was_done_without_a_network_keeps_its_hour_and_is_looked_at(door, volunteer):
    client, at = volunteer(), clock.now().timestamp() - 600
    said = acts(client, one(door.codes["Ada"], offline=True, at=at), one(door.codes["Wes"], offline=True, at=at))
    assert [(row["answer"], row["settle"]) for row in said.json["answers"]] == [("welcome", False), ("waiting", True)]
    late = acts(client, one(door.codes["Pat"], offline=False, at=at)).json["answers"]
    assert late[0]["answer"] == "due"
    with door.app.app_context():
        assert queries.find_presence(door.ids["Ada"], None).first_in_at.timestamp() == at
        assert queries.find_presence(door.ids["Pat"], None).first_in_at == clock.now()


@pytest.mark.parametrize("at", [0, -1, 1e300, "hier", None, True, 32503680000])
def test_an_hour_that_cannot_be_is_that_of_the_house(door, volunteer, at):
    assert acts(volunteer(), one(door.codes["Ada"], offline=True, at=at)).json["answers"][0]["answer"] == "welcome"
    with door.app.app_context():
        assert queries.find_presence(door.ids["Ada"], None).first_in_at == clock.now()


def test_who_came_without_a_registration_or_a_network(door, volunteer):
    came = {"nonce": nonce(), "act": "walk_in", "name": "Sam Venu", "category": "?", "email": "rien", "offline": True}
    first = acts(volunteer(), came, came)
    assert [row["answer"] for row in first.json["answers"]] == ["waiting", "waiting"]
    assert first.json["answers"][0]["person"]["n"] == "Sam Venu"
    with door.app.app_context():
        (row,) = db.session.query(Registration).filter_by(name="Sam Venu")
        assert (row.email, row.category.key) == ("", "general")
    for wrong in ({"name": ""}, {"name": "x" * 201}, {"name": None}, {"nonce": "?"}):
        assert acts(volunteer(), came | {"nonce": nonce()} | wrong).json["answers"][0]["answer"] == "refused"


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"acts": 3}', b"\xff\xfe", b'{"acts": [' + b"1," * 100 + b"1]}"]
)
def test_what_is_no_list_of_acts_is_refused(door, volunteer, body):
    answer = volunteer().post(f"{HERE}/acts", data=body, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize("last", [-1, "x", 10**9, None, 1.5])
def test_news_since_what_never_was_is_none(door, volunteer, last):
    assert acts(volunteer(), one(door.codes["Ada"]), last=last).json["news"] == []


def test_a_picture_of_a_code_is_read(door, volunteer):
    client, address = volunteer(), f"{HERE}/frame"
    read = client.post(address, data=qr.png(door.codes["Ève"]), content_type="image/png")
    assert read.json == {"code": door.codes["Ève"]}
    for nothing in (b"", b"no picture", qr.png("x")[:40], b"\x89PNG" + b"0" * 3_000_000):
        assert client.post(address, data=nothing, content_type="image/png").json == {"code": None}


def test_devices_that_may_not_are_told_so(door):
    stranger = door.app.test_client()
    assert stranger.get(f"{HERE}/list.json").status_code == 302
    assert stranger.post(f"{HERE}/acts", data=json.dumps({"acts": []})).status_code == 302
