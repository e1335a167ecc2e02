"""The organisers' first screens: what is to do now, for whom, and where; figures and the picture of registrations."""

import datetime as dt
import html
import re

import pytest
from flask.testing import FlaskClient

from aami_events.foundation import clock as house_clock
from aami_events.foundation import jobs
from aami_events.foundation.database import db, transaction
from aami_events.foundation.dates import FuzzyDate
from aami_events.foundation.outbox import OutboxLetter
from aami_events.people import service as people
from aami_events.privacy import service as privacy
from aami_events.registration import service
from aami_events.registration.models import Category, Registration
from tests.factories import (
    both,
    make_category,
    make_entry,
    make_event,
    make_organisation,
    make_part,
    make_person,
    mark_sent,
    register,
    write_texts,
)
from tests.factories.reading import the
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, SLUG, in_language

HERE = f"/fr/organise/{SLUG}/"
PASSWORD = "un mot de passe"


def tasks(page: str) -> list[tuple[str, str, str]]:
    """(urgency, what it says, where it leads) of each line, in the order of the page."""
    lines = re.findall(r'<li><span class="mark (\w+)">.*?</span><div><a href="([^"]+)">(.*?)</div></li>', page)
    return [(mark, html.unescape(re.sub(r"<[^>]*>", "", said)), html.unescape(url)) for mark, url, said in lines]


def said(page: str) -> list[str]:
    return [line for _mark, line, _url in tasks(page)]


