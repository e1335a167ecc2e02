"""Somebody registers for the conference, changes their mind, and leaves."""

import io
import re

import icalendar
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Letter, said_in

REGISTER = "/{}/events/conference-2020/register"
OWN_PAGE = re.compile(r"/(fr|en)/registrations/[\w.-]+(#\w+)?$")


def send(page: Page) -> None:
    page.locator("form.ask .button:not(.quiet)").click()


def wrong_fields(page: Page) -> list[str]:
    """The fields that the summary leads to; each is there, is marked, and says what is wrong."""
    expect(page.locator(".summary a").first).to_be_visible()
    ids = [link.get_attribute("href").removeprefix("#") for link in page.locator(".summary a").all()]
    for name in ids:
        marked = page.locator(f"[id='{name}'][aria-invalid], [aria-invalid]:has([id='{name}'])")
        expect(marked).to_have_attribute("aria-describedby", re.compile(f"{name}-error"))
        expect(page.locator(f"[id='{name}-error']")).not_to_be_empty()
    return ids


def check_calendar(letter: Letter) -> None:
    """The attachment has the hours of what was chosen, the general meeting, in a zone that it defines itself."""
    calendar = icalendar.Calendar.from_ical(letter.part("text/calendar").get_payload(decode=True))
    (zone,) = calendar.walk("VTIMEZONE")
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == zone["TZID"] == "America/Vancouver"
    assert event["DTSTART"].dt.isoformat() == "2020-09-19T10:00:00-07:00"


def code_drawn_in(letter: Letter) -> str:
    """What a scanner reads on the picture inside the letter."""
    picture = letter.part("image/png")
    assert f"cid:{picture['Content-ID'].strip('<>')}" in letter.body("html")
    image = Image.open(io.BytesIO(picture.get_payload(decode=True)))
    return str(zxingcpp.read_barcode(image.convert("L")).text)


