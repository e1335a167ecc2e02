"""An invited festival sends a substitute: from the letter to the place, and the organiser sees it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow, good, good_in_every_look, said_in, sign_in
from tests.load.harness import eventually

OPENED = "SELECT opened_at FROM invitations WHERE email = :email"

LIST = "/{}/organise/festival-caucus-2021/invitations"


def invite(page: Page, language: str, name: str, address: str) -> None:
    said = said_in(language)
    page.goto(LIST.format(language))
    follow(page.get_by_role("link", name=said("Invite somebody")))
    good_in_every_look(page)
    page.get_by_role("button", name=said("Send the invitation")).click()
    expect(page.locator(".summary a")).to_have_count(2)
    good(page)
    page.locator("#name").fill(name)
    page.locator("#email").fill(address)
    page.locator("#organisation").fill("Festival des Ombres claires")
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("#answer_by").fill("2020-10-01")
    page.get_by_role("button", name=said("Send the invitation")).click()
    expect(page.locator(".flashes")).to_contain_text(said("Invited. The e-mail is on its way."))


@pytest.mark.parametrize(("language", "phone", "scripts"), [("fr", True, False), ("en", False, True)])
def test_an_invited_festival_sends_a_substitute(arrive, site, language, phone, scripts):
    said, mark = said_in(language), f"{language}-invitation"
    first, other = f"first.{mark}@example.org", f"other.{mark}@example.org"
    organiser = sign_in(arrive(language), language=language)
    invite(organiser, language, f"Zoé Première {mark}", first)

    guest = arrive(language, phone=phone, scripts=scripts)
    heading = guest.get_by_role("heading", level=1)
    guest.goto(site.letter(first, said("Your invitation: %(event)s", event="")).link)
    expect(heading).to_have_text(said("You are invited"))
    if scripts:

        def seen() -> bool:  # a hand moves; the page may have moved under it before
            guest.mouse.move(200, 200)
            guest.mouse.move(220, 240)
            return site.installation.rows(OPENED, email=first) != [(None,)]

        eventually(seen)
        good_in_every_look(guest)
    old = guest.url
    guest.get_by_role("link", name=said("Name somebody in my place")).click()
    guest.get_by_role("button", name=said("Pass my invitation on")).click()
    expect(guest.locator(".summary a")).to_have_count(2)
    guest.locator("#name").fill(f"ᐊᓚᓱᐊ {mark}")
    guest.locator("#email").fill(other)
    guest.locator(f"input[name=language][value={language}]").check()
    guest.get_by_role("button", name=said("Pass my invitation on")).click()
    expect(heading).to_have_text(said("Your invitation was passed on"))
    site.letter(first, said("Your invitation was passed on"))

    guest.goto(old)
    expect(heading).to_have_text(said("This invitation was passed on"))
    colleague = arrive(language, phone=phone, scripts=scripts)
    colleague.goto(site.letter(other, said("Your invitation: %(event)s", event="")).link)
    expect(colleague.locator("main")).to_contain_text(f"Zoé Première {mark}")
    expect(colleague.get_by_role("link", name=said("Name somebody in my place"))).to_have_count(0)
    colleague.get_by_role("button", name=said("Accept and register")).click()
    expect(colleague.locator("#name")).to_have_value(f"ᐊᓚᓱᐊ {mark}")
    expect(colleague.locator("#organisation")).to_have_value("Festival des Ombres claires")
    if scripts:
        good_in_every_look(colleague)
    colleague.locator("form.ask button").click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    site.letter(other, said("Your place is confirmed"))

    organiser.goto(f"{LIST.format(language)}?q=ombres+{mark}")
    rows = organiser.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text(said("passed on to %(name)s", name=f"ᐊᓚᓱᐊ {mark}"))
    expect(rows.nth(1)).to_contain_text(said("Accepted", "invitation state"))
    good_in_every_look(organiser)
    rows.nth(1).get_by_role("link").first.click()
    expect(organiser.locator("main")).to_contain_text(said("Invitation accepted", "history"))
    good_in_every_look(organiser)
    assert site.flask("ops", "check").strip() == "ok"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_list_is_read_before_anybody_is_written_to(arrive, site, language):
    said, mark = said_in(language), f"{language}-liste"
    page = sign_in(arrive(language), language=language)
    page.goto(f"{LIST.format(language)}/list")
    good_in_every_look(page)
    page.locator("#pasted").fill(f"Zoé {mark};zoe.{mark}@example.org;Ombres;{language}\n;nobody@example.org;;\n")
    page.get_by_role("button", name=said("Read the list")).click()
    expect(page.locator("tbody tr")).to_have_count(2)
    good_in_every_look(page)
    assert site.letters(f"zoe.{mark}@example.org") == []
    page.get_by_role("button", name=re.compile("^(Envoyer|Send) 1 invitation")).click()
    expect(page.locator(".flashes")).to_be_visible()
    guest = arrive(language, phone=True)
    guest.goto(site.letter(f"zoe.{mark}@example.org", said("Your invitation: %(event)s", event="")).link)
    guest.locator("#word").fill("Une autre fois")
    guest.get_by_role("button", name=said("Decline the invitation")).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(said("You have declined this invitation"))
    good(guest)
    page.goto(f"{LIST.format(language)}?state=declined&q={mark}")
    page.locator("tbody a").first.click()
    expect(page.locator("main")).to_contain_text("Une autre fois")
