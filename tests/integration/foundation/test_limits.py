"""How often one may try what can be guessed."""

import pytest

from aami_events.application import create_app
from aami_events.foundation.limits import limiter
from aami_events.registration.queries.invitations import token
from tests.factories import invite, invited_event
from tests.factories.reading import the_invitation

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def limited(app):
    """An application of its own, on the same database, that counts tries."""
    settings = {**{name: app.config[name] for name in ("DATABASE_URL", "INSTANCE_DIR", "PUBLIC_URL", "SECRET_KEY")}}
    settings |= {"TESTING": True, "JOBS_URL": "memory://", "WTF_CSRF_ENABLED": False, "AAMI_RATE_LIMITS": True}
    made = create_app(settings)
    limiter.reset()
    yield made.test_client()
    limiter.reset()
    limiter.enabled = False


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Trop"), ("en", "Too many attempts")])
def test_after_ten_tries_a_page_in_the_visitors_language(limited, language, sentence):
    tries = [limited.post(f"/{language}/sign-in", data={"email": "a@b.example", "password": ""}) for _ in range(11)]
    assert [answer.status_code for answer in tries] == [422] * 10 + [429]
    assert f'lang="{language}-CA"' in tries[-1].text
    assert sentence in tries[-1].text


def test_looking_is_not_counted(limited):
    assert {limited.get("/fr/sign-in").status_code for _ in range(15)} == {200}


def test_links_by_mail_are_counted(limited):
    tries = [limited.post("/fr/sign-in/by-mail", data={"email": "a@b.example"}).status_code for _ in range(6)]
    assert tries == [302] * 5 + [429]


def test_answers_to_an_invitation_are_counted_and_looking_is_not(limited, app):
    with app.app_context():
        here = f"/fr/invitations/{token(the_invitation(invite(invited_event())))}"
    tries = [limited.post(f"{here}/decline", data={"word": "x" * 3000}).status_code for _ in range(31)]
    assert tries == [422] * 30 + [429]
    assert limited.get(here).status_code == 200


def test_each_visitor_is_counted_alone(limited):
    for _ in range(10):
        limited.post("/fr/sign-in", data={})
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert limited.post("/fr/sign-in", data={}).status_code == 429
    assert limited.post("/fr/sign-in", data={}, environ_overrides=other).status_code == 422


def test_set_to_nothing_there_are_no_limits(client):
    assert {client.post("/fr/sign-in", data={}).status_code for _ in range(15)} == {422}
