"""A member registers two colleagues for the conference and the general meeting; each completes their own part."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow, good, said_in

FORM = "/{}/events/conference-2020/register-group"
#: a seat at the meeting is taken once: each language has an organisation of its own
#: members whose seat at the general meeting nobody has in the demo
MEMBER = {"fr": "Intervalle vidéo", "en": "Dry Belt Media Lab"}
MEETING = re.compile("assemblée générale|general meeting", re.IGNORECASE)


def name_two(page: Page, language: str, mark: str) -> None:
    page.locator("#organisation").fill(MEMBER[language])
    people = ((f"ᐊᓚᓱᐊ {mark}", f"alasua.{mark}@example.org"), (f"Léo Sourd {mark}", ""))
    for number, (name, address) in enumerate(people):
        page.locator(f"#guests-{number}-name").fill(name)
        page.locator(f"#guests-{number}-email").fill(address)
        page.locator(f"#guests-{number}-category").select_option("member")
        activities = page.locator("label", has=page.locator(f"[name=guests-{number}-parts]"))
        activities.filter(has_text=MEETING).locator("input").check()
        page.locator(f"[name=guests-{number}-delegate]").check()


def own_part(page: Page, language: str, needs: str) -> None:
    said = said_in(language)
    follow(page.get_by_role("link", name=said("Complete my part")))
    good(page)
    page.locator("#pronouns").fill("iel")
    page.locator("#access_needs").fill(needs)
    page.locator("input[value=photo]").check()
    page.get_by_role("button", name=said("Complete my part")).click()
    expect(page.locator(".flashes")).to_be_visible()
    expect(page.locator("main")).to_contain_text(needs)
    good(page)


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_two_colleagues(arrive, site, language, phone):
    page = arrive(language, phone=phone)
    said, mark = said_in(language), f"{language}-groupe"
    page.goto(f"/{language}/events/conference-2020/register")
    follow(page.get_by_role("link", name=said("Register several people of your organisation")))
    good(page)

    # Nothing is filled in: what is missing is said, and leads to its field.
    page.get_by_role("button", name=said("Register these people")).click()
    expect(page.locator(".summary a")).to_have_count(3)
    good(page)
    page.locator("#name").fill("Coordination")
    page.locator("#email").fill(f"info.{mark}@example.org")
    name_two(page, language, mark)
    page.get_by_role("button", name=said("Register these people")).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(said("The people you registered"))
    expect(page.locator("main section:not(#add)")).to_have_count(2)
    good(page)
    group, to_hand_on = page.url, page.locator(".address a").get_attribute("href")
    assert site.letter(f"info.{mark}@example.org", said("The people you registered")).link == group

    # One has a letter of their own, the other is handed the link.
    page.goto(site.letter(f"alasua.{mark}@example.org", said("You are registered")).link)
    own_part(page, language, "Sous-titres")
    page.goto(to_hand_on)
    own_part(page, language, "LSQ")

    page.goto(group)
    expect(page.get_by_text(said("Has not completed their part yet"))).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("LSQ")
    expect(page.locator(".address")).to_have_count(0)
    expect(page.get_by_text(re.compile(said("voting delegate")))).to_have_count(1)
    page.goto(to_hand_on)
    expect(page.locator("main")).not_to_contain_text("LSQ")
    assert site.flask("ops", "check").strip() == "ok"
