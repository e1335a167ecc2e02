"""Texts given to somebody, translated, approved, sent back; out and back as a workbook."""

import datetime as dt

import pytest
from sqlalchemy import select

from aami_events.events.models import Event, Part, Venue
from aami_events.events.rules.texts import TEXT_KINDS
from aami_events.foundation import audit
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db, transaction
from aami_events.foundation.i18n import speaking
from aami_events.people import service as people
from aami_events.questions.models import Question, QuestionVersion
from aami_events.questions.queries import asked_by
from aami_events.registration.models import Category
from aami_events.wording import errors, exports, queries, rules, service
from aami_events.wording.imports import read_lines
from aami_events.wording.models import WordingText
from aami_events.wording.queries import Filter
from tests.factories import both, make_event, make_part, make_person, make_question

pytestmark = pytest.mark.usefixtures("inside")
DAY = dt.date(2020, 8, 10)


@pytest.fixture
def event() -> int:
    """Six activities with title and summary in French only: twelve texts to translate, among others that are done."""
    number = make_event()
    for position in range(1, 7):
        title, summary = Bilingual.of(fr=f"Atelier {position}"), Bilingual.of(fr=f"= Le résumé\nno {position}")
        make_part(number, position=position, title=title, summary=summary, room=both("Salle"))
    return number


def the_event(number: int) -> Event:
    db.session.rollback()
    return db.session.get_one(Event, number)


def entry(number: int, key: str) -> queries.Entry:
    found = queries.find(the_event(number), key)
    assert found is not None
    return found


def state(number: int, key: str) -> str:
    return entry(number, key).text.state


def texts(number: int, key: str) -> dict[str, str]:
    return dict(entry(number, key).text.texts)


def to_do(number: int) -> list[queries.Entry]:
    return [row for row in queries.worklist(the_event(number)) if Filter(state="open").fits(row)]


def out(number: int, language: str = "fr") -> list[tuple[int, rules.Line]]:
    """The lines of the file as it goes out and is read again."""
    with speaking(language), exports.workbook(to_do(number), "textes") as file:
        return read_lines(file.read(), "textes.xlsx")


def translated(lines: list[tuple[int, rules.Line]]) -> list[tuple[int, rules.Line]]:
    return [(no, rules.Line(row.key, row.original, f"EN {row.original}", row.mark)) for no, row in lines]


def deeds(number: int, key: str) -> list[str]:
    row = entry(number, key).row
    return [one.action.removeprefix("wording.") for one in reversed(audit.history("text", row.id))] if row else []


# --- Out and back ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fr", "en"])
def test_twelve_texts_go_out_and_come_back_and_the_one_whose_original_changed_is_left_alone(event, language):
    lines = out(event, language)
    assert len(lines) == 12
    changed = lines[4][1].key
    service.write(event, changed, {"fr": "Un tout autre titre"})
    back = translated(lines)
    outcomes = {one.line.key: one.outcome for one in queries.judge(the_event(event), back)}
    assert outcomes == {row.key: "stale" if row.key == changed else "new" for _no, row in lines}

    assert service.load(event, back) == {"new": 11, "stale": 1}
    for _number, row in lines:
        before = {"fr": "Un tout autre titre" if row.key == changed else row.original}
        assert texts(event, row.key) == before, "nothing is published before the author has approved it"
        assert state(event, row.key) == ("stale" if row.key == changed else "review")
    kept = entry(event, changed).text
    assert (kept.overtaken, kept.proposal, kept.translation) == (True, f"EN {lines[4][1].original}", "")

    for _number, row in lines:
        if row.key != changed:
            service.write(event, row.key, {"fr": row.original, "en": entry(event, row.key).text.translation})
            assert texts(event, row.key) == {"fr": row.original, "en": f"EN {row.original}"}
            assert deeds(event, row.key) == ["proposed", "approved"]
    assert [row.key for row in to_do(event)] == [changed]


def test_the_same_file_twice_says_the_same_and_adds_nothing(event):
    lines = out(event)
    service.write(event, lines[0][1].key, {"fr": "Autre chose"})
    back = translated(lines)
    service.load(event, back)
    assert service.load(event, back) == {"unchanged": 11, "stale": 1}
    assert deeds(event, lines[0][1].key) == ["written", "overtaken"]
    assert deeds(event, lines[1][1].key) == ["proposed"]


