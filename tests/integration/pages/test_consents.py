"""Consents, terms and texts around a registration: beside the boxes, on the person's own page, in the letter."""

import re

import pytest

from aami_events.events.queries.texts import texts_of
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.registration import queries, service
from aami_events.registration.models import Registration
from tests.factories import make_category, make_event, make_person, register, write_text, write_texts
from tests.factories.reading import letters, the
from tests.integration.pages.visiting import FORM, LANGUAGES, in_language

SLUG = "rencontre-2020"
FORM_PAGE = f"events/{SLUG}/register"


@pytest.fixture
def event(app) -> int:
    with app.app_context():
        event = make_event(SLUG, mode="hybrid", capacity=None)
        write_texts(event)
    return event


@pytest.fixture
def priced(app, event) -> int:
    with app.app_context():
        make_category(event, key="payant", price_cents=6000)
    return event


def carried(page: str) -> str:
    found = re.search(r'name="texts" value="([^"]*)"', page)
    assert found
    return found[1]


def send(client, language: str, **given):
    return client.post(f"/{language}/{FORM_PAGE}", data={**FORM, **given})


# --- The form -------------------------------------------------------------------------------------------------------
@LANGUAGES
def test_each_box_has_its_text_beside_it(client, event, language):
    page = client.get(f"/{language}/{FORM_PAGE}").text
    for purpose in ("listing", "photo", "recording", "quotation", "promotion", "access_needs"):
        assert f"consent_{purpose} ({language})" in page
    assert f'href="/{language}/events/{SLUG}/texts/privacy_notice"' in page
    assert 'data-shown-when="category=' not in page and "refund_terms (fr)" not in page, "nothing costs anything"


def test_what_a_consent_answered_is_kept_with_it(app, client, event):
    shown = carried(client.get(f"/en/{FORM_PAGE}").text)
    with app.app_context():
        write_text(event, "consent_photo", "Autrement", "Otherwise")
    assert send(client, "en", consents=["photo"], texts=shown).status_code == 302
    with app.app_context():
        row = queries.consent_rows(db.session.query(Registration).one().id)["photo"]
        assert row.text_version is not None
        assert (row.given, row.language, row.text_version.number) == (True, "en", 1)
    assert carried(client.get(f"/en/{FORM_PAGE}").text) != shown, "the form is rendered anew after a version"


@pytest.mark.parametrize("claimed", ["", "x", "consent_photo:0", "consent_photo:" + "9" * 40, "\x00", "💩" * 500])
def test_a_claim_that_is_none_is_no_obstacle(app, client, event, claimed):
    assert send(client, "fr", consents=["photo"], texts=claimed).status_code == 302
    with app.app_context():
        row = queries.consent_rows(db.session.query(Registration).one().id)["photo"]
        assert (row.given, row.text_version_id) == (True, None)


# --- French first ---------------------------------------------------------------------------------------------------
def test_an_english_reader_gets_the_french_terms_first(client, priced):
    page = client.get(f"/en/{FORM_PAGE}").text
    french, english = page.index("refund_terms (fr)"), page.index("refund_terms (en)")
    assert french < page.index("<details>") < english < page.index('name="contract_language"')
    assert "60\xa0$" in page[:english] and "$60" in page[french:]
    assert 'value="fr" checked' in page[page.index('name="contract_language"') :]
    page = client.get(f"/fr/{FORM_PAGE}").text
    assert "refund_terms (fr)" in page
    assert "refund_terms (en)" not in page and 'name="contract_language"' not in page


@pytest.mark.parametrize(
    ("language", "given", "chosen"),
    [
        ("en", {"contract_language": "en"}, "en"),
        ("en", {"contract_language": "fr"}, "fr"),
        ("en", {}, "fr"),
        ("fr", {}, "fr"),
        ("fr", {"contract_language": "en"}, "fr"),
    ],
)
def test_the_version_that_was_chosen_is_kept(app, client, priced, language, given, chosen):
    shown = carried(client.get(f"/{language}/{FORM_PAGE}").text)
    answer = send(client, language, category="payant", texts=shown, **given)
    assert answer.status_code == 302
    with app.app_context():
        made = db.session.query(Registration).one()
        assert (made.contract_shown, made.contract_language) == ("fr", chosen)
        assert made.contract_terms_id == texts_of(priced)["refund_terms"].id
    word = {"fr": "en français", "en": "in English" if chosen == "en" else "in French"}[language]
    own = client.get(answer.location).text
    assert word in own[own.index('id="consents"') :]
    said = client.get(f"{answer.location}/data.json").json["contract"]
    assert (said["shown_first"], said["chosen"]) == ("fr", chosen)