@pytest.mark.databases("sqlite", "postgresql")
def test_in_french_on_a_phone_without_javascript(phone, site):
    page, said, address = phone, said_in("fr"), "elisapee.oweetaluktuk@example.org"
    page.goto(REGISTER.format("fr"))

    # The empty form: what is missing is said first, and each line leads to its field.
    send(page)
    assert wrong_fields(page) == ["name", "email", "category"]
    page.locator(".summary a").first.click()
    expect(page.locator("#name")).to_be_focused()

    # One field is wrong: nothing of the rest is lost.
    page.locator("#name").fill("ᐃᓕᓴᐱ Oweetaluktuk-L’Écuyer")
    page.locator("#badge_name").fill("ᐃᓕᓴᐱ")
    page.locator("#pronouns").fill("elle / iel")
    page.locator("#email").fill("elisapee sans arobase")
    page.locator("#organisation").fill("Atelier d’Inukjuak & cie <3")
    page.locator("#province").select_option("QC")
    page.get_by_label(re.compile("Tarif non-membre")).check()
    page.get_by_label(re.compile("Assemblée générale annuelle 2020")).check()
    page.get_by_label("Sur place", exact=True).check()
    travels = page.get_by_role("radiogroup", name=re.compile("Venez-vous à Vancouver"))
    travels.get_by_label("Oui").check()
    page.get_by_label(re.compile("De quelle ville")).fill("Inukjuak")
    page.get_by_label(re.compile("allergies")).fill("Arachides : grave")
    page.locator("#access_needs").fill("Interprétation LSQ\nUne chaise avec dossier")
    page.locator("input[value=listing]").check()
    page.locator("input[value=photo]").check()
    before = filled(page)
    send(page)
    assert wrong_fields(page) == ["email"]
    assert filled(page) == before and "Interprétation LSQ\nUne chaise avec dossier" in before

    # And then it is right; who presses twice registers once.
    page.locator("#email").fill(address)
    page.locator("form.ask .button:not(.quiet)").dblclick()
    expect(page).to_have_url(OWN_PAGE)
    own_page = page.url.partition("#")[0]
    expect(page.get_by_role("heading", level=1)).to_have_text(said("Your place is confirmed"))
    for words in ("ᐃᓕᓴᐱ Oweetaluktuk", "Atelier d’Inukjuak & cie <3", "Assemblée générale annuelle 2020", "Inukjuak"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator(".ticket svg")).to_be_visible()
    ticket, details = (page.locator(part).first.bounding_box()["y"] for part in (".ticket", ".record"))
    assert ticket < details, "on a phone the ticket comes first"
    code = page.locator(".ticket code").inner_text()
    expect(page.locator(".record div").filter(has_text=re.compile(r"\sOui$|Oui$"))).to_have_count(1)  # travels
    expect(page.locator("#consents .mark.open")).to_have_count(2)  # the list; photos

    letter = site.letter(address, said("Your place is confirmed"))
    assert letter.link == own_page and len(site.letters(address)) == 1
    assert code in letter.body("plain") and code in letter.body("html")
    assert "Assemblée générale annuelle 2020" in letter.body("plain")
    assert letter.mail["Content-Language"] == "fr-CA" and '<html lang="fr-CA">' in letter.body("html")
    assert "LSQ" not in letter.body("plain"), "access needs do not travel by mail"
    assert code_drawn_in(letter) == code
    check_calendar(letter)

    # By the link in the letter: another category, then none at all.
    page.goto(letter.link)
    page.get_by_role("link", name=said("Change", "action"), exact=True).click()
    assert set(before) - {"elisapee sans arobase"} <= set(filled(page))
    page.get_by_label(re.compile("Contribution libre")).check()
    send(page)
    expect(page).to_have_url(re.compile(f"^{own_page}(#.*)?$"))
    expect(page.locator(".record").first).to_contain_text("Contribution libre")
    assert page.locator(".ticket code").inner_text() == code
    assert code_drawn_in(site.letter(address, said("Your registration was changed"))) == code

    page.locator("aside summary").last.click()
    page.get_by_role("button", name=said("Cancel my registration")).click()
    expect(page).to_have_url(re.compile(f"^{own_page}(#.*)?$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(said("This registration is cancelled"))
    expect(page.locator(".ticket")).to_have_count(0)
    assert "/registrations/" not in site.letter(address, said("Your registration is cancelled")).body("plain")
    assert site.flask("ops", "check").strip() == "ok"


def filled(page: Page) -> list[str]:
    """Everything that stands in the form: what was written and the labels of what was chosen."""
    written = page.locator("form.ask :is(input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select)")
    values = [field.input_value() for field in written.all() if field.get_attribute("id") != "email"]
    return values + page.locator("label:has(:checked)").all_inner_texts()


def test_in_english_on_a_wide_screen(arrive, site):
    page, address = arrive("en", zone="America/St_Johns"), "siobhan.oregan@example.org"
    page.goto(REGISTER.format("en"))
    send(page)
    assert wrong_fields(page) == ["name", "email", "category"]
    expect(page.locator(".summary")).to_be_focused()

    # What depends on an answer appears with it, and goes with it.
    city = page.get_by_label(re.compile("Which city"))
    expect(city).to_be_hidden()
    travels = page.get_by_role("radiogroup", name=re.compile("Are you travelling"))
    travels.get_by_label("Yes").check()
    city.fill("Gander")
    travels.get_by_label("No", exact=True).check()
    expect(city).to_be_hidden()

    page.locator("#name").fill("Siobhán O’Regan-Dañs")
    page.locator("#email").fill(address)
    page.get_by_label(re.compile("Non-member rate")).check()
    page.get_by_label("Online", exact=True).check()
    page.get_by_label(re.compile("2020 annual general meeting")).check()
    page.get_by_label(re.compile("write to me about other events")).check()
    send(page)
    expect(page).to_have_url(OWN_PAGE)
    own_page = page.url
    expect(page.get_by_role("heading", level=1)).to_have_text("Your place is confirmed")
    expect(page.locator("main")).not_to_contain_text("Gander")  # hidden again, so not said
    expect(page.locator("main")).to_contain_text(re.compile("10 a.m. to noon.*Vancouver"))
    code = page.locator(".ticket code").inner_text()
    letter = site.letter(address, "Your place is confirmed")
    assert (
        letter.mail["Content-Language"] == "en-CA"
        and '<html lang="en-CA">' in letter.body("html")
        and letter.link == own_page
    )
    assert code_drawn_in(letter) == code
    check_calendar(letter)

    # Their own data, and their own calendar, to take away.
    page.get_by_role("link", name="My data").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    assert address in download.value.path().read_text("utf-8")
    page.get_by_role("link", name="Back to my registration").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(".ics")).click()
    assert len(icalendar.Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")) >= 1


def test_a_second_form_with_the_same_name_and_address_is_answered_neutrally(arrive, site):
    address = "info@centre-partage.example"
    for turn, name in enumerate(("Maë Tremblay", "Maë Tremblay", "Noor Tremblay")):
        page = arrive(phone=True)
        page.goto(REGISTER.format("fr"))
        page.locator("#name").fill(name)
        page.locator("#email").fill(address)
        page.get_by_label(re.compile("AGA seulement")).check()
        send(page)
        if turn == 1:
            expect(page).to_have_url(re.compile("/registered$"))
            expect(page.locator("main")).not_to_contain_text(name)
            assert site.letter(address, said_in("fr")("You are already registered")).link
        else:  # a centre's people share its address
            expect(page).to_have_url(OWN_PAGE)
            expect(page.locator(".ticket")).to_contain_text(name)


def test_handing_a_place_to_a_colleague(arrive, site):
    page, giver, taker = arrive(), "Ange-Aimee@Example.ORG", "taqqiq@example.org"
    page.goto(REGISTER.format("fr"))
    page.locator("#name").fill("Ange-Aimée Cyr")
    page.locator("#email").fill(giver)
    page.get_by_label(re.compile("Tarif non-membre")).check()
    page.locator("#access_needs").fill("Pouvoir m’étendre")
    send(page)
    expect(page).to_have_url(OWN_PAGE)
    old_page = page.url

    page.get_by_role("link", name=said_in("fr")("Transfer to a colleague")).click()
    page.locator("#name").fill("ᑕᖅᑭᖅ Kalluk")
    page.locator("#email").fill("taqqiq@")
    page.get_by_label("English").check()
    send(page)
    assert wrong_fields(page) == ["email"]
    expect(page.locator("#name")).to_have_value("ᑕᖅᑭᖅ Kalluk")
    page.locator("#email").fill(taker)
    send(page)
    expect(page.locator("main")).to_contain_text(taker)

    # The old link says that it is no longer good; nobody sees the colleague through it.
    answer = page.goto(old_page)
    assert answer.status == 410
    expect(page.get_by_role("heading", level=1)).to_have_text(said_in("fr")("This link is no longer valid"))
    expect(page.locator("main")).not_to_contain_text("Kalluk")

    letter = site.letter(taker, "A place was transferred to you")
    colleague = arrive("en", phone=True)
    colleague.goto(letter.link)
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Your place is confirmed")
    expect(colleague.locator(".ticket")).to_contain_text("ᑕᖅᑭᖅ Kalluk")
    expect(colleague.locator("main")).not_to_contain_text("étendre")
    assert code_drawn_in(letter) == colleague.locator(".ticket code").inner_text()
    assert site.letter(giver.lower(), said_in("fr")("Your registration was transferred"))
