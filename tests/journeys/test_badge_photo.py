"""Badges begin to show people: an organiser asks for it, somebody gives a photo on their page, and takes it back."""

import pytest
from playwright.sync_api import expect

from tests.factories.pictures import a_picture
from tests.journeys.conftest import good_in_every_look

SAID = {
    "fr": ("Ajouter une photo à ma cocarde", "Mettre cette photo sur ma cocarde", "Supprimer ma photo"),
    "en": ("Add a photo to my badge", "Put this photo on my badge", "Delete my photo"),
}


@pytest.mark.parametrize("language", SAID)
def test_a_photo_on_ones_badge(administrator, arrive, language):
    add, put, delete = SAID[language]
    desk = administrator(language)
    desk.goto(f"/{language}/organise/conference-2020/badges/design")
    desk.locator("input[name=fields][value=photo]").check()
    desk.locator("#design p.tools .button:not(.quiet)").click()
    expect(desk.locator(".flashes")).to_be_visible()

    page = arrive(language, scripts=False)
    page.goto(f"/{language}/events/conference-2020/register")
    page.locator("#name").fill("Ève Roy-Tremblay")
    page.locator("#email").fill(f"eve.{language}@centre.example")
    page.locator("input[name=category][value=non-member]").check()
    page.locator("form.ask .button:not(.quiet)").click()
    page.get_by_role("link", name=add).click()
    page.get_by_role("button", name=put).click()
    expect(page.locator(".summary a")).to_have_attribute("href", "#file")
    page.locator("#file").set_input_files({"name": "moi.jpg", "mimeType": "image/jpeg", "buffer": a_picture()})
    page.get_by_role("button", name=put).click()
    expect(page.get_by_role("button", name=delete)).to_be_visible()
    seen = arrive(language)
    seen.goto(page.url)
    good_in_every_look(seen)
    page.get_by_role("button", name=delete).click()
    expect(page.get_by_role("link", name=add)).to_be_visible()
