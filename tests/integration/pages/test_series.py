"""A series of workshops: sessions by language and hour, on the visitor's own clock, each with its places."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from aami_events.events.models import Event
from aami_events.foundation.database import db
from aami_events.registration import errors, service
from aami_events.registration.queries.columns import Lookup
from aami_events.registration.service import Contact
from tests.factories import both, make_category, make_entry, make_event, make_part, register
from tests.factories.reading import part_taken, parts_of, the
from tests.integration.pages.visiting import FORM, LANGUAGES, assert_summary_leads_to_fields, in_language

HERE = "/fr/events/ateliers-2021/register"


def at(day: int, time: str, minutes: int = 90) -> dict[str, dt.datetime]:
    starts = dt.datetime.fromisoformat(f"2021-02-{day:02}T{time}")
    return {"starts": starts, "ends": starts + dt.timedelta(minutes=minutes)}


@pytest.fixture
def sessions(app: Flask) -> list[int]:
    """Noon in Toronto in French, the same hour from Vancouver in English, an evening, and a full one."""
    with app.app_context():
        event = make_event("ateliers-2021", kind="series", capacity=None, mode="online", zone="America/Toronto")
        rows = [
            {"title": both("Mots de passe"), **at(10, "12:00"), "languages": ["fr"], "capacity": 3},
            {"title": both("Passwords"), **at(10, "09:00"), "zone": "America/Vancouver", "languages": ["en"]},
            {
                "title": both("Sauvegardes"),
                **at(17, "18:30"),
                "languages": ["fr", "en"],
            },
            {"title": both("Complet"), **at(18, "12:00"), "languages": ["fr"], "capacity": 0},
        ]
        return [make_part(event, position=number, **row) for number, row in enumerate(rows, 1)]


def shown(page: str) -> list[str]:
    """The titles of the sessions in sight, in their order."""
    choices = re.findall(r'<label class="choice[^>]*data-language[^>]*>.*?</label>', page, re.DOTALL)
    seen = [choice for choice in choices if " hidden>" not in choice.partition("<input")[0]]
    return [re.sub(r" \((fr|en)\)", "", re.findall(r"<span>(.*?)</span>", choice)[0]) for choice in seen]


def send(client: FlaskClient, *parts: int, query: str = "", **more):
    return client.post(HERE + query, data={**FORM, "mode": "online", **more, "parts": [str(part) for part in parts]})


@LANGUAGES
def test_each_session_says_when_in_what_language_and_what_is_left(client: FlaskClient, sessions, language):
    page = client.get(HERE.replace("/fr/", f"/{language}/"))
    assert page.status_code == 200 and in_language(page.text, language)
    text = page.text.replace("\u00a0", " ")
    words = {
        "fr": ("3 places libres", "Complet", "français", "10 février 2021, 12 h à 13 h 30, heure de Toronto"),
        "en": ("3 places left", "Full", "French", "February 10, 2021, noon to 1:30 p.m. Toronto time"),
    }
    assert all(word in text for word in words[language])
    assert shown(text) == ["Mots de passe", "Passwords", "Sauvegardes", "Complet"], "by the moment they begin"


def test_hours_where_the_visitor_is(client: FlaskClient, sessions):
    client.set_cookie("zone", "America/Whitehorse")
    text = client.get(HERE).text.replace("\u00a0", " ")
    assert "10 h à 11 h 30, heure de Whitehorse" in text, "Yukon keeps its summer time since 2020"
    assert "12 h à 13 h 30, heure de Toronto" in text
    client.set_cookie("zone", "America/St_Johns")
    assert "13 h 30 à 15 h, heure de St. John’s" in client.get(HERE).text.replace("\u00a0", " ")


@pytest.mark.parametrize("page", [HERE, "/fr/events/ateliers-2021"])
def test_a_city_is_chosen_without_scripts_and_counts_more_than_the_browser(client: FlaskClient, sessions, page):
    client.set_cookie("zone", "America/Toronto")
    assert 'name="my_zone"' in client.get(page).text
    answer = client.get(f"{page}?spoken=fr&spoken=en&my_zone=America/St_Johns")
    assert (answer.status_code, answer.location) == (302, f"{page}?spoken=fr&spoken=en")
    shown_now = client.get(page).text
    assert "heure de St. John’s" in shown_now and 'data-zone="America/St_Johns"' in shown_now
    for nonsense in ("Europe/Paris", "../../etc", "x" * 5000):
        assert client.get(page, query_string={"my_zone": nonsense}).location == page
        assert "heure de St. John’s" in client.get(page).text
    assert client.get(f"{page}?my_zone=").location == page
    assert "heure de St. John’s" not in client.get(page).text, "back to what the browser says"
    client.set_cookie("chosen_zone", "Nowhere/At_All")
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(
    ("zone", "query", "found"),
    [
        ("", "spoken=en", ["Passwords", "Sauvegardes"]),
        ("", "spoken=fr", ["Mots de passe", "Sauvegardes", "Complet"]),
        ("", "at=evening", ["Sauvegardes"]),
        ("", "at=morning", ["Passwords"]),  # nine in Vancouver, for who has no clock of their own
        ("America/Toronto", "at=morning", []),
        ("America/Whitehorse", "at=morning&spoken=fr", ["Mots de passe", "Complet"]),
        ("America/Whitehorse", "at=afternoon", ["Sauvegardes"]),
        ("America/St_Johns", "at=evening", ["Sauvegardes"]),
        ("", "spoken=de&at=midnight", ["Mots de passe", "Passwords", "Sauvegardes", "Complet"]),
    ],
)
def test_found_by_language_and_by_hour(client: FlaskClient, sessions, zone, query, found):
    client.set_cookie("zone", zone)
    assert shown(client.get(f"{HERE}?{query}").text) == found


def test_what_is_left_out_is_counted(client: FlaskClient, sessions):
    assert "2 autres séances" in client.get(f"{HERE}?spoken=en").text.replace("\u00a0", " ")
    client.set_cookie("zone", "America/Toronto")
    assert "Aucune séance ne correspond" in client.get(f"{HERE}?at=morning").text


def test_at_least_one(client: FlaskClient, sessions, app):
    answer = send(client, query="?spoken=fr", name="Zoé Roy")
    assert answer.status_code == 422 and "Choisissez au moins une séance." in answer.text
    assert 'value="Zoé Roy"' in answer.text
    assert shown(answer.text) == ["Mots de passe", "Sauvegardes", "Complet"], "the choice of language is kept"
    assert_summary_leads_to_fields(answer.text)


def test_two_at_the_same_hour_are_named(client: FlaskClient, sessions):
    first, second, third, _full = sessions
    answer = send(client, first, second, third, query="?spoken=fr")
    assert answer.status_code == 422
    said = "« Mots de passe (fr) (français) » et « Passwords (fr) (anglais) » se chevauchent"
    assert said in answer.text.replace("\u00a0", " ")
    assert shown(answer.text)[:2] == ["Mots de passe", "Passwords"], "what is chosen stays in sight"
    assert answer.text.count(" checked") >= 3


def test_each_session_has_its_places(client: FlaskClient, sessions, app):
    first, _second, third, full = sessions
    assert send(client, first, third, full).status_code == 302
    with app.app_context():
        assert parts_of(1) == {first: "confirmed", third: "confirmed", full: "waiting"}
        assert (part_taken(first), part_taken(full)) == (1, 0)
    assert "2 places libres" in client.get(HERE).text.replace("\u00a0", " "), "said fresh, never kept"
    own = send(client, first, third, full).location
    page = client.get(f"{own}/change").text
    assert "Vos séances" in page and page.count(" checked") >= 3


def test_a_session_of_the_address_is_ticked(client: FlaskClient, sessions, app):
    with app.app_context():
        event = the_event()
        make_part(event, position=5, slug="atelier-seul", **at(20, "12:00"))
    assert re.search(r'name="parts" value="5" checked', client.get("/fr/events/atelier-seul/register").text)


def the_event() -> int:
    return db.session.query(Event.id).filter_by(slug="ateliers-2021").scalar()


def test_a_contact_who_registers_colleagues_is_told_too(client: FlaskClient, sessions):
    first, second, *_rest = sessions
    given = {
        "form_key": "k",
        "name": "Coordination",
        "email": "info@centre.example",
        "language": "fr",
        "guests-0-name": "Zoé",
        "guests-0-category": "general",
        "guests-0-mode": "online",
    }
    address = "/fr/events/ateliers-2021/register-group"
    none = client.post(address, data=given)
    assert none.status_code == 422 and "au moins une séance" in none.text
    both_at_once = client.post(address, data={**given, "guests-0-parts": [str(first), str(second)]})
    assert both_at_once.status_code == 422 and "se chevauchent" in both_at_once.text


def test_the_services_refuse_and_an_organiser_may(app: Flask, sessions):
    first, second, *_rest = sessions
    with app.app_context():
        event = the_event()
        with pytest.raises(errors.NoSession):
            register(event)
        with pytest.raises(errors.SessionsOverlap) as refused:
            register(event, parts=(second, first))
        assert refused.value.pair == (first, second)
        number = register(event, by_organiser=True, parts=(first, second))
        assert set(parts_of(number)) == {first, second}
        with pytest.raises(errors.SessionsOverlap):
            service.change(number, make_entry(parts=(first, second)))
        service.change(number, make_entry(parts=(first,)))
        with pytest.raises(errors.LastPart):
            service.drop_part(number, first)
        with pytest.raises(errors.GuestRefused):
            service.register_group(event, Contact("C", "c@b.example", "", "fr"), [make_entry()])


def test_an_organisers_form_asks_for_sessions_without_demanding_one(app: Flask, sessions, client: FlaskClient):
    from tests.factories import make_person

    with app.app_context():
        make_person("administrator", email="admin@exemple.example", password="un mot de passe")
    client.post("/fr/sign-in", data={"email": "admin@exemple.example", "password": "un mot de passe"})
    page = client.get("/fr/organise/ateliers-2021/attendees/new").text
    assert "<h2>Séances</h2>" in page and "Trouver vos séances" not in page
    sent = client.post("/fr/organise/ateliers-2021/attendees/new", data={**FORM, "mode": "online"})
    assert sent.status_code == 302


def test_the_schedule_follows_the_moment_not_the_wall(client: FlaskClient, sessions):
    page = client.get("/fr/events/ateliers-2021").text
    titles = re.findall(r"<li><h3>(.*?) \(fr\)</h3>", page)
    assert titles == ["Mots de passe", "Passwords", "Sauvegardes", "Complet"]


def test_without_times_a_session_comes_last(app: Flask, sessions, client: FlaskClient):
    with app.app_context():
        event = the_event()
        make_part(event, position=0, title=both("Un jour"), starts=None, ends=None, languages=[])
        make_category(event, key="other")
        assert Lookup(db.session.get_one(Event, event), codes=True, sensitive=False).invited == {}
    assert shown(client.get(HERE).text)[-1] == "Un jour"
    assert "Un jour" not in shown(client.get(f"{HERE}?at=morning").text)
    assert send(client, 5, category="general").status_code == 302
    with app.app_context():
        assert the(1).state == "confirmed"
