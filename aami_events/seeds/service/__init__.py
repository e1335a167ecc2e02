"""The plan's events and the demo, loaded through the services only."""

import dataclasses
import datetime as dt
import math
import random
from typing import Any

from sqlalchemy import func, select

from ...events import service as events
from ...events.queries import find_event_whole, list_all
from ...events.queries.texts import texts_of
from ...foundation import clock
from ...foundation.bilingual import Bilingual
from ...foundation.database import db, transaction, transactional
from ...people import service as people
from ...people.models import Person
from ...people.queries import find_person_by_email
from ...plan import service as plan
from ...questions import queries as questions
from ...questions import service as asking
from ...registration import service as registration
from ...registration.models import Registration
from ...registration.queries import categories_of, places_out_of_step
from ...registration.queries.support import attends
from ...wording import service as wording
from .access import follow_needs
from .call import call_for_proposals, decide_on_proposals
from .committees import seat_committees
from .data import data
from .invited import load_guests
from .letters import write_letters
from .outreach import reach_out
from .pictures import illustrate
from .presence import be_in_the_calls, come_to_the_door
from .programme import arrange
from .reading import read_again, read_proposals
from .surveys import evaluate_workshops, plan_conference_survey
from .workshops import hold_workshops

PURPOSES = ("listing", "photo", "recording", "quotation", "promotion", "access_needs")
#: when the plan's events were written down: before anybody could register for one
WRITTEN = dt.timedelta(weeks=50)
#: of ten people of member organisations at the general meeting, how many come as its delegate if nobody else does
DELEGATES = 8


def load_plan() -> None:
    """Regions, the plan, its events; what is there stays as people have made it."""
    for position, region in enumerate(data("regions"), 1):
        people.ensure_region(region["key"], Bilingual.from_json(region["name"]), region["provinces"], position)
    plan.load_objectives(data("plan")["objectives"])
    for facts in data("events")["events"]:
        _load_event(facts)
    for event in list_all():
        events.load_texts(event.id, _texts(event.slug))


def _texts(slug: str) -> dict[str, Any]:
    """What people have written for an event of the plan; nothing for others."""
    texts = data("texts")
    return {**texts["shared"], **texts["events"][slug]} if slug in texts["events"] else {}


@transactional
def _load_event(facts: dict[str, Any]) -> None:
    event_id = events.load_event(facts)
    if event_id is None:
        return
    for position, category in enumerate(facts["categories"], 1):
        registration.add_category(
            event_id,
            category["key"],
            name=Bilingual.from_json(category["name"]),
            description=Bilingual.from_json(category["description"]),
            capacity=category["capacity"],
            price_cents=category["price_cents"],
            least_cents=category.get("least_cents"),
            members_only=category["members_only"],
            agm_only=category["agm_only"],
            position=position,
        )
    if not facts["categories"]:
        registration.add_general_category(event_id)
    for position, question in enumerate(facts["questions"], 1):
        asking.ask(("event", event_id), question["key"], position, **asking.says(question))
    events.load_texts(event_id, _texts(facts["slug"]))
    events.check_texts(event_id)


def is_empty() -> bool:
    """Nobody has an account and nobody is registered."""
    return not any(db.session.scalar(select(func.count()).select_from(table)) for table in (Person, Registration))


def load_demo(attendees: int, seed: int) -> int:
    """Member organisations, accounts for one-click sign-in, people at the conference and the workshops."""
    with transaction():
        if not clock.load():
            clock.start_demo()
    clock.load()
    with clock.stopped(clock.DEMO_START - WRITTEN):
        load_plan()
    for facts in data("organisations"):
        rest = {name: facts[name] for name in ("province", "region", "language", "email", "kind")}
        people.ensure_organisation(facts["key"], Bilingual.from_json(facts["name"]), **rest)
    _accounts()
    _late_texts()
    seat_committees(_names())
    reach_out(_names())
    draw = random.Random(seed)
    for slug, facts in data("invitations").items():
        load_guests(slug, facts, {row["email"]: row for row in data("people")}, _names())
    made = _register_people("conference-2020", attendees, draw)
    follow_needs("conference-2020")
    call_for_proposals(_names())
    read_proposals("programmation-2020")
    decide_on_proposals("conference-2020")
    read_again("programmation-2020")
    illustrate("conference-2020")
    arrange("conference-2020")
    made += hold_workshops("cybersecurity-workshops-2020", random.Random(seed))
    come_to_the_door("festival-minicaucus-2020")
    be_in_the_calls("cybersecurity-workshops-2020")
    evaluate_workshops("cybersecurity-workshops-2020")
    plan_conference_survey("conference-2020")
    write_letters("conference-2020")
    return made


def _names() -> dict[str, str]:
    """{organisation: its name}"""
    return {row["key"]: row["name"]["fr"] or row["name"]["en"] for row in data("organisations")}