def enter(app, role: str, event_id: int | None = None, **facts) -> FlaskClient:
    """A browser in which somebody with a role is signed in."""
    address = f"{role}{event_id or ''}@exemple.example"
    with app.app_context():
        make_person(role, event_id=event_id, email=address, password=PASSWORD, **facts)
    client = app.test_client()
    assert client.post("/fr/sign-in", data={"email": address, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def full(app, clock) -> int:
    """An event of three places in which everything waits that can: its id."""
    with app.app_context():
        event = make_event(SLUG, capacity=3, closes=dt.timedelta(days=6, hours=1))
        write_texts(event, besides=("emergency",))
        agm = make_part(event, kind="agm", alone=True)
        make_organisation()
        asked = register(event, name="Léo Sourd", access_needs="LSQ", organisation="Centre d’art", parts=(agm,))
        contact = service.Contact("Contact", "contact@centre.example", "Centre d’art", "fr")
        service.register_group(event, contact, [make_entry()])
        third = register(event)
        register(event, name="Première en attente")
        register(event, name="Seconde en attente")
        service.cancel(third)
        letter = db.session.query(OutboxLetter).filter_by(subject_id=asked).first()
        assert letter is not None
        mark_sent(letter.id)
        with transaction():
            letter = db.session.query(OutboxLetter).filter(OutboxLetter.state == "waiting").first()
            assert letter is not None
            letter.state = "failed"
    clock.forward(days=1, hours=2)
    return event


@LANGUAGES
def test_both_screens_in_both_languages(app, full, language):
    client = enter(app, "organiser", full)
    for path in ("", f"{SLUG}/"):
        page = client.get(f"/{language}/organise/{path}")
        assert page.status_code == 200 and in_language(page.text, language)
        assert len(tasks(page.text)) == 10


def test_what_is_to_do_is_said_in_order_and_leads_to_where_it_is_done(app, full):
    client = enter(app, "organiser", full)
    page = client.get(HERE).text
    assert [(mark, line) for mark, line, _url in tasks(page)] == [
        ("wrong", "1 courriel n’a pas pu partir depuis 1 jour"),
        ("wrong", "1 texte requis n’est pas prêt"),
        ("waiting", "1 place offerte expire sans réponse d’ici 24 heures"),
        ("waiting", "Les inscriptions ferment dans 4 jours"),
        ("waiting", "1 demande d’accessibilité sans réponse depuis 1 jour"),
        ("waiting", "6 courriels attendent\xa0: aucun serveur d’envoi n’est réglé attente la plus longue\xa0: 1 jour"),
        ("waiting", "Toutes les places sont prises"),
        ("over", "1 personne inscrite par un collègue n’a pas rempli sa partie depuis 1 jour"),
        ("over", "1 personne sur la liste d’attente depuis 1 jour"),
        ("over", "1 organisme membre vient à l’AGA sans personne déléguée"),
    ]
    assert said(page) == said(client.get("/fr/organise/").text), "the overview says the same"
    for _mark, line, url in tasks(page):
        assert client.get(url).status_code == 200, line


@pytest.mark.parametrize(
    ("role", "lines"),
    [
        ("access_coordinator", 6),  # no letters, no texts, no closing
        ("reader", 5),  # and no access requests
    ],
)
def test_nobody_is_told_of_what_they_may_not_see_or_do(app, full, role, lines):
    client = enter(app, role, full)
    for path in ("/fr/organise/", HERE):
        page = client.get(path).text
        assert len(tasks(page)) == lines
        assert ("d’accessibilité" in page) is (role == "access_coordinator")
        assert not re.search("courriels? (?:attend|n’a)|texte requis|traduction", page)
        for url in {*re.findall(rf'href="({HERE}[^"]*)"', page)}:
            assert client.get(html.unescape(url)).status_code == 200, url


def test_a_translator_and_the_door_see_their_own_work_only(app, full):
    for role, door in (("translator", f'href="{HERE}wording"'), ("door", "Rencontre (fr)</h3>")):
        client = enter(app, role, full)
        page = client.get("/fr/organise/").text
        assert door in page and tasks(page) == [] and "Rien ne vous attend ici." in page
        assert client.get(HERE).status_code == 403


def test_the_officer_sees_requests_by_their_nearest_deadline_and_no_event(app, full, clock):
    with app.app_context():
        privacy.ask(1)
    clock.forward(days=24)
    client = enter(app, "privacy_officer")
    app.config["PRIVACY_OFFICER_EMAIL"] = "vie@aami.example"
    page = client.get("/fr/organise/").text
    assert [(mark, line) for mark, line, _url in tasks(page)] == [
        ("wrong", "1 demande d’effacement depuis 24 jours dans 6 jours")
    ]
    assert SLUG not in page and client.get(tasks(page)[0][2]).status_code == 200
    clock.forward(days=7)
    assert said(client.get("/fr/organise/").text) == ["1 demande d’effacement depuis 31 jours 1 jour de retard"]


def test_a_role_for_one_event_does_not_show_another_events_work(app, full):
    with app.app_context():
        make_event("ailleurs-2020", title=both("Ailleurs"))
        write_texts(2)
        register(2, access_needs="ASL", name="Beatrix")
    page = enter(app, "organiser", 2).get("/fr/organise/").text
    assert "Ailleurs" in page and "Rencontre (fr)" not in page
    assert [line.split(" depuis")[0] for line in said(page)][:1] == ["1 demande d’accessibilité sans réponse"]


def test_calm(app, clock):
    with app.app_context():
        event = make_event(SLUG)
        write_texts(event)
    page = enter(app, "organiser", event).get(HERE).text
    assert tasks(page) == [] and "Rien ne vous attend ici." in page
    assert "Personne n’est encore inscrit" in page


def test_whoever_waits_although_a_place_is_free_is_the_first_thing(app, full):
    """A category was made larger past the services."""
    with app.app_context(), transaction() as session:
        event = session.get_one(Registration, 1).event
        event.places.capacity = 4
    first = tasks(enter(app, "reader", full).get(HERE).text)[0]
    assert first[:2] == ("wrong", "1 personne attend alors qu’une place est libre depuis 1 jour")


def test_a_full_category_keeps_its_queue_waiting_though_the_event_has_room(app, clock):
    with app.app_context():
        event = make_event(SLUG, capacity=None, categories=({"key": "a", "capacity": 1}, {"key": "b"}))
        for _ in range(3):
            register(event, category="a")
    lines = said(enter(app, "reader", event).get(HERE).text)
    assert lines == ["2 personnes sur la liste d’attente depuis aujourd’hui"]


def test_a_list_that_could_not_be_made_is_told_to_whoever_asked_for_it(app, full):
    client, other = enter(app, "organiser", full), enter(app, "reader", full)
    with app.app_context():
        jobs.start_job("registration.export", 1, {"event": full})
        with transaction() as session:
            session.query(jobs.Job).update({"state": "failed"})
    url = next(url for _mark, line, url in tasks(client.get(HERE).text) if "liste n’a pas pu" in line)
    assert client.get(url).status_code == 200
    assert "liste n’a pas" not in other.get(HERE).text
    with house_clock.stopped(house_clock.now() + dt.timedelta(days=8)):
        assert "liste n’a pas" not in client.get(HERE).text


def test_people_who_have_not_said_their_part_are_listed(app, full):
    client = enter(app, "organiser", full)
    page = client.get(f"{HERE}attendees?unfinished=yes").text
    assert page.count('scope="row"') == 1


def test_letters_are_listed_by_state(app, full):
    client, here = enter(app, "organiser", full), f"{HERE}outbox"
    shown = {state: client.get(f"{here}?state={state}").text.count('scope="row"') for state in ("failed", "sent", "")}
    assert (shown["failed"], shown["sent"]) == (1, 1) and shown[""] > 5
    assert client.get(f"{here}?state=junk").text.count('scope="row"') == shown[""]
    with app.app_context():
        mark_sent(db.session.query(OutboxLetter.id).filter_by(state="failed").scalar())
    assert "Aucun courriel de ce genre" in client.get(f"{here}?state=failed").text


# --- figures --------------------------------------------------------------------------------------------------------
def test_the_figures_say_who_comes_of_how_many(app, clock):
    with app.app_context():
        event = make_event(SLUG, capacity=8, mode="hybrid", categories=({"key": "a", "capacity": 4}, {"key": "b"}))
        part = make_part(event, capacity=1)
        register(event, category="a", parts=(part,), mode="online", first_time=True)
        register(event, category="a", parts=(part,), language="en", first_time=False)
        register(event, category="b")
        service.cancel(register(event, category="b"))
    page = enter(app, "reader", event).get(HERE).text
    text = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.partition("<main")[2])))
    for row in ("L’événement entier 3 8", "a (fr) 2 4", "b (fr) 1 sans limite", "Partie 1 (fr) 1 1 en attente 1"):
        assert row in text, row
    for row in (
        "Sur place 2, En ligne 1",
        "français 2, anglais 1",
        "première fois 1 personne",
        "inscription annulée 1",
    ):
        assert row in text, row
    assert re.findall(r'class="bar" width="([\d.]+)%"', page) == ["37.5", "50.0", "100.0"]


