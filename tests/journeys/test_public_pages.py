"""Every page that a visitor can see, in every look: no fault that axe knows, nothing that sticks out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import good_in_every_look

CONFERENCE = "/events/conference-2020"
PAGES = (
    "/",
    "/plan",
    "/sign-in",
    "/sign-in/link/not-a-link",
    CONFERENCE,
    f"{CONFERENCE}/register",
    f"{CONFERENCE}/registered",
    f"{CONFERENCE}/attendees",
    f"{CONFERENCE}/texts/care_protocol",
    f"{CONFERENCE}/texts/consent_photo",
    f"{CONFERENCE}/programme/films-a-la-main-du-yukon-au-labrador",
    "/events/agm-2020",
    "/events/cybersecurity-workshops-2020",
    "/events/conference-2022",
    "/events/conference-2022/register",
    "/events/no-such-event",
)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
@pytest.mark.parametrize("path", PAGES)
def test_a_public_page(arrive, language, path):
    page = arrive(language)
    page.goto(f"/{language}{path}")
    good_in_every_look(page)


@LANGUAGES
@pytest.mark.parametrize("path", ["/sign-in", f"{CONFERENCE}/register"])
def test_a_form_with_errors(arrive, language, path):
    page = arrive(language)
    page.goto(f"/{language}{path}")
    page.locator("form.ask").first.evaluate("form => form.noValidate = true")
    page.locator("form.ask .button:not(.quiet)").first.click()
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)


def register(page: Page, language: str, name: str) -> str:
    """Register with everything filled in; the address of the own page."""
    page.goto(f"/{language}{CONFERENCE}/register")
    page.locator("#name").fill(name)
    page.locator("#badge_name").fill("Unefilméditionquinefinitpasdutoutetcontinueencore")
    page.locator("#email").fill(
        f"une.adresse.tres.longue.qui.ne.se.coupe.pas.{language}@un-domaine-aussi-long.example.org"
    )
    page.locator("#organisation").fill(
        "Centre de recherche et de diffusion en arts médiatiques de l’Estuaire-et-du-Golfe"
    )
    page.locator("input[name=category][value=non-member]").check()
    for part in page.locator("input[name=parts]").all():
        part.check()
    page.locator("input[name=q-travel][value=yes]").check()
    page.locator("#access_needs").fill("Une chaise.\n" * 4)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page).to_have_url(re.compile("/registrations/"))
    return page.url


@LANGUAGES
def test_the_pages_of_ones_own_registration(arrive, language):
    page = arrive(language)
    own_page = register(page, language, "ᓴᐃᒪᓂ Montmorency-Lévesque-Saint-Barthélemy de la Rivière-du-Loup")
    good_in_every_look(page)
    page.locator("aside summary").last.click()
    good_in_every_look(page)
    for below in ("change", "transfer"):
        page.goto(f"{own_page}/{below}")
        good_in_every_look(page)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)
    page.locator("#name").fill("Zoé")
    page.locator("#email").fill("zoe@example.org")
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".summary")).to_have_count(0)
    good_in_every_look(page)  # handed on
    page.goto(own_page)
    good_in_every_look(page)  # 410

    own_page = register(page, language, "سلمى النجّار")
    page.locator("aside summary").last.click()
    page.locator("details form button").click()
    expect(page.locator(".flashes")).to_be_visible()
    good_in_every_look(page)  # cancelled
    assert page.goto(f"{own_page}/change").status == 409
    good_in_every_look(page)
