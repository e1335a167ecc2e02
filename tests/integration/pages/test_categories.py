"""The organisers' pages of an event's categories."""

import re

import pytest
from flask.testing import FlaskClient

from aami_events.events.models import Event
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db, transaction
from aami_events.registration.models import Category
from aami_events.registration.queries.categories import list_every
from tests.factories import make_category, make_event, make_person, register
from tests.integration.pages.test_desk import queries_of
from tests.integration.pages.visiting import LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language, summary

LIST = f"/fr/organise/{SLUG}/categories"
NEW = f"{LIST}/new"
GOOD = {"name-fr": "Tarif réduit", "name-en": "Reduced rate", "price": "25,50 $", "capacity": "12"}


@pytest.fixture
def organiser(sign_in) -> FlaskClient:
    return sign_in("organiser")


@pytest.fixture
def rows(app, event):
    """The event's categories as the database has them now, by key."""

    def read() -> dict[str, Category]:
        with app.app_context():
            found = {row.key: row for row in list_every(event)}
            db.session.expunge_all()
            return found

    return read


def seen(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return found


def open_form(client: FlaskClient, number: int, language: str = "fr") -> dict[str, str]:
    """What a browser would send of an untouched form."""
    page = client.get(f"/{language}/organise/{SLUG}/categories/{number}").text
    values = dict(re.findall(r'<input id="[^"]+" name="([^"]+)" type="text" value="([^"]*)"', page))
    return {**values, "seen": seen(page)}


@LANGUAGES
def test_the_list(app, organiser, event, language):
    with app.app_context():
        make_category(event, key="priced", price_cents=2550, capacity=3, members_only=True)
        make_category(event, key="old", agm_only=True, retired_at=db.func.now())
        for _ in range(2):
            register(event, category="general")
    page = organiser.get(f"/{language}/organise/{SLUG}/categories")
    assert (page.status_code, in_language(page.text, language)) == (200, True)
    assert {"fr": "25,50 $", "en": "$25.50"}[language].replace(" ", "\u00a0") in page.text
    assert {"fr": "0 place prise sur 3", "en": "0 places held of 3"}[language] in page.text
    assert f"/{language}/organise/{SLUG}/attendees?category=general&amp;state=confirmed" in page.text
    assert page.text.count(f'action="/{language}/organise/{SLUG}/categories/') == 2 * 2 + 1


def test_the_list_takes_as_many_queries_for_one_as_for_three(app, organiser, event):
    with app.app_context():
        engine = db.engine
    organiser.get(LIST)
    one = queries_of(engine, organiser, LIST)[1]
    with app.app_context():
        for key in ("a", "b"):
            make_category(event, key=key)
            register(event, category=key)
    assert queries_of(engine, organiser, LIST)[1] == one


@LANGUAGES
def test_added_with_a_price_as_people_type_it(organiser, rows, language):
    address = f"/{language}/organise/{SLUG}/categories"
    assert organiser.get(f"{address}/new").status_code == 200
    typed = {"fr": "25,50 $", "en": "$25.50"}[language]
    answer = organiser.post(f"{address}/new", data={**GOOD, "price": typed, "members_only": "y"})
    assert (answer.status_code, answer.location) == (302, address)
    made = rows()["reduced-rate"]
    assert (made.price_cents, made.places.capacity, made.members_only, made.agm_only) == (2550, 12, True, False)
    assert made.name == Bilingual.of(fr="Tarif réduit", en="Reduced rate")
    page = organiser.get(f"{address}/{made.id}").text
    assert f'value="{ {"fr": "25,50", "en": "25.50"}[language] }"' in page
    history = page[page.index('class="history"') :].replace("\u00a0", " ")
    assert {"fr": "Prix : 25,50 $", "en": "Price: $25.50"}[language] in history
    assert {"fr": "Nom (English) : Reduced rate", "en": "Name (English): Reduced rate"}[language] in history


@LANGUAGES
@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ({"name-fr": "", "name-en": " \x00"}, ["name-fr"]),
        ({"name-en": ""}, ["name-en"]),
        ({"name-fr": "x" * 1000}, ["name-fr"]),
        ({"description-fr": "x" * 6000}, ["description-fr"]),
        ({"description-en": "Only"}, ["description-fr"]),
        ({"price": "-5"}, ["price"]),
        ({"price": "abc"}, ["price"]),
        ({"price": "1e9"}, ["price"]),
        ({"price": "9" * 39}, ["price"]),
        ({"price": "9" * 999}, ["price"]),
        ({"capacity": "abc"}, ["capacity"]),
        ({"capacity": "-1"}, ["capacity"]),
        ({"capacity": "1.5"}, ["capacity"]),
        ({"capacity": "٣"}, ["capacity"]),
        ({"capacity": "999999999"}, ["capacity"]),
        ({"key": "Tarif réduit"}, ["key"]),
        ({"key": "general"}, ["key"]),
        ({"key": "x" * 61}, ["key"]),
        ({"name-fr": "", "name-en": "", "price": "x", "capacity": "x"}, ["name-fr", "price", "capacity"]),
    ],
)
def test_what_cannot_be_offered_is_said_beside_its_field(organiser, rows, language, says, wrong):
    answer = organiser.post(f"/{language}/organise/{SLUG}/categories/new", data={**GOOD, **says})
    assert (answer.status_code, summary(answer.text), list(rows())) == (422, wrong, ["general"])
    assert_summary_leads_to_fields(answer.text)
    kept = {name: value for name, value in {**GOOD, **says}.items() if value.strip("\x00 ")}
    assert all(value[:20] in answer.text for value in kept.values()), "nothing that was typed is lost"


