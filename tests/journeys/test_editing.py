"""An event from nothing to published, without a developer; then somebody registers. Two editors meet."""

import re

import pytest
from playwright.sync_api import Page, expect

from aami_events.events.rules.texts import TEXT_KINDS
from tests.journeys.conftest import PHONE, follow, good, good_in_every_look, said_in, sign_in

#: a category without a price asks for no refund terms
KINDS = [kind for kind in TEXT_KINDS if kind != "refund_terms"]


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def moment(page: Page, name: str, day: str, time: str) -> None:
    page.locator(f"#{name}-day").fill(day)
    page.locator(f"#{name}-time").fill(time)


def begin(page: Page, language: str, title: str) -> str:
    """From the cockpit to a draft with a title; its address."""
    said = said_in(language)
    page.goto(f"/{language}/organise/")
    page.get_by_role("link", name=said("New event")).click()
    press(page, said("Create the draft"))
    expect(page.locator(".summary a")).to_have_attribute("href", "#title-fr")
    page.locator("#title-fr").fill(title)
    press(page, said("Create the draft"))
    expect(page).to_have_url(re.compile(rf"/{language}/organise/[a-z0-9-]+/checklist$"))
    hint = said("The event is a draft: only those who edit it see it. Next: what it still needs.")
    expect(page.locator(".flashes")).to_contain_text(hint)
    return page.url.split("/")[-2]


def fill_in(page: Page, language: str, title: str) -> None:
    """Everything that the event itself needs."""
    said = said_in(language)
    page.locator("#title-en").fill(f"{title} (English)")
    page.locator("#kind").select_option("meeting")
    page.locator("#summary-fr").fill("Une journée pour se retrouver.")
    page.locator("#summary-en").fill("A day to meet.")
    page.locator("#zone").select_option("America/Moncton")
    page.locator("input[name=when_kind][value=exact]").check()
    moment(page, "starts", "2020-11-05", "09:00")
    moment(page, "ends", "2020-11-05", "17:00")
    page.locator("input[name=mode][value=hybrid]").check()
    page.locator("#venue").select_option("new")
    page.locator("#venue_name-fr").fill("La Halle")
    page.locator("#venue_name-en").fill("The Hall")
    page.locator("#venue_city").fill("Moncton")
    page.locator("#venue_province").select_option("NB")
    page.locator("#capacity").fill("1")
    moment(page, "opens", "2020-08-01", "09:00")
    moment(page, "closes", "2020-11-01", "23:59")
    press(page, said("Preview in French"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("aside")).to_contain_text("La Halle")
    press(page, said_in("fr")("Preview in English"))
    expect(page.locator("html")).to_have_attribute("lang", "en-CA")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{title} (English)")
    press(page, said_in("en")("Go on editing"))
    expect(page.locator("#venue_city")).to_have_value("Moncton")
    press(page, said("Save", "action"))
    expect(page.locator(".flashes")).to_contain_text(said("The event is saved."))


def add_activity(page: Page, language: str, slug: str) -> None:
    said = said_in(language)
    page.goto(f"/{language}/organise/{slug}/parts")
    page.get_by_role("link", name=said("Add an activity")).first.click()
    page.locator("#title-fr").fill("Atelier de son")
    page.locator("#title-en").fill("Sound workshop")
    moment(page, "starts", "2020-11-05", "10:00")
    moment(page, "ends", "2020-11-05", "12:00")
    page.locator("input[name=languages][value=fr]").check()
    press(page, said("Add the activity"))
    expect(page.locator("tbody th")).to_have_count(1)


def copy_texts(page: Page, language: str, slug: str) -> None:
    """Each text is that of the conference, read and confirmed."""
    said = said_in(language)
    for kind in KINDS:
        page.goto(f"/{language}/organise/{slug}/texts/{kind}?from=conference-2020")
        page.locator("#confirmed").check()
        press(page, said("Save", "action"))
        expect(page).to_have_url(re.compile(r"/texts$"))


@pytest.mark.parametrize(("language", "phone", "scripts"), [("en", True, True), ("fr", False, False)])
def test_from_nothing_to_published_then_somebody_registers(arrive, language, phone, scripts):
    page, said = arrive(language, phone=phone, scripts=scripts), said_in(language)
    sign_in(page, "Coordination", language)
    title = f"Journée {language} {'mobile' if phone else 'large'} {'vive' if scripts else 'simple'}"
    slug = begin(page, language, title)
    missing = page.locator("main .lines").first.locator("li")
    assert missing.count() > len(KINDS), "texts, and more"
    if scripts:
        good_in_every_look(page)
        page.set_viewport_size(PHONE) if phone else None
    page.locator("main .lines a").first.click()
    fill_in(page, language, title)
    add_activity(page, language, slug)
    copy_texts(page, language, slug)

    page.goto(f"/{language}/organise/{slug}/checklist")
    expect(page.locator(".notice.good")).to_be_visible()
    page.get_by_role("link", name=said("Publish", "event")).click()
    press(page, said("Publish", "event"))
    expect(page.locator(".flashes")).to_contain_text(said("The event is public."))

    visitor = arrive(language, phone=phone, scripts=scripts)
    visitor.goto(f"/{language}/")
    shown = title if language == "fr" else f"{title} (English)"
    visitor.get_by_role("link", name=shown, exact=True).click()
    visitor.get_by_role("link", name=said("Register"), exact=True).click()
    visitor.locator("#name").fill("Ada Première")
    visitor.locator("#email").fill(f"ada.{slug}@example.org")
    visitor.get_by_role("button", name=said("Register"), exact=True).click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))

    # Fewer places than are held are refused, and what was written is still there.
    page.goto(f"/{language}/organise/{slug}/edit")
    page.locator("#capacity").fill("0")
    press(page, said("Save", "action"))
    expect(page.locator(".summary a")).to_have_attribute("href", "#capacity")
    expect(page.locator("#capacity")).to_have_value("0")


