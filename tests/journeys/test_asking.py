"""Categories and questions: made by an organiser, seen before anyone else does, answered, and reworded."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site, axe_clean, good_in_every_look, no_sideways, said_in, sign_in

DESK = "/{}/organise/{}"


def make_event(site: Site, slug: str) -> str:
    """An open event with its general category; its slug."""
    titles = ("--fr", "Rencontre des ateliers", "--en", "Workshop gathering")
    site.flask("events", "create", slug, *titles, "--capacity", "20", "--open")
    return slug


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def fill(page: Page, **texts: str) -> None:
    """fill(page, label_fr="…")"""
    for name, text in texts.items():
        page.locator(f"[name={name.replace('_', '-')}]").fill(text)


def save(page: Page, said) -> None:
    press(page, said("Save", "action"))
    expect(page).to_have_url(re.compile(r"/(categories|questions)(#\w+)?$"))


def add_priced_category(page: Page, desk: str, said) -> None:
    page.goto(f"{desk}/categories")
    page.get_by_role("link", name=said("Add a category")).click()
    fill(page, name_fr="Tarif de soutien", name_en="Supporter rate", price="25,50 $", capacity="douze")
    press(page, said("Save", "action"))
    page.locator(".summary a").first.click()
    expect(page.locator("#capacity")).to_be_focused()
    expect(page.locator("#price")).to_have_value("25,50 $")
    good_in_every_look(page)
    fill(page, capacity="12")
    save(page, said)
    row = page.locator("li").filter(has_text="Tarif de soutien")
    expect(row).to_contain_text(re.compile(r"25,50\s\$ · 0 place prise sur 12"))
    good_in_every_look(page)


def add_questions(page: Page, desk: str, said) -> None:
    """A yes or no, and a choice that is asked of those who said yes."""
    page.goto(f"{desk}/questions")
    page.get_by_role("link", name=said("Add a question")).click()
    fill(page, label_fr="Mangez-vous avec nous ?", label_en="Will you eat with us?", key="eats")
    fill(page, purpose_fr="Prévoir le repas", purpose_en="To plan the meal")
    page.locator("#kind").select_option("yes_no")
    expect(page.locator("#options")).to_be_hidden()
    save(page, said)

    page.get_by_role("link", name=said("Add a question")).click()
    fill(page, label_fr="Quel repas ?", label_en="Which meal?", key="meal")
    fill(page, purpose_fr="Commander", purpose_en="To order")
    page.locator("#kind").select_option("choice")
    page.locator("#condition").select_option("eats=yes")
    for number, (french, english) in enumerate((("Végé", "Vegan"), ("Poisson", "Fish"))):
        page.locator(f"[name=options-{number}-fr]").fill(french)
        page.locator(f"[name=options-{number}-en]").fill(english)
    press(page, said("Preview"))
    expect(page.locator("#preview [lang=fr-CA]")).to_contain_text("Poisson")
    expect(page.locator("#preview [lang=en-CA]")).to_contain_text("Fish")
    good_in_every_look(page)
    save(page, said)
    expect(page.locator("ol.parts > li")).to_have_count(2)
    good_in_every_look(page)


def see_the_form(page: Page, desk: str, said) -> None:
    page.goto(f"{desk}/questions")
    page.get_by_role("link", name=said("See the form")).click()
    form = page.locator("form.seen")
    expect(form.get_by_text("Quel repas")).to_be_hidden()
    form.locator("[name=q-eats][value=yes]").check()
    expect(form.get_by_text("Quel repas")).to_be_visible()
    expect(form.get_by_role("button")).to_be_disabled()
    good_in_every_look(page)
    page.get_by_role("link", name=said("See it in English")).click()
    expect(page.locator("form.seen")).to_contain_text("Which meal?")


def test_made_seen_answered_and_reworded(arrive, phone, site: Site):
    slug = make_event(site, "ateliers-2020")
    desk, said = DESK.format("fr", slug), said_in("fr")
    page = sign_in(arrive("fr"))
    add_priced_category(page, desk, said)
    add_questions(page, desk, said)
    see_the_form(page, desk, said)

    # A visitor, on a phone without JavaScript.
    phone.goto(f"/fr/events/{slug}/register")
    phone.locator("#name").fill("Maya Mange-Bien")
    phone.locator("#email").fill("maya.mange@example.org")
    phone.get_by_label(re.compile("Tarif de soutien")).check()
    phone.locator("[name=q-eats][value=yes]").check()
    phone.get_by_label("Poisson").check()
    press(phone, said("Register"))
    expect(phone.locator("main")).to_contain_text("Quel repas")
    own = phone.url

    # The question comes to say something else: Maya's answer does not.
    page.goto(f"{desk}/questions")
    page.get_by_role("link", name=re.compile("Quel repas")).click()
    expect(page.locator(".notice.info")).to_contain_text("1 personne a répondu")
    fill(page, label_fr="Que mangerez-vous samedi ?", label_en="What will you eat on Saturday?")
    page.locator("[name=options-1-fr]").fill("Tofu")
    page.locator("[name=options-1-en]").fill("Tofu")
    save(page, said)
    expect(page.locator(".flashes")).to_contain_text("gardent les mots")
    page.goto(own)
    expect(page.locator("main")).to_contain_text("Quel repas")
    expect(page.locator("main")).to_contain_text("Poisson")
    phone.goto(f"/fr/events/{slug}/register")
    expect(phone.locator("main")).to_contain_text("Que mangerez-vous samedi")


def test_ordered_and_retired_on_a_phone_without_javascript(phone, site: Site):
    slug = make_event(site, "ordre-2020")
    desk, said = DESK.format("fr", slug), said_in("fr")
    page = sign_in(phone)
    for name in ("Premier", "Second"):
        page.goto(f"{desk}/categories/new")
        fill(page, name_fr=name, name_en=name)
        save(page, said)
    page.get_by_role("button", name=re.compile("^Monter.*Second")).click()
    names = page.locator("ol.parts h3")
    expect(names).to_have_text(["Inscription générale", "Second", "Premier"])
    page.locator("li").filter(has_text="Inscription").get_by_role("button", name=said("Offer it no longer")).click()
    expect(names).to_have_text(["Second", "Premier"])
    no_sideways(page)
    page.goto(f"{desk}/questions/new")
    rows = page.locator("fieldset.option")
    few = rows.count()
    press(page, said("More rows for options"))
    expect(rows.nth(few)).to_be_attached()
    no_sideways(page)


def test_two_editors_notice_each_other(arrive, site: Site):
    slug = make_event(site, "ensemble-2020")
    first, second = sign_in(arrive("fr")), sign_in(arrive("en"), language="en")
    first.goto(f"{DESK.format('fr', slug)}/categories")
    second.goto(f"{DESK.format('en', slug)}/categories")
    for page in (first, second):
        page.locator("h3 a").first.click()
    fill(first, name_fr="Pour tout le monde", name_en="For everyone", capacity="15")
    save(first, said_in("fr"))

    fill(second, name_en="For all of you", price="10")
    press(second, "Save")
    notice = second.locator(".notice.warning")
    expect(notice).to_contain_text("For everyone")
    expect(second.locator("#name-en")).to_have_value("For all of you")
    expect(second.locator("#price")).to_have_value("10")
    expect(second.locator("#capacity")).to_have_value("15")
    good_in_every_look(second)
    save(second, said_in("en"))
    expect(second.locator("main")).to_contain_text("For all of you")
    axe_clean(second)
