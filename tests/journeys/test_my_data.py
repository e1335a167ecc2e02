"""Somebody reads the notice, sees what is kept of them, and asks to be erased; the officer does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow, good_in_every_look, said_in, sign_in


def register(page: Page, language: str, name: str, address: str) -> str:
    """The address of their own page."""
    page.goto(f"/{language}/events/conference-2020/register")
    page.locator("#name").fill(name)
    page.locator("#email").fill(address)
    page.locator("input[name=category][value=non-member]").check()
    page.locator("#mode-1").check()
    page.locator("#access_needs").fill("Un fauteuil près de la porte")
    page.locator("form.ask .button:not(.quiet)").last.click()
    expect(page).to_have_url(re.compile(r"/registrations/[^/]+$"))
    return page.url


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_notice_is_one_click_from_anywhere(arrive, language):
    page, said = arrive(language), said_in(language)
    page.goto(f"/{language}/events/conference-2020")
    page.get_by_role("contentinfo").get_by_role("link", name=said("Your personal information")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your personal information"))
    page.locator("details summary").first.click()
    good_in_every_look(page)


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_from_my_data_to_nothing_left(arrive, site, language, phone):
    """On a phone without JavaScript, and on a wide screen."""
    said, address = said_in(language), f"efface.{language}@centre.example"
    name = {"fr": "Ÿsée L’Effacée", "en": "Wren Gone"}[language]
    person = arrive(language, phone=phone, scripts=not phone)
    own = register(person, language, name, address)
    person.get_by_role("link", name=said("My data")).click()
    for kept in (name, address, "Un fauteuil près de la porte"):
        expect(person.locator("main")).to_contain_text(kept)
    person.locator("details summary").last.click()
    person.get_by_role("button", name=said("Ask to be erased")).click()
    expect(person.locator(".flashes")).to_be_visible()

    letter = site.letter(address, said("Your request to be erased"))
    person.goto(letter.link)
    person.get_by_role("button", name=said("Yes, erase my data")).click()
    expect(person.get_by_role("button", name=said("Withdraw my request"))).to_be_visible()

    officer = arrive(language)
    sign_in(officer, "Administration", language)
    follow(officer.get_by_role("link", name=said("Privacy"), exact=True))
    good_in_every_look(officer)
    officer.get_by_role("link", name=name).click()
    officer.get_by_role("button", name=said("Refuse the request")).click()
    expect(officer.locator(".summary")).to_be_visible()
    good_in_every_look(officer)
    officer.get_by_role("button", name=said("Erase this person")).click()
    expect(officer.locator(".flashes")).to_be_visible()
    expect(officer.locator("main")).not_to_contain_text(name)

    assert site.letter(address, said("Your personal information was erased"))
    answer = person.goto(own)
    assert answer is not None and answer.status == 410
    person.goto(letter.link)
    expect(person.locator("main")).to_contain_text(said("What we kept about you was erased."))
    officer.goto(f"/{language}/organise/conference-2020/attendees?q={name.split()[0]}")
    expect(officer.locator("main")).not_to_contain_text(name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_my_data_and_the_request_in_every_look(arrive, site, language):
    said, address = said_in(language), f"regarde.{language}@centre.example"
    page = arrive(language)
    own = register(page, language, "Une Personne-Au-Nom-Très-Long-Qui-Ne-Finit-Pas-De-Continuer", address)
    page.goto(f"{own}/my-data")
    page.locator("details summary").last.click()
    good_in_every_look(page)
    page.get_by_role("button", name=said("Ask to be erased")).click()
    expect(page.locator(".flashes")).to_be_visible()
    good_in_every_look(page)
    page.goto(site.letter(address, said("Your request to be erased")).link)
    good_in_every_look(page)
    page.get_by_role("button", name=said("No, withdraw the request")).click()
    expect(page.locator("main")).to_contain_text(said("Your request is withdrawn. Nothing was erased."))
    good_in_every_look(page)
