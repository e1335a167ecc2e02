"""The public programme: what was released, cached, unchanged not sent again; nothing unreleased anywhere."""

import gzip
import re
import time
from xml.etree import ElementTree as ET

import icalendar
import pytest
from sqlalchemy import delete
from sqlalchemy import event as listen

from aami_events.events.models import Event
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.links import redact
from aami_events.programme import service
from aami_events.programme.models import MyProgramme, Session
from aami_events.proposals.models import Speaker
from tests.factories import NOW, make_event
from tests.factories.editing import written
from tests.factories.programme import at, make_format, make_track, placed, put, release, the_session
from tests.integration.programme.conftest import LANGUAGES, sign_in, words

BASE = "/fr/events/rencontre-2020"
PUBLIC = (
    "/programme", "/programme?day=2020-09-17", "/programme/cachets-droits-fr", "/programme/changes",
    "/programme/changes.atom", "/programme.ics", "/programme/mine", "", "/../../../events/rencontre-2020/schedule.xml",
    "/../../../events/rencontre-2020/schedule.json",
)  # fmt: skip


def address(path: str, language: str = "fr") -> str:
    return path.removeprefix("/../../..") if path.startswith("/..") else f"/{language}/events/rencontre-2020{path}"


@LANGUAGES
@pytest.mark.parametrize("path", PUBLIC)
def test_every_public_address_answers(client, released, language, path):
    assert client.get(address(path, language)).status_code == 200


@pytest.mark.parametrize("path", PUBLIC)
def test_before_the_first_release_there_is_nothing(client, plan, path):
    answer = client.get(address(path))
    assert "Cachets" not in answer.text and "Ariane" not in answer.text
    expected = 200 if path in ("", "/programme", "/programme?day=2020-09-17", "/programme/mine") else 404
    assert answer.status_code == expected


def test_a_draft_event_shows_its_programme_to_nobody(app, client, released):
    with app.app_context(), transaction() as session:
        session.get_one(Event, released.event).state = "draft"
    for path in PUBLIC:
        assert client.get(address(path)).status_code == 404


def test_no_public_address_changes_while_people_arrange(app, released):
    def everything() -> dict[str, bytes]:
        paths = [(path, language) for path in PUBLIC for language in ("fr", "en")]
        visitor = app.test_client()
        visitor.get("/fr/")
        return {f"{language}{path}": _stable(visitor.get(address(path, language)).data) for path, language in paths}

    before = everything()
    with app.app_context():
        put(released.event, released.fees, at(16), released.loft)
        entry = service.SessionEntry(title=written("Secret"), abstract=written("Secret"))
        service.change_session(released.event, released.film, entry, base=the_session(released.film).revision)
        service.set_cancelled(released.event, released.pause, cancelled=True, base=the_session(released.pause).revision)
        placed(released.event, "Secret aussi", at(18), released.hall)
        service.change_room(released.event, released.hall, service.RoomEntry(written("Secrète"), 3))
        make_track(released.event)
        make_format(released.event)
    assert everything() == before
    with app.app_context():
        release(released.event, "2")
    after = everything()
    kept = {key.partition("?")[0][2:] for key in before if before[key] == after[key]}
    assert kept == {"/programme/mine", ""}, "and then they do change: the event's own page names no session"


def _stable(page: bytes) -> bytes:
    """A page without what differs each time."""
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", page)


@LANGUAGES
def test_the_programme_says_when_where_who_and_in_which_language(client, released, language):
    text = words(client.get(f"/{language}/events/rencontre-2020/programme").text)
    for said in (
        f"Cachets & droits ({language})",
        f"Été 🎬 ᐃᓄᒃᑎᑐᑦ ({language})",
        "Ariane Tremblay",
        "ᐅᔭᕋᒃ <b>",
        f"Mezzanine ({language})",
    ):
        assert said in text
    assert "Sans place" not in text and "@" not in text
    assert ("ASL" in text) and ("Toronto" in text)


def test_the_page_is_not_sent_again_until_something_that_it_says_changes(app, client, released):
    path = f"{BASE}/programme"
    client.get(path)  # the first answer gives a session
    first = client.get(path)
    mark = first.headers["ETag"]
    assert mark.startswith("W/") and first.headers["Cache-Control"] == "private, no-cache"
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
    assert client.get(f"{path}?day=2020-09-17", headers={"If-None-Match": mark}).status_code == 200
    assert client.get("/en/events/rencontre-2020/programme", headers={"If-None-Match": mark}).status_code == 200
    assert sign_in(app, "o").get(path, headers={"If-None-Match": mark}).status_code == 200
    with app.app_context(), transaction() as session:
        session.get_one(Speaker, 1).name = "Ariane Tremblay-Roy"
    changed = client.get(path, headers={"If-None-Match": mark})
    assert changed.status_code == 200 and "Tremblay-Roy" in changed.text, "names are those of today"
    with app.app_context():
        put(released.event, released.fees, at(16), released.hall)
    arranged = client.get(path, headers={"If-None-Match": changed.headers["ETag"]})
    assert arranged.status_code == 304, "what is not released changes nothing"
    with app.app_context():
        release(released.event, "2")
    assert "16 h" in client.get(path, headers={"If-None-Match": changed.headers["ETag"]}).text.replace("\u00a0", " ")


