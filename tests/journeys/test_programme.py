"""A programme is arranged by keyboard, by two people at once, and read on a phone without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe_clean, good_in_every_look, no_sideways, said_in, sign_in

SLUG = "conference-2020"
GRID = f"/fr/organise/{SLUG}/programme"
fr = said_in("fr")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has the focus is called so."""
    for _press in range(400):
        page.keyboard.press("Tab")
        called = page.evaluate("""() => {
            const there = document.activeElement;
            return there.getAttribute("aria-label") || there.labels?.[0]?.textContent || there.textContent;
        }""")
        if name in " ".join(called.replace("\u00a0", " ").split()):
            return
    raise AssertionError(f"no Tab leads to {name}")


def write_session(page: Page, title: str) -> None:
    """A new session, by keyboard."""
    page.goto(f"{GRID}/sessions/new")
    tab_to(page, "Français")
    page.keyboard.type(title)
    page.keyboard.press("Tab")
    page.keyboard.type(f"{title} in English")
    tab_to(page, fr("Add the session"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/place$"))


def carry(page: Page, title: str, to: str) -> None:
    """Pick a session up, carry it to a place as the live region names it, put it down; by keyboard."""
    page.goto(GRID)
    tab_to(page, f"{fr('Pick up')} – {title}")
    page.keyboard.press("Enter")
    told = page.locator("#carrying")
    expect(told).to_contain_text("libre")
    day, time, room = to.split(", ")
    for _press in range(8):
        if f", {room} " in (told.text_content() or "").replace("\u00a0", " "):
            break
        page.keyboard.press("ArrowRight")
    for _press in range(200):
        text = (told.text_content() or "").replace("\u00a0", " ")
        if text.startswith(f"{day}, {time}, {room}"):
            break
        page.keyboard.press("ArrowDown")
    expect(told).to_contain_text("libre")
    page.keyboard.press("Enter")
    expect(page.locator(".flashes")).to_contain_text(title)


def test_a_morning_is_built_by_keyboard_only(page: Page):
    sign_in(page)
    for title in ("Marche du clavier", "Échange du clavier"):
        write_session(page, title)
    carry(page, "Marche du clavier", "Dimanche 20 septembre, 13 h, Grande salle")
    held = page.locator("td", has_text="Marche du clavier")
    expect(held).to_be_focused()
    expect(held).to_contain_text("13 h")
    carry(page, "Échange du clavier", "Dimanche 20 septembre, 14 h, Grande salle")
    held = page.locator("td", has_text="Échange du clavier")
    expect(held).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#carrying")).to_contain_text("Échap")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#carrying")).to_contain_text("Grande salle")
    page.keyboard.press("Escape")
    expect(held).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    moved = page.locator("td", has_text="Échange du clavier")
    expect(moved).to_be_focused()
    assert moved.evaluate("cell => cell.cellIndex") == 2, "in the room beside"
    axe_clean(page)
    tab_to_undo = page.get_by_role("button", name=fr("Undo the last move"))
    tab_to_undo.focus()
    page.keyboard.press("Enter")
    back = page.locator("td", has_text="Échange du clavier")
    expect(back).to_be_focused()
    page.keyboard.press("o")
    expect(page).to_have_url(re.compile(r"/place$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Échange du clavier")


def test_with_a_mouse_one_chooses_a_session_and_then_a_place(page: Page):
    sign_in(page)
    page.goto(f"{GRID}/sessions/new")
    page.locator("#title-fr").fill("Séance de la souris")
    page.locator("#title-en").fill("Session of the mouse")
    page.get_by_role("button", name=fr("Add the session")).click()
    page.goto(GRID)
    page.get_by_role("button", name=f"{fr('Pick up')} – Séance de la souris").click()
    page.locator("td[data-starts='2020-09-20T16:00']").first.click()
    held = page.locator("td", has_text="Séance de la souris")
    expect(held).to_contain_text("16 h")
    held.drag_to(page.locator("td[data-starts='2020-09-20T18:00']").first)
    expect(page.locator("td", has_text="Séance de la souris")).to_contain_text("18 h")


def test_of_two_editors_the_second_sees_both_places(arrive):
    first, second = sign_in(arrive()), sign_in(arrive())
    first.goto(f"{GRID}/sessions/new")
    first.locator("#title-fr").fill("Deux éditeurs")
    first.locator("#title-en").fill("Two editors")
    first.get_by_role("button", name=fr("Add the session")).click()
    second.goto(first.url)
    for editor, time in ((first, "17:00"), (second, "18:00")):
        editor.get_by_label("Dimanche 20 septembre").check()
        editor.get_by_label(fr("Time")).fill(time)
        editor.get_by_label(fr("Room")).select_option(label="Studio sonore")
    first.get_by_role("button", name=fr("Place it there")).click()
    expect(first.locator("td", has_text="Deux éditeurs")).to_contain_text("17 h")
    second.get_by_role("button", name=fr("Place it there")).click()
    notice = second.locator(".notice.warning")
    expect(notice).to_contain_text("17 h")
    expect(second.get_by_label(fr("Time"))).to_have_value("18:00")
    axe_clean(second)
    second.get_by_role("button", name=fr("Place it there")).click()
    expect(second.locator("td", has_text="Deux éditeurs")).to_contain_text("18 h")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_the_programme_are_good_in_every_look(administrator, language):
    page = administrator(language)
    base = f"/{language}/organise/{SLUG}/programme"
    for path in (
        base,
        f"{base}/sessions/20/place",
        f"{base}/sessions/20",
        f"{base}/release",
        f"{base}/rooms",
        f"{base}/hours",
    ):
        page.goto(path)
        good_in_every_look(page)
    public = f"/{language}/events/{SLUG}/programme"
    for path in (public, f"{public}/changes", f"{public}/mine", f"{public}/une-coproduction-entre-deux-langues"):
        page.goto(path)
        good_in_every_look(page)


def test_a_reader_keeps_a_programme_of_their_own_on_a_phone(phone: Page):
    phone.goto(f"/fr/events/{SLUG}")
    phone.get_by_role("link", name=fr("See the whole programme")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(fr("Programme"))
    no_sideways(phone)
    phone.get_by_role("link", name="Travailler avec des interprètes").click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("langue des signes")
    phone.get_by_role("button", name=fr("Add to my programme")).click()
    expect(phone.locator(".flashes")).to_contain_text(fr("It is in your programme."))
    phone.get_by_role("link", name=fr("Programme"), exact=True).first.click()
    phone.get_by_role("button", name=f"{fr('Add to my programme')} – Une coproduction").click()
    phone.get_by_role("link", name=fr("My programme")).click()
    expect(phone.get_by_role("heading", level=2).first).to_contain_text("interprètes")
    expect(phone.get_by_role("link", name="Une coproduction")).to_be_visible()
    expect(phone.get_by_text("Réveiller la voix")).to_have_count(0)
    no_sideways(phone)
    phone.goto(f"/fr/events/{SLUG}/programme")
    expect(phone.get_by_role("link", name="Mise en voix")).to_be_visible()
    phone.locator("summary").first.click()
    phone.get_by_label(fr("Room"), exact=True).select_option(label="Studio sonore")
    phone.get_by_role("button", name=fr("Filter")).click()
    expect(phone.get_by_role("link", name="Une coproduction")).to_have_count(0)
    phone.goto(f"/fr/events/{SLUG}/programme/changes")
    expect(phone.get_by_text("Radio de cuisine").first).to_be_visible()
