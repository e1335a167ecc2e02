"""Somebody proposes a screening with two works and a colleague, keeps a draft, goes on by the link, sends it."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow, good, good_in_every_look, said_in, sign_in

FORM = "/{}/events/conference-2022/propose"


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_a_screening_is_proposed_with_a_colleague(arrive, site, language, phone):
    said = said_in(language)
    mine, theirs = f"screening.{language}@example.org", f"colleague.{language}@example.org"
    page = arrive(language, phone=phone)
    page.goto(f"/{language}/events/conference-2022")
    follow(page.get_by_role("link", name=said("Propose something for the programme")))
    good_in_every_look(page)
    page.get_by_role("button", name=said("Send my proposal")).click()
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)
    page.locator(f"#title-{language}").fill(f"Rivières {language}")
    page.locator("#name").fill("Yukon Nord")
    page.locator("#email").fill(mine)
    page.get_by_role("button", name=said("Keep it as a draft")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Check your e-mail"))
    good(page)

    page.goto(site.letter(mine, said("Your draft is kept")).link)
    good_in_every_look(page)
    page.get_by_role("link", name=said("Go on with the draft")).click()
    expect(page.locator(f"#title-{language}")).to_have_value(f"Rivières {language}")
    page.get_by_label("Projection" if language == "fr" else "Screening").check()
    page.locator("#works-0-title").fill("Glace")
    page.locator("#works-1-title").fill("ᓯᑯ")
    good(page)
    page.get_by_role("button", name=said("Send my proposal")).click()
    expect(page.locator(".summary")).to_be_visible()
    page.locator(f"#abstract-{language}").fill("Deux films.")
    page.locator("#minutes").fill("60")
    page.locator("input[name=languages][value=en]").check()
    page.locator("#voices").fill(f"Zoé Collègue <{theirs}>")
    page.get_by_role("button", name=said("Send my proposal")).click()
    expect(page.locator(".flashes")).to_contain_text(said("Your proposal is saved and sent."))
    good(page)

    other = arrive(language, phone=phone)
    other.goto(site.letter(theirs, said("Do you take part?")).link)
    other.get_by_role("button", name=said("I take part")).click()
    expect(other.locator("main")).to_contain_text(said("takes part", "speaker"))
    follow(other.get_by_role("link", name=said("Change what you say of yourself")))
    good_in_every_look(other)

    organiser = sign_in(arrive(language), language=language)
    organiser.goto(f"/{language}/organise/conference-2022/proposals")
    good_in_every_look(organiser)
    organiser.get_by_role("link", name=f"Rivières {language}").click()
    expect(organiser.locator("main")).to_contain_text("ᓯᑯ")
    expect(organiser.locator("main")).to_contain_text("Zoé Collègue")
    good_in_every_look(organiser)
    organiser.goto(f"/{language}/organise/conference-2022/call")
    good_in_every_look(organiser)
    follow(organiser.get_by_role("link", name=said("Add a type")))
    good(organiser)