def test_a_category_that_is_no_longer_offered_is_shown_while_people_hold_it(app, clock):
    with app.app_context():
        event = make_event(SLUG)
        old = make_category(event, key="ancienne")
        make_category(event, key="vide")
        register(event, category="ancienne")
        with transaction() as session:
            for row in session.query(Category).filter(Category.key != "general"):
                row.retired_at = clock.now
        assert old
    page = enter(app, "reader", event).get(HERE).text
    assert "ancienne (fr)" in page and "vide (fr)" not in page


# --- registrations by day -------------------------------------------------------------------------------------------
def come(event: int, first_day: dt.date, *days: int) -> None:
    """Somebody registers at noon, so many days before the first day."""
    noon = dt.datetime.combine(first_day, dt.time(16), dt.UTC)
    for before in days:
        with house_clock.stopped(noon - dt.timedelta(days=before)):
            register(event, by_organiser=True)


def make_past(slug: str, first_day: dt.date, **facts) -> int:
    starts = dt.datetime.combine(first_day, dt.time(9))
    return make_event(slug, title=both(slug), starts=starts, ends=starts, **facts)


@LANGUAGES
def test_the_picture_compares_with_the_last_event_of_its_kind(app, clock, language):
    first, before = dt.date(2020, 9, 17), dt.date(2018, 6, 1)
    with app.app_context():
        event = make_event(SLUG)
        come(event, first, 60, 40, 40)
        come(make_past("conference-2018", before), before, 70, 50, 20, 10, 0)
        come(make_past("conference-2016", dt.date(2016, 6, 1)), dt.date(2016, 6, 1), 9)
        come(make_past("caucus-2019", dt.date(2019, 6, 1), kind="caucus"), dt.date(2019, 6, 1), 9)
    page = enter(app, "reader", event).get(f"/{language}/organise/{SLUG}/").text
    said = {
        "fr": "3 inscriptions à ce jour. conference-2018 (fr) en avait 2 au même point, et 5 à la fin.",
        "en": "3 registrations so far. conference-2018 (en) had 2 at the same point, and 5 in the end.",
    }[language]
    figure = page.partition('<figure class="chart">')[2].partition("</figure>")[0]
    assert figure.count(said) == 2, "in words, and as the picture's description"
    assert 'role="img" aria-labelledby="pace-title pace-text"' in figure and "<script" not in figure
    assert figure.count("<polyline") == 2 and "conference-2016" not in page and "caucus" not in figure
    rows = re.findall(r'<tr><th scope="row" class="number">(.*?)</th><td>(.*?)</td>(.*?)</tr>', figure)
    cells = [(day, *re.findall(r">([^<]*)</td>", totals)) for day, _date, totals in rows]
    assert cells == [
        ("−70", "0", "1"), ("−60", "1", "1"), ("−50", "1", "2"), ("−40", "3", "2"), ("−31", "3", "2"),
        ("−20", "–", "3"), ("−10", "–", "4"), ("0", "–", "5"),
    ]  # fmt: skip
    assert rows[0][1] == {"fr": "9 juillet 2020", "en": "July 9, 2020"}[language]


