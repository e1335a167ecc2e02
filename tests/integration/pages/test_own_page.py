"""The person's own page: seen, changed, cancelled, handed on."""

import re
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from aami_events.foundation.links import sign
from aami_events.registration import queries, service
from tests.factories import make_entry, make_event, register
from tests.factories.reading import the
from tests.integration.pages.visiting import FORM, LANGUAGES, SLUG, assert_summary_leads_to_fields, in_language, summary

pytestmark = pytest.mark.usefixtures("event")


# --- One's own page -------------------------------------------------------------------------------------------------
@LANGUAGES
def test_ones_own_page(client, person, language):
    _number, token = person(access_needs="Interprétation en LSQ")
    page = client.get(f"/{language}/registrations/{token}")
    assert page.status_code == 200
    assert in_language(page.text, language)
    assert "Interprétation en LSQ" in page.text
    for path in ("/change", "/transfer"):
        assert client.get(f"/{language}/registrations/{token}{path}").status_code == 200
    data = client.get(f"/{language}/registrations/{token}/data.json")
    assert (data.status_code, data.json["access_needs"]) == (200, "Interprétation en LSQ")
    calendar = client.get(f"/{language}/registrations/{token}/calendar.ics")
    assert (calendar.status_code, calendar.text.startswith("BEGIN:VCALENDAR")) == (200, True)


@LANGUAGES
def test_forged_links(client, person, language):
    number, token = person()
    others = sign_without_context(client, number)
    for wrong in ("x", token[:-1], token + "x", *others):
        for path in ("", "/change", "/transfer", "/data.json", "/calendar.ics"):
            answer = client.get(f"/{language}/registrations/{wrong}{path}")
            assert answer.status_code == 404
            assert in_language(answer.text, language)
        for path in ("/cancel", "/accept", "/transfer", "/change"):
            assert client.post(f"/{language}/registrations/{wrong}{path}").status_code == 404


def sign_without_context(client: FlaskClient, number: int) -> list[str]:
    with client.application.app_context():
        return [sign("survey", number, 1), sign("registration", 999, 1), sign("registration", 1)]


@LANGUAGES
def test_changed(app, client, person, language, event):
    number, token = person(name="Ariane Tremblay")
    form = client.get(f"/{language}/registrations/{token}/change").text
    assert 'value="Ariane Tremblay"' in form
    answer = client.post(
        f"/{language}/registrations/{token}/change", data={**FORM, "pronouns": "elle", "q-meal": "végé"}
    )
    assert (answer.status_code, answer.location) == (302, f"/{language}/registrations/{token}")
    with app.app_context():
        assert the(number).pronouns == "elle"
    assert "végé" in client.get(answer.location).text


@LANGUAGES
def test_a_change_that_is_wrong_changes_nothing(app, client, person, language):
    number, token = person(name="Ariane Tremblay")
    answer = client.post(f"/{language}/registrations/{token}/change", data={**FORM, "name": "", "pronouns": "elle"})
    assert answer.status_code == 422
    assert_summary_leads_to_fields(answer.text)
    with app.app_context():
        assert (the(number).name, the(number).pronouns) == ("Ariane Tremblay", "")


@LANGUAGES
def test_a_change_to_what_is_full_is_refused_on_the_page(app, client, language):
    with app.app_context():
        event = make_event("pleine-2020", categories=({"key": "a", "capacity": 1}, {"key": "b", "capacity": 1}))
        number = register(event, category="a")
        register(event, category="b")
        token = queries.token(the(number))
    answer = client.post(f"/{language}/registrations/{token}/change", data={**FORM, "category": "b"})
    assert (answer.status_code, summary(answer.text)) == (422, ["category"])
    with app.app_context():
        assert the(number).category.key == "a"


@LANGUAGES
def test_too_late_to_change(client, person, clock, language):
    _number, token = person()
    clock.forward(days=21)
    for path in ("/change", "/transfer"):
        for answer in (
            client.get(f"/{language}/registrations/{token}{path}"),
            client.post(f"/{language}/registrations/{token}{path}", data=FORM),
        ):
            assert answer.status_code in {200, 409}
            assert in_language(answer.text, language)
    assert client.post(f"/{language}/registrations/{token}/transfer", data=FORM).status_code == 409
    assert client.post(f"/{language}/registrations/{token}/change", data=FORM).status_code == 409


@LANGUAGES
def test_cancelled(app, client, person, language):
    number, token = person()
    assert client.get(f"/{language}/registrations/{token}/cancel").status_code == 405, "looking does nothing"
    for _ in range(2):
        answer = client.post(f"/{language}/registrations/{token}/cancel")
        assert (answer.status_code, answer.location) == (302, f"/{language}/registrations/{token}")
    assert client.get(answer.location).status_code == 200
    with app.app_context():
        assert the(number).state == "cancelled"
    assert client.get(f"/{language}/registrations/{token}/change").status_code == 409