def test_nothing_written_is_no_fee_and_no_limit(organiser, rows):
    organiser.post(NEW, data={**GOOD, "price": "", "capacity": ""})
    made = rows()["reduced-rate"]
    assert (made.price_cents, made.places.capacity) == (0, None)


@LANGUAGES
def test_two_editors_notice_each_other_and_lose_nothing(app, organiser, event, rows, language):
    with app.app_context():
        number = make_category(event, key="a", price_cents=1000, capacity=5)
    mine = open_form(organiser, number, language)
    theirs = {**mine, "name-fr": "Le leur", "name-en": "Theirs", "capacity": "7"}
    address = f"/{language}/organise/{SLUG}/categories/{number}"
    assert organiser.post(address, data=theirs).status_code == 302
    answer = organiser.post(address, data={**mine, "name-fr": "Le mien", "name-en": "Mine", "price": "12"})
    assert answer.status_code == 409
    assert "Le leur</li>" in answer.text and 'value="Le mien"' in answer.text and 'value="12"' in answer.text
    assert 'name="capacity" type="text" value="7"' in answer.text, "what only they changed is brought up to date"
    assert (rows()["a"].name.get("fr"), rows()["a"].price_cents) == ("Le leur", 1000)
    again = {**mine, "name-fr": "Le mien", "name-en": "Mine", "price": "12", "capacity": "7", "seen": seen(answer.text)}
    assert organiser.post(address, data=again).status_code == 302
    made = rows()["a"]
    assert (made.name.get("fr"), made.price_cents, made.places.capacity) == ("Le mien", 1200, 7)


@pytest.mark.parametrize("given", ["", "x", "name:0", "\x00" * 9, "9" * 9999])
def test_a_form_that_carries_nothing_overwrites_nothing(organiser, rows, given):
    number = rows()["general"].id
    answer = organiser.post(f"{LIST}/{number}", data={**GOOD, "seen": given})
    assert (answer.status_code, rows()["general"].price_cents) == (409, 0)
    assert "Tarif réduit" in answer.text


@LANGUAGES
def test_fewer_places_than_are_held(app, organiser, event, rows, language):
    with app.app_context():
        number = make_category(event, key="a", capacity=3)
        for _ in range(3):
            register(event, category="a")
    address = f"/{language}/organise/{SLUG}/categories/{number}"
    answer = organiser.post(address, data={**open_form(organiser, number, language), "capacity": "2"})
    assert (answer.status_code, summary(answer.text)) == (422, ["capacity"])
    assert {"fr": "3 places sont prises", "en": "3 places are held"}[language] in answer.text
    answer = organiser.post(address, data={**open_form(organiser, number, language), "agm_only": "y"})
    assert (answer.status_code, summary(answer.text)) == (422, ["agm_only"])
    assert (rows()["a"].places.capacity, rows()["a"].agm_only) == (3, False)
    page = organiser.get(address).text
    assert {"fr": "Ce qu’elles doivent ne change pas", "en": "What they owe stays as it is"}[language] in page


def test_saved_without_a_change(organiser, rows):
    number = rows()["general"].id
    answer = organiser.post(f"{LIST}/{number}", data=open_form(organiser, number), follow_redirects=True)
    assert "Rien n’avait changé" in answer.text


def test_a_public_category_keeps_its_languages(app, organiser, rows):
    number = rows()["general"].id
    answer = organiser.post(f"{LIST}/{number}", data={**open_form(organiser, number), "name-en": ""})
    assert (answer.status_code, summary(answer.text)) == (422, ["name-en"])


