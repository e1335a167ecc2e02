"""What nobody sends by accident: signs no keyboard makes, forms from elsewhere, forged hosts, impossible addresses."""

import re
from urllib.parse import urlencode

import pytest

from aami_events.web.pages import NumberConverter
from tests.integration.pages.visiting import (
    FORM,
    LANGUAGES,
    SLUG,
    USED_TO,
    assert_summary_leads_to_fields,
    in_language,
    send,
)

pytestmark = pytest.mark.usefixtures("event")


FIELDS = (*FORM, "badge_name", "pronouns", "organisation", "province", "parts", "consents", "q-meal")


@pytest.mark.parametrize(
    "bad",
    ["A%00B", "%00", "A%ED%A0%80B", "%FF%FE", "A%E2%80%AEB", "%F0%9F%92%A9" * 20],
    ids=["nul", "only-nul", "surrogate", "not-utf8", "override", "emoji"],
)
def test_signs_that_no_keyboard_makes(client, bad, stored):
    """In any field: refused or made harmless, never an error of ours, and never stored as they came."""
    for number, field in enumerate(FIELDS):
        given = {**FORM, "form_key": f"form {number}", "email": f"ariane{number}@centre.example"}
        body = urlencode({name: value for name, value in given.items() if name != field}) + f"&{field}={bad}"
        before = stored()
        answer = client.post(f"/fr/events/{SLUG}/register", data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {302, 422}, field
        if answer.status_code == 422:
            assert_summary_leads_to_fields(answer.text)
            assert stored() == before, field
        else:
            page = client.get(answer.location)
            assert page.status_code == 200, field
            assert not re.search("[\x00\ud800-\udfff\u202e]", page.text), field


@pytest.mark.parametrize("length", [400, 6_000, 100_000])
def test_a_field_that_is_far_too_long(client, length, stored):
    for field in (*USED_TO, "category", "mode", "language", "q-meal"):
        allowed = {"access_needs": {400: 302}, "form_key": {}}.get(field, {})
        expected = {allowed.get(length, 422)} if field != "form_key" else {302, 422}
        before = stored()
        answer = send(client, **{"form_key": f"a form for {field}", field: "x" * length})
        assert answer.status_code in expected, field
        if answer.status_code == 422:
            assert stored() == before, field


@LANGUAGES
@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(("content_type", "size"), [(None, 13_000_000), ("multipart/form-data", 1_100_000)])
def test_a_form_that_is_larger_than_any_form(client, language, content_type, size, stored):
    given = {**FORM, "access_needs": "x" * size}
    answer = client.post(f"/{language}/events/{SLUG}/register", data=given, content_type=content_type)
    assert answer.status_code == 413
    assert in_language(answer.text, language)
    assert stored() == (0, 0, 0)


@pytest.mark.databases("sqlite")
def test_a_request_that_is_larger_than_any_request(client, stored):
    answer = client.post(f"/fr/events/{SLUG}/register", data=b"x" * 13_000_000, content_type="text/plain")
    assert answer.status_code in {413, 422}
    assert stored() == (0, 0, 0)


@pytest.mark.databases("sqlite")
def test_more_fields_than_any_form_has(client, stored):
    body = "&".join(f"x{number}=1" for number in range(5000))
    answer = client.post(f"/fr/events/{SLUG}/register", data=body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {413, 422}
    assert stored() == (0, 0, 0)


@LANGUAGES
@pytest.mark.usefixtures("csrf")
@pytest.mark.parametrize("token", [None, "", "forged"])
def test_a_form_from_elsewhere(client, language, token, stored):
    answer = send(client, language, **({} if token is None else {"csrf_token": token}))
    assert answer.status_code == 400
    assert in_language(answer.text, language)
    assert stored() == (0, 0, 0)


@pytest.mark.usefixtures("csrf")
def test_a_form_from_here_is_taken(client, stored):
    page = client.get(f"/fr/events/{SLUG}/register").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    assert send(client, csrf_token=token[1]).status_code == 302
    assert stored()[0] == 1


@pytest.mark.usefixtures("csrf")
def test_a_form_of_another_visitor(app, client, stored):
    page = app.test_client().get(f"/fr/events/{SLUG}/register").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    client.get("/fr/sign-in")
    assert send(client, csrf_token=token[1]).status_code == 400
    assert stored() == (0, 0, 0)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost@evil.example", "évil"]
)
def test_a_forged_host(client, host, stored):
    for answer in (
        client.get("/fr/", headers={"Host": host}),
        client.post(f"/fr/events/{SLUG}/register", data=FORM, headers={"Host": host}),
    ):
        assert answer.status_code == 400
        assert "evil" not in answer.text
    assert stored() == (0, 0, 0)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "evenements.example"])
def test_the_hosts_that_are_ours(client, host):
    assert client.get("/fr/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/fr/events/%00",
        "/fr/sign-in?back=%00",
        "/fr/events/%FF",
        "/fr/registrations/%00",
        "/fr/events/" + "x" * 3000,
        "/fr/events/..",
    ],
)
def test_addresses_that_no_page_has(client, path):
    assert client.get(path).status_code in {302, 308, 404}


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("method", "path"),
    [("delete", "/fr/"), ("put", f"/fr/events/{SLUG}/register"), ("get", "/fr/registrations/x/cancel")],
)
def test_addresses_that_are_used_in_another_way(client, method, path):
    assert getattr(client, method)(path).status_code == 405


def test_signing_in_with_signs_that_no_keyboard_makes(client):
    body = "email=a%00b@c.example&password=x%00"
    for path in ("/fr/sign-in", "/fr/sign-in/by-mail"):
        answer = client.post(path, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {302, 422}


def addresses_with(app, number: int):
    """Of every page with the number of a row in its address."""
    known = {"lang": "fr", "slug": SLUG}
    for rule in app.url_map.iter_rules():
        fitting = {
            name: number if isinstance(kind, NumberConverter) else min(getattr(kind, "items", ["x"]))
            for name, kind in rule._converters.items()
        }
        if "GET" in rule.methods and number in fitting.values():
            yield rule.build(fitting | {name: known[name] for name in fitting.keys() & known.keys()})[1]


@pytest.mark.databases("postgresql")
def test_a_number_that_no_row_can_have_leads_nowhere(app, sign_in):
    """In every address there is; a database answers a number that is too large for it with an error."""
    organiser = sign_in("administrator")
    found = list(addresses_with(app, 10**22))
    assert len(found) > 10
    assert [path for path in found if organiser.get(path).status_code not in {403, 404}] == []
