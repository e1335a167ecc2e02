"""A workshop series in Whitehorse and St. John's hours."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import good_in_every_look, no_sideways, said_in

#: noon in Toronto after Yukon kept its summer time, and before Newfoundland has moved its clocks
HOURS = {
    "America/Whitehorse": {"fr": "10 h à 11 h 30, heure de Whitehorse", "en": "10 a.m. to 11:30 a.m. Whitehorse time"},
    "America/St_Johns": {"fr": "13 h 30 à 15 h, heure de St. John’s", "en": "1:30 p.m. to 3 p.m. St. John’s time"},
}
THERE = {"fr": "12 h à 13 h 30, heure de Toronto", "en": "noon to 1:30 p.m. Toronto time"}


@pytest.fixture(scope="module")
def series(sites) -> str:
    """Three workshops in February 2021; two of them at the same hour."""
    site, slug = sites("sqlite"), "workshops-test-2021"
    titles = ("--fr", "Ateliers", "--en", "Workshops")
    site.flask("events", "create", slug, *titles, "--capacity", "50", "--kind", "series", "--open")
    for fr, en, starts, zone, language, capacity in (
        ("Mots de passe", "Passwords", "2021-02-10T12:00", "America/Toronto", "fr", "3"),
        ("Hameçonnage", "Phishing", "2021-02-10T09:30", "America/Vancouver", "en", "20"),
        ("Sauvegardes", "Backups", "2021-02-17T19:00", "America/Halifax", "fr", "1"),
    ):
        facts = ("--starts", starts, "--zone", zone, "--language", language, "--capacity", capacity)
        site.flask("events", "part", slug, "--fr", fr, "--en", en, *facts)
    return slug


def text_of(page: Page, selector: str) -> str:
    return page.locator(selector).inner_text().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "zone", "phone"), [("fr", "America/Whitehorse", True), ("en", "America/St_Johns", False)]
)
def test_on_the_first_page_the_hours_are_right(arrive, site, series, language, zone, phone):
    said = said_in(language)
    page = arrive(language, phone=phone, zone=zone)
    page.goto(f"/{language}/events/{series}/register")
    expect(page.locator("#parts")).to_contain_text(zone.rpartition("/")[2].split("_")[-1][:4])
    assert HOURS[zone][language] in text_of(page, "#parts") and THERE[language] in text_of(page, "#parts")
    good_in_every_look(page)

    # Narrowed without losing what was typed; what is chosen stays.
    page.locator("#name").fill("Björk Þórsdóttir")
    visible = page.locator("#parts .choice:visible")
    expect(visible).to_have_count(3)
    page.locator("#spoken").select_option("en")
    expect(visible).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?spoken=en$"))
    visible.locator("input").check()
    page.locator("#spoken").select_option("fr")
    expect(visible).to_have_count(3)
    expect(page.locator("#name")).to_have_value("Björk Þórsdóttir")

    # Two at the same hour: the sentence names them, and the form keeps what was said.
    page.locator("#parts .choice", has_text=said_title("Passwords", language)).locator("input").check()
    page.locator("#email").fill(f"bjork.{language}@example.org")
    page.get_by_role("button", name=said("Register"), exact=True).click()
    expect(page.locator(".summary a")).to_have_count(1)
    expect(page.locator("#parts-error")).to_contain_text(said_title("Passwords", language))
    good_in_every_look(page)
    page.locator("#parts .choice", has_text=said_title("Phishing", language)).locator("input").uncheck()
    page.get_by_role("button", name=said("Register"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    assert HOURS[zone][language] in text_of(page, "main")
    assert site.flask("ops", "check").strip() == "ok"


def said_title(word: str, language: str) -> str:
    return {"Passwords": "Mots de passe", "Phishing": "Hameçonnage"}[word] if language == "fr" else word


@pytest.mark.parametrize("language", ["fr", "en"])
def test_without_scripts_the_city_is_chosen_by_hand(arrive, series, language):
    said = said_in(language)
    page = arrive(language, phone=True, scripts=False)
    for address in (f"/{language}/events/{series}", f"/{language}/events/{series}/register?at=afternoon"):
        page.context.clear_cookies()
        page.goto(address)
        assert "St. John" not in text_of(page, "ul#schedule, #parts")
        page.locator("details.zone summary").click()
        page.locator("#my-zone").select_option("America/St_Johns")
        page.get_by_role("button", name=said("Show these hours")).click()
        expect(page).to_have_url(re.compile(re.escape(address) + "$"))
        assert HOURS["America/St_Johns"][language] in text_of(page, "ul#schedule, #parts")
        no_sideways(page)
    expect(page.locator("#parts .choice:visible")).to_have_count(2)  # the third is in the evening there


def test_who_lives_elsewhere_than_their_browser_says(arrive, series):
    """The choice counts more, and the browser does not take it back on the next page."""
    page = arrive("fr", zone="America/Toronto")
    page.goto(f"/fr/events/{series}")
    page.locator("details.zone summary").click()
    page.locator("#my-zone").select_option("America/Whitehorse")
    page.get_by_role("button", name=said_in("fr")("Show these hours")).click()
    for _ in range(2):
        assert HOURS["America/Whitehorse"]["fr"] in text_of(page, "#schedule")
        page.reload()
    good_in_every_look(page)
