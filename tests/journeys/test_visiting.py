"""Somebody comes to see what there is."""

import gzip
import re

import pytest
from playwright.sync_api import Response, expect

from tests.journeys.conftest import follow, said_in

CONFERENCE = {"fr": re.compile("Conférence 2020 de l.AAMI"), "en": re.compile("IMAA 2020 conference")}


@pytest.mark.parametrize(("accepted", "spoken"), [("fr", "fr"), ("en", "en"), ("de", "fr")])
def test_the_first_address_leads_to_a_language_the_visitor_reads(arrive, accepted, spoken):
    page = arrive(accepted)
    page.goto("/")
    expect(page).to_have_url(re.compile(rf"/{spoken}/$"))
    expect(page.locator("html")).to_have_attribute("lang", f"{spoken}-CA")


@pytest.mark.parametrize("path", ["/", "/plan", "/events/conference-2020", "/events/agm-2020", "/sign-in?back=/fr/"])
def test_switching_the_language_stays_on_the_page(page, path):
    page.goto(f"/fr{path}")
    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(rf"/en{re.escape(path)}$"))
    expect(page.locator("html")).to_have_attribute("lang", "en-CA")
    page.get_by_role("link", name="Français").click()
    expect(page).to_have_url(re.compile(rf"/fr{re.escape(path)}$"))
    expect(page.locator("html")).to_have_attribute("lang", "fr-CA")


@pytest.mark.parametrize(("language", "objective"), [("fr", "Objectif 6"), ("en", "Objective 6")])
def test_from_the_calendar_to_the_event_to_the_plan(arrive, language, objective):
    page, said = arrive(language, zone="America/Halifax"), said_in(language)
    page.goto("/")
    assert page.locator("main section > h2").all_inner_texts() == [
        said("Registration open now", "shelf"),
        said("Upcoming", "shelf"),
        said("Past", "shelf"),
    ]
    expect(page.locator("main section").first.locator("li").first).to_contain_text("Vancouver")
    page.get_by_role("link", name=CONFERENCE[language]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CONFERENCE[language])
    expect(page.get_by_role("link", name=said("Register"), exact=True)).to_be_visible()
    # Hours of the place, and, once the browser has told its zone, of the visitor's.
    expect(page.locator("aside")).to_contain_text("Vancouver")
    expect(page.locator("aside")).to_contain_text("Halifax")
    follow(page.locator("main a[href*='/plan#']"))
    milestone = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(milestone).to_be_in_viewport()
    expect(milestone.get_by_role("link", name=CONFERENCE[language])).to_be_visible()
    expect(page.get_by_role("heading", level=2).last).to_contain_text(objective)


def test_the_general_meeting_has_a_page_and_can_be_chosen_alone(page):
    page.goto("/fr/events/agm-2020")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Assemblée générale annuelle")
    page.get_by_role("link", name=said_in("fr")("Register"), exact=True).click()
    expect(page.get_by_label(re.compile("AGA seulement"))).to_be_checked()
    expect(page.get_by_label(re.compile("^Assemblée générale annuelle"))).to_be_checked()


def test_a_keyboard_skips_the_menu(page):
    page.goto("/fr/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    expect(page.locator("a.skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_page_that_does_not_exist_says_so_in_the_language_of_its_address(arrive):
    for language in ("fr", "en"):
        page, words = arrive(language), said_in(language)("This page does not exist")
        answer = page.goto(f"/{language}/events/no-such-event")
        assert answer.status == 404
        expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", ["/", "/plan", "/events/conference-2020", "/events/conference-2020/register"])
def test_a_public_page_weighs_under_40_kB(arrive, path, language):
    """HTML, style and scripts, each compressed; pictures are drawn in the page."""
    page, answers = arrive(language), []

    def take(answer: Response) -> None:
        answers.append(answer)

    page.on("response", take)
    page.goto(f"/{language}{path}", wait_until="networkidle")
    assert {answer.request.resource_type for answer in answers} <= {"document", "stylesheet", "script"}
    weights = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    assert len(weights) >= 3 and sum(weights.values()) < 40_000, weights
