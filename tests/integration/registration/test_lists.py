"""The attendee list, out and in."""

import csv
import io
import pathlib
from decimal import Decimal

import pytest
from python_calamine import load_workbook
from sqlalchemy import func, select

from aami_events.events.queries import get_event
from aami_events.foundation.database import db
from aami_events.foundation.tables import csv_rows
from aami_events.questions.queries import asked_by
from aami_events.registration import exports, queries, service
from aami_events.registration.imports import Plan, make_plan
from aami_events.registration.models import Registration
from aami_events.registration.queries import attendees
from aami_events.web.pagination import Cursor
from tests.factories import make_event, make_organisation, make_part, make_question, register
from tests.factories.eventbrite import EVENTBRITE

REAL = pathlib.Path(__file__).parents[4] / "shared" / "data" / "attendees" / "eventbrite-attendee-report-sample.csv"
HARD_NAMES = (
    "Élise L'Heureux",
    "ᐊᓚᓱᐊ",
    "محمد العربي",
    "王小明",
    "🎬 Zoé",
    "=1+1",
    "+Plus",
    "-Moins",
    "@Arobase",
    "'=Déjà",
)


def everyone() -> int:
    return db.session.scalar(select(func.count()).select_from(Registration)) or 0


def names(event_id: int, **wanted: str) -> list[str]:
    return [row.name for row in attendees.page(event_id, attendees.Filter(**wanted), None).rows]


def load(event_id: int, plan: Plan) -> int:
    return service.import_lines(event_id, [(line.entry, line.ref, line.state) for line in plan.of("add") if line.entry])


def as_csv(event_id: int, *, columns: tuple[str, ...] = (), may_see: bool = False, codes: bool = True) -> bytes:
    event = get_event(event_id)
    header, rows = exports.table(event, attendees.Filter(), columns, may_see=may_see, codes=codes)
    return b"".join(csv_rows(header, rows))


# --- the list


def test_search_ignores_accents_case_and_apostrophes(inside):
    event = make_event()
    register(event, name="Élise L'Heureux", organisation="Boréal Média", email="elise@boreal.example")
    register(event, name="Autre Personne")
    for said in ("elise", "L’HEUREUX", "l heureux", "boreal", "elise@boreal", "heu"):
        assert names(event, q=said) == ["Élise L'Heureux"], said
    assert names(event, q="zzz") == []


def test_search_finds_what_a_name_was_changed_to_and_no_longer_the_old_one(inside):
    event = make_event()
    number = register(event, name="Ancien Nom")
    service.transfer(number, name="Nouvelle Personne", email="n@exemple.example", language="fr")
    assert (names(event, q="nouvelle"), names(event, q="ancien")) == (["Nouvelle Personne"], [])


def test_each_filter_narrows(inside):
    event = make_event(capacity=2)
    part = make_part(event)
    make_organisation("centre", region="quebec")
    register(event, name="A", organisation="Art Centre", language="en", parts=(part,), region="quebec")
    register(event, name="B")
    register(event, name="C")
    assert names(event, state="waiting") == ["C"]
    assert names(event, part=str(part)) == names(event, member="yes") == names(event, language="en") == ["A"]
    assert names(event, region="quebec") == ["A"]
    assert names(event, member="no") == ["B", "C"]
    assert names(event, category="general", sort="newest") == ["C", "B", "A"]
    assert names(event, category="unknown") == []


@pytest.mark.parametrize("sort", ["name", "newest"])
def test_pages_show_everyone_once_forwards_and_backwards(inside, sort):
    event = make_event(capacity=None)
    for _ in range(7):
        register(event, name="Même Nom" if sort == "name" else "X")
    wanted, size = attendees.Filter(sort=sort), 3
    page, seen = attendees.page(event, wanted, None, size), []
    assert page.previous is None
    while True:
        seen.append([row.id for row in page.rows])
        if page.next is None:
            break
        page = attendees.page(event, wanted, Cursor.decode(page.next, 2 if sort == "name" else 1), size)
    everybody = [number for numbers in seen for number in numbers]
    assert len(everybody) == len(set(everybody)) == 7
    back = attendees.page(event, wanted, Cursor.decode(page.previous or "", 2 if sort == "name" else 1), size)
    assert [row.id for row in back.rows] == seen[-2]


@pytest.mark.parametrize("junk", ["", "x", "W10", "WzFd", "é", "W1sxXV0", "bnVsbA"])
def test_a_broken_cursor_is_the_first_page(junk):
    assert Cursor.decode(junk, 2) is None