def test_a_version_that_is_none_is_refused(client, priced):
    answer = send(client, "en", category="payant", contract_language="tlh")
    assert (answer.status_code, '<li><a href="#contract_language">' in answer.text) == (422, True)


def test_an_organiser_concludes_nothing_for_others(app, client, priced):
    who = {"email": "o@exemple.example", "password": "un mot de passe"}
    with app.app_context():
        make_person("organiser", event_id=priced, **who)
    client.post("/fr/sign-in", data=who)
    address = f"/en/organise/{SLUG}/attendees/new"
    assert 'name="contract_language"' not in client.get(address).text
    assert client.post(address, data={**FORM, "category": "payant", "contract_language": "en"}).status_code == 302
    with app.app_context():
        assert db.session.query(Registration).one().contract_language is None


# --- One's own page -------------------------------------------------------------------------------------------------
@pytest.fixture
def own(app, event):
    with app.app_context():
        number = register(event, consents={"photo": True})
        return number, queries.token(the(number))


@LANGUAGES
def test_withdrawing_is_as_easy_as_giving(app, client, event, own, language, clock):
    number, token = own
    clock.forward(days=25)
    page = client.get(f"/{language}/registrations/{token}").text
    assert (page.count('name="given" value="no"'), page.count('name="given" value="yes"')) == (1, 5)
    with app.app_context():
        before = letters()
        version = texts_of(event)["consent_photo"].id
    for given in ("no", "yes", "yes"):
        answer = client.post(
            f"/{language}/registrations/{token}/consents/photo", data={"given": given, "text": str(version)}
        )
        assert (answer.status_code, answer.location) == (302, f"/{language}/registrations/{token}#consents")
        with app.app_context():
            row = queries.consent_rows(number)["photo"]
            assert (row.given, row.language, row.text_version_id) == (given == "yes", language, version)
    page = client.get(answer.location)
    assert in_language(page.text, language) and 'class="notice good"' in page.text
    with app.app_context():
        assert letters() == before


@pytest.mark.parametrize(
    ("purpose", "given", "status"),
    [("photo", {}, 400), ("photo", {"given": "maybe"}, 400), ("everything", {"given": "yes"}, 404),
     ("photo", {"given": "no", "text": "x" * 9_999}, 302), ("listing", {"given": "yes", "text": "\x00"}, 302)],
)  # fmt: skip
def test_what_nobody_sends_by_accident(client, own, purpose, given, status):
    assert client.post(f"/fr/registrations/{own[1]}/consents/{purpose}", data=given).status_code == status


def test_somebody_elses_link_and_a_mere_visit_change_nothing(app, client, own):
    number, token = own
    assert client.get(f"/fr/registrations/{token}/consents/photo").status_code == 405
    assert client.post(f"/fr/registrations/{token}x/consents/photo", data={"given": "no"}).status_code == 404
    with app.app_context():
        assert queries.consents_of(number) == {"photo": True}


def test_when_it_is_cancelled_one_can_still_withdraw(app, client, own):
    number, token = own
    with app.app_context():
        service.cancel(number)
    page = client.get(f"/fr/registrations/{token}").text
    assert (page.count('name="given" value="no"'), page.count('name="given" value="yes"')) == (1, 0)
    address = f"/fr/registrations/{token}/consents"
    assert client.post(f"{address}/listing", data={"given": "yes"}).status_code == 409
    assert client.post(f"{address}/photo", data={"given": "no"}).status_code == 302


def test_my_data_say_what_i_answered(client, own):
    data = client.get(f"/fr/registrations/{own[1]}/data.json").json
    said = data["consent-photo"]
    assert (said["purpose"], said["given"], said["language"], said["text"]) == ("photo", True, "fr", None)
    assert "contract" not in data and [key for key in data if key.startswith("consent-")] == ["consent-photo"]


def test_who_may_not_see_sensitive_answers_does_not_see_that_there_are_needs(app, client, event):
    who = {"email": "l@exemple.example", "password": "un mot de passe"}
    with app.app_context():
        number = register(event, consents={"access_needs": True})
        make_person("reader", event_id=event, **who)
    client.post("/en/sign-in", data=who)
    page = client.get(f"/en/organise/{SLUG}/attendees/{number}").text
    assert "Photos" in page and "Sharing of access needs" not in page


# --- The letter -----------------------------------------------------------------------------------------------------
@LANGUAGES
@pytest.mark.parametrize(("mode", "there"), [("in_person", True), ("online", False)])
def test_the_confirmation_says_what_to_do_in_an_emergency(app, event, language, mode, there):
    with app.app_context():
        register(event, language=language, mode=mode)
        letter = compose(db.session.query(OutboxLetter).one())
    for text in (letter.text, letter.html):
        assert (f"emergency ({language})" in text) is there
        assert f"/{language}/events/{SLUG}/texts/code_of_conduct" in text