def test_a_compressed_page_is_the_same_page(client, released):
    plain = client.get(f"{BASE}/programme")
    packed = client.get(f"{BASE}/programme", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert _stable(gzip.decompress(packed.data)) == _stable(plain.data)
    assert len(packed.data) < len(plain.data) / 2
    assert "Content-Encoding" not in client.get(f"{BASE}/programme?x=1", headers={"Accept-Encoding": "gzip"}).headers
    assert "Content-Encoding" not in client.head(f"{BASE}/programme", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("day=2020-09-17", ["Cachets", "Été", "Pause"], []),
        ("day=2020-09-18", ["Cachets", "Été", "Pause"], []),
        ("room=grande-salle-fr", ["Cachets", "Pause"], ["Été"]),
        ("room=mezzanine-fr", ["Été", "Pause"], ["Cachets"]),
        ("language=en", ["Cachets", "Pause"], ["Été"]),
        ("language=asl", ["Été", "Pause"], ["Cachets"]),
        ("track=cachets-2", ["Cachets", "Été"], []),
        ("room=' or 1=1&language=<script>", ["Cachets", "Été", "Pause"], []),
    ],
)
def test_readers_find_what_they_look_for(client, released, query, there, not_there):
    page = client.get(f"{BASE}/programme?{query}").text
    body = page.partition('id="programme"')[2]
    assert all(word in body for word in there) and not any(word in body for word in not_there)
    assert "<script>" not in page.partition("<main")[2]


def test_by_theme_and_day(app, client, plan):
    with app.app_context():
        track = make_track(plan.event)
        placed(plan.event, "Avec thème", at(15, day=2), plan.hall, track=track)
        release(plan.event)
    assert "Avec thème" in client.get(f"{BASE}/programme?track=cachets").text
    body = client.get(f"{BASE}/programme?track=cachets&language=fr").text.partition('id="programme"')[2]
    assert "Cachets &amp; droits" not in body and "Avec thème" in body and "Pause" in body
    body = client.get(f"{BASE}/programme?day=2020-09-18&room=mezzanine-fr").text
    assert "Aucune séance" in body


@LANGUAGES
def test_a_session_has_a_page_and_a_cancelled_one_says_so(app, client, released, language):
    page = client.get(f"/{language}/events/rencontre-2020/programme/cachets-droits-fr")
    text = words(page.text)
    assert "Résumé de Cachets & droits" in text and "Ariane Tremblay" in text and "Toronto" in text
    assert "https://schema.org/Event" in page.text
    with app.app_context():
        service.set_cancelled(released.event, released.fees, cancelled=True, base=the_session(released.fees).revision)
        release(released.event, "2")
    text = words(client.get(f"/{language}/events/rencontre-2020/programme/cachets-droits-fr").text)
    assert ("Annulée" if language == "fr" else "Cancelled") in text
    for wrong in ("sans-place-fr", "rien", "x" * 500):
        assert client.get(f"{BASE}/programme/{wrong}").status_code == 404


def test_changes_are_told_version_by_version_and_in_a_feed(app, client, released):
    with app.app_context():
        put(released.event, released.fees, at(16), released.hall)
        service.set_cancelled(released.event, released.film, cancelled=True, base=the_session(released.film).revision)
        release(released.event, "1.1", Written("Deux changements", "Two changes"))
    text = words(client.get(f"{BASE}/programme/changes").text).replace("\u00a0", " ")
    assert "Version 1.1" in text and "Déplacée" in text and "avant : jeudi 17 septembre, 10 h – 11 h" in text
    assert "La première version, avec 3 séances." in text
    feed = client.get("/en/events/rencontre-2020/programme/changes.atom")
    assert feed.mimetype == "application/atom+xml"
    root = ET.fromstring(feed.data)
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in root.findall(f"{atom}entry")]
    assert titles == ["Version 1.1", "Version 1"]
    assert "Two changes" in (root.find(f"{atom}entry").findtext(f"{atom}content") or "")
    ids = [entry.findtext(f"{atom}id") for entry in root.findall(f"{atom}entry")]
    assert len(set(ids)) == 2 and all(one.startswith("https://evenements.example/en/") for one in ids)


