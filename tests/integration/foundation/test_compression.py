"""Smaller answers, and those that are left as they are because their length would tell something."""

import gzip

import pytest

from aami_events.registration import queries
from tests.factories import make_event, make_person, register
from tests.factories.reading import the

pytestmark = pytest.mark.databases("sqlite")
ASKS = {"Accept-Encoding": "gzip, br"}
FORM = "/fr/events/rencontre-2020/register"


@pytest.fixture(autouse=True)
def link(app):
    """An event, an organiser, and somebody's own page."""
    with app.app_context():
        event = make_event()
        make_person("administrator", email="admin@exemple.example", password="un mot de passe")
        return f"/fr/registrations/{queries.token(the(register(event)))}"


def compressed(answer):
    return answer.headers.get("Content-Encoding") == "gzip"


@pytest.mark.parametrize("path", ["/fr/", "/en/plan", FORM, "/static/css/face.css", "/static/css/face.css?v=1"])
def test_public_pages_and_files_are_smaller_and_the_same(client, path):
    plain, small = client.get(path), client.get(path, headers=ASKS)
    assert (compressed(plain), compressed(small)) == (False, True)
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) / 2
    if path != FORM:  # a form has a key of its own each time
        assert gzip.decompress(small.data) == plain.data
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in small.headers["Vary"]


def test_a_file_that_is_still_the_same_is_not_sent_again(client):
    first = client.get("/static/css/face.css", headers=ASKS)
    again = client.get("/static/css/face.css", headers=ASKS | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/fr/?q=Tremblay", FORM + "?x", "/healthz", "/fr/nowhere", "/fr/sign-in?next=/x"])
def test_where_a_visitor_chose_something_or_it_is_not_worth_it(client, path):
    assert not compressed(client.get(path, headers=ASKS))


def test_what_is_personal_is_left_as_it_is(client, link):
    assert not compressed(client.get(link, headers=ASKS))
    assert compressed(client.get("/fr/", headers=ASKS))
    client.post("/fr/sign-in", data={"email": "admin@exemple.example", "password": "un mot de passe"})
    assert not compressed(client.get("/fr/", headers=ASKS))
    assert not compressed(client.get("/fr/organise/rencontre-2020/attendees", headers=ASKS))
    assert not compressed(client.get("/fr/organise/rencontre-2020/attendees.csv", headers=ASKS))


def test_the_answer_to_a_form_is_left_as_it_is(client, csrf):
    assert compressed(client.get(FORM, headers=ASKS))
    assert not compressed(client.post(FORM, data={"name": "x"}, headers=ASKS))


@pytest.mark.parametrize("asks", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_ask_for_it(client, asks):
    assert not compressed(client.get("/fr/", headers={"Accept-Encoding": asks}))


def test_only_the_head_of_a_page(client):
    assert not compressed(client.head("/fr/", headers=ASKS))
