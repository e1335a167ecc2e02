"""An organiser's day: the list, one person, files out and in, letters."""

import csv
import io
import pathlib
import re

import pytest
from playwright.sync_api import Download, Locator, Page, expect
from python_calamine import load_workbook

from aami_events.foundation.i18n import pgettext, speaking
from aami_events.registration.phrases import STATES, figure
from tests.journeys.conftest import follow, said_in, sign_in
from tests.load.harness import eventually

EVENTBRITE = pathlib.Path(__file__).parent / "data" / "eventbrite.csv"
DESK = "/{}/organise/conference-2020"


def names(page: Page) -> list[str]:
    """The people in the list."""
    return page.locator("#results tbody th").all_inner_texts()


def register_by_hand(page: Page, language: str, name: str, address: str, *, needs: str = "") -> None:
    page.goto(f"{DESK.format(language)}/attendees/new")
    page.locator("#name").fill(name)
    page.locator("#email").fill(address)
    page.locator("input[name=category][value=non-member]").check()
    page.locator("#access_needs").fill(needs)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_from_the_cockpit_to_the_list_to_one_person(arrive, language):
    page, said = arrive(language), said_in(language)
    sign_in(page, "Coordination", language)
    expect(page.locator(".desks > li")).to_have_count(1)
    page.locator(".desks h3").get_by_role("link").click()
    expect(page).to_have_url(re.compile(rf"{DESK.format(language)}/$"))
    panel = page.locator("main > section").filter(
        has=page.get_by_role("heading", name=said("Registrations"), exact=True)
    )
    labels = panel.locator(".stats dt").all_inner_texts()
    numbers = [int(number) for number in panel.locator(".stats dd").all_inner_texts()]
    with speaking(language):  # the words agree with the figures: 1 place offerte, 2 places offertes
        for label, number in zip(labels, numbers, strict=True):
            assert label in {figure(state, number) for state in (*STATES, "supporting")}
    page.get_by_role("link", name=said("Attendees"), exact=True).click()
    expect(page.locator("#results tbody tr")).to_have_count(50)

    # Pages, forth and back.
    first = names(page)
    follow(page.locator("a[rel=next]"))
    second = names(page)
    assert first and second and not set(first) & set(second)
    follow(page.locator("a[rel=prev]"))
    assert names(page) == first

    # Somebody, by what one remembers of their name.
    page.locator("#f-q").fill("l heureux")
    expect(page.locator("#results tbody th")).not_to_have_count(50)
    expect(page.locator("#f-q")).to_be_focused()  # the list came by itself
    assert {"Élise L'Heureux"} <= {name.replace("’", "'") for name in names(page)}
    page.get_by_role("link", name=re.compile("Élise L.Heureux")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Élise L'Heureux")
    expect(page.locator("main")).to_contain_text("elise.lheureux@baie-des-images.example")
    expect(page.locator(".history li")).not_to_have_count(0)


def said_state(language: str, state: str) -> str:
    with speaking(language):
        return pgettext("registration state", state)


def test_filters_without_javascript_on_a_phone(phone):
    page = sign_in(phone)
    page.goto(f"{DESK.format('fr')}/attendees")
    state = page.locator("#results tbody .mark").first.bounding_box()
    assert state["x"] + state["width"] < 360, "the state is seen without scrolling"
    page.locator("details.filters summary").click()
    page.locator("#f-region").select_option(index=2)
    chosen = page.locator("#f-region option:checked").inner_text()
    follow(page.locator("details.filters button"))
    regions = page.locator("#results tbody tr td:nth-child(5)").all_inner_texts()
    assert regions and set(regions) == {chosen}
    expect(page.locator("#f-region option:checked")).to_have_text(chosen)

    page.locator("#f-state").select_option("waiting")
    page.locator("#f-q").fill("personne de ce nom")
    page.locator("details.filters button").click()
    expect(page.locator("#results .empty")).to_be_visible()
    page.locator("#results .empty a").click()
    expect(page.locator("#results tbody tr")).to_have_count(50)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_moving_somebody_takes_a_reason(arrive, site, language):
    page, said, address = arrive(language), said_in(language), f"moved.{language}@example.org"
    sign_in(page, "Coordination", language)
    register_by_hand(page, language, f"Inès N’Diaye-{language.upper()}", address)
    page.locator("aside button[value=cancelled]").click()
    expect(page.locator(".summary a")).to_have_attribute("href", "#reason")
    expect(page.locator("#reason")).to_have_attribute("aria-invalid", "true")
    page.locator("#reason").fill("Doublon : écrit <deux> fois")
    page.locator("aside button[value=cancelled]").click()
    expect(page.locator(".flashes")).to_contain_text(said("Done. An e-mail is on its way to the person."))
    expect(page.locator(".history")).to_contain_text("Doublon : écrit <deux> fois")
    expect(page.locator(".lede")).to_contain_text(said_state(language, "Cancelled"))
    # Letters speak the person's language, which an organiser's form has from the organiser.
    assert site.letter(address, said_in(language)("Your registration is cancelled"))


def test_what_is_sensitive_is_for_few(arrive):
    page, reader = sign_in(arrive(), "Coordination"), sign_in(arrive(), "Lecture")
    register_by_hand(page, "fr", "Yäsha Discrète", "yasha@example.org", needs="Place près de la sortie")
    expect(page.locator("main")).to_contain_text("Place près de la sortie")
    reader.goto(page.url)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Yäsha Discrète")
    expect(reader.locator("main")).not_to_contain_text("sortie")
    expect(reader.locator("aside form")).to_have_count(0)
    assert reader.goto(f"{page.url}/change").status == 403
    assert reader.goto(f"{DESK.format('fr')}/attendees/export").status == 403


# --- Files out ------------------------------------------------------------------------------------------------------
def download(page: Page, button: Locator) -> Download:
    with page.expect_download() as coming:
        button.click()
    return coming.value


def test_export_with_chosen_columns(page):
    sign_in(page, "Coordination")
    register_by_hand(page, "fr", "=SUM(A1) L’Ébahie", "tableur@example.org", needs="Sous-titres")
    page.goto(f"{DESK.format('fr')}/attendees?q=ebahie")
    page.locator("a[href*='/attendees/export']").click()
    for box in page.locator("input[name=column]").all():
        box.set_checked(box.get_attribute("value") in ("name", "email", "category"))
    csv_button, xlsx_button = page.locator("form.ask button").all()

    file = download(page, csv_button)
    assert file.suggested_filename == "conference-2020-fr.csv"
    text = file.path().read_text("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    assert len(header) == 3 and rows == [["'=SUM(A1) L’Ébahie", "tableur@example.org", "Tarif non-membre"]]

    page.locator("input[name=heading][value=keys]").check()
    page.locator("input[name=column][value=access_needs]").check()
    file = download(page, xlsx_button)
    assert file.suggested_filename == "conference-2020-fr.xlsx"
    rows = load_workbook(file.path()).get_sheet_by_index(0).to_python()
    assert rows[0] == ["name", "email", "category", "access_needs"]
    assert rows[1:] == [["'=SUM(A1) L’Ébahie", "tableur@example.org", "non-member", "Sous-titres"]]


# --- Files in -------------------------------------------------------------------------------------------------------
def read_in(page: Page, file: pathlib.Path) -> tuple[int, int, int]:
    """Send the file; how many would be added, stay, and be refused."""
    page.goto(f"{DESK.format('fr')}/attendees/import")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.ask .button:not(.quiet)").click()
    expect(page.locator(".stats")).to_be_visible()
    added, same, refused = (int(figure) for figure in page.locator(".stats dd").all_inner_texts())
    return added, same, refused


def test_importing_eventbrites_report_twice(page, site):
    sign_in(page, "Coordination")
    page.goto(f"{DESK.format('fr')}/attendees/import")
    page.locator("form.ask .button:not(.quiet)").click()  # without a file
    expect(page.locator(".summary a")).to_have_attribute("href", "#file")

    assert read_in(page, EVENTBRITE) == (9, 0, 1)
    bad = page.locator("tbody tr").filter(has_text="Sans Adresse")
    expect(bad.locator(".mark.wrong")).to_be_visible()
    expect(bad.locator("td").first).to_have_text("9")  # as the spreadsheet counts
    page.locator("button[value=all]").click()
    expect(page.locator(".notice.warning")).to_be_visible()  # all or nothing: nothing
    page.locator("button[value=good]").click()
    expect(page.locator(".flashes")).to_contain_text("9")

    for looked_for, found in (
        ("ᐊᓚᓱᐊᖅ", ["ᐊᓚᓱᐊᖅ ᐃᓪᓗᐊᖅ"]),
        ("aucoin elodie", ["Élodie D’Entremont-Aucoin"]),
        ("ليلى", ["ليلى الحدّاد"]),
        ("oster", ["Noémie 🎞️ Tremblay-Øster"]),
        ("formule", ["=CMD +1-800 Formule"]),
        ("王", ["王 小明"]),
        ("achats@acheteuse-fictive.example", ["Wačí Wiŋ Deschênes", "Jean-Sébastien L'Heureux"]),
    ):
        page.goto(f"{DESK.format('fr')}/attendees?q={looked_for}")
        assert sorted(names(page)) == sorted(found), looked_for
    page.goto(f"{DESK.format('fr')}/attendees?q=ailleurs&state=cancelled")
    assert names(page) == ["Partie Ailleurs"]  # Eventbrite says: not attending

    assert read_in(page, EVENTBRITE) == (0, 9, 1)
    expect(page.locator("button[value=good]")).to_have_count(0)
    assert site.letters("elodie.aucoin@baie-fictive.example") == [], "an import writes to nobody"
    assert site.flask("ops", "check").strip() == "ok"


def test_a_file_that_is_no_table_is_refused_with_a_sentence(page, tmp_path):
    sign_in(page, "Coordination")
    for name, content in (("photo.csv", b"\x89PNG\r\n\x1a\n\x00\x00"), ("vide.csv", b""), ("autre.csv", b"a,b\n1,2\n")):
        file = tmp_path / name
        file.write_bytes(content)
        page.goto(f"{DESK.format('fr')}/attendees/import")
        page.locator("input[type=file]").set_input_files(file)
        page.locator("form.ask .button:not(.quiet)").click()
        expect(page.locator("#file-error")).not_to_be_empty()


# --- Letters --------------------------------------------------------------------------------------------------------
def test_a_letter_is_read_and_sent_again(page, site):
    said, address = said_in("fr"), "encore@example.org"
    sign_in(page, "Coordination")
    register_by_hand(page, "fr", "Réjean Encore", address)
    first = site.letter(address, said("Your place is confirmed"))
    page.goto(f"{DESK.format('fr')}/outbox")
    row = page.locator("tbody tr").filter(has_text=address)
    row.get_by_role("link").click()
    expect(page.locator("pre")).to_contain_text("Réjean Encore")
    # Whoever reads the outbox does not get the person's own link with it.
    expect(page.locator("pre")).not_to_contain_text(first.link)
    page.get_by_role("button", name=said("Send again")).click()
    expect(page.locator(".flashes")).to_contain_text(said("The e-mail is back in the queue."))
    eventually(lambda: len(site.letters(address)) == 2, 20)
    assert len({letter.mail["Message-ID"] for letter in site.letters(address)}) == 1
