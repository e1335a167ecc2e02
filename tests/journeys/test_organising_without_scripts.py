"""An organiser's whole day in a browser that runs no JavaScript: every step is a link or a form."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, good_in_every_look, said_in, sign_in

DESK = "/{}/organise/conference-2020"
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def names(page: Page) -> list[str]:
    """The people in the list, as it stands."""
    return page.locator("#results tbody th").all_inner_texts()


def register_by_hand(page: Page, language: str, name: str, address: str) -> None:
    """From the list to the person's page."""
    said = said_in(language)
    page.goto(f"{DESK.format(language)}/attendees")
    page.get_by_role("link", name=said("Register someone")).click()
    page.locator("#name").fill(name)
    page.locator("#email").fill(f"{address}@")
    page.get_by_role("button", name=said("Register this person")).click()
    links = page.locator(".summary a").all()
    assert [link.get_attribute("href") for link in links] == ["#email", "#category"]
    page.locator("#email").fill(f"{address}@example.org")
    page.locator("input[name=category][value=non-member]").check()
    page.get_by_role("button", name=said("Register this person")).click()
    expect(page.locator(".flashes")).to_contain_text(said("Registered. The e-mail is on its way."))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@LANGUAGES
def test_finding_people(arrive, language):
    page, said = arrive(language, scripts=False), said_in(language)
    sign_in(page, "Coordination", language)
    page.locator(".desks h3 a").click()
    page.get_by_role("link", name=said("Attendees"), exact=True).click()
    expect(page.locator("#results tbody tr")).to_have_count(50)

    # By name, then newest first; the choice is kept from page to page.
    by_name = names(page)
    page.locator("#f-sort").select_option("newest")
    with page.expect_navigation():
        page.get_by_role("button", name=said("Filter")).click()
    expect(page).to_have_url(re.compile("sort=newest"))
    newest = names(page)
    assert newest != by_name
    days = page.locator("#results tbody td:last-child").all_inner_texts()
    with page.expect_navigation():
        page.get_by_role("link", name=said("Next")).click()
    expect(page.locator("#f-sort")).to_have_value("newest")
    assert not set(names(page)) & set(newest)
    later = page.locator("#results tbody td:last-child").all_inner_texts()
    assert len(days) == 50 and later
    with page.expect_navigation():
        page.get_by_role("link", name=said("Previous")).click()
    assert names(page) == newest

    # Several filters at once, and all of them away again.
    page.locator("#f-q").fill("a")
    page.locator("#f-language").select_option("fr")
    page.locator("#f-member").select_option("yes")
    page.get_by_role("button", name=said("Filter")).click()
    expect(page.locator("#f-q")).to_have_value("a")
    expect(page.locator("#f-language")).to_have_value("fr")
    assert 0 < int(re.sub(r"\D", "", page.locator("#results caption").inner_text())) < 160
    page.locator("details.filters").get_by_role("link", name=said("Show everything")).click()
    expect(page).to_have_url(re.compile("/attendees$"))