def test_up_down_retired_and_offered_again(app, organiser, event, rows):
    with app.app_context():
        number = make_category(event, key="a", position=1)
    order = re.findall(r'name="order" value="([^"]+)"', organiser.get(LIST).text)[0]
    up = {"step": "up", "order": order}
    assert organiser.post(f"{LIST}/{number}/move", data=up).status_code == 302
    assert list(rows()) == ["a", "general"]
    again = organiser.post(f"{LIST}/{number}/move", data=up)
    assert (again.status_code, 'class="notice wrong"' in again.text) == (409, True)
    assert organiser.post(f"{LIST}/{number}/move", data={"step": "sideways"}).status_code == 400
    assert organiser.post(f"{LIST}/{rows()['general'].id}/retire").status_code == 302
    last = organiser.post(f"{LIST}/{number}/retire")
    assert (last.status_code, "dernière catégorie" in last.text) == (409, True)
    assert organiser.post(f"{LIST}/{rows()['general'].id}/offer").status_code == 302
    assert [row.retired_at for row in rows().values()] == [None, None]


def test_a_draft_may_offer_nothing_and_says_so(app, sign_in):
    with app.app_context():
        draft = make_event("brouillon-2020", state="draft")
        number = list_every(draft)[0].id
    assert sign_in("organiser").get("/fr/organise/brouillon-2020/categories").status_code == 403, "another's event"
    with app.app_context():
        make_person("administrator", email="a@exemple.example", password="un mot de passe")
    admin = app.test_client()
    admin.post("/fr/sign-in", data={"email": "a@exemple.example", "password": "un mot de passe"})
    address = "/fr/organise/brouillon-2020/categories"
    assert admin.post(f"{address}/{number}/retire").status_code == 302
    assert 'class="notice warning"' in admin.get(address).text


@pytest.mark.parametrize("end", ["", "/move", "/retire", "/offer"])
def test_a_category_of_another_event_is_not_here(app, organiser, end):
    with app.app_context():
        theirs = list_every(make_event("autre-2020"))[0].id
    for number in (theirs, 999999, "9" * 40):
        assert organiser.post(f"{LIST}/{number}{end}", data={"step": "up", **GOOD}).status_code == 404
    with app.app_context():
        assert list_every(make_event("encore-2020"))[0].retired_at is None


@pytest.mark.parametrize("role", ["reader", "translator", "access_coordinator"])
def test_only_who_may_edit_the_event(sign_in, role, rows):
    number = rows()["general"].id
    browser = sign_in(role)
    for address in (LIST, NEW, f"{LIST}/{number}", f"/fr/organise/{SLUG}/form"):
        assert browser.get(address).status_code == 403
    assert browser.post(f"{LIST}/{number}/retire").status_code == 403
    if role == "reader":
        assert LIST not in browser.get(f"/fr/organise/{SLUG}/").text


def test_the_cockpit_leads_there(organiser):
    page = organiser.get(f"/fr/organise/{SLUG}/").text
    assert f'href="{LIST}"' in page and f'href="/fr/organise/{SLUG}/questions"' in page


@LANGUAGES
@pytest.mark.parametrize("state", ["published", "draft"])
def test_the_form_is_seen_and_cannot_be_sent(app, organiser, event, stored, language, state):
    with app.app_context(), transaction():
        db.session.get_one(Event, event).state = state
    page = organiser.get(f"/{language}/organise/{SLUG}/form")
    assert (page.status_code, in_language(page.text, language)) == (200, True)
    assert 'name="q-meal"' in page.text and 'name="category"' in page.text
    form = page.text[page.text.index('<form class="ask framed seen"') :]
    assert re.findall(r"<button[^>]*>", form[: form.index("</form>")]) == ['<button class="button" disabled>']
    assert organiser.post(f"/{language}/organise/{SLUG}/form").status_code == 405
    assert stored() == (0, 0, 0)


def test_whoever_is_in_a_category_reads_their_own_price(app, client, organiser, event, person):
    with app.app_context():
        number = make_category(event, key="a", price_cents=1000)
    _id, token = person(category="a")
    organiser.post(f"{LIST}/{number}", data={**open_form(organiser, number), "price": "99"})
    page = client.get(f"/fr/registrations/{token}/change").text
    assert "10\u00a0$" in page and "99\u00a0$" not in page
    organiser.post(f"{LIST}/{number}/retire")
    page = client.get(f"/fr/registrations/{token}/change").text
    assert 'value="a" checked' in page, "and may stay in it when nobody else can come"
    assert 'value="a"' not in client.get(f"/fr/events/{SLUG}/register").text
