"""Who wants no promotion says so, by a page or by one click of their mail program."""

import pytest

from aami_events.foundation.database import db
from aami_events.foundation.links import sign
from aami_events.mailings import service
from aami_events.mailings.models import MailingRefusal
from aami_events.privacy.queries import find, register

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@pytest.fixture
def token(app) -> str:
    with app.test_request_context():
        return sign("refuse", "zoe@x.example")


def refused(app) -> list[str]:
    with app.app_context():
        return [row.email for row in db.session.query(MailingRefusal)]


@LANGUAGES
def test_a_page_says_what_it_is_about_and_a_button_refuses(app, client, token, language):
    here = f"/{language}/letters/refuse/{token}"
    page = client.get(here)
    assert page.status_code == 200 and "zoe@x.example" in page.text and refused(app) == []
    assert page.headers["Referrer-Policy"] == "no-referrer" and page.headers["Cache-Control"] == "no-store"
    done = client.post(here)
    assert ("C’est fait" if language == "fr" else "Done") in done.text and refused(app) == ["zoe@x.example"]
    client.post(here)
    assert refused(app) == ["zoe@x.example"]
    again = client.post(here, data={"again": "yes"})
    assert ("vaut de nouveau" if language == "fr" else "counts again") in again.text and refused(app) == []


@pytest.mark.usefixtures("csrf")
def test_a_mail_program_refuses_with_one_click_and_knows_no_form(app, client, token):
    answer = client.post(f"/fr/letters/refuse/{token}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and refused(app) == ["zoe@x.example"]


@LANGUAGES
@pytest.mark.parametrize("forged", ["x", "x" * 500, "WzFd.abc"])
def test_a_forged_link_leads_nowhere(app, client, language, forged):
    for answer in (
        client.get(f"/{language}/letters/refuse/{forged}"),
        client.post(f"/{language}/letters/refuse/{forged}"),
    ):
        assert answer.status_code == 404
    with app.test_request_context():
        others = [sign("refuse", 1), sign("refuse", "a", "b"), sign("registration", "zoe@x.example")]
    assert {client.post(f"/{language}/letters/refuse/{one}").status_code for one in others} == {404}
    assert refused(app) == []


@pytest.mark.usefixtures("inside")
def test_a_refusal_is_among_what_is_kept_of_a_person_and_is_erased_with_it():
    service.refuse("zoe@x.example")
    (number,) = find("zoe@x.example")["mailings"]
    (record,) = register()["mailings"].export([number])
    assert record.plain()["at"].startswith("2020-08-17")
    assert service.erase_refusals([number]) == 1 and find("zoe@x.example") == {}