def _accounts() -> None:
    if db.session.scalar(select(func.count()).select_from(Person)):
        return
    event = find_event_whole("conference-2020")
    scope = ("event", event.id) if event else ("house", 0)
    for name, who, role, where in (
        ("Administration (démo)", "admin", "administrator", ("house", 0)),
        ("Coordination de la conférence (démo)", "organisation", "organiser", scope),
        ("Accessibilité (démo)", "accessibilite", "access_coordinator", scope),
        ("Vie privée (démo)", "vie-privee", "privacy_officer", ("house", 0)),
        ("Accueil (démo)", "accueil", "door", scope),
        ("Lecture (démo)", "lecture", "reader", scope),
        ("Traduction (démo)", "traduction", "translator", scope),
    ):
        person = people.create_person(name, f"{who}@demo.example")
        people.grant(person, role, scope=where)
        if role == "organiser":  # and may begin other events
            people.grant(person, "coordinator")


#: help of the conference's questions that came late, in French only, and the day their translation was due
LATE_TEXTS = {
    "travel": ("Nous tenons une courte liste de chambres à prix réduit près du quai.", dt.date(2020, 8, 7)),
    "first-visit": ("Si oui, nous vous envoyons un petit guide du quartier.", dt.date(2020, 8, 12)),
}


def _late_texts() -> None:
    """Two texts are given to the translator and late."""
    event, owner = find_event_whole("conference-2020"), find_person_by_email("traduction@demo.example")
    if event is None or owner is None:
        return
    event_id, owner_id = event.id, owner.id
    for question in questions.asked_by("event", event_id):
        text, due = LATE_TEXTS.get(question.key, ("", None))
        if text and question.text.help is None:
            key = f"question:{question.id}:help"
            wording.write(event_id, key, {"fr": text})
            wording.assign(event_id, [key], owner=owner_id, due=due)


def _register_people(slug: str, wanted: int, draw: random.Random) -> int:
    event = find_event_whole(slug)
    if event is None:
        return 0
    here = select(func.count()).select_from(Registration).where(Registration.event_id == event.id, attends())
    held = db.session.scalar(here) or 0
    event_id, parts = event.id, [(part.id, part.places.capacity) for part in event.parts]
    categories = [row.key for row in categories_of(event_id) if not row.agm_only]
    asked = questions.asked_by("event", event_id)
    names = _names()
    shown = {kind: version.id for kind, version in texts_of(event_id).items()}
    made, attending = 0, [facts for facts in data("people") if not facts.get("supports")]
    for number in range(held, wanted):
        facts = attending[number % len(attending)]
        with clock.stopped(_day(number, wanted)), transaction():
            outcome = registration.register(
                event_id,
                dataclasses.replace(
                    _entry(facts, number // len(attending), names, categories, parts, asked, draw), texts=shown
                ),
                by_organiser=True,
                source="command",
                letter=False,
            )
            made += not outcome.repeated
    return made


def _day(number: int, wanted: int) -> dt.datetime:
    """People come in a little faster each week, from June to the demo's beginning."""
    weeks = dt.timedelta(weeks=10)
    return clock.DEMO_START - weeks + weeks * math.pow((number + 1) / (wanted + 1), 0.7)


def _entry(
    facts: dict[str, Any],
    turn: int,
    names: dict[str, str],
    categories: list[str],
    parts: list[tuple[int, int | None]],
    asked: list[questions.Asked],
    draw: random.Random,
) -> registration.Entry:
    member = facts["organisation"] in names
    open_to = [key for key in categories if member or key != "member"]
    answers = {}
    for question in asked:
        if question.key == "diet" and facts.get("diet"):
            answers[question.version_id] = facts["diet"]
    return registration.Entry(
        name=facts["name"] + (f" {turn + 1}" if turn else ""),
        email=facts["email"] if not turn else facts["email"].replace("@", f"+{turn}@"),
        language=facts["language"],
        category="member" if member and "member" in categories else draw.choice(open_to),
        badge_name=facts.get("badge_name") or "",
        pronouns=facts.get("pronouns") or "",
        organisation=names.get(facts["organisation"]) or facts.get("organisation_text") or "",
        province=facts["province"],
        mode="online" if facts["online"] else "in_person",
        first_time=facts["first_time"],
        parts=tuple(part for part, capacity in parts if draw.random() < min(0.6, (capacity or 100) / 240)),
        answers=answers,
        consents={purpose: draw.random() < 0.6 for purpose in PURPOSES},
        access_needs=facts.get("access") or "",
        support=_support(facts) if not turn else None,
        delegate=member and not turn and sum(map(ord, facts["name"])) % 10 < DELEGATES,
    )


def _support(facts: dict[str, Any]) -> registration.Support | None:
    """Who comes along with somebody, named or to be named."""
    if facts.get("support_to_be_named"):
        return registration.Support()
    along = next((row for row in data("people") if row.get("supports") == facts["email"]), None)
    return registration.Support(along["name"], along["email"], needs=along["access"]) if along else None


def faults() -> list[str]:
    """What `ops check` finds: places that do not equal the people who hold them."""
    return places_out_of_step()