# --- out


def test_an_export_has_stable_keys_or_words_and_nothing_sensitive_by_default(inside):
    event = make_event()
    make_question(event, "diet", sensitive=True)
    register(event, name="A", access_needs="LSQ, s'il vous plaît")
    header = as_csv(event).decode("utf-8-sig").splitlines()[0].split(",")
    assert header[:2] == ["reference", "name"] and "access_needs" not in header and "q-diet" not in header
    assert as_csv(event).startswith(b"\xef\xbb\xbf")
    asked = ("name", "access_needs", "q-diet")
    assert as_csv(event, columns=asked).decode("utf-8-sig").splitlines()[0] == "name"
    assert "LSQ" in as_csv(event, columns=asked, may_see=True).decode("utf-8-sig")


def test_an_answer_is_exported_with_the_words_it_was_given_to(inside):
    event = make_event()
    option = [{"id": "a", "label": {"fr": "Ancien", "en": "Old"}}]
    make_question(event, "pick", kind="choice", options=option)
    version = queries_of(event)[0].version_id
    register(event, answers={version: "a"})
    make_question(event, "pick", kind="choice", options=[{"id": "a", "label": {"fr": "Nouveau", "en": "New"}}])
    assert "Ancien" in as_csv(event, codes=False).decode("utf-8-sig")


def queries_of(event_id: int):
    from aami_events.questions.queries import asked_by

    return asked_by("event", event_id)


# --- in


def test_an_eventbrite_report_says_line_by_line_what_would_happen(inside):
    event = get_event(make_event())
    plan = make_plan(event, EVENTBRITE.encode(), "report.csv")
    assert [(line.number, line.action, line.reason) for line in plan.lines] == [
        (2, "add", ""),
        (3, "add", ""),
        (4, "refused", "bad_address"),
        (5, "add", ""),
    ]
    assert "Order Date" in plan.ignored and "Email" not in plan.ignored
    assert everyone() == 0


def test_several_attendees_on_one_buyers_address_are_kept_and_a_second_import_changes_nothing(inside):
    event_id = make_event(capacity=2)
    assert load(event_id, make_plan(get_event(event_id), EVENTBRITE.encode(), "report.csv")) == 3
    found = db.session.scalars(select(Registration).order_by(Registration.id)).all()
    assert [(row.name, row.email, row.state, row.source_ref) for row in found] == [
        ("Zoé Tremblay-Côté", "achat@centre.example", "confirmed", "eventbrite:101"),
        ("ᐊᓚᓱᐊ Qumaq", "achat@centre.example", "confirmed", "eventbrite:102"),
        ("Jane Doe", "jane@centre.example", "cancelled", "eventbrite:104"),
    ]
    again = make_plan(get_event(event_id), EVENTBRITE.encode(), "report.csv")
    assert [line.action for line in again.lines] == ["unchanged", "unchanged", "refused", "unchanged"]
    assert load(event_id, again) == 0 and everyone() == 3
    assert queries.places_out_of_step() == []


@pytest.mark.skipif(not REAL.exists(), reason="the real file is not beside this clone; a look-alike is tested above")
def test_the_real_eventbrite_sample(inside):
    event_id = make_event()
    plan = make_plan(get_event(event_id), REAL.read_bytes(), REAL.name)
    assert load(event_id, plan) == 3
    assert load(event_id, make_plan(get_event(event_id), REAL.read_bytes(), REAL.name)) == 0
    assert everyone() == 3