@LANGUAGES
def test_too_late_to_cancel(app, client, person, clock, language):
    number, token = person()
    clock.forward(days=60)
    assert client.post(f"/{language}/registrations/{token}/cancel").status_code == 409
    with app.app_context():
        assert the(number).state == "confirmed"


@LANGUAGES
def test_an_offer_accepted_and_one_that_is_over(app, client, language, clock):
    with app.app_context():
        event = make_event("petite-2020", capacity=1)
        numbers = [register(event) for _ in range(3)]
        tokens = [queries.token(the(number)) for number in numbers]
        service.cancel(numbers[0])
    page = client.get(f"/{language}/registrations/{tokens[1]}").text
    assert f"/{language}/registrations/{tokens[1]}/accept" in page
    assert client.post(f"/{language}/registrations/{tokens[1]}/accept").status_code == 302
    assert client.post(f"/{language}/registrations/{tokens[2]}/accept").status_code == 409
    assert client.get(f"/{language}/registrations/{tokens[2]}").status_code == 200
    with app.app_context():
        assert [the(number).state for number in numbers] == ["cancelled", "confirmed", "waiting"]


@LANGUAGES
def test_handed_on(app, client, person, language):
    number, token = person(access_needs="LSQ")
    given = {"name": "Léo Roy", "email": "leo@centre.example", "language": "en"}
    answer = client.post(f"/{language}/registrations/{token}/transfer", data=given)
    assert (answer.status_code, in_language(answer.text, language)) == (200, True)
    for path in ("", "/change", "/transfer", "/data.json"):
        gone = client.get(f"/{language}/registrations/{token}{path}")
        assert (gone.status_code, in_language(gone.text, language)) == (410, True)
        assert "Léo" not in gone.text
    assert client.post(f"/{language}/registrations/{token}/cancel").status_code == 410
    with app.app_context():
        found = the(number)
        assert (found.name, found.state) == ("Léo Roy", "confirmed")
        new = queries.token(found)
    assert "LSQ" not in client.get(f"/{language}/registrations/{new}").text


@LANGUAGES
@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "leo"}, {"email": "léo@centre.example"}, {"language": "de"}, {"name": "x" * 300}]
)
def test_a_colleague_who_is_none(app, client, person, language, wrong):
    number, token = person(name="Ariane Tremblay")
    given = {"name": "Léo Roy", "email": "leo@centre.example", "language": "en", **wrong}
    answer = client.post(f"/{language}/registrations/{token}/transfer", data=given)
    assert answer.status_code == 422
    assert_summary_leads_to_fields(answer.text)
    with app.app_context():
        assert (the(number).name, the(number).link_version) == ("Ariane Tremblay", 1)


@pytest.mark.parametrize("field", ["name", "email"])
def test_a_colleague_with_signs_that_no_keyboard_makes(client, person, field):
    _number, token = person()
    given = {"name": "Léo Roy", "email": "leo@centre.example", "language": "en"}
    body = (
        urlencode({name: value for name, value in given.items() if name != field}) + f"&{field}=%00leo%00@c.example%00"
    )
    address = f"/fr/registrations/{token}/transfer"
    assert client.post(address, data=body, content_type="application/x-www-form-urlencoded").status_code in {200, 422}


@pytest.mark.databases("sqlite")
def test_two_colleagues_who_share_an_address_have_pages_of_their_own(client, person):
    one, other = (person(name=name, email="info@centre.example") for name in ("Ariane", "Léo"))
    assert one[1] != other[1]
    assert "Léo" not in client.get(f"/fr/registrations/{one[1]}").text


@pytest.mark.databases("sqlite")
def test_an_entry_made_by_the_factory_is_what_the_form_makes():
    """The tests of services begin where the form ends."""
    assert {"name", "email", "language"} <= set(vars(make_entry()))


@LANGUAGES
def test_whoever_takes_the_place_is_written_to_in_a_language_that_was_offered(client, person, language):
    _number, token = person()
    address = f"/{language}/registrations/{token}/transfer"
    legend = client.get(address).text.partition("<legend>")[2].partition("</legend>")[0]
    assert "aside" not in legend, "it is not optional"
    answer = client.post(address, data={"name": "Zoé Roy", "email": "zoe@exemple.example", "language": "de"})
    assert (answer.status_code, summary(answer.text)) == (422, ["language"])


@LANGUAGES
def test_provinces_stand_in_the_order_of_the_language_spoken(client, language):
    form = client.get(f"/{language}/events/{SLUG}/register").text
    names = re.findall(r'<option value="[A-Z]{2}">([^<]+)</option>', form)
    known = {"fr": ["Colombie-Britannique", "Île-du-Prince-Édouard", "Manitoba"], "en": ["Alberta", "British Columbia"]}
    assert len(names) == 13
    places = [names.index(name) for name in known[language]]
    assert places == sorted(places) and places[-1] - places[0] == len(places) - 1


@LANGUAGES
def test_consents_are_announced_once(client, language):
    form = client.get(f"/{language}/events/{SLUG}/register").text
    assert form.count({"fr": "Vos consentements", "en": "What you agree to"}[language]) == 1
