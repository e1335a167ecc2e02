"""An event with one place, and two who want it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import said_in


def register(page: Page, language: str, slug: str, name: str, address: str) -> str:
    """Fill in the short form; the address of the own page."""
    page.goto(f"/{language}/events/{slug}/register")
    page.locator("#name").fill(name)
    page.locator("#email").fill(address)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page).to_have_url(re.compile("/registrations/"))
    return page.url


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_freed_place_goes_to_the_next(arrive, site, language):
    said, slug = said_in(language), f"small-event-test-{language}"
    titles = ("--fr", "Petit événement : essai", "--en", "Small event: a test")
    site.flask("events", "create", slug, *titles, "--capacity", "1", "--open")
    first, second = arrive(language), arrive(language, phone=True, scripts=False)
    heading, later = first.get_by_role("heading", level=1), second.get_by_role("heading", level=1)

    register(first, language, slug, "Zoé Première", f"first.{language}@example.org")
    expect(heading).to_have_text(said("Your place is confirmed"))
    register(second, language, slug, "Björk Þórsdóttir", f"second.{language}@example.org")
    expect(later).to_have_text(said("You are on the waiting list"))
    expect(second.locator("main")).to_contain_text(re.compile(r"\b1\b"))
    expect(second.locator(".ticket")).to_have_count(0)
    assert "1" in site.letter(f"second.{language}@example.org", said("You are on the waiting list")).body("plain")

    first.locator("aside summary").last.click()
    first.get_by_role("button", name=said("Cancel my registration")).click()

    offer = site.letter(f"second.{language}@example.org", said("A place has opened up for you"))
    second.goto(offer.link)
    expect(later).to_have_text(said("A place has opened up for you"))
    second.reload()  # opening it takes nothing: mail scanners open links
    second.get_by_role("button", name=said("Accept the place")).click()
    expect(later).to_have_text(said("Your place is confirmed"))
    code = second.locator(".ticket code").inner_text()
    assert code in site.letter(f"second.{language}@example.org", said("Your place is confirmed")).body("plain")
    assert site.flask("ops", "check").strip() == "ok"