def test_every_page_of_editing_is_good_in_every_look(arrive):
    page, said = sign_in(arrive("fr"), "Coordination", "fr"), said_in("fr")
    base = "/fr/organise/conference-2020"
    for name in ("edit", "venue", "parts", "parts/new", "checklist", "history", "state/cancel"):
        page.goto(f"{base}/{name}")
        good_in_every_look(page)
    page.goto(f"{base}/parts")
    page.locator("tbody a").first.click()
    follow(page.get_by_role("link", name=said("Remove this activity")))
    good_in_every_look(page)


def test_two_editors_meet_and_nothing_is_lost(arrive):
    first, second = sign_in(arrive("fr"), "Coordination", "fr"), sign_in(arrive("en"), "Administration", "en")
    slug = begin(first, "fr", "Deux mains")
    first.goto(f"/fr/organise/{slug}/edit")
    second.goto(f"/en/organise/{slug}/edit")
    first.locator("#summary-fr").fill("Le résumé de la première.")
    first.locator("#capacity").fill("40")
    press(first, said_in("fr")("Save", "action"))
    expect(first.locator(".flashes")).to_be_visible()

    second.locator("#summary-fr").fill("Le résumé de la seconde.")
    second.locator("#title-en").fill("Two hands")
    press(second, "Save")
    conflict = second.locator("#conflict")
    expect(conflict).to_contain_text("Le résumé de la première.")
    expect(conflict.locator("article")).to_have_count(2)
    expect(second.locator("#title-en")).to_have_value("Two hands")
    good(second)
    conflict.get_by_label(re.compile("Take theirs: Number of places")).check()
    press(second, "Put what is ticked into the form")
    expect(second.locator("#capacity")).to_have_value("40")
    expect(second.locator("#summary-fr")).to_have_value("Le résumé de la seconde.")
    press(second, "Save")
    expect(second.locator(".flashes")).to_contain_text("The event is saved.")
    second.goto(f"/en/organise/{slug}/history")
    expect(second.locator(".history li")).to_have_count(3)


def test_with_scripts_a_form_shows_what_belongs_to_what_was_chosen(arrive):
    page = sign_in(arrive("fr"), "Coordination", "fr")
    page.goto("/fr/organise/conference-2020/edit")
    expect(page.locator("#starts-day")).to_be_visible()
    expect(page.locator("#period")).to_be_hidden()
    expect(page.locator("#venue_city")).to_be_hidden()
    expect(page.locator("#title-agree")).to_be_hidden()
    page.locator("#title-fr").press_sequentially("!")
    expect(page.locator("#title-agree")).to_be_visible()
    page.locator("input[name=when_kind][value=period]").check()
    expect(page.locator("#period")).to_be_visible()
    expect(page.locator("#starts-day")).to_be_hidden()
    page.locator("#venue").select_option("new")
    expect(page.locator("#venue_city")).to_be_visible()
    page.close(run_before_unload=False)
