"""One's own badge: the languages that one speaks, said in the form, and how it will look."""

import re

import pytest

from aami_events.badges.queries import badges_of
from aami_events.events.queries import find_event
from aami_events.foundation.database import db
from aami_events.foundation.i18n import speaking
from aami_events.registration import queries, service
from aami_events.registration.exports import table
from aami_events.registration.imports import make_plan
from aami_events.registration.models import Registration
from aami_events.registration.queries.attendees import Filter
from tests.factories import make_event, make_person, register
from tests.factories.signing import PASSWORD, sign_in
from tests.integration.badges.conftest import SLUG


def said(**more: object) -> dict[str, object]:
    usual = {"name": "Ève Roy", "email": "eve@x.example", "language": "fr", "category": "general", "mode": "in_person"}
    return usual | more


def the_only_one() -> Registration:
    return db.session.query(Registration).one()


def test_languages_are_said_in_the_form_and_stand_on_the_badge(app, client):
    with app.app_context():
        make_event(SLUG)
    page = client.get(f"/fr/events/{SLUG}/register").text
    assert "Langues parlées" in page and page.count('name="speaks"') == 5
    answer = client.post(f"/fr/events/{SLUG}/register", data=said(speaks=["lsq", "fr"]))
    assert answer.status_code == 302, answer.text
    with app.app_context():
        assert the_only_one().spoken == ["fr", "lsq"]
        (badge,) = badges_of(find_event(SLUG))
        assert badge.spoken == ("fr", "lsq")
    own = client.get(answer.location)
    assert "Français, LSQ" in own.text and "badge.png" in own.text
    change = client.get(f"{answer.location}/change").text
    ticked = re.findall(r'name="speaks" value="(\w+)" checked|name="speaks" value="(\w+)"[^>]* checked', change)
    assert {one or other for one, other in ticked} == {"fr", "lsq"}
    client.post(f"{answer.location}/change", data=said(speaks=["asl"]))
    with app.app_context():
        assert the_only_one().spoken == ["asl"]


def test_a_language_that_is_not_offered_is_refused(app, client):
    with app.app_context():
        make_event(SLUG)
    assert client.post(f"/fr/events/{SLUG}/register", data=said(speaks=["klingon"])).status_code == 422


def test_languages_go_out_and_come_back(app, inside):
    event = find_event(SLUG) if make_event(SLUG) else None
    register(event.id, name="Ève Roy", spoken=("lsq", "fr"))
    for codes, words in ((True, "fr; lsq"), (False, "Français; LSQ")):
        with speaking("fr"):
            header, rows = table(event, Filter(), ["name", "spoken"], codes=codes)
            assert [list(row) for row in rows] == [["Ève Roy", words]]
        sheet = f"{header[0]},email,{header[1]}\nAda,ada@x.example,{words}; klingon\n"
        (line,) = make_plan(event, sheet.encode(), "list.csv").lines
        assert (line.action, line.entry.spoken) == ("add", ("fr", "lsq", "")), line


@pytest.mark.databases("sqlite")
def test_ones_own_badge_as_a_picture(app, client):
    with app.app_context():
        event = make_event(SLUG, mode="hybrid")
        here, online = register(event, spoken=("en",)), register(event, mode="online")
        tokens = [queries.token(db.session.get_one(Registration, number)) for number in (here, online)]
    picture = client.get(f"/fr/registrations/{tokens[0]}/badge.png")
    assert picture.mimetype == "image/png" and picture.data.startswith(b"\x89PNG")
    assert "no-store" in picture.headers["Cache-Control"]
    assert client.get(f"/fr/registrations/{tokens[1]}/badge.png").status_code == 404
    assert "badge.png" not in client.get(f"/fr/registrations/{tokens[1]}").text
    assert client.get("/fr/registrations/nobody/badge.png").status_code == 404
    with app.app_context():
        service.transfer(here, name="Zoé", email="zoe@x.example", language="fr")
        assert db.session.get_one(Registration, here).spoken == [], "a colleague speaks their own languages"
    assert client.get(f"/fr/registrations/{tokens[0]}/badge.png").status_code == 410


def test_a_registration_leads_to_its_badge(app, people, organiser):
    page = organiser.get(f"/fr/organise/{SLUG}/attendees/{people[0]}").text
    assert f"/badges/people/{people[0]}" in page
    with app.app_context():
        make_person("reader", event_id=find_event(SLUG).id, email="l@x.example", password=PASSWORD)
    assert f"/badges/people/{people[0]}" not in sign_in(app, "l").get(f"/fr/organise/{SLUG}/attendees/{people[0]}").text
