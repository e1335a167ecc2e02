"""A Deaf artist asks for LSQ; the coordinator sees it at once, arranges it, and the artist says that it was there."""

import re

import pytest
from playwright.sync_api import Page, expect

from aami_events.foundation.i18n import ngettext, speaking
from aami_events.registration.phrases import ACCESS_KINDS
from tests.journeys.conftest import good_in_every_look, said_in, sign_in

NEEDS = {"fr": "Interprétation LSQ aux séances du samedi", "en": "LSQ interpretation on Saturday"}
NAME = {"fr": "Maïté Signe-Tremblay", "en": "Robin Signer"}


def ask(page: Page, language: str, address: str) -> str:
    """The address of the artist's own page."""
    page.goto(f"/{language}/events/conference-2020/register")
    page.locator("#name").fill(NAME[language])
    page.locator("#email").fill(address)
    page.locator("input[name=category][value=non-member]").check()
    page.locator("#mode").check()
    page.locator("#access_needs").fill(NEEDS[language])
    page.locator("form.ask .button:not(.quiet)").last.click()
    expect(page).to_have_url(re.compile(r"/registrations/[^/]+$"))
    return page.url


def waiting(page: Page) -> int:
    """How many requests the cockpit's line says are without an answer."""
    line = page.locator(".todo a", has_text=re.compile("accessibilité|access request"))
    return int(re.findall(r"\d+", line.first.inner_text())[0])


@pytest.mark.parametrize(("language", "phone", "scripts"), [("fr", True, False), ("en", False, True)])
def test_asked_seen_arranged_delivered_and_confirmed(arrive, site, language, phone, scripts):
    """On a phone without JavaScript, and on a wide screen."""
    said, address = said_in(language), f"lsq.{language}@artiste.example"
    coordinator = sign_in(arrive(language, phone=phone, scripts=scripts), "Accessibilité", language)
    before = waiting(coordinator)
    artist = arrive(language, phone=phone, scripts=scripts)
    own = ask(artist, language, address)

    # On the first screen: how many, and since when.
    coordinator.reload()
    assert waiting(coordinator) == before + 1
    task = coordinator.locator(".todo li", has_text=re.compile("accessibilité|access request"))
    with speaking(language):
        age = ngettext("longest wait: %(num)s day", "longest wait: %(num)s days", 5).replace("5", r"\d+")
    expect(task).to_contain_text(re.compile(age))
    if scripts:
        good_in_every_look(coordinator)
    task.get_by_role("link").click()

    # Arranged: who, what, at what cost.
    need = coordinator.locator("section.stack", has=coordinator.get_by_role("heading", name=NAME[language]))
    expect(need).to_contain_text(NEEDS[language])
    need.locator("summary").first.click()
    with speaking(language):
        need.locator("select[name=kind]").select_option(label=str(ACCESS_KINDS["lsq"]))
    need.locator("input[name=provider]").fill("Les mains d’ici")
    need.locator("textarea[name=note]").fill("Deux interprètes, devant la scène")
    need.locator("input[name=cost]").fill("420,50" if language == "fr" else "420.50")
    need.get_by_role("button", name=said("It is arranged")).click()
    expect(coordinator.locator(".flashes")).to_be_visible()
    expect(need).to_contain_text("Les mains d’ici")
    coordinator.goto(f"/{language}/organise/")
    assert waiting(coordinator) == before

    # The letter leads to the artist's page, and says nothing of it.
    letter = site.letter(address, said("An answer about your access needs"))
    assert "LSQ" not in letter.body("plain") and "interprètes" not in letter.body("plain")
    artist.goto(letter.link)
    expect(artist.locator("main")).to_contain_text("Deux interprètes, devant la scène")

    # It took place, and the artist says so.
    coordinator.goto(f"/{language}/organise/conference-2020/access")
    need.get_by_role("button", name=said("It took place")).click()
    artist.goto(own)
    if scripts:
        good_in_every_look(artist)
    artist.get_by_role("button", name=said("It was there")).click()
    expect(artist.locator(".flashes")).to_be_visible()
    coordinator.reload()
    expect(need).to_contain_text(said("Confirmed by the person", "access"))
    if scripts:
        good_in_every_look(coordinator)


@pytest.mark.parametrize("who", ["Accessibilité", "Vie privée", "Traduction", "Coordination", "Administration"])
def test_the_first_screens_in_every_look(arrive, who):
    """Of each one-click account: what is to do now, each line a link that opens."""
    page = sign_in(arrive("fr"), who)
    good_in_every_look(page)
    for url in {link.get_attribute("href") or "" for link in page.locator(".todo a").all()}:
        answer = page.goto(url)
        assert answer is not None and answer.status == 200, url


@pytest.mark.parametrize("slug", ["conference-2020", "cybersecurity-workshops-2020", "conference-2022"])
def test_the_cockpit_of_an_event_in_every_look(arrive, slug):
    """With its figures and the picture of its registrations: of many, of the past, of none."""
    page = sign_in(arrive("fr"), "Administration")
    page.goto(f"/fr/organise/{slug}/")
    for summary in page.locator(".chart summary").all():
        summary.click()
    good_in_every_look(page)
    page.emulate_media(media="print")
    assert page.locator("svg[role=img]").count() == (0 if slug == "conference-2022" else 1)
