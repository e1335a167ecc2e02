"""Prints: who is on them, who is printed again, what is remembered, what a failure leaves."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.badges import errors, hooks, jobs, queries, service
from aami_events.badges.models import BadgeDesign, BadgePrint, Printed
from aami_events.badges.rules.content import Badge, Line
from aami_events.badges.rules.settings import Settings
from aami_events.badges.service import Asked
from aami_events.events.queries import find_event, get_event
from aami_events.foundation import files
from aami_events.foundation.audit import AuditEntry
from aami_events.foundation.database import db, transaction
from aami_events.foundation.jobs import Job
from aami_events.foundation.points import personal_data
from aami_events.programme.service import Voice
from aami_events.registration import service as registration
from aami_events.registration.models import Registration
from tests.factories import both, make_copy, make_entry, make_event, make_person, register
from tests.factories.counting import statements
from tests.factories.pictures import a_picture
from tests.factories.programme import at, make_room, placed
from tests.integration.badges.conftest import SLUG

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def quick(monkeypatch) -> list[list[str]]:
    """Prints that take no time; who was on each."""
    drawn: list[list[str]] = []

    def draw(_drawing, badges, _language, tell):
        tell(1)
        drawn.append([badge.name for badge in badges])
        return b"%PDF-1.7"

    monkeypatch.setattr(jobs.rendering, "print_file", draw)
    return drawn


def event():
    return find_event(SLUG)


def ask(**asked) -> int:
    number = service.ask_print(event(), Asked(**asked), "fr", make_person())
    jobs.draw(db.session.get_one(BadgePrint, number).job_id)
    db.session.rollback()
    return number


def state(number: int) -> str:
    db.session.rollback()
    return db.session.get_one(BadgePrint, number).state


def names(**asked) -> list[str]:
    return [badge.name for badge in service.who_is_on(event(), Asked(**asked))]


def test_who_has_a_badge_and_what_it_says(people):
    eve, syllabics, ada = queries.badges_of(event())[1], *queries.badges_of(event())[2:], queries.badges_of(event())[0]
    assert (ada.name, ada.language, ada.role, ada.no_photo) == ("Ada Field", "en", "attendee", True)
    assert (eve.name, eve.pronouns, eve.organisation) == ("Ève R.", "elle", "L'Écran boréal")
    assert (syllabics.name, syllabics.no_photo) == ("ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ", False)
    registration.cancel(people[0])
    assert names() == ["Ada Field", "ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ"]


def test_the_back_says_what_somebody_has_chosen_in_their_language():
    when = {"starts": dt.datetime(2020, 9, 17, 9, 30), "ends": dt.datetime(2020, 9, 17, 11)}
    parts = ({"title": both("Visite"), **when, "room": both("Mezzanine"), "capacity": 1},)
    here = make_event(SLUG, parts=parts)
    (visit,) = [part.id for part in get_event(here).parts]
    for name, language in (("A", "fr"), ("B", "en")):
        register(here, name=name, language=language, parts=(visit,))
    first, second = queries.badges_of(event())
    assert first.programme == (Line("jeu. 17", "9\u00a0h\u00a030", "Visite (fr) (Mezzanine (fr))"),)
    assert second.programme == ()  # waits for a place


def test_new_or_changed_since_the_last_print(people, quick):
    assert state(ask(who="changed")) == "ready"
    assert quick == [["Ada Field", "Ève R.", "ᐃᓄᒃᑎᑐᑦ ᐊᓪᓚᒋᐊᖅ"]] and names(who="changed") == []
    with pytest.raises(errors.NobodyToPrint):
        ask(who="changed")
    registration.change(people[0], make_entry(name="Ève Roy", email="eve@x.example", pronouns="iel"))
    register(event().id, name="Zoé Nouvelle")
    assert names(who="changed") == ["Ève Roy", "Zoé Nouvelle"]
    assert queries.standing(queries.badges_of(event()), queries.last_printed(event().id)) == queries.Standing(4, 1, 1)
    ask(who="all")
    assert names(who="changed") == []


def test_a_print_that_came_out_badly_is_printed_again(people, quick):
    first, second = ask(), ask(who="selected", ids=(people[0],))
    service.void_print(event().id, second)
    assert names(who="changed") == []  # the first one stands
    service.void_print(event().id, first)
    assert len(names(who="changed")) == 3
    for number in (first, 999):
        with pytest.raises(errors.NotThere):
            service.void_print(event().id, number)
    with pytest.raises(errors.NotThere):
        service.void_print(make_event("autre-2020"), first)


def test_a_selection_in_an_order(people, quick):
    ask(who="selected", ids=(people[2], people[0], 999), sort="organisation")
    assert quick == [["Ève R.", "Ada Field"]]
    elsewhere = register(make_event("autre-2020"), name="Quelqu'un d'autre")
    with pytest.raises(errors.NobodyToPrint):
        ask(who="selected", ids=(elsewhere,))


def test_a_look_prints_nothing_and_says_what_is_to_be_looked_at(people):
    register(event().id, name="Ada \ue000")
    number = ask(look=True)
    row = db.session.get_one(BadgePrint, number)
    assert (row.state, row.count, row.file_id) == ("looked", 4, None)
    assert [(slot, what, signs) for _person, slot, what, signs in row.flaws] == [("name", "missing", "\ue000")]
    assert "Ada" not in str(row.flaws) and len(names(who="changed")) == 4
    with pytest.raises(errors.NotThere):
        service.void_print(event().id, number)


def test_a_print_has_its_file_and_its_flaws(people):
    register(event().id, name="W" * 90)
    row = db.session.get_one(BadgePrint, ask(who="all"))
    job = db.session.get_one(Job, row.job_id)
    assert (row.state, row.count, job.state, job.total, job.file_id) == ("ready", 4, "done", 4, row.file_id)
    assert row.file.name == f"{SLUG}-badges-{row.id}.pdf" and [flaw[2] for flaw in row.flaws] == ["overflow"]


def test_a_design_that_cannot_be_drawn_fails_openly(people):
    service.save_design(event().id, Settings(front="{{ nobody }}", back="", style=""), base=0)
    row = db.session.get_one(BadgePrint, ask())
    assert (row.state, db.session.get_one(Job, row.job_id).state) == ("failed", "failed")
    assert db.session.scalar(select(func.count()).select_from(Printed)) == 0 and len(names(who="changed")) == 3


def test_what_is_no_longer_waited_for_is_left_as_it_is(people, quick):
    number = ask()
    file_id = db.session.get_one(BadgePrint, number).file_id
    assert service.finish_print(number, [], [], b"%PDF-", "another.pdf") is None
    service.finish_look(number, 9, [])
    service.fail_print(number)
    row = db.session.get_one(BadgePrint, number)
    assert (row.state, row.count, row.file_id) == ("ready", 3, file_id)
    service.fail_print(999)
    with transaction():
        job = db.session.get_one(Job, row.job_id)
        job.state, job.claimed_until = "waiting", None
    jobs.draw(row.job_id)  # asked for twice, drawn once
    assert len(quick) == 1 and db.session.get_one(Job, row.job_id).state == "failed"


def test_whoever_is_erased_meanwhile_is_not_remembered(people, quick, monkeypatch):
    gone = Badge(999, "X", "Disparue", "", "", "attendee", "fr")
    there = queries.badges_of(event())
    monkeypatch.setattr(service, "who_is_on", lambda *_facts: [*there, gone])
    number = ask()
    assert set(db.session.scalars(select(Printed.registration_id))) == set(people)
    assert db.session.get_one(BadgePrint, number).count == 4


def test_the_history_says_who_asked_and_for_how_many(people, quick):
    number = ask()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "badges.print_asked")).one()
    assert (entry.subject_id, entry.diff) == (number, {"badges": [None, 3]})
    ask(look=True)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == entry.action)) == 1


def test_the_number_of_queries_does_not_grow(people):
    here = event()
    queries.badges_of(here)  # what is read once for all
    with statements() as three:
        queries.badges_of(here)
    for _ in range(3):
        register(here.id, consents={"photo": True})
    with statements() as six:
        queries.badges_of(get_event(here.id))
    assert len(six) == len(three) + 1  # the event was read again


# --- Roles ------------------------------------------------------------------------------------------------------------
def roles() -> dict[str, str]:
    db.session.rollback()
    return {badge.name: badge.role for badge in queries.badges_of(event())}


def test_roles_follow_from_what_people_are():
    here = make_event(SLUG, parts=({"slug": "agm-2020", "kind": "agm"},))
    room = make_room(here)
    placed(
        here, "Cachets", at(10), room, speakers=(Voice("Ujarak", "u@x.example"), Voice("Ariane", "shared@x.example"))
    )
    register(here, name="Ujarak K.", email="u@x.example")
    register(here, name="Ariane", email="shared@x.example")
    register(here, name="Une autre", email="shared@x.example")
    register(here, name="Équipe", email="team@x.example")
    register(here, name="Accueil", email="door@x.example")
    make_person("organiser", event_id=here, email="team@x.example")
    make_person("door", event_id=here, email="door@x.example")
    make_person("organiser", event_id=make_event("autre-2020"), email="u@x.example")
    assert roles() == {
        "Accueil": "volunteer", "Ariane": "speaker", "Équipe": "staff", "Ujarak K.": "speaker", "Une autre": "attendee",
    }  # fmt: skip
    for badge in queries.badges_of(event()):  # by itself it says the same
        assert queries.badges_of(event(), {badge.id}) == [badge]


def test_a_role_is_named_by_hand(people):
    service.name_role(event().id, people[2], "board")
    assert roles()["Ada Field"] == "board" and queries.role_by_hand(people[2]) == "board"
    service.name_role(event().id, people[2], "staff")
    service.name_role(event().id, people[2], "staff")
    assert roles()["Ada Field"] == "staff"
    service.name_role(event().id, people[2], "")
    service.name_role(event().id, people[2], "")
    assert roles()["Ada Field"] == "attendee" and queries.role_by_hand(people[2]) == ""
    named = select(AuditEntry).where(AuditEntry.action == "badges.role_named").order_by(AuditEntry.id)
    diffs = [entry.diff["badge_role"] for entry in db.session.scalars(named)]
    assert diffs == [["", "board"], ["board", "staff"], ["staff", ""]]
    for person, role in ((999, "staff"), (people[0], "king")):
        with pytest.raises(errors.NotThere):
            service.name_role(event().id, person, role)
    with pytest.raises(errors.NotThere):
        service.name_role(make_event("autre-2020"), people[0], "staff")


def test_a_badge_is_told_and_forgotten_with_its_person(people, quick):
    register_of = next(data for hook in personal_data for data in [hook()] if data.feature == "badges")
    service.name_role(event().id, people[0], "board")
    email = db.session.get_one(Registration, people[0]).email
    assert register_of.find(email) == {people[0]: "Ève Roy"} and register_of.find("x@y.example") == {}
    (record,) = register_of.export([people[0]])
    assert [fact.value for fact in record.facts] == ["board"]
    ask()
    assert register_of.erase([people[0]]) == 1 and roles()["Ève R."] == "attendee" and register_of.find(email) == {}
    assert names(who="changed") == ["Ève R."] and register_of.erase([people[1]]) == 1 and register_of.erase([]) == 0


# --- The design -------------------------------------------------------------------------------------------------------
def test_a_design_is_kept_and_nobodys_is_lost(people):
    here = event().id
    assert service.settings_of(here) == Settings()
    mine = Settings(
        base="marge", colours={"accent": "#00b140"}, fields=("qr",), stock="a6", backs=True, right_tenths=-5
    )
    service.save_design(here, mine, base=0)
    assert service.settings_of(here) == mine
    with pytest.raises(errors.DesignChanged):
        service.save_design(here, Settings(), base=0)
    service.save_design(here, Settings(front="<p>", back="", style=""), base=1)
    assert service.settings_of(here).front == "<p>" and db.session.get_one(BadgeDesign, here).revision == 2
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "badges.designed").order_by(AuditEntry.id)
    ).all()[-1]
    assert entry.diff["front"] == "…" and entry.diff["base"] == ["marge", "mire"]
    with pytest.raises(errors.SettingsWrong) as refused:
        service.save_design(here, Settings(base="x"), base=2)
    assert refused.value.faults == [("base", "unknown")] and service.settings_of(here).front == "<p>"


def test_a_new_edition_begins_with_the_design_of_the_last(people):
    here, bare = event().id, make_event("nue-2020")
    service.save_design(here, Settings(base="sobre", fields=("qr",)), base=0)
    assert service.settings_of(make_copy(bare)) == Settings(), "nothing to copy"
    assert service.settings_of(make_copy(here, "rencontre-2022")) == service.settings_of(here)
    assert (len(hooks.clonable(here)), hooks.clonable(bare)) == (1, [])


def images() -> list[str]:
    db.session.rollback()
    row = queries.design_of(event().id)
    return [image.name for image in row.images] if row else []


def test_pictures_of_a_design(people):
    here, before = event().id, len(list(files.folder().iterdir()))
    assert service.add_image(here, "Logo été.png", a_picture()) == "logo-ete.jpg"
    assert images() == ["logo-ete.jpg"] and service.settings_of(here) == Settings()
    service.save_design(here, Settings(front='<img alt="" src="upload:logo-ete.jpg">', back="", style=""), base=0)
    assert service.add_image(here, "LOGO ete.jpg", a_picture()) == "logo-ete.jpg"  # takes the place of the other
    assert len(list(files.folder().iterdir())) == before + 1
    for number in range(11):
        service.add_image(here, f"{number}.png", a_picture())
    for name, data, why in (("more.png", a_picture(), "many"), ("x.png", b"<svg/>", "unreadable")):
        with pytest.raises(errors.ImageRefused) as refused:
            service.add_image(here, name, data)
        assert refused.value.why == why
    number = queries.design_of(here).images[-1].id
    with pytest.raises(errors.NotThere):
        service.remove_image(make_event("autre-2020"), number)
    service.remove_image(here, number)
    assert "logo-ete.jpg" not in images() and len(list(files.folder().iterdir())) == before + 11
    with pytest.raises(errors.NotThere):
        service.remove_image(here, number)
