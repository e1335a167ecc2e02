"""The door: volunteers with the code of the day, two desks whose network is cut, a camera, and no scripts at all."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import TICKET, follow, good, said_in, sign_in
from tests.load.harness import eventually

DESK = "/{}/organise/{}/desk"


@dataclass
class Door:
    """An event of this test's own, with three people who are confirmed."""

    slug: str
    codes: dict[str, str]

    def at(self, language: str = "fr") -> str:
        return DESK.format(language, self.slug)


MAKE = """
import json, sys
from app import app
from aami_events.events.queries import find_event
from aami_events.foundation.database import db
from aami_events.registration.models import Registration
from aami_events.registration.service import Entry, register
slug = sys.argv[1]
create = ["events", "create", "--fr", "Essai", "--en", "Trial", "--open", "--capacity", "50", slug]
made = app.test_cli_runner().invoke(args=create)
assert made.exit_code == 0, made.output
with app.app_context():
    number, codes = find_event(slug).id, {}
    for name in ("Ève Lachance", "Ada Field", "Ọlá Òkè"):
        found = register(number, Entry(name, f"{slug}@{len(codes)}.example", "fr", mode="in_person"), by_organiser=True)
        codes[name] = db.session.get_one(Registration, found.registration_id).code
    print(json.dumps(codes))
"""


@pytest.fixture
def door(site, request) -> Door:
    slug = f"porte-{abs(hash(request.node.name)) % 10**8}"
    return Door(slug, json.loads(site.installation.python("-c", MAKE, slug).splitlines()[-1]))


def code_of_the_day(page: Page, door: Door) -> str:
    page.goto(f"{door.at()}/code")
    return page.locator(".big-code").inner_text()


def serve(page: Page, door: Door, code: str, name: str, language: str = "fr") -> None:
    page.goto(f"/{language}/desk/{door.slug}")
    page.locator("#code").fill(code)
    page.locator("#name").fill(name)
    page.locator("form.ask .button").click()
    expect(page.locator("#desk")).to_have_attribute("data-ready", "1")


@pytest.fixture
def volunteer(arrive, door) -> Callable[..., Page]:
    def begin(code: str, name: str, language: str = "fr") -> Page:
        page = arrive(language, phone=True)
        serve(page, door, code, name, language)
        expect(page.locator("#desk")).to_have_attribute("data-kept", "1")
        return page

    return begin


def let_in(page: Page, beginning: str) -> None:
    """Part of a name is typed, and the one who is found comes in."""
    page.locator("#code").fill(beginning)
    page.locator("#found button").first.click()


def cut(page: Page) -> None:
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#desk")).to_have_attribute("data-ready", "1")