def test_what_is_written_here_meanwhile_is_not_replaced(event):
    lines = out(event)
    here, also = lines[0][1].key, lines[1][1].key
    service.propose(event, here, "Written here")
    service.write(event, also, {"fr": "Autre", "en": "Other"})
    counted = service.load(event, translated(lines))
    assert counted == {"new": 10, "target": 1, "both": 1}
    assert entry(event, here).text.translation == "Written here"
    assert texts(event, also) == {"fr": "Autre", "en": "Other"}


def test_a_late_line_does_not_push_out_a_translation_that_waits(event):
    lines = out(event)
    key = lines[0][1].key
    service.propose(event, key, "First")
    again = [(2, rules.Line(key, lines[0][1].original, "Second", entry(event, key).text.mark))]
    with transaction():
        part = db.session.scalars(select(Part).where(Part.id == int(key.split(":")[1]))).one()
        part.title = part.title.revise(fr="Changé")
    assert service.load(event, again) == {"both": 1}, "what waited was made of the earlier original too"
    assert entry(event, key).text.proposal == "First"


def test_lines_that_are_no_translations_change_nothing(event):
    (_no, row), (_no2, other), *_rest = out(event)
    lines = [
        (2, rules.Line("part:999:title", "x", "y", row.mark)),
        (3, rules.Line(row.key, row.original, "", row.mark)),
        (4, rules.Line(other.key, other.original, "z" * 5001, other.mark)),
    ]
    assert service.load(event, lines) == {"unknown": 1, "empty": 1, "too_long": 1}
    assert db.session.scalars(select(WordingText)).all() == []


def test_an_overtaken_translation_that_is_too_long_is_not_kept(event):
    row = next(row for _no, row in out(event) if row.key.endswith(":title"))
    service.write(event, row.key, {"fr": "Autre"})
    assert service.load(event, [(2, rules.Line(row.key, row.original, "z" * 301, row.mark))]) == {"stale": 1}
    assert entry(event, row.key).text.proposal == ""


def test_a_text_that_no_cell_can_hold_does_not_go_out():
    number = make_event(description=Bilingual.of(fr="mot " * 9000))
    (found,) = to_do(number)
    assert not exports.fits(found) and found.text.words == 9000


# --- One text -------------------------------------------------------------------------------------------------------
def test_a_translation_waits_until_the_author_approves_it(event):
    key = to_do(event)[0].key
    french = texts(event, key)["fr"]
    service.propose(event, key, "  Workshop   one ")
    assert (state(event, key), texts(event, key)) == ("review", {"fr": french})
    with pytest.raises(errors.NothingWritten):
        service.propose(event, key, "Workshop one")
    service.send_back(event, key, "Plus court, s'il vous plaît")
    assert (state(event, key), entry(event, key).note) == ("returned", "Plus court, s'il vous plaît")
    service.propose(event, key, "Workshop")
    assert (state(event, key), entry(event, key).note) == ("review", "")
    service.write(event, key, {"fr": french, "en": "Workshop"})
    assert (state(event, key), texts(event, key)) == ("done", {"fr": french, "en": "Workshop"})
    assert deeds(event, key) == ["proposed", "returned", "proposed", "approved"]
    with pytest.raises(errors.NothingToReview):
        service.send_back(event, key, "Encore")
    with pytest.raises(errors.NothingWritten):
        service.write(event, key, {"fr": french, "en": "Workshop"})


def test_the_author_may_correct_what_waits_or_keep_what_is_published(event):
    key = f"event:{event}:title"
    service.propose(event, key, "Better")
    service.write(event, key, {"fr": "Rencontre (fr)", "en": "Even better"})
    assert (texts(event, key)["en"], deeds(event, key)) == ("Even better", ["proposed", "written"])
    service.propose(event, key, "Worse")
    service.write(event, key, {"fr": "Rencontre (fr)", "en": "Even better"})
    assert (texts(event, key)["en"], state(event, key)) == ("Even better", "done")


def test_a_new_original_leaves_the_translation_behind_and_a_corrected_translation_does_not(event):
    key = f"event:{event}:title"
    service.write(event, key, {"fr": "Rencontre (fr)", "en": "Gathering"})
    assert (state(event, key), entry(event, key).text.stale) == ("done", frozenset())
    service.write(event, key, {"fr": "Retrouvailles", "en": "Gathering"})
    assert state(event, key) == "stale"
    service.write(event, key, {"fr": "Retrouvailles d'été", "en": "Summer gathering"})
    assert state(event, key) == "done"