def test_without_an_earlier_event_the_picture_says_so(app, clock):
    with app.app_context():
        event = make_event(SLUG)
        come(event, dt.date(2020, 9, 17), 60, 40)
        make_past("conference-2018", dt.date(2018, 6, 1))
    page = enter(app, "reader", event).get(HERE).text
    assert "Il n’y a pas encore d’autre événement de ce genre" in page and page.count("<polyline") == 1


def test_days_are_those_of_the_events_zone(app, clock):
    with app.app_context():
        event = make_event(SLUG, zone="America/St_Johns")
        for moment in ("2020-08-10T02:00", "2020-08-10T02:30"):  # 23:30 on the 9th, midnight
            with house_clock.stopped(dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)):
                register(event, by_organiser=True)
    page = enter(app, "reader", event).get(HERE).text
    assert '<td>9 août 2020</td><td class="number">1</td>' in page
    assert '<td>10 août 2020</td><td class="number">2</td>' in page


def test_an_event_without_a_date_is_counted_from_its_first_registration(app, clock):
    with app.app_context():
        event = make_event(SLUG, when=FuzzyDate(None, None, "ongoing"), starts=None, ends=None)
        come(event, dt.date(2020, 9, 17), 60, 40)
    page = enter(app, "reader", event).get(HERE).text
    assert "Jours depuis la première inscription" in page


# --- what it costs --------------------------------------------------------------------------------------------------
def test_as_many_queries_for_one_event_as_for_three(app, clock):
    client = enter(app, "administrator")
    counts = []
    for turn in range(3):
        with app.app_context():
            event = make_event(f"rencontre-{turn}", capacity=2)
            for needs in ("LSQ", "", ""):
                register(event, access_needs=needs)
            people.grant(1, "organiser", scope=("event", event))
            engine = db.engine
        for path in ("/fr/organise/", "/fr/organise/rencontre-0/"):
            client.get(path)  # and what is kept until content changes is kept
        counts.append(queries_of(engine, client, "/fr/organise/")[1])
        page, one = queries_of(engine, client, "/fr/organise/rencontre-0/")
        counts.append(one)
        assert "demande d’accessibilité" in page
    assert counts[0] == counts[2] == counts[4], counts
    assert counts[1] == counts[3] == counts[5], counts


def test_as_many_queries_for_one_registration_as_for_three(app, clock):
    client, counts = enter(app, "administrator"), []
    with app.app_context():
        event, engine = make_event(SLUG), db.engine
        part = make_part(event)
    for _ in range(3):
        with app.app_context():
            number = register(event, parts=(part,), access_needs="LSQ")
            assert the(number).state == "confirmed"
        client.get(HERE)
        counts.append(queries_of(engine, client, HERE)[1])
    assert len(set(counts)) == 1, counts
