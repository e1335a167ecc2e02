"""The desk's pages, without scripts: for whoever may serve, in both languages."""

import datetime as dt
import re

import pytest

from aami_events.attendance import queries, rendering
from aami_events.attendance.models import Shift
from aami_events.events.queries import find_event
from aami_events.foundation import clock
from aami_events.foundation.database import db
from aami_events.registration.models import Registration
from tests.factories.signing import sign_in
from tests.integration.attendance.conftest import HERE, LANGUAGES, SLUG, nonce


def scanned(client, code: str, **more: object):
    given = {"nonce": nonce(), "code": code, "act": "in", "typed": "1", **more}
    return client.post(HERE, data=given, follow_redirects=True)


def words(page) -> str:
    """Its text with ordinary spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", page.text)


def answer_of(page) -> str:
    found = re.search(r'<section class="answer ([^"]*)" id="answer"[^>]*>\s*(?:<h2>([^<]*))?', words(page))
    return f"{found[1]}: {(found[2] or '').strip()}"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("Ève", "good: Bienvenue"), ("Pat", "warning: Entrée permise, paiement à régler"),
        ("Olu", "wrong: Inscription pour participer en ligne"), ("Cam", "wrong: Inscription annulée"),
        ("Wes", "wrong: Sur la liste d’attente"), ("Ida", "wrong: Billet d’une autre activité"),
    ],
)  # fmt: skip
def test_a_code_is_answered_in_large_letters(door, organiser, who, expected):
    page = scanned(organiser, door.codes[who].lower())
    assert page.status_code == 200 and answer_of(page) == expected
    assert ("Ida Autre" in page.text) is False


def test_seen_again_undone_and_gone_out(door, organiser):
    first = organiser.post(HERE, data={"nonce": nonce(), "code": door.codes["Ève"], "act": "in"})
    assert answer_of(organiser.get(first.location)) == answer_of(organiser.get(first.location)) == "good: Bienvenue"
    assert answer_of(scanned(organiser, door.codes["Ève"])) == "warning: Arrivée déjà notée"
    assert "depuis 9 h" in words(organiser.get(f"{HERE}?q=roy"))
    last = re.search(r"last=([\w-]+)", first.location)[1]
    page = organiser.post(f"{HERE}/undo", data={"nonce": last}, follow_redirects=True)
    assert "0 sur place" in words(page) and "(annulé)" in page.text
    assert answer_of(organiser.get(first.location)) == ": Geste annulé"
    assert organiser.post(f"{HERE}/undo", data={"nonce": nonce()}).status_code == 404


@LANGUAGES
def test_what_is_no_code_is_looked_for_as_a_name(door, organiser, language):
    here = HERE.replace("/fr/", f"/{language}/")
    for typed in ("roy", "TREMBLAY"):
        answer = organiser.post(here, data={"nonce": nonce(), "code": typed, "act": "in", "typed": "1"})
        assert answer.status_code == 302 and f"q={typed}" in answer.location
    page = organiser.get(f"{here}?q=roy")
    assert f'lang="{language}-CA"' in page.text and "Ève Roy" in page.text and door.codes["Ève"] in page.text
    none = organiser.get(f"{here}?q=personne").text
    assert ("Personne de ce nom" if language == "fr" else "Nobody of that name") in none


def test_a_desk_at_a_part(door, organiser):
    here = f"{HERE}?place={door.part}"
    assert "arrivées : 0 sur 1" in words(organiser.get(here))
    assert (
        answer_of(scanned(organiser, door.codes["Ada"], place=door.part)) == "wrong: Pas d’inscription à cette activité"
    )
    page = scanned(organiser, door.codes["Ada"], place=door.part, overrule="1")
    assert answer_of(page) == "good: Bienvenue"


@pytest.mark.parametrize("place", ["999", "x", "-1", "9" * 30])
def test_there_is_no_desk_at_a_part_that_is_none(door, organiser, place):
    assert organiser.get(f"{HERE}?place={place}").status_code == 404
    assert scanned(organiser, door.codes["Ada"], place=place).status_code == 404


@pytest.mark.parametrize("given", [{}, {"nonce": "x"}, {"nonce": "é" * 20}, {"act": "fly"}, {"code": ""}])
def test_an_act_that_is_none_changes_nothing(door, organiser, given):
    usual = {"nonce": nonce(), "code": door.codes["Ève"], "act": "in"}
    data = usual | given if given else {}
    assert organiser.post(HERE, data=data).status_code == 302
    with door.app.app_context():
        assert queries.last_scan(door.event) == 0


def test_who_comes_without_a_registration(door, organiser):
    said = {"nonce": nonce(), "name": "Sam Venu", "category": "general", "language": "fr"}
    page = organiser.post(f"{HERE}/walk-in", data=said, follow_redirects=True)
    assert answer_of(page) == "wrong: Sur la liste d’attente" and "Sam Venu" in page.text
    for wrong in ({"name": ""}, {"email": "sam@"}, {"name": "x" * 201}, {"nonce": ""}, {"category": "none"}):
        refused = organiser.post(f"{HERE}/walk-in", data={**said, "nonce": nonce(), "organisation": "Gardé", **wrong})
        assert refused.status_code == 422 and "Gardé" in refused.text


def test_a_name_is_corrected_on_the_spot(door, volunteer):
    here, client = f"{HERE}/people/{door.ids['Ève']}", volunteer()
    page = client.get(here)
    assert "Ève Roy" in page.text and "rampe" not in page.text and "@" not in page.text
    assert client.post(here, data={"name": " "}).status_code == 422
    said = {"name": "Ève Roy-Côté", "badge_name": "Ève", "pronouns": "elle / iel"}
    assert "Le nom est corrigé" in client.post(here, data=said, follow_redirects=True).text
    assert "Ève Roy-Côté" in client.get(f"{HERE}?q=cote").text
    assert client.get(f"{HERE}/people/{door.ids['Ida']}").status_code == 404
    cancelled = client.post(f"{HERE}/people/{door.ids['Cam']}", data=said, follow_redirects=True)
    assert "annulée" in cancelled.text
    with door.app.app_context():
        row = db.session.get_one(Registration, door.ids["Ève"])
        assert (row.badge_name, row.pronouns, row.sort_key) == ("Ève", "elle / iel", row.sort_key)
        assert db.session.get_one(Registration, door.ids["Cam"]).name == "Cam Gone"


def test_a_badge_is_printed_at_the_desk(door, volunteer):
    file = volunteer().get(f"/fr/organise/{SLUG}/badges/people/{door.ids['Ève']}.pdf")
    assert file.mimetype == "application/pdf" and file.data.startswith(b"%PDF")


@LANGUAGES
def test_a_volunteer_serves_with_the_code_of_the_day(door, code, language):
    client, address = door.app.test_client(), f"/{language}/desk/{SLUG}"
    assert SLUG not in client.get(address).text.split("<main")[1]
    for wrong in ({"code": "AAAA BBBB", "name": "Noé"}, {"code": code, "name": " "}, {"name": "Noé"}):
        assert client.post(address, data=wrong).status_code == 422
    assert client.post(f"/{language}/desk/nulle-part", data={"code": code, "name": "Noé"}).status_code == 422
    assert client.get(HERE).status_code == 302
    assert client.post(address, data={"code": code.lower(), "name": "Noé"}).status_code == 302
    page = scanned(client, door.codes["Ève"])
    assert answer_of(page) == "good: Bienvenue" and "Noé" in page.text
    for path in ("attendees", "badges", "desk/code", "desk/paper", "desk/settle", "outbox"):
        assert client.get(f"/fr/organise/{SLUG}/{path}").status_code == 403
    assert client.get("/fr/organise/autre-2020/desk").status_code == 403
    assert client.get("/fr/organise/").status_code in (302, 403)
    overruled = scanned(client, door.codes["Wes"], overrule="1")
    assert answer_of(overruled) == "wrong: Sur la liste d’attente" and "quand même" not in overruled.text
    client.post(f"{address}/sign-out")
    assert client.get(HERE).status_code == 302


def test_a_shift_ends_with_its_day_and_with_its_code(door, volunteer, organiser):
    client, again = volunteer(), volunteer("Zoé")
    assert "Noé" in organiser.get(f"{HERE}/code").text
    organiser.post(f"{HERE}/code")
    assert client.get(HERE).status_code == again.get(HERE).status_code == 302
    page = organiser.get(f"{HERE}/code").text
    fresh = door.app.test_client()
    new = re.search(r"<code>(\w{4} \w{4})</code>", page)[1]
    fresh.post(f"/fr/desk/{SLUG}", data={"code": new, "name": "Léo"})
    assert fresh.get(HERE).status_code == 200
    late = clock.now() + dt.timedelta(days=1)
    with clock.stopped(late):
        assert fresh.get(HERE).status_code == 302
        assert door.app.test_client().post(f"/fr/desk/{SLUG}", data={"code": new, "name": "Léo"}).status_code == 422


def test_the_paper_list_is_printed_and_typed_in(door, organiser):
    file = organiser.get(f"{HERE}/list.pdf")
    assert file.mimetype == "application/pdf" and file.data.startswith(b"%PDF")
    page = organiser.get(f"{HERE}/paper").text
    assert "Ève Roy" in page and "Cam Gone" not in page
    ids = [door.ids["Ève"], door.ids["Ada"], door.ids["Ida"], "x"]
    done = organiser.post(f"{HERE}/paper", data={"ids": ids, "at": "2020-08-17T08:30"}, follow_redirects=True)
    assert "2 arrivées ont été notées" in words(done) and "Ève Roy" not in done.text
    assert "depuis 8 h 30" in words(organiser.get(f"{HERE}?q=roy"))
    assert "0 arrivée" in words(organiser.post(f"{HERE}/paper", data={"at": "hier"}, follow_redirects=True))


@LANGUAGES
def test_what_is_to_be_looked_at(door, organiser, language):
    here = f"{HERE.replace('/fr/', f'/{language}/')}/settle"
    assert organiser.get(here).status_code == 200
    door.scan("Wes", source="offline")
    page = organiser.get(here).text
    assert "Wes Later" in page
    number = int(re.search(r"/settle/(\d+)", page)[1])
    assert organiser.post(f"{here}/{number}", data={"stays": "1"}).status_code == 302
    assert "Wes Later" not in organiser.get(here).text
    assert organiser.post(f"{here}/999").status_code == 404


def test_the_cockpit_says_how_many_came_and_what_is_to_be_looked_at(door, organiser):
    door.scan("Ève")
    door.scan("Ève", source="offline")
    page = organiser.get(f"/fr/organise/{SLUG}", follow_redirects=True).text
    assert f"{HERE}/settle" in page and "personne arrivée" in page


def test_only_who_may_serve_sees_the_desk(door, volunteer):
    reader, server = sign_in(door.app, "r"), sign_in(door.app, "d")
    assert reader.get(HERE).status_code == 403 and server.get(HERE).status_code == 200
    assert server.get(f"{HERE}/code").status_code == 403
    both = sign_in(door.app, "r")
    volunteer()
    with door.app.app_context():
        shift = db.session.query(Shift).one().id
    with both.session_transaction() as kept:
        kept["shift"] = shift
    assert answer_of(scanned(both, door.codes["Ève"])) == "good: Bienvenue"
    with door.app.app_context():
        assert queries.recent(door.event)[0].shift_id == shift


def test_what_a_device_installs(door):
    client = door.app.test_client()
    told = client.get(f"/fr/desk/{SLUG}/app.webmanifest")
    assert told.mimetype == "application/manifest+json" and told.json["start_url"] == HERE
    worker = client.get("/desk-worker.js")
    assert worker.headers["Service-Worker-Allowed"] == "/" and "javascript" in worker.mimetype
    assert client.get(told.json["icons"][0]["src"]).status_code == 200


def test_what_a_device_keeps_of_the_page_names_nobody(door, volunteer):
    client = volunteer("Nom de bénévole")
    page = scanned(client, door.codes["Ève"])
    last = re.search(r'name="nonce" value="(test-nonce-\d+)"', page.text)[1]
    assert "Ève Roy" in client.get(HERE).text and "Nom de bénévole" in client.get(HERE).text
    shell = client.get(f"{HERE}?shell=1&q=roy&last={last}").text
    assert "Ève Roy" not in shell and "Nom de bénévole" not in shell and 'id="desk"' in shell


def test_event_dates_bound_the_list(door, inside):
    event = find_event(SLUG)
    told = rendering.device_list(event)
    assert told["until"] - told["at"] > 30 * 86400
