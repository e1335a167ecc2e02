"""A long form is kept and continued on another device; somebody comes with a support person; one more colleague."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow, good, said_in
from tests.load.harness import eventually

FORM = "/{}/events/conference-2020/register"


def device(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(localStorage)"))


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_kept_on_one_device_and_sent_from_another(arrive, site, language, phone):
    first, said = arrive(language, phone=phone), said_in(language)
    address, title = f"plus-tard.{language}@example.org", said("Go on with your form")
    first.goto(FORM.format(language))
    first.locator("#name").fill("ᐊᓚᓱᐊ Tulugak")
    first.locator("#access_needs").fill("Sous-titres, xqbesoin")
    first.get_by_role("button", name=said("Continue later")).click()
    expect(first.locator(".summary a")).to_have_count(1)  # there is no address yet
    good(first)
    first.locator("#email").fill(address)
    first.get_by_role("button", name=said("Continue later")).click()
    expect(first.locator(".flashes")).to_contain_text(address)
    good(first)
    assert "Tulugak" not in device(first), "what is kept under a link is not kept here too"

    # Elsewhere, without JavaScript: everything is there, and nothing has been sent.
    link = site.letter(address, title).link
    second = arrive(language, phone=not phone, scripts=False)
    second.goto(link)
    expect(second.locator("#name")).to_have_value("ᐊᓚᓱᐊ Tulugak")
    expect(second.locator("#access_needs")).to_have_value("Sous-titres, xqbesoin")
    assert not site.letters(address, said("Your place is confirmed"))
    second.locator("[name=category][value=pay-what-you-can]").check()
    second.get_by_role("button", name=said("Register"), exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    expect(second.locator("main")).to_contain_text("xqbesoin")

    first.goto(link)
    expect(first.get_by_role("heading", level=1)).to_have_text(said("There is nothing to go on with here"))
    good(first)


def test_the_device_keeps_what_is_not_private_and_forgets(arrive):
    page, said = arrive("fr", phone=True), said_in("fr")
    page.goto(FORM.format("fr"))
    page.locator("#name").fill("Zoé Appareil")
    page.locator("#access_needs").fill("xqbesoin")
    page.locator("[name=consents]").first.check()
    page.locator("#support").check()
    page.locator("#support_needs").fill("xqappui")
    eventually(lambda: 'support\\":[' in device(page))
    private = ("xqbesoin", "xqappui", "consents", "csrf")
    assert [word for word in private if word in device(page)] == []
    page.reload()
    expect(page.locator("#name")).to_have_value("Zoé Appareil")
    expect(page.locator("#support_name")).to_be_visible()
    expect(page.locator("#access_needs")).to_have_value("")
    page.get_by_role("button", name=said("Forget it on this device")).click()
    expect(page.locator("#name")).to_have_value("")
    assert device(page) == "{}"
    page.reload()
    expect(page.locator("#name")).to_have_value("")
    page.locator("#name").fill("Zoé Appareil")
    page.locator("#email").fill("zoe.appareil@example.org")
    page.locator("[name=category][value=pay-what-you-can]").check()
    eventually(lambda: "pay-what" in device(page))
    page.get_by_role("button", name=said("Register"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    assert device(page) == "{}", "sent, it is forgotten"


@pytest.mark.parametrize(("language", "phone"), [("fr", False), ("en", True)])
def test_somebody_comes_with_a_support_person(arrive, site, language, phone):
    page, said = arrive(language, phone=phone, scripts=not phone), said_in(language)
    mine, theirs = f"accompagnee.{language}@example.org", f"sam.{language}@example.org"
    page.goto(FORM.format(language))
    page.locator("#name").fill(f"Rosalie {language}")
    page.locator("#email").fill(mine)
    page.locator("[name=category][value=pay-what-you-can]").check()
    page.locator("#support").check()
    page.locator("#support_name").fill("Sam")
    good(page, scripts=not phone)
    page.get_by_role("button", name=said("Register"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    good(page, scripts=not phone)
    expect(page.locator("#support .address")).to_have_count(1)
    follow(page.get_by_role("link", name=said("Edit the support person")))
    good(page, scripts=not phone)
    page.locator("#support_email").fill(theirs)
    page.get_by_role("button", name=said("Save who comes along")).click()
    expect(page.locator("#support .address")).to_have_count(0)

    along = arrive(language, phone=not phone)
    along.goto(site.letter(theirs, said("You come as a support person")).link)
    expect(along.get_by_role("heading", level=1)).to_have_text(said("You come as a support person"))
    expect(along.locator(".ticket")).to_be_visible()
    good(along)
    follow(along.get_by_role("link", name=said("Complete my part")))
    good(along)
    along.locator("#name").fill("Sam Ouellet")
    along.locator("#access_needs").fill("xqchaise")
    along.get_by_role("button", name=said("Complete my part")).click()
    expect(along.locator("main")).to_contain_text("xqchaise")

    page.reload()
    expect(page.locator("#support")).to_contain_text("Sam Ouellet")
    expect(page.locator("main")).not_to_contain_text("xqchaise")
    page.get_by_text(said("No one comes with me any more")).click()
    page.get_by_role("button", name=said("Cancel their registration")).click()
    along.reload()
    expect(along.get_by_role("heading", level=1)).to_have_text(said("This registration is cancelled"))
    assert site.flask("ops", "check").strip() == "ok"


@pytest.mark.parametrize(("language", "phone"), [("fr", True), ("en", False)])
def test_a_contact_adds_one_more_colleague(arrive, site, language, phone):
    page, said = arrive(language, phone=phone, scripts=not phone), said_in(language)
    page.goto(f"/{language}/events/conference-2020/register-group")
    page.locator("#name").fill("Coordination")
    page.locator("#email").fill(f"une-de-plus.{language}@example.org")
    page.locator("#guests-0-name").fill(f"Première {language}")
    page.locator("#guests-0-category").select_option("pay-what-you-can")
    page.get_by_role("button", name=said("Register these people")).click()
    expect(page.locator("main section h2 bdi")).to_have_count(1)
    good(page, scripts=not phone)
    page.get_by_role("button", name=said("Register this colleague")).click()
    expect(page.locator(".summary a")).to_have_count(2)
    good(page, scripts=not phone)
    page.locator("#name").fill(f"Deuxième {language}")
    page.locator("#category").select_option("pay-what-you-can")
    for box in page.locator("[name=parts]").all()[:2]:
        box.check()
    page.get_by_role("button", name=said("Register this colleague")).click()
    expect(page.locator("main section h2 bdi")).to_have_count(2)
    drops = page.get_by_role("button", name=re.compile(said("Drop this activity")))
    expect(drops).to_have_count(2)
    drops.first.click()
    expect(drops).to_have_count(0)
    second = page.locator("main section", has_text=f"Deuxième {language}")
    second.get_by_text(said("Cancel this registration")).first.click()
    second.get_by_role("button", name=said("Cancel this registration")).click()
    expect(second).to_contain_text(said("Cancelled", "registration state"))
    good(page, scripts=not phone)
    assert site.flask("ops", "check").strip() == "ok"