@pytest.mark.parametrize("codes", [True, False], ids=["keys", "words"])
def test_an_export_comes_back_without_loss(inside, codes):
    source = make_event("depart-2020", capacity=None)
    part = make_part(source, slug="atelier-2020")
    make_question(source, "city")
    make_question(source, "fun", kind="yes_no", position=2)
    city, fun = (question.version_id for question in queries_of(source))
    for index, name in enumerate(HARD_NAMES):
        register(
            source,
            name=name,
            badge_name=name,
            organisation="Chez 'nous",
            province="QC",
            language="en" if index % 2 else "fr",
            parts=(part,) if index % 2 else (),
            answers={city: "=SOMME(1)", fun: True},
            consents={"photo": bool(index % 2)},
            first_time=True,
            pronouns="iel",
            sms=f"506 555-014{index}" if index else "",
            reach_by="sms" if index % 2 else "email",
            access_needs=f"=besoin {index}",
        )
    service.cancel(1, letter=False)
    target = make_event("arrivee-2020", capacity=None)
    make_part(target, slug="autre-atelier-2020")
    make_question(target, "city")
    make_question(target, "fun", kind="yes_no", position=2)
    everything = tuple(column.key for column in exports.columns_of(lookup(source)))
    data = as_csv(source, columns=everything, may_see=True, codes=codes)
    plan = make_plan(get_event(target), data, "export.csv")
    assert [line.action for line in plan.lines] == ["add"] * len(HARD_NAMES)
    load(target, plan)
    same = tuple(key for key in everything if key not in {"reference", "parts", "registered"})
    assert rows_of(target, same) == rows_of(source, same)
    assert as_csv(source, columns=("parts",)).count(b"atelier-2020") == 5


def lookup(event_id: int):
    from aami_events.registration.queries.columns import Lookup

    return Lookup(get_event(event_id), codes=True, sensitive=True)


def rows_of(event_id: int, columns: tuple[str, ...]) -> list[list[str]]:
    text = as_csv(event_id, columns=columns, may_see=True).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_refused_lines_say_why(inside):
    event_id = make_event()
    make_question(event_id, "when", kind="date")
    text = (
        "name,email,category,q-when\n,a@b.example,,\nX,,,\nY,y@b.example,nowhere,\nZ,z@b.example,,soon\n"
        + "L" * 201
        + ",l@b.example,,\nA,léo@b.example,,\nB,leo@été.example,,\n"
    )
    plan = make_plan(get_event(event_id), text.encode(), "list.csv")
    assert [line.reason for line in plan.lines] == [
        "no_name",
        "bad_address",
        "unknown_category",
        "bad_answer:when",
        "too_long",
        "accented_address",
        "",
    ]


def test_a_support_person_is_not_brought_in_as_an_attendee(inside):
    event_id, target = make_event(), make_event("arrivee-2020")
    register(event_id, support=service.Support("Sam", "sam@b.example"))
    plan = make_plan(get_event(target), as_csv(event_id), "export.csv")
    assert [(line.action, line.reason) for line in plan.lines] == [("add", ""), ("refused", "supports")]


@pytest.mark.parametrize(("written", "kept"), [("appelez-moi", ""), ("506 555-0142", "506 555-0142"), ("5" * 60, "")])
def test_what_is_no_number_is_not_taken_for_one(inside, written, kept):
    text = f"name,email,sms,reach_by\nX,x@b.example,{written},sms\n"
    (line,) = make_plan(get_event(make_event()), text.encode(), "list.csv").lines
    assert line.entry is not None
    assert (line.entry.sms, line.entry.reach_by) == (kept, "sms" if kept else "email")


def test_someone_registered_under_the_same_name_and_address_is_left_alone(inside):
    event_id = make_event()
    register(event_id, name="Zoé Côté", email="zoe@b.example")
    plan = make_plan(get_event(event_id), b"Nom,Courriel\nzoe cote,ZOE@b.example\n", "liste.csv")
    assert [(line.action, line.reason) for line in plan.lines] == [("unchanged", "duplicate")]


@pytest.mark.parametrize("codes", [True, False])
def test_an_amount_is_a_number_without_a_float(inside, codes):
    event = make_event(categories=({"key": "full", "price_cents": 12050},))
    register(event, category="full")
    header, rows = exports.table(get_event(event), attendees.Filter(), ("amount_due",), codes=codes)
    (row,) = rows
    assert row == [Decimal("120.5")] and type(row[0]) is Decimal
    (cells,) = load_workbook(io.BytesIO(exports.workbook(header, [row], "list"))).get_sheet_by_index(0).to_python()[1:]
    assert cells == [120.5], "a spreadsheet can add it up"


def test_headings_and_answers_in_words_are_typeset(inside):
    event = make_event()
    option = {"id": "a", "label": {"fr": "L'atelier : jour 1", "en": "Workshop"}}
    make_question(event, "day", kind="choice", label={"fr": "Quel jour ?", "en": "Which day?"}, options=[option])
    (asked,) = asked_by("event", event)
    register(event, answers={asked.version_id: "a"})
    header, rows = exports.table(get_event(event), attendees.Filter(), ("q-day",))
    assert header == ["Quel jour?"] and list(rows) == [["L’atelier\u00a0: jour 1"]]