@pytest.mark.parametrize(("author", "after"), [(True, "done"), (False, "review")])
def test_a_stale_translation_that_is_still_right(event, author, after):
    key = f"event:{event}:title"
    with pytest.raises(errors.NothingWritten):
        service.confirm(event, key, author=author)
    service.write(event, key, {"fr": "Rencontre!", "en": "Rencontre (en)"})
    assert state(event, key) == "stale"
    service.confirm(event, key, author=author)
    assert state(event, key) == after
    if not author:
        service.write(event, key, texts(event, key))
        assert (state(event, key), deeds(event, key)[-1]) == ("done", "approved")


def test_whoever_read_an_earlier_text_writes_nothing(event):
    key = f"event:{event}:title"
    seen = entry(event, key).text.seen
    service.write(event, key, {"fr": "Nouveau", "en": "New"}, seen=seen)
    for use_case in (
        lambda: service.write(event, key, {"fr": "Mien", "en": "Mine"}, seen=seen),
        lambda: service.propose(event, key, "Mine", seen=seen),
        lambda: service.confirm(event, key, author=True, seen=seen),
        lambda: service.send_back(event, key, "Non", seen=seen),
    ):
        with pytest.raises(errors.TextChanged):
            use_case()
    assert (texts(event, key), deeds(event, key)) == ({"fr": "Nouveau", "en": "New"}, ["written"])


def test_nobody_empties_a_text_and_nobody_writes_one_that_is_not_there(event):
    key = f"event:{event}:title"
    with pytest.raises(errors.SideEmptied) as refusal:
        service.write(event, key, {"fr": "Rencontre", "en": " \n"})
    assert refusal.value.language == "en"
    with pytest.raises(errors.SideEmptied):
        service.propose(event, key, "\x00 ")
    with pytest.raises(errors.UnknownText):
        service.propose(event, "event:999:title", "X")
    assert texts(event, key) == {"fr": "Rencontre (fr)", "en": "Rencontre (en)"}


def test_several_translations_are_approved_as_they_were_read(event):
    service.load(event, translated(out(event)))
    first, second, third, *_rest = [row.key for row in queries.worklist(the_event(event)) if row.text.waits]
    read = {key: entry(event, key).text.seen for key in (first, second, third)}
    service.send_back(event, second, "Encore")
    read[second] = entry(event, second).text.seen
    service.propose(event, third, "Meanwhile")
    title = f"event:{event}:title"
    assert service.approve(event, {**read, title: entry(event, title).text.seen, "event:999:title": ""}) == 1
    assert [state(event, key) for key in (first, second, third)] == ["done", "returned", "review"]
    assert texts(event, first)["en"] == f"EN {texts(event, first)['fr']}"
    assert deeds(event, first) == ["proposed", "approved"]


# --- Where texts stand ----------------------------------------------------------------------------------------------
def test_every_place_of_an_event_is_read_and_written_back():
    number = make_event(venue=Venue(name=Bilingual.of(fr="Maison"), city="Vancouver"))
    make_part(number, title=Bilingual.of(fr="Séance"))
    question = make_question(
        number, "meal", kind="choice", help={"fr": "Aide"}, options=[{"id": "a/b", "label": {"fr": "Végane"}}]
    )
    revision = the_event(number).revision
    everything = queries.list_all([the_event(number)])[number]
    for row in everything:
        with_both = {code: f"{code} {row.key}" for code in ("fr", "en")}
        service.write(number, row.key, with_both)
        assert texts(number, row.key) == with_both, row.key
    assert the_event(number).revision == revision + 8, "whoever has the event's form open notices"
    kinds = [key.split(":")[0] for key in (row.key for row in everything)]
    assert kinds == ["event"] * 3 + ["venue"] * 2 + ["part"] * 3 + ["text"] * 14 + ["category"] * 2 + ["question"] * 4
    category = db.session.scalars(select(Category)).one()
    assert category.name.en == f"en category:{category.id}:name"
    (asked,) = asked_by("event", number)
    assert asked.options[0][1].en == f"en question:{question}:options:a/b"