# --- One's own ------------------------------------------------------------------------------------------------------
def test_a_programme_of_ones_own_without_an_account(app, client, released):
    assert "Rien de choisi" in client.get(f"{BASE}/programme/mine").text
    mine = f"{BASE}/programme/mine"
    answer = client.post(mine, data={"session": str(released.fees), "back": "programme"})
    assert answer.location == f"{BASE}/programme#cachets-droits-fr"
    answer = client.post(mine, data={"session": str(released.film), "back": "session"})
    assert answer.location.endswith("/programme/session-ete-fr") or "/programme/ete" in answer.location
    page = client.get(mine)
    assert page.headers["Cache-Control"] == "no-store" and "Cachets &amp; droits" in page.text
    (link,) = set(
        re.findall(r'href="https://evenements.example(/fr/[^"]*/mine/[^".]+[^"]*)"', page.text.replace(".ics", ""))
    )
    other = app.test_client()
    assert "Cachets &amp; droits" in other.get(link).text
    token = link.rsplit("/", 1)[1]
    assert token not in redact(f"GET {link}")
    gone = other.post(link, data={"session": str(released.film), "wanted": "no"})
    assert gone.location == link
    calendar = icalendar.Calendar.from_ical(other.get(f"{link}.ics").data)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == "Cachets & droits (fr)"
    assert "Retirer de mon programme" in client.get(f"{BASE}/programme/cachets-droits-fr").text
    client.post(mine, data={"session": str(released.fees), "wanted": "no", "back": "mine"})
    assert "Rien de choisi" in client.get(mine).text


def test_a_link_that_was_not_made_here_opens_nothing(app, client, released):
    with app.app_context():
        other = make_event("autre-2020")
        placed(other, "Ailleurs", at(10), service.add_room(other, service.RoomEntry(written("Salle"))))
        release(other)
    client.post(f"{BASE}/programme/mine", data={"session": str(released.fees)})
    page = client.get(f"{BASE}/programme/mine").text
    (token,) = set(re.findall(r"/programme/mine/([\w.-]+?)(?:\.ics)?\"", page))
    for path in (
        f"/fr/events/autre-2020/programme/mine/{token}",
        f"{BASE}/programme/mine/{token}x",
        f"{BASE}/programme/mine/x",
    ):
        assert client.get(path).status_code == 404
        assert client.get(f"{path}.ics").status_code == 404
        assert client.post(path, data={"session": "1"}).status_code == 404
    for session in ("999", "x", "", "9" * 40, str(released.later)):
        assert client.post(f"{BASE}/programme/mine", data={"session": session}).status_code == 404
    with app.app_context(), transaction() as session:
        session.execute(delete(MyProgramme))
    assert client.get(f"{BASE}/programme/mine/{token}").status_code == 404
    assert client.get(f"{BASE}/programme/mine/{token}.ics").status_code == 404
    assert client.post(f"{BASE}/programme/mine/{token}", data={"session": "1"}).status_code == 404
    assert client.get(f"{BASE}/programme/mine").status_code == 200


# --- Many -----------------------------------------------------------------------------------------------------------
@pytest.mark.databases("sqlite")
def test_five_hundred_sessions_are_small_and_quick_once_rendered(app, client, plan):
    with app.app_context():
        rooms = [service.add_room(plan.event, service.RoomEntry(written(f"Salle {number}"))) for number in range(9)]
        with transaction() as session:
            for number in range(500):
                row = Session(
                    event_id=plan.event, kind="session", guid=f"{number:08}-0000-4000-8000-000000000000",
                    slug=f"seance-{number}", title=Written(f"Séance {number}", f"Session {number}").over(None),
                    abstract=Written("Un résumé", "An abstract").over(None), warnings=Written().over(None), minutes=45,
                    languages=["fr"], interpretation=["asl"], starts=at(13 + number // 9 % 9, 0, 1 + number // 81 % 3),
                    room_id=rooms[number % 9], created_at=NOW,
                )  # fmt: skip
                session.add(row)
        release(plan.event)
    path, headers = f"{BASE}/programme", {"Accept-Encoding": "gzip"}
    first = client.get(path, headers=headers)
    assert len(first.data) < 120_000 and len(gzip.decompress(first.data)) > 300_000
    began = time.process_time()
    for _turn in range(20):
        assert client.get(path, headers=headers).status_code == 200
    assert (time.process_time() - began) / 20 < 0.03, "many times what it takes, on a machine that is busy"


def test_the_page_asks_the_same_number_of_questions_whatever_it_holds(app, client, plan):
    def count() -> int:
        seen: list[str] = []
        listener = lambda *given: seen.append(given[2])  # noqa: E731
        with app.app_context():
            listen.listen(db.engine, "before_cursor_execute", listener)
            assert client.get(f"{BASE}/programme").status_code == 200
            listen.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    with app.app_context():
        release(plan.event)
    count()
    few = count()
    with app.app_context():
        for number in range(3):
            placed(
                plan.event,
                f"Neuve {number}",
                at(14 + number),
                plan.hall,
                speakers=(service.Voice(f"N{number}", f"n{number}@x.example"),),
            )
        release(plan.event, "2")
    count()
    assert count() == few <= 6
