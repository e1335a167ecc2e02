"""An event begins as a copy and moves to other days; the pages on which people are told are as good as the others."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow, good_in_every_look, said_in, sign_in


@pytest.mark.parametrize(("language", "phone", "scripts"), [("fr", True, False), ("en", False, True)])
def test_copied_and_moved(arrive, site, language, phone, scripts):
    said, slug = said_in(language), f"copie-2027-{language}"
    page = sign_in(arrive(language, phone=phone, scripts=scripts), language=language)

    def look() -> None:
        if scripts:
            good_in_every_look(page)

    page.goto(f"/{language}/organise/festival-caucus-2021/")
    follow(page.get_by_role("link", name=said("Copy this event")))
    page.locator("#title-fr").fill("")
    page.locator("#title-en").fill("")
    follow(page.get_by_role("button", name=said("Make the copy")))
    expect(page.locator(".summary a")).to_have_count(1)
    look()
    page.locator("#title-fr").fill(f"Caucus de 2027 ({language})")
    page.locator("#title-en").fill(f"2027 caucus ({language})")
    page.locator("#first_day").fill("2027-07-05")
    page.locator("#slug").fill(slug)
    follow(page.get_by_role("button", name=said("Make the copy")))
    expect(page).to_have_url(re.compile(f"/organise/{slug}/checklist"))

    here = f"/{language}/organise/conference-2022"
    page.goto(f"{here}/tell")
    look()
    page.goto(f"/{language}/organise/{slug}/reschedule")
    look()
    page.locator("#first_day").fill("2027-07-12")
    follow(page.get_by_role("button", name=said("Move the event")))
    expect(page.locator(".flashes")).to_contain_text(said("The event has moved, and everything in it."))
    follow(page.get_by_role("link", name=said("History")).first)
    expect(page.locator("main")).to_contain_text(said("The event was moved to other days", context="history"))