def test_a_translated_question_keeps_its_version_and_one_that_says_something_else_gets_another():
    number = make_event()
    question = make_question(number, "meal", label={"fr": "Repas?"}, options=[])
    key = f"question:{question}:label"

    def versions() -> list[str]:
        rows = db.session.scalars(select(QuestionVersion).order_by(QuestionVersion.number))
        return [row.label.get("fr") for row in rows]

    service.write(number, key, {"fr": "Repas?", "en": "Meal?"})
    assert versions() == ["Repas?"]
    service.write(number, key, {"fr": "Quel repas?", "en": "Meal?"})
    assert versions() == ["Repas?", "Quel repas?"]
    service.write(number, key, {"fr": "Quel repas?", "en": "Which meal?"})
    assert versions() == ["Repas?", "Quel repas?"]
    assert db.session.scalars(select(Question.version)).one() == 2


def test_a_text_without_any_words_is_no_work():
    number = make_event()
    everything = queries.list_all([the_event(number)])[number]
    assert {row.key for row in everything} - {row.key for row in queries.worklist(the_event(number))} == {
        f"event:{number}:description",
        f"category:{db.session.scalars(select(Category.id)).one()}:description",
        *(f"text:{kind}:text" for kind in TEXT_KINDS),
    }


# --- Who, until when ------------------------------------------------------------------------------------------------
def test_texts_are_given_to_somebody_and_taken_back(event):
    translator = make_person("translator", event_id=event)
    keys = [row.key for row in to_do(event)][:3]
    assert service.assign(event, keys + keys[:1], owner=translator, due=DAY) == 3
    given = [(row.owner_id, row.due_on, row.late) for row in to_do(event)]
    assert given == [(translator, DAY, True)] * 3 + [(None, None, False)] * 9
    mine = Filter(owner=str(translator))
    assert [row.key for row in to_do(event) if mine.fits(row)] == keys
    assert service.assign(event, keys[:1], owner=None) == 1
    assert (entry(event, keys[0]).owner_id, entry(event, keys[0]).due_on) == (None, DAY)
    service.assign(event, keys[:1], due=None)
    service.assign(event, keys[:1], due=None)
    assert deeds(event, keys[0]) == ["assigned"] * 3
    late = [row.key for row in queries.worklist(the_event(event)) if Filter(late="yes").fits(row)]
    assert late == keys[1:]


def test_texts_are_given_only_to_those_who_may_write_them_and_only_if_all_are_there(event):
    key = to_do(event)[0].key
    other = make_event("autre-2020")
    for person in (make_person("reader", event_id=event), make_person("translator", event_id=other), 0):
        with pytest.raises(errors.OwnerUnknown):
            service.assign(event, [key], owner=person)
    with pytest.raises(errors.UnknownText):
        service.assign(event, [key, f"event:{other}:title"], due=DAY)
    assert db.session.scalars(select(WordingText)).all() == []


def test_what_was_given_to_somebody_who_leaves_is_nobodys(event):
    from aami_events.wording import hooks

    make_person("translator", event_id=event, email="t@exemple.example")
    person = people.queries.find_person_by_email("t@exemple.example").id
    keys = [row.key for row in to_do(event)][:2]
    service.assign(event, keys, owner=person, due=DAY)
    found = hooks.find("t@exemple.example")
    assert len(found) == 2 and hooks.find("nobody@exemple.example") == {}
    told = [record.plain() for record in hooks.records(found)]
    assert min(told, key=lambda row: row["text"]) == {"text": min(keys), "due": "2020-08-10", "note": ""}
    assert hooks.erase(found) == 2
    assert [entry(event, key).owner_id for key in keys] == [None, None]
    assert [entry(event, key).due_on for key in keys] == [DAY, DAY]


@pytest.mark.parametrize("events", [1, 3])
def test_the_worklists_of_several_events_take_as_many_queries_as_one(events, inside):
    from sqlalchemy import event as sql_event

    numbers = [make_event(f"rencontre-{number}-2020", parts=[{}, {}]) for number in range(events)]
    found = [the_event(number) for number in numbers]
    asked: list[str] = []

    def listener(_connection, _cursor, statement, *_rest) -> None:
        asked.append(statement)

    [event.zone for event in found]
    sql_event.listen(db.engine, "before_cursor_execute", listener)
    try:
        assert [len(rows) for rows in queries.list_begun(found).values()] == [5] * events
    finally:
        sql_event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) == 16
