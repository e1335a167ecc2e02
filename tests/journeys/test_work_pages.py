"""Every page of the organisers, in every look: no fault that axe knows, nothing that sticks out."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow, good_in_every_look

DESK = "/organise/conference-2020"
PAGES = (
    "/organise/",
    f"{DESK}/",
    f"{DESK}/attendees",
    f"{DESK}/attendees?q=l+heureux&state=confirmed",
    f"{DESK}/attendees?q=nobody+of+that+name",
    f"{DESK}/attendees/1",
    f"{DESK}/attendees/1/change",
    f"{DESK}/attendees/new",
    f"{DESK}/attendees/export",
    f"{DESK}/attendees/import",
    f"{DESK}/outbox",
    f"{DESK}/wording",
    f"{DESK}/wording?late=yes",
    f"{DESK}/wording?state=returned&late=yes",
    f"{DESK}/wording/import",
    f"{DESK}/texts",
    f"{DESK}/texts/care_protocol",
    f"{DESK}/texts/emergency/versions",
    f"{DESK}/texts/emergency/versions/1",
    "/organise/conference-2022/texts/refund_terms",
    "/organise/conference-2022/texts/refund_terms/versions",
    f"{DESK}/programme/drafts",
    f"{DESK}/programme/print",
    f"{DESK}/badges",
    f"{DESK}/badges/design",
    f"{DESK}/badges/people/1",
    f"{DESK}/desk",
    f"{DESK}/desk?q=mar",
    f"{DESK}/desk/code",
    f"{DESK}/desk/paper",
    f"{DESK}/desk/settle",
    f"{DESK}/desk/people/1",
    f"{DESK}/attendance",
    f"{DESK}/attendance/report",
    f"{DESK}/attendance/joining",
    f"{DESK}/call/questions",
    f"{DESK}/proposals/12/picture",
    f"{DESK}/proposals",
    f"{DESK}/proposals/decisions",
    "/organise/committees/",
    "/organise/committees/new",
    "/privacy/desk",
    "/privacy/retention",
    "/organise/cybersecurity-workshops-2020/attendees",
)
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


@LANGUAGES
@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_organisers(administrator, language, path):
    page = administrator(language)
    page.goto(f"/{language}{path}")
    good_in_every_look(page)


@LANGUAGES
def test_what_follows_from_pressing_a_button(administrator, language, tmp_path):
    page = administrator(language)
    desk = f"/{language}{DESK}"

    page.goto(f"{desk}/attendees/new")
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)
    page.locator("#name").fill("ᐃᓕᓴᐱ Nom-Très-Long-Qui-Continue-Et-Ne-Finit-Pas-De-Continuer")
    page.locator("#email").fill(f"une.adresse.qui.ne.se.coupe.pas.{language}@un-domaine-aussi-long.example.org")
    page.locator("input[name=category][value=non-member]").check()
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".flashes")).to_be_visible()
    good_in_every_look(page)
    person = page.url

    page.locator("aside button").first.click()  # to another state, without a reason
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)
    page.goto(person)
    follow(page.locator("main a[href*='/outbox/']").first)
    good_in_every_look(page)  # a letter
    page.goto(f"{desk}/outbox")
    good_in_every_look(page)

    page.goto(f"{desk}/attendees/import")
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".summary")).to_be_visible()
    good_in_every_look(page)
    file = tmp_path / "list.csv"
    file.write_text("name,email,Une colonne que personne ne connaît\nZoé Bon,zoe.bon@example.org,x\nSans,adresse,y\n")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".stats")).to_be_visible()
    good_in_every_look(page)  # what would happen
