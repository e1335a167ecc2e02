"""Texts of an event: written by two people at once, and answered by somebody who registers in English."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import axe_clean, good, good_in_every_look, no_sideways, said_in, sign_in

TEXTS = "/{}/organise/festival-caucus-2021/texts"
FROM_LIST = re.compile(r"/organise/festival-caucus-2021/texts(#\w+)?$")


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def test_a_text_copied_previewed_and_saved_on_a_phone_without_javascript(phone):
    page, said = sign_in(phone), said_in("fr")
    page.goto(TEXTS.format("fr"))
    page.get_by_role("link", name="Conditions de remboursement").click()
    page.get_by_label(said("Start from the text of another event")).select_option("conference-2020")
    press(page, said("Copy it here to work on it"))
    french = page.get_by_label("Français", exact=True)
    expect(french).to_have_value(re.compile("3 septembre 2020"))

    # Nothing is kept before somebody says that it is right, and what was written stays.
    french.fill("Nos propres conditions : **tout** est remboursé.")
    page.get_by_label("English", exact=True).fill("Our own terms: **everything** is refunded.")
    press(page, said("Save", "action"))
    page.locator(".summary a").first.click()
    expect(page.locator("#confirmed")).to_be_focused()
    expect(french).to_have_value("Nos propres conditions : **tout** est remboursé.")
    press(page, said("Preview"))
    expect(page.locator("#preview strong")).to_have_text(["tout", "everything"])
    no_sideways(page)
    page.get_by_label(said("I have read this text and it is right for this event.")).check()
    press(page, said("Save", "action"))
    expect(page).to_have_url(FROM_LIST)
    page.goto("/en/events/festival-caucus-2021/texts/refund_terms")
    expect(page.locator("main strong")).to_have_text("everything")


def test_two_editors_notice_each_other(arrive):
    first, second = sign_in(arrive("fr")), sign_in(arrive("en"), language="en")
    for page, language in ((first, "fr"), (second, "en")):
        page.goto(f"{TEXTS.format(language)}/code_of_conduct")
    first.get_by_label("Français", exact=True).fill("Le texte de la première personne.")
    first.get_by_label("Ce qui a changé").fill("Plus court")
    press(first, said_in("fr")("Save", "action"))
    expect(first).to_have_url(FROM_LIST)

    second.get_by_label("English", exact=True).fill("What the second person wrote.")
    press(second, "Save")
    expect(second.locator(".notice.warning")).to_contain_text("Plus court")
    expect(second.locator(".notice.warning ins").first).to_be_visible()
    expect(second.get_by_label("English", exact=True)).to_have_value("What the second person wrote.")
    good_in_every_look(second)
    second.get_by_label("Français", exact=True).fill("Le texte de la première personne, gardé.")
    press(second, "Save")
    expect(second).to_have_url(FROM_LIST)
    second.get_by_role("row", name=re.compile("^Code of conduct")).get_by_role("link", name="version 3").click()
    expect(second.locator(".lines li")).to_have_count(3)


def test_terms_in_french_first_then_english_and_a_consent_withdrawn(arrive):
    page = arrive("en", phone=True)
    page.goto("/en/events/conference-2020/register")
    expect(page.locator(".terms")).to_be_hidden()
    page.locator("#name").fill("Sasha Reads-English")
    page.locator("#email").fill("sasha.reads@example.org")
    page.get_by_label(re.compile("Non-member rate")).check()
    terms = page.locator(".terms")
    expect(terms.locator("section[lang=fr-CA]")).to_contain_text("remboursement complet")
    expect(terms.locator("section[lang=en-CA]")).to_be_hidden()
    terms.get_by_text("Read this in English").click()
    expect(terms.locator("section[lang=en-CA]")).to_contain_text("full refund")
    axe_clean(page)
    terms.get_by_label(re.compile("I choose the English version")).check()
    page.locator("input[value=photo]").check()
    press(page, "Register")

    expect(page.locator("main")).to_contain_text("shown in French first, concluded in English")
    page.get_by_role("button", name="Withdraw: Photos").click()
    expect(page.locator(".flashes")).to_contain_text("you no longer agree")
    expect(page.get_by_role("button", name="Agree: Photos")).to_be_visible()
    expect(page.locator("#consents .mark.open")).to_have_count(0)
    good(page)
