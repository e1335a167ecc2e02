"""A chair invites somebody; they accept by the link, sign in, see what is theirs to do, and do it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import axe_clean, follow, good, good_in_every_look, said_in, sign_in

HERE = "/{}/committees/programmation-2020"


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_somebody_joins_a_committee_and_does_a_task(arrive, site, language, phone):
    said, here = said_in(language), HERE.format(language)
    name, address, task = f"Noé Vautour {language}", f"noe.{language}@example.org", f"Relire {language}"
    chair = sign_in(arrive(language), "Présidence", language)
    chair.goto(here + "/")
    good_in_every_look(chair)
    chair.get_by_role("link", name=said("Invite somebody")).click()
    chair.get_by_role("button", name=said("Send the invitation")).click()
    expect(chair.locator(".summary a")).to_have_count(2)
    good_in_every_look(chair)
    chair.locator("#name").fill(name)
    chair.locator("#email").fill(address)
    chair.locator(f"input[name=language][value={language}]").check()
    chair.get_by_role("button", name=said("Send the invitation")).click()
    expect(chair.locator(".flashes")).to_contain_text(said("Invited. The e-mail is on its way."))
    follow(chair.get_by_role("link", name=said("Tasks")))
    good_in_every_look(chair)
    chair.get_by_role("link", name=said("Add a task")).click()
    chair.locator("#title").fill(task)
    chair.locator("#owner").select_option(label=name)
    chair.locator("#due_on").fill("2020-08-20")
    chair.get_by_role("button", name=said("Add a task")).click()

    guest = arrive(language, phone=phone)
    guest.goto(site.letter(address, said("Will you join us? %(committee)s", committee="")).link)
    good(guest)
    guest.get_by_role("button", name=said("Accept"), exact=True).click()
    expect(guest.get_by_role("heading", level=1)).to_have_text(said("You are on the committee"))
    axe_clean(guest)
    guest.goto(site.letter(address, said("Your link to sign in")).link)
    guest.locator("main form button").click()
    guest.goto(f"/{language}/committees/")
    good(guest)
    guest.get_by_role("link", name=task).click()
    row = guest.locator("tr", has_text=task)
    row.get_by_role("button").click()
    expect(guest.locator("tr", has_text=task)).to_contain_text(said("done", "task"))
    axe_clean(guest)
    guest.goto(f"/{language}/committees/")
    expect(guest.locator("main")).to_contain_text(said("Nothing is waiting for you here."))
