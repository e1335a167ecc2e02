"""Which language is spoken."""

import re

import pytest

from aami_events.foundation import i18n
from aami_events.foundation.i18n import gettext, lazy_gettext, lazy_pgettext, ngettext, pgettext, speaking

pytestmark = pytest.mark.databases("sqlite")


def language_of(answer) -> str:
    return re.search(r'<html lang="(\w\w)-CA"', answer.text)[1]


@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [
        (None, None, "fr"),
        (None, "en", "en"),
        (None, "en-CA,en;q=0.9,fr;q=0.5", "en"),
        (None, "fr-CA,en;q=0.5", "fr"),
        (None, "de,en;q=0.5", "en"),
        (None, "de", "fr"),
        (None, "nonsense;;q", "fr"),
        ("en", None, "en"),
        ("en", "fr", "en"),
        ("fr", "en", "fr"),
        ("de", "en", "en"),
        ("", None, "fr"),
    ],
)
def test_an_address_without_a_language_goes_to_the_visitors(client, cookie, header, language):
    if cookie is not None:
        client.set_cookie("language", cookie)
    answer = client.get("/", headers={"Accept-Language": header} if header else {})
    assert (answer.status_code, answer.location) == (302, f"/{language}/")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_address_says_the_language_whatever_the_browser_prefers(client, language):
    other = {"fr": "en", "en": "fr"}[language]
    client.set_cookie("language", other)
    assert language_of(client.get(f"/{language}/", headers={"Accept-Language": other})) == language


@pytest.mark.parametrize(
    ("path", "language"), [("/fr/nowhere", "fr"), ("/en/nowhere", "en"), ("/de/", "en"), ("/nowhere", "en")]
)
def test_a_page_that_is_not_there_is_not_there_in_the_visitors_language(client, path, language):
    answer = client.get(path, headers={"Accept-Language": "en"})
    assert (answer.status_code, language_of(answer)) == (404, language)


def test_each_page_leads_to_itself_in_the_other_language(client):
    page = client.get("/fr/sign-in?back=/fr/plan&x=1&x=2").text
    assert 'href="/en/sign-in?back=/fr/plan&amp;x=1&amp;x=2' in page
    assert 'hreflang="en"' in page
    assert 'href="/fr/sign-in' in client.get("/en/sign-in").text


def test_whoever_speaks_says_in_which_language(inside):
    word = lazy_gettext("Sign in")
    assert i18n.current_language() == "fr", "without a request, French"
    with speaking("en"):
        assert (i18n.current_language(), i18n.other_language(), str(word)) == ("en", "fr", "Sign in")
        with speaking("fr"):
            assert (i18n.current_language(), str(word)) == ("fr", gettext("Sign in"))
            assert str(word) != "Sign in"
        assert i18n.current_language() == "en"
    with speaking("de"):
        assert i18n.current_language() == "fr", "what is not spoken here is said in French"


def test_a_letter_is_in_its_own_language_also_inside_a_request(app):
    with app.test_request_context("/en/"):
        app.preprocess_request()
        assert i18n.current_language() == "en"
        with speaking("fr"):
            assert i18n.current_language() == "fr"


def test_values_are_filled_in(inside):
    with speaking("en"):
        assert gettext("Error %(code)s", code=404) == "Error 404"
        assert lazy_gettext("Error %(code)s") % {"code": 404} == "Error 404"
        assert pgettext("event state", "Draft") == str(lazy_pgettext("event state", "Draft")) == "Draft"
        assert lazy_gettext("Sign in").__html__() == "Sign in"
    with speaking("fr"):
        assert pgettext("event state", "Draft") != "Draft"


def test_none_is_singular_in_french_and_plural_in_english(inside):
    one, many = "One answer to look at again", "%(num)s answers to look at again"
    with speaking("en"):
        assert [ngettext(one, many, number) for number in (0, 1, 2)] == [
            "0 answers to look at again", "One answer to look at again", "2 answers to look at again",
        ]  # fmt: skip
    with speaking("fr"):
        none, single, several = (ngettext(one, many, number) for number in (0, 1, 2))
    assert none == single.replace("1", "0")
    assert several not in (none, single)


def test_the_same_page_in_two_languages_is_not_the_same_text(client):
    french, english = client.get("/fr/sign-in").text, client.get("/en/sign-in").text
    assert "Sign in" in english
    assert "Sign in" not in french
