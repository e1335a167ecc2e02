"""The ways into the organisers' rooms, and out of them."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import said_in, sign_in

COCKPIT = re.compile("/organise/$")


def test_by_password(arrive, site):
    address = "responsable@example.org"
    made = site.flask(
        "users", "create", address, "--role", "organiser", "--event", "conference-2020", "--name", "Odile Réa"
    )
    password = made.split()[1]
    page = arrive(phone=True, scripts=False)

    page.goto("/fr/organise/conference-2020/attendees")
    expect(page).to_have_url(re.compile("/fr/sign-in"))
    form = page.locator("form.ask").first
    form.locator("[name=email]").fill(address)
    form.locator("[name=password]").fill("pas le bon")
    form.get_by_role("button").click()
    expect(page.locator(".summary")).to_contain_text(
        said_in("fr")("This e-mail and password do not match. Check both, or ask for a link by e-mail.")
    )
    expect(form.locator("[name=email]")).to_have_value(address)
    expect(form.locator("[name=password]")).to_have_value("")

    form.locator("[name=password]").fill(password)
    form.get_by_role("button").click()
    expect(page).to_have_url(re.compile("/fr/organise/conference-2020/attendees$"))  # where they wanted to go
    expect(page.locator("header").first).to_contain_text("Odile Réa")
    # Theirs is the conference, and nothing else.
    page.goto("/fr/organise/")
    assert page.locator(".desks > li").count() == 1
    assert page.goto("/fr/organise/cybersecurity-workshops-2020/attendees").status == 403


def test_by_a_link_that_works_once(arrive, site):
    address = "coordination@example.org"
    site.flask("users", "create", address, "--role", "administrator", "--language", "en")
    page = arrive("en")
    page.goto("/en/sign-in")
    for asked in ("nobody@example.org", address):  # the answer does not tell who has an account
        page.locator("form[action$='by-mail'] input[type=email]").fill(asked)
        page.get_by_role("button", name="Send me a link").click()
        expect(page.get_by_role("status")).to_contain_text("If this address has an account")
    letter = site.letter(address, "Your link to sign in")
    assert site.letters("nobody@example.org") == []

    for _ in range(2):  # a mail scanner follows it, and uses nothing up
        page.goto(letter.link)
    page.get_by_role("button", name="Sign me in").click()
    expect(page).to_have_url(COCKPIT)

    other = arrive("en", phone=True)
    other.goto(letter.link)
    with other.expect_navigation() as again:
        other.get_by_role("button", name="Sign me in").click()
    assert again.value.status == 410
    expect(other.get_by_role("heading", level=1)).to_have_text("This link is no longer valid")
    other.goto("/en/organise/")
    expect(other).to_have_url(re.compile("/en/sign-in"))


def test_signing_out_ends_the_session_on_every_device(arrive):
    laptop, phone = arrive(), arrive(phone=True, scripts=False)
    sign_in(laptop, "Lecture")
    sign_in(phone, "Lecture")
    laptop.locator("form[action$='sign-out'] button").click()
    expect(laptop).to_have_url(re.compile("/fr/$"))
    laptop.go_back()
    for page in (laptop, phone):
        page.goto("/fr/organise/")
        expect(page).to_have_url(re.compile("/fr/sign-in"))


def test_each_person_of_the_demo_sees_what_is_theirs(arrive, site):
    everything = site.installation.rows("SELECT count(*) FROM events")[0][0]
    for who, events, status in (("Administration", everything, 200), ("Lecture", 1, 200), ("Accueil", 1, 403)):
        page = sign_in(arrive(), who)
        assert page.locator(".desks > li").count() == events, who
        assert page.goto("/fr/organise/conference-2020/attendees").status == status, who
        assert page.goto("/fr/organise/conference-2020/outbox").status == (200 if who == "Administration" else 403)
