"""Texts go to a translator and come back: by workbook, with an original that changes in between, then by hand."""

import pathlib
import re

import pytest
from playwright.sync_api import Page, expect

from aami_events.foundation.i18n import ngettext, speaking
from aami_events.foundation.tables import read_table, xlsx_file
from tests.journeys.conftest import Site, good_in_every_look, said_in, sign_in


def change_original(page: Page, said, here: str, text: str, new: str) -> None:
    """An organiser writes another French text."""
    page.goto(here)
    page.locator("tbody tr").filter(has_text=text).get_by_role("link").click()
    page.locator("#fr").fill(new)
    page.get_by_role("button", name=said("Publish"), exact=True).click()
    expect(page.locator(".flashes")).to_contain_text(said("Published."))


def translate(source: pathlib.Path, target: pathlib.Path) -> None:
    """What a translator does with the workbook at home."""
    table = read_table(source.read_bytes(), "texts.xlsx")
    rows = [[*row[:5], f"Translated: {row[3]}", *row[6:]] for _number, row in table.rows]
    assert len(rows) == 2
    with xlsx_file(table.header, rows, sheet="texts") as file:
        target.write_bytes(file.read())


@pytest.mark.parametrize(("language", "phone"), [("fr", False), ("en", True)])
def test_there_and_back_with_an_original_that_changes_in_between(arrive, site: Site, language, phone, tmp_path):
    slug, said = f"mots-{language}-2021", said_in(language)
    look = good_in_every_look if not phone else lambda _page: None  # axe is a script
    site.flask("events", "create", slug, "--fr", "Journée des mots", "--en", "Word day", "--capacity", "5")
    site.flask("users", "create", "traduction@demo.example", "--role", "translator", "--event", slug)
    here = f"/{language}/organise/{slug}/wording"
    author, translator = (arrive(language, phone=phone, scripts=not phone) for _ in range(2))

    # The organisers change two originals, and give both translations to somebody.
    sign_in(author, "Administration", language)
    change_original(author, said, here, "Journée des mots", "Grande journée des mots")
    change_original(author, said, here, "Inscription générale", "Inscription pour tout le monde")
    author.goto(f"{here}?state=open")
    author.locator("tbody input[type=checkbox]").first.check()
    author.locator("tbody input[type=checkbox]").nth(1).check()
    author.locator("#owner").select_option(label="Traduction (démo)")
    author.locator("#due").fill("2020-08-14")
    author.get_by_role("button", name=said("Assign"), exact=True).click()
    expect(author.locator("tbody tr").filter(has_text=said("Late"))).to_have_count(2)
    look(author)

    # The translator finds them from the first screen, and takes them home.
    sign_in(translator, "Traduction", language)
    translator.locator(f"a[href='{here}']").click()
    translator.goto(f"{here}?state=open")
    with translator.expect_download() as coming:
        translator.get_by_role("link", name=said("Download these texts as XLSX")).click()
    translate(coming.value.path(), tmp_path / "back.xlsx")

    # Meanwhile one original changes again. The file comes back: that line is flagged, the other one is loaded.
    change_original(author, said, here, "Inscription pour tout le monde", "Inscription ouverte")
    translator.get_by_role("link", name=said("Load a file that came back")).click()
    look(translator)
    translator.locator("input[type=file]").set_input_files(tmp_path / "back.xlsx")
    translator.get_by_role("button", name=said("Read the file")).click()
    expect(translator.locator(".stats dd")).to_have_text(["1", "1", "0"])
    flagged = translator.locator("tbody tr").first
    expect(flagged).to_contain_text(said("The original has changed since the file was made"))
    expect(flagged).to_contain_text("Inscription ouverte")
    look(translator)
    with speaking(language):
        load = ngettext("Load %(num)s translation", "Load %(num)s translations", 1)
    translator.get_by_role("button", name=load).click()
    expect(translator.locator(".flashes .warning")).to_be_visible()
    expect(translator.locator("tbody tr")).to_have_count(1)

    # The organisers send it back once, then approve it.
    author.goto(f"{here}?state=review")
    author.locator("tbody th a").click()
    look(author)
    author.get_by_role("button", name=said("Send back to the translator")).click()
    expect(author.locator("#note")).to_have_attribute("aria-invalid", "true")
    author.locator("#note").fill("Sans deux-points")
    author.get_by_role("button", name=said("Send back to the translator")).click()
    translator.goto(f"{here}?state=returned")
    translator.locator("tbody th a").click()
    expect(translator.locator(".notice")).to_contain_text("Sans deux-points")
    look(translator)
    translator.locator("#en").fill("A grand day of words")
    translator.get_by_role("button", name=said("Send for review")).click()
    expect(translator).to_have_url(re.compile("state=returned$"))
    author.goto(f"{here}?state=review")
    author.locator("tbody th a").click()
    author.get_by_role("button", name=said("Approve and publish")).click()
    author.goto(here)
    title = author.locator("tbody tr").filter(has_text="A grand day of words")
    expect(title.locator(".mark").first).to_have_text(said("Done", "state of a text"))
    other = author.locator("tbody tr").filter(has_text="Inscription ouverte")
    expect(other.locator(".mark").first).to_have_text(said("Original changed", "state of a text"))
    expect(other).to_contain_text("General registration")  # nothing was overwritten


def test_two_people_at_once_see_both_versions(arrive, site: Site):
    slug, said = "mots-ensemble-2021", said_in("fr")
    site.flask("events", "create", slug, "--fr", "Mots", "--en", "Words", "--capacity", "5")
    here = f"/fr/organise/{slug}/wording"
    pages = [sign_in(arrive("fr"), "Administration", "fr") for _ in range(2)]
    for page in pages:
        page.goto(here)
        page.locator("tbody th a").first.click()
    for number, page in enumerate(pages):
        page.locator("#en").fill(f"Version {number}")
        page.get_by_role("button", name=said("Publish"), exact=True).click()
    late = pages[1]
    expect(late.locator("main")).to_contain_text("Version 0")
    expect(late.locator("#en")).to_have_value("Version 1")
    good_in_every_look(late)
    late.get_by_role("button", name=said("Publish"), exact=True).click()
    expect(late.locator(".flashes")).to_contain_text(said("Published."))
    expect(late.locator("tbody tr").first).to_contain_text("Version 1")
