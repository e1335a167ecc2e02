"""A new event from another one: its plan, its words and its settings, at the same distance, and nobody."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from aami_events.committees import queries as committees
from aami_events.committees import service as committee
from aami_events.evaluation import queries as surveys
from aami_events.evaluation.rules import Days
from aami_events.events import service
from aami_events.events.errors import EntryWrong
from aami_events.events.queries import find_event_whole, get_event
from aami_events.events.queries.cloning import parts_of
from aami_events.events.queries.texts import texts_of
from aami_events.foundation.bilingual import Bilingual, Written
from aami_events.foundation.database import db, transaction
from aami_events.foundation.dates import FuzzyDate
from aami_events.mailings.models import Mailing, MailingCopy
from aami_events.mailings.queries import mailings_of
from aami_events.people import service as people
from aami_events.questions.queries import asked_by
from aami_events.registration.models import Registration
from aami_events.registration.queries import categories_of
from tests.factories import (
    NOW,
    make_category,
    make_event,
    make_part,
    make_person,
    make_question,
    make_venue,
    register,
    write_text,
)
from tests.factories.committees import make_committee
from tests.factories.mailings import make_mailing
from tests.factories.signing import PASSWORD, sign_in
from tests.factories.surveys import make_survey

FIRST = dt.date(2027, 9, 16)
TITLE = Written("Rencontre 2027", "Gathering 2027")


@pytest.fixture
def full(inside) -> int:
    return furnished()


def furnished() -> int:
    """An event with a little of everything."""
    event = make_event(
        capacity=70, mode="hybrid", venue=make_venue(), change_until=dt.datetime(2020, 9, 10, 4, tzinfo=dt.UTC)
    )
    first, part = make_part(event, capacity=12, slug="atelier-2020"), make_part(event, position=2)
    make_category(event, key="member", price_cents=12_500, capacity=30, members_only=True, position=5)
    make_question(event, "diet", kind="choice", options=[{"id": "a", "label": {"fr": "A", "en": "A"}}])
    make_question(event, "why", position=2, condition={"question": "diet", "equals": "a"}, sensitive=True)
    make_question(event, "link", form="call")
    board = make_committee(event_id=event, starts=dt.date(2020, 4, 1), ends=dt.date(2020, 10, 31))
    committee.add_task(board, committee.TaskEntry("Réserver la salle", "fr", due_on=dt.date(2020, 9, 1)))
    days, done = Days(opens_after=1, closes_after=21), Days(closes_after=2)
    make_survey(audience="present", event_id=event, days=days)
    make_survey(audience="part", event_id=event, part_id=part, days=done, title=Written("Atelier", "Workshop"))
    slug = surveys.list_of_events([event])[0].slug
    make_mailing(event, planned=True, part=str(part), survey=slug, send="relative", days=-3, hour=dt.time(9))
    make_mailing(event, send="moment", at=dt.datetime(2020, 9, 1, 8))
    register(event, category="general", parts=[first])
    return event


def clone(source: int, first: dt.date | None = FIRST, **more) -> int:
    return service.clone_event(source, service.CloneEntry(TITLE, first=first, **more), creator_id=make_person())


def test_everything_keeps_its_distance_and_nobody_comes_along(full):
    event = get_event(clone(full))
    assert (event.slug, event.state, event.mode, event.places.capacity, event.places.taken) == (
        "rencontre-2027", "draft", "hybrid", 70, 0,
    )  # fmt: skip
    assert event.venue_id == get_event(full).venue_id and event.title.get("en") == "Gathering 2027"
    assert event.starts == dt.datetime(2027, 9, 16, 9) and event.ends == dt.datetime(2027, 9, 18, 17)
    assert event.change_until == dt.datetime(2027, 9, 9, 4, tzinfo=dt.UTC)
    one, two = parts_of(event.id)
    assert (one.places.capacity, one.places.taken, one.slug) == (12, 0, None)
    assert two.starts == dt.datetime(2027, 9, 16, 13)
    texts = texts_of(event.id)
    assert texts.keys() == texts_of(full).keys()
    assert all(version.number == 1 and version.contacts == [] for version in texts.values())
    assert db.session.scalar(select(func.count()).where(Registration.event_id == event.id)) == 0


def test_its_form_its_committees_its_surveys_and_its_letters_come_along(full):
    event = clone(full)
    assert [(row.key, row.price_cents, row.members_only, row.places.capacity, row.places.taken)
            for row in categories_of(event)] == [
        ("general", 0, False, None, 0), ("member", 12_500, True, 30, 0),
    ]  # fmt: skip
    diet, why = asked_by("event", event)
    assert (diet.key, why.key, why.text.sensitive) == ("diet", "why", True)
    assert why.definition.condition == ("diet", "a") and [one.key for one in asked_by("call", event)] == ["link"]
    (board,) = committees.of_events([event])
    assert (board.starts, committees.members_of(board.id)) == (dt.date(2027, 3, 31), [])
    assert [task.due_on for task in committees.tasks_of(board.id)] == [dt.date(2027, 8, 31)]
    whole, of_part = surveys.list_of_events([event])
    twins = dict(zip((part.id for part in parts_of(full)), (part.id for part in parts_of(event)), strict=True))
    old_whole, old_part = surveys.list_of_events([full])
    assert (whole.state, whole.opens_after, of_part.part_id) == ("draft", 1, twins[old_part.part_id])
    moment, relative = mailings_of(event)
    assert (moment.state, moment.send, moment.at) == ("draft", "moment", dt.datetime(2027, 8, 31, 8))
    assert (relative.state, relative.days, relative.hour) == ("draft", -3, dt.time(9))
    assert relative.asked.part == str(of_part.part_id) and relative.asked.survey == whole.slug != old_whole.slug
    copies = select(func.count()).select_from(MailingCopy).join(Mailing).where(Mailing.event_id == event)
    assert db.session.scalar(copies) == 0


def test_a_survey_of_a_session_that_nobody_chooses_stays(inside):
    event = make_event()
    talk = make_part(event, programme=True)
    make_survey(audience="part", event_id=event, part_id=talk, days=Days(closes_after=2))
    make_survey(audience="registered", event_id=event, days=Days(closes_after=2))
    assert [row.audience for row in surveys.list_of_events([clone(event)])] == ["registered"]


def test_without_a_first_day_nothing_has_a_date(full):
    event = get_event(clone(full, None))
    assert event.starts is None and event.opens_at is None and event.when.first is None
    assert all(part.starts is None for part in parts_of(event.id))
    (board,) = committees.of_events([event.id])
    assert board.starts is None
    moment, relative = mailings_of(event.id)
    assert (moment.send, moment.at, relative.send) == ("hand", None, "relative")


def test_a_source_of_an_approximate_date_gives_a_day(inside):
    june = FuzzyDate(dt.date(2022, 6, 1), dt.date(2022, 6, 30), "month")
    source = make_event("juin-2022", when=june, starts=None, ends=None)
    event = get_event(clone(source))
    assert (event.when, event.starts) == (FuzzyDate(FIRST, None, "day"), None)
    days = FuzzyDate(dt.date(2022, 6, 1), dt.date(2022, 6, 3), "day")
    other = make_event("trois-jours-2022", when=days, starts=None, ends=None)
    assert get_event(clone(other, slug="encore-2027")).when == FuzzyDate(FIRST, FIRST + dt.timedelta(days=2), "day")


def test_an_event_without_categories_gets_the_general_one(inside):
    source = make_event()
    with transaction():
        for row in categories_of(source):
            row.retired_at = NOW
    assert [row.key for row in categories_of(clone(source))] == ["general"]


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (service.CloneEntry(Written()), ("title", "title")),
        (service.CloneEntry(TITLE, slug="X Y"), ("slug", "slug")),
        (service.CloneEntry(TITLE, slug="rencontre-2020"), ("slug", "slug_taken")),
        (service.CloneEntry(TITLE, first=dt.date(1000, 1, 1)), ("first_day", "year_far")),
    ],
)
def test_what_is_wrong_makes_nothing(full, entry, fault):
    with pytest.raises(EntryWrong) as refusal:
        service.clone_event(full, entry, creator_id=make_person())
    assert refusal.value.faults == [fault] and find_event_whole("rencontre-2027") is None


def test_texts_keep_which_side_is_older(full):
    write_text(full, "emergency", fr="Autre", en="")
    assert texts_of(clone(full))["emergency"].text == texts_of(full)["emergency"].text
    assert isinstance(texts_of(full)["emergency"].text, Bilingual)


# --- pages ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organiser_who_may_begin_events_copies_one(app, language):
    with app.app_context():
        event = furnished()
        make_person("coordinator", email="c@x.example", password=PASSWORD)
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
        both = make_person("coordinator", email="b@x.example", password=PASSWORD)
        people.grant(both, "organiser", scope=("event", event))
    here = f"/{language}/organise/rencontre-2020/copy"
    assert [sign_in(app, who).get(here).status_code for who in "co"] == [403, 403]
    mine = sign_in(app, "b")
    page = mine.get(here).text
    assert ("2 activités" if language == "fr" else "2 activities") in page
    assert ("2 courriels aux groupes" if language == "fr" else "2 e-mails to groups") in page
    assert here in mine.get(f"/{language}/organise/rencontre-2020/").text
    wrong = mine.post(here, data={"title-fr": "", "title-en": "", "first_day": "demain", "slug": "rencontre-2020"})
    assert wrong.status_code == 422 and 'class="summary"' in wrong.text
    taken = mine.post(here, data={"title-fr": "Un", "title-en": "One", "slug": "rencontre-2020"})
    assert taken.status_code == 422 and "rencontre-2020" in taken.text
    done = mine.post(here, data={"title-fr": "Un", "title-en": "One", "first_day": "2027-09-16", "slug": "une-2027"})
    assert done.location.endswith("/organise/une-2027/checklist")
    assert mine.get(done.location).status_code == 200, "who made it is its organiser"
    assert mine.get(f"/{language}/organise/une-2027/history").text.count("rencontre-2020") >= 1
