"""An organiser writes to everyone who is confirmed; they read it, and what became of it is seen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import follow, good_in_every_look, said_in, sign_in
from tests.load.harness import eventually

HERE = "/{}/organise/cybersecurity-workshops-2020/letters"
COPIES = "SELECT count(*) FROM outbox WHERE kind = 'mailings.letter' AND state = 'sent' AND subject LIKE :subject"


@pytest.mark.parametrize(("language", "phone", "scripts"), [("fr", False, True), ("en", True, False)])
def test_a_letter_to_everyone(arrive, site, language, phone, scripts):
    said = said_in(language)
    page = sign_in(arrive(language, phone=phone, scripts=scripts), language=language)
    page.goto(HERE.format(language))
    follow(page.get_by_role("link", name=said("Write an e-mail")).first)
    if scripts:
        good_in_every_look(page)
        expect(page.locator("#days")).to_be_hidden()
    subject = f"Salle {language} {{nom}}"
    page.locator("#subject-fr").fill(subject)
    page.locator("#subject-en").fill(subject.replace("nom", "name"))
    page.locator("#body-fr").fill("Bonjour {nmo}")
    page.locator("#body-en").fill("Hello {name}, room 2.\n\n[My page]({my_registration})")
    page.locator("input[name=to][value=registered]").check()
    page.locator("#language").select_option(language)
    follow(page.get_by_role("button", name=said("Save and look at it")))
    expect(page.locator(".summary")).to_contain_text("{nom}")
    if scripts:
        good_in_every_look(page)
    page.locator("#body-fr").fill("Bonjour {nom}, salle 2.\n\n[Ma page]({mon_inscription})")
    follow(page.get_by_role("button", name=said("Save and look at it")))
    frame = page.frame_locator(".letter-frame")
    expect(frame.locator("a.press")).to_have_text("Ma page" if language == "fr" else "My page")
    if scripts:
        good_in_every_look(page)
    follow(page.get_by_role("link", name=said("Send"), exact=True))
    button = page.locator("form .button").last
    many = int("".join(filter(str.isdigit, button.inner_text())))
    assert many > 5
    follow(button)
    expect(page.locator(".flashes")).to_contain_text(said("It is on its way."))
    eventually(lambda: site.installation.rows(COPIES, subject=f"Salle {language} %") == [(many,)], 30)
    follow(page.get_by_role("link", name=said("E-mails to groups")).first)
    follow(page.get_by_role("link", name=f"Salle {language}").first)
    follow(page.get_by_role("link", name=said("Everyone who was written to")))
    expect(page.locator("tbody tr")).to_have_count(min(many, 100))
    if scripts:
        good_in_every_look(page)
