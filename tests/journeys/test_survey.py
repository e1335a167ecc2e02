"""A survey from its first question to its file: built, previewed, answered on a phone without scripts, reminded,
closed, read and taken away; every page good in every look."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import follow, good_in_every_look, said_in

LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])
HERE = "/organise/surveys"


def press(page: Page, words: str) -> None:
    """A button that leads on."""
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


@LANGUAGES
def test_from_the_first_question_to_the_file(administrator, arrive, site, language):
    said, desk = said_in(language), administrator(language)
    title, address = f"Sondage {language}", f"ida.{language}@centre.example"

    # Begun for no event, for people of a list.
    desk.goto(f"/{language}{HERE}/new")
    press(desk, said("Begin the survey"))
    expect(desk.locator(".summary")).to_be_visible()
    good_in_every_look(desk)
    desk.locator("#title-fr").fill(title)
    desk.locator("#title-en").fill(f"Survey {language}")
    desk.locator("input[name=audience][value=list]").check()
    desk.locator("#opens_after").fill("")
    desk.locator("#closes_after").fill("")
    desk.locator("#closes_at-day").fill("2020-09-30")
    desk.locator("#closes_at-time").fill("12:00")
    press(desk, said("Begin the survey"))
    overview = desk.url
    press(desk, said("Open the survey"))
    expect(desk.locator(".notice.wrong")).to_be_visible()
    good_in_every_look(desk)

    # Questions of one's own, and of the library.
    desk.goto(f"{overview}/questions/new")
    desk.locator("#kind").select_option("matrix")
    for name, words in (("label", "Votre avis"), ("options-0", "Mal"), ("options-1", "Bien"), ("rows-0", "Le son")):
        for code in ("fr", "en"):
            desk.locator(f"#{name}-{code}").fill(f"{words} {code}")
    good_in_every_look(desk)
    desk.locator("button[name=action][value=preview]").click()
    expect(desk.locator("#preview article")).to_have_count(2)
    desk.locator("button[name=action][value=save]").click()
    expect(desk.locator(".flashes")).to_be_visible()
    good_in_every_look(desk)
    desk.goto(f"{overview}/bring")
    good_in_every_look(desk)
    for key in ("overall", "recommend", "formats", "themes", "better"):
        desk.locator(f"input[name=keys][value={key}]").check()
    press(desk, said("Add these questions"))
    for code in ("fr", "en"):
        desk.goto(overview.replace(f"/{language}/", f"/{code}/") + "/preview")
        expect(desk.get_by_role("button", name=said_in(code)("Send my answers"))).to_be_disabled()
        good_in_every_look(desk)

    # Opened, and people asked.
    desk.goto(overview)
    press(desk, said("Open the survey"))
    people = [f"Personne {n}, p{n}.{language}@centre.example, {language}" for n in range(5)]
    desk.locator("#people").fill("\n".join([f"Ida Roy, {address}, {language}", *people]))
    press(desk, said("Put them on the list"))
    press(desk, said("Write to those not yet invited"))
    good_in_every_look(desk)

    # One answers on a phone without scripts, first in part.
    link = site.letter(address, title if language == "fr" else f"Survey {language}").link
    phone = arrive(language, phone=True, scripts=False)
    phone.goto(link)
    phone.locator("input[name='q-recommend'][value='9']").check()
    press(phone, said("Keep it and continue later"))
    expect(phone.locator("input[name='q-recommend'][value='9']")).to_be_checked()
    press(phone, said("Send my answers"))
    expect(phone.locator(".summary a")).to_have_attribute("href", "#q-overall")
    looked = arrive(language)
    looked.goto(link)
    good_in_every_look(looked)
    phone.locator("input[name='q-overall'][value=good]").check()
    phone.locator("input[name='q-themes'][value=other]").check()
    phone.locator("input[name='q-themes:other']").fill("Radio")
    phone.locator("[name='q-better']").fill("Plus de temps")
    press(phone, said("Send my answers"))
    expect(phone.get_by_role("heading", level=1)).to_have_text(said("Thank you"))
    phone.goto(link)
    expect(phone.locator("main")).to_contain_text(re.compile("Vous avez répondu|You have answered"))

    # The others are reminded, and answer by the newer link.
    desk.goto(overview)
    press(desk, said("Remind those who have not answered"))
    for n in range(5):
        to = f"p{n}.{language}@centre.example"
        newer = site.letter(to, said("A reminder")).link
        assert newer != site.letters(to)[0].link
        phone.goto(newer)
        phone.locator("input[name='q-overall'][value=very_good]").check()
        press(phone, said("Send my answers"))
    assert len(site.letters(address)) == 1, "who has answered is not reminded"

    # Closed, read, taken away.
    desk.goto(f"{overview}/results")
    good_in_every_look(desk)
    desk.goto(overview)
    press(desk, said("Close the survey"))
    for _ in range(40):
        desk.goto(f"{overview}/results")
        if desk.locator("svg[role=img]").count():
            break
        desk.wait_for_timeout(250)
    expect(desk.locator("svg[role=img]").first).to_be_visible()
    good_in_every_look(desk)
    with desk.expect_download() as download:
        desk.get_by_role("link", name="CSV", exact=True).click()
    assert "very_good" in download.value.path().read_text("utf-8")
    follow(desk.get_by_role("link", name=said("Comments")))
    expect(desk.locator("main")).to_contain_text("Plus de temps")
    desk.locator("main summary").first.click()
    good_in_every_look(desk)
    desk.goto(f"/{language}{HERE}/")
    good_in_every_look(desk)


@LANGUAGES
def test_the_demo_s_results(administrator, language):
    desk = administrator(language)
    for path in ("results?by=language", "compare", "comments", ""):
        desk.goto(f"/{language}{HERE}/ateliers-cybersecurite-2020/{path}".rstrip("/"))
        good_in_every_look(desk)