def test_two_desks_without_a_network(arrive, administrator, volunteer, door):
    coordinator, said = administrator("fr"), said_in("fr")
    code = code_of_the_day(coordinator, door)
    first, second = volunteer(code, "Noé"), volunteer(code, "Zoé", "en")
    for page in (first, second):
        cut(page)
        expect(page.locator("#state")).to_have_class(re.compile("warning"))
        let_in(page, "lachance")
        expect(page.locator("#answer")).to_have_class(re.compile("good"))
    let_in(second, "field")
    first.locator("#code").fill(door.codes["Ève Lachance"])
    first.locator("#code").press("Enter")
    expect(first.locator("#answer h2")).to_contain_text(said("Already in"))
    walk = first.locator("#walk-in")
    walk.locator("summary").click()
    walk.locator("[name=name]").fill("Sam Sans Réseau")
    walk.locator(".button").click()
    expect(first.locator("#answer")).to_contain_text("Sam Sans Réseau")
    expect(first.locator("#state")).to_contain_text("2")
    good(first)

    # What is kept on the device names nobody in the clear, and its key cannot be taken out.
    held = first.evaluate("""async () => {
        const done = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
        const base = await done(indexedDB.open("aami-desk"));
        const all = (name) => done(base.transaction(name).objectStore(name).getAll());
        const [keys, lists, queue] = [await all("keys"), await all("lists"), await all("queue")];
        const text = [...lists, ...queue].map((row) => new TextDecoder("latin1").decode(row.data)).join("");
        return { keys: keys.map((key) => key.extractable), lists: lists.length, queue: queue.length, text };
    }""")
    assert held["keys"] == [False, False] and (held["lists"], held["queue"]) == (1, 2)
    assert "Lachance" not in held["text"] and "Sam" not in held["text"]

    # The first comes back; meanwhile the second one's shift was ended.
    first.context.set_offline(False)
    expect(first.locator("#state")).to_have_class(re.compile("good"))
    expect(first.locator("#state")).not_to_contain_text(said("not sent yet: %(count)s", count=""))
    expect(first.locator("#recent li", has_text="Sam Sans Réseau")).to_be_visible()
    coordinator.goto(f"{door.at()}/code")
    follow(coordinator.get_by_role("button", name=said("Another code: end the shifts there are")))
    new = coordinator.locator(".big-code").inner_text()
    assert new != code
    second.context.set_offline(False)
    expect(second.locator("#state")).to_have_class(re.compile("wrong"))
    expect(second.locator("#state")).to_contain_text("2")
    serve(second, door, new, "Zoé", "en")
    expect(second.locator("#state")).to_have_class(re.compile("good"))
    expect(second.locator("#counts")).to_contain_text("3 here")

    # Both let in the same person: once, and shown.
    coordinator.goto(f"{door.at()}/settle")
    (row,) = coordinator.locator("tbody tr").all()
    expect(row).to_contain_text("Ève Lachance")
    good(coordinator)
    row.get_by_role("button", name=said("It was one person")).click()
    expect(coordinator.locator(".empty")).to_be_visible()
    coordinator.goto(f"{door.at().removesuffix('desk')}attendees")
    expect(coordinator.locator("#results")).to_contain_text("Sam Sans Réseau")

    # At the end nothing is left on the device.
    follow(first.get_by_role("button", name=said("End my shift")))
    left = first.evaluate("""async () => {
        const done = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
        const base = await done(indexedDB.open("aami-desk"));
        const count = (name) => done(base.transaction(name).objectStore(name).count());
        return [await count("lists"), await count("queue"), (await caches.keys()).length];
    }""")
    assert left == [0, 0, 0]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_scanned_taken_back_and_gone_out(administrator, door, language):
    page, said = administrator(language), said_in(language)
    page.goto(door.at(language))
    expect(page.locator("#desk")).to_have_attribute("data-ready", "1")
    for _time in range(2):  # a scanner types, and presses Enter
        page.locator("#code").press_sequentially(door.codes["Ada Field"].lower())
        page.locator("#code").press("Enter")
        expect(page.locator("#code")).to_have_value("")
    expect(page.locator("#answer h2")).to_contain_text(said("Already in"))
    expect(page.locator("#counts")).to_contain_text("1")
    good(page)
    page.locator("#recent").get_by_role("button", name=said("Undo")).first.click()
    expect(page.locator("#recent")).to_contain_text(said("taken back"))
    let_in(page, "field")
    expect(page.locator("#answer h2")).to_have_text(said("Welcome", "desk"))
    page.locator("#code").fill("field")
    page.locator("#found").get_by_role("button", name=said("Out", "desk")).click()
    expect(page.locator("#answer h2")).to_have_text(said("Gone out"))


def test_the_camera_reads_a_ticket(site, administrator, door):
    site.installation.rows(
        "UPDATE registrations SET code = :new WHERE code = :old", new=TICKET, old=door.codes["Ọlá Òkè"]
    )
    page, said = administrator("fr"), said_in("fr")
    page.goto(door.at())
    expect(page.locator("#desk")).to_have_attribute("data-ready", "1")
    page.get_by_role("button", name=said("Scan with the camera")).click()
    expect(page.locator("#answer")).to_contain_text("Ọlá Òkè")
    page.get_by_role("button", name=said("Stop the camera")).click()
    expect(page.locator("#view")).to_be_hidden()
    site.installation.rows("UPDATE registrations SET code = :new WHERE code = :old", new="QRDONE99", old=TICKET)


def test_without_scripts(arrive, door):
    page, said = arrive("fr", phone=True, scripts=False), said_in("fr")
    sign_in(page)
    page.goto(door.at())
    page.locator("#code").fill("lachance")
    page.locator("#scan .button").first.click()
    follow(page.locator("#found .button"))
    expect(page.locator("#answer h2")).to_have_text(said("Welcome", "desk"))
    good(page, scripts=False)
    follow(page.locator("#answer").get_by_role("button", name=said("Undo")))
    expect(page.locator("#counts")).to_contain_text("0")
    page.locator("#walk-in summary").click()
    page.locator("#walk-in [name=name]").fill("Sam Venu")
    follow(page.locator("#walk-in .button"))
    expect(page.locator("#answer")).to_contain_text("Sam Venu")
    assert eventually(lambda: page.locator("#recent").inner_text().count("Sam Venu") == 1)