@LANGUAGES
def test_a_person_from_the_form_to_a_reason(arrive, site: Site, language):
    page, said = arrive(language, scripts=False), said_in(language)
    sign_in(page, "Coordination", language)
    name, address = f"Maïa Sans-Script-{language.upper()}", f"sans.script.{language}"
    register_by_hand(page, language, name, address)

    page.get_by_role("link", name=said("Edit", "action")).click()
    page.locator("#pronouns").fill("iel")
    page.get_by_role("button", name=said("Save the changes")).click()
    expect(page.locator(".flashes")).to_contain_text(said("The registration was changed."))
    expect(page.locator(".record").first).to_contain_text("iel")

    page.get_by_role("button", name=said("Cancel the registration")).click()
    expect(page.locator("#reason")).to_have_attribute("aria-invalid", "true")
    page.locator("#reason").fill("Ne peut plus venir")
    page.get_by_role("button", name=said("Cancel the registration")).click()
    expect(page.locator(".flashes")).to_contain_text(said("Done. An e-mail is on its way to the person."))
    expect(page.locator(".history")).to_contain_text("Ne peut plus venir")
    expect(page.locator(".lede .mark")).to_have_text(said("Cancelled", "registration state"))
    good_in_every_look_without_scripts(arrive, page.url, language)

    # The e-mails of the event, and one of them.
    assert site.letter(f"{address}@example.org", said("Your registration is cancelled"))
    page.goto(f"{DESK.format(language)}/outbox")
    row = page.locator("tbody tr").filter(has_text=f"{address}@example.org").first
    row.get_by_role("link").click()
    expect(page.locator("pre")).to_contain_text(said("Your registration is cancelled"))
    page.get_by_role("button", name=said("Send again")).click()
    expect(page.locator(".flashes")).to_contain_text(said("The e-mail is back in the queue."))

    page.get_by_role("button", name=said("Sign out")).click()
    expect(page).to_have_url(re.compile(f"/{language}/$"))
    page.goto(f"{DESK.format(language)}/attendees")
    expect(page).to_have_url(re.compile(f"/{language}/sign-in"))


def good_in_every_look_without_scripts(arrive, address: str, language: str) -> None:
    """axe is a script: it looks at the same page in a browser that runs some."""
    page = sign_in(arrive(language), "Coordination", language)
    page.goto(address)
    good_in_every_look(page)


@LANGUAGES
def test_a_list_goes_out_and_another_comes_in(arrive, site: Site, language, tmp_path):
    page, said = arrive(language, scripts=False), said_in(language)
    sign_in(page, "Coordination", language)
    page.goto(f"{DESK.format(language)}/attendees?state=confirmed&member=yes")
    expected = int(re.sub(r"\D", "", page.locator("#results caption").inner_text()))
    page.get_by_role("link", name=said("Export"), exact=True).click()
    with page.expect_download() as coming:
        page.get_by_role("button", name=said("Download as CSV")).click()
    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + expected and said("Full name") in lines[0]

    # A dry run first: nothing is there until it is loaded.
    file = tmp_path / "list.csv"
    file.write_text(f"name,email\nPia Import {language},pia.{language}@example.org\nSans Adresse,nulle part\n", "utf-8")
    page.goto(f"{DESK.format(language)}/attendees")
    page.get_by_role("link", name=said("Import"), exact=True).click()
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=said("Read the file")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Preview"))
    assert page.locator(".stats dd").all_inner_texts() == ["1", "0", "1"]
    preview = page.url
    page.goto(f"{DESK.format(language)}/attendees?q=pia+import+{language}")
    expect(page.locator("#results .empty")).to_be_visible()
    page.goto(preview)
    page.locator("button[name=which][value=good]").click()
    expect(page.locator(".flashes")).to_contain_text("1 person" if language == "en" else "1 personne a été importée")
    page.goto(f"{DESK.format(language)}/attendees?q=pia+import+{language}")
    assert names(page) == [f"Pia Import {language}"]
    assert site.letters(f"pia.{language}@example.org") == []


def test_signing_in_with_a_password_and_out_again(arrive, site: Site):
    address = "sans.script@example.org"
    made = site.flask("users", "create", address, "--role", "reader", "--event", "conference-2020", "--name", "Léa Lit")
    page = arrive(scripts=False)
    page.goto("/fr/sign-in")
    form = page.locator("form.ask").first
    form.locator("[name=email]").fill(address)
    form.locator("[name=password]").fill(made.split()[1])
    form.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/fr/organise/$"))
    expect(page.locator("body > header")).to_contain_text("Léa Lit")
    page.get_by_role("button", name=said_in("fr")("Sign out")).click()
    expect(page).to_have_url(re.compile("/fr/$"))
    expect(page.locator("body > header")).not_to_contain_text("Léa Lit")
