"""The demo's calls for proposals, and what people have proposed, each at their time."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ...events.models import Event
from ...events.queries import find_event
from ...foundation import clock
from ...foundation.bilingual import Written
from ...foundation.database import db, transaction, transactional
from ...foundation.dates import in_zone
from ...foundation.outbox import withdraw
from ...people.queries import find_region_of
from ...proposals import service as proposals
from ...proposals.models import Speaker
from ...proposals.queries import find_call, find_proposal, formats_of, tracks_of
from ...proposals.queries.lists import Filter, everything
from ...questions import service as asking
from .data import data, draw

Facts = Mapping[str, Any]
#: what the demo's people say, from the pronouns that they use
GENDERS = {
    "elle": "woman",
    "she/her": "woman",
    "il": "man",
    "he/him": "man",
    "iel": "non_binary",
    "they/them": "non_binary",
}
#: by the length of a session of the programme: which type it was proposed as
TYPES = ((45, "talk"), (75, "panel"), (600, "workshop"))


def call_for_proposals(names: Mapping[str, str]) -> int:
    """Open the calls and answer them, wholly or not at all; how many proposals. `names` are those of organisations."""
    people = {row["email"]: row for row in data("people")}
    made = 0
    for slug, facts in data("call").items():
        event = find_event(slug)
        if event is None or find_call(event.id):
            continue
        with transaction():
            _open(event, facts)
            rows: list[dict[str, Any] | None] = [_extra(row, names) for row in facts["proposals"]]
            if facts["programme"]:
                rows += [_held(row, people, names) for row in data("programme")[slug]["sessions"]]
                rows += _others(people, names, taken={row["email"] for row in facts["proposals"]})
            for row in sorted((row for row in rows if row), key=lambda row: str(row["on"])):
                _propose(event, row)
                made += 1
            _write_to_nobody(event)
    return made


@transactional
def decide_on_proposals(slug: str) -> None:
    """In July; announced on 5 August. What is in the programme was accepted; the committee reads a few once more."""
    event = find_event(slug)
    rows = everything(event.id, Filter(state="submitted")) if event else []
    if event is None or any(row.decision for row in rows):
        return
    with clock.stopped(dt.datetime(2020, 7, 20, 10, tzinfo=ZoneInfo(event.zone))):
        decided = _decisions(rows)
        for decision, chosen in decided.items():
            proposals.decide(event.id, [row.id for row in chosen], decision)
    with clock.stopped(dt.datetime(2020, 8, 5, 9, tzinfo=ZoneInfo(event.zone))):
        proposals.announce(event.id)
    with clock.stopped(dt.datetime(2020, 8, 9, 20, tzinfo=ZoneInfo(event.zone))):
        for row in decided["accepted"][2:]:  # with two it is still talked about
            proposals.agree_fee(event.id, row.id, row.fee_asked_cents, base=row.revision)
        for row in decided["accepted"][3:]:  # three have not confirmed
            proposals.confirm(row.speakers[0].speaker_id, row.id, recording=row.id % 5 != 0, away=[])
        proposals.decide(event.id, [row.id for row in _extras(rows)[5:7]], "accepted")  # and not announced
    _write_to_nobody(event)


def _decisions(rows: Sequence[Any]) -> dict[str, list[Any]]:
    """{decision: proposals}; what stands in none of them is read once more."""
    extras = _extras(rows)
    read = [row for row in rows if row.track_id is not None and row not in extras]
    standby = [*extras[:2], *read[5::20]]
    return {
        "accepted": [row for row in rows if row.track_id is None],
        "standby": standby,
        "declined": [*extras[2:5], *(row for row in read if row not in standby and not _again(row, read))],
    }


def _extras(rows: Sequence[Any]) -> list[Any]:
    """What is neither in the programme nor among the many others."""
    others = {_key(row["title"]) for row in data("proposals")}
    return [row for row in rows if row.track_id is not None and _key(row.title.texts()) not in others]


def _key(title: Mapping[str, str | None]) -> str:
    return title.get("fr") or title.get("en") or ""


def _again(row: Any, rows: Sequence[Any]) -> bool:
    """Every ninth is read once more, and not decided yet."""
    return rows.index(row) % 9 == 4


def _write_to_nobody(event: Event) -> None:
    """The demo's addresses are nobody's."""
    for number in db.session.scalars(select(Speaker.id).where(Speaker.event_id == event.id)).all():
        withdraw(("speaker", number))


def _others(people: Mapping[str, Any], names: Mapping[str, str], *, taken: Collection[str]) -> list[dict[str, Any]]:
    """What else was proposed, by people who come to the conference, in the languages that they write."""
    free = [row for email, row in people.items() if email not in taken]
    made = []
    for number, row in enumerate(data("proposals")):
        side = next((code for code in ("fr", "en") if not row["title"]["en" if code == "fr" else "fr"]), None)
        able = [one for one in free if side in (None, one["language"])]
        who = able[number * 7 % len(able)]
        on = dt.datetime(2020, 5, 6, 9, 5) + dt.timedelta(days=number * 55 // 115, minutes=number * 37 % 700)
        made.append(
            {
                **row,
                **{name: who[name] for name in ("name", "email", "language", "pronouns")},
                "organisation": names.get(who["organisation"] or "", ""),
                "region": find_region_of(who["province"]),
                "on": on.isoformat(timespec="minutes"),
                "fee": 20_000 + 5_000 * (number % 5),
            }
        )
    return made


def _written(text: Mapping[str, str]) -> Written:
    return Written(text["fr"], text["en"])


def _open(event: Event, facts: Facts) -> None:
    opens, closes = (dt.datetime.fromisoformat(facts[name]) for name in ("opens", "closes"))
    with clock.stopped(in_zone(opens, event.zone)):
        proposals.set_call(event.id, proposals.CallEntry(_written(facts["text"]), opens, closes), base=0)
        proposals.add_usual(event.id)
        for _key, name, description in facts["tracks"]:
            proposals.save_track(event.id, proposals.TrackEntry(_written(name), _written(description)))
        for position, question in enumerate(facts.get("questions", ()), 1):
            asking.ask(("call", event.id), question["key"], position, **asking.says(question))


def _extra(row: Facts, names: Mapping[str, str]) -> dict[str, Any]:
    return {**row, "organisation": names.get(row["organisation"], "")}


def _held(row: Facts, people: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any] | None:
    """A session of the programme as it was proposed in spring: by who speaks in it first, with the others."""
    if row["kind"] != "session" or not row["speakers"]:
        return None
    first, *others = row["speakers"]
    who, day = people[first], int(row["key"].lstrip("s") or 1) % 50
    on = dt.datetime(2020, 5, 10, 13, 20) + dt.timedelta(days=day, minutes=17 * day)
    return {
        "title": row["title"],
        "abstract": row["abstract"],
        "format": "screening" if row.get("works") else next(key for most, key in TYPES if row["minutes"] <= most),
        "works": row.get("works", ()),
        "minutes": row["minutes"],
        "languages": row["languages"] or ["fr", "en"],
        "track": None,
        "name": who["name"],
        "email": first,
        "pronouns": who["pronouns"],
        "language": who["language"],
        "organisation": names.get(who["organisation"] or "", ""),
        "region": find_region_of(who["province"]),
        "on": on.isoformat(timespec="minutes"),
        "fee": 25_000,
        "voices": [[people[email]["name"], email, "accept"] for email in others],
    }


def _propose(event: Event, row: Facts) -> int:
    at = in_zone(dt.datetime.fromisoformat(row["on"]), event.zone)
    with clock.stopped(at):
        number = proposals.propose(event.id, _person(row), _pitch(event, row), send=row.get("state") != "draft")
        found = find_proposal(event.id, number)
        seats = {one.speaker.email: one.speaker_id for one in found.speakers} if found else {}
        for _name, email, does in row.get("voices", ()):
            if does == "accept" and email in seats and email != row["email"]:
                proposals.answer(seats[email], number, accept=True)
        if row.get("state") == "withdrawn":
            proposals.withdraw_proposal(seats[row["email"]], number)
    return number


def _person(row: Facts) -> proposals.Proposer:
    return proposals.Proposer(
        name=row["name"],
        email=row["email"],
        language=row["language"],
        organisation=row["organisation"],
        region=row["region"],
        understands=(row["language"],),
        gender=GENDERS.get(row.get("pronouns") or ""),
    )


def _pitch(event: Event, row: Facts) -> proposals.Pitch:
    kinds = {one.key: one for one in formats_of(event.id)}
    tracks = {one.name.fr: one.id for one in tracks_of(event.id)}
    themes = {key: name["fr"] for key, name, _about in data("call")[event.slug]["tracks"]}
    kind = kinds.get(row["format"])
    works = [proposals.WorkEntry(*work) for work in row.get("works", ())]
    return proposals.Pitch(
        title=_written(row["title"]),
        abstract=_written(row["abstract"]),
        format_id=kind.id if kind else None,
        track_id=tracks.get(themes.get(row["track"], "")),
        minutes=min(max(row["minutes"], kind.least), kind.most) if kind else None,
        languages=tuple(row["languages"]),
        technical=row.get("technical", ""),
        sign_video=row.get("video", ""),
        fee_asked_cents=row["fee"],
        works=tuple(works),
        voices=tuple(proposals.Voice(name, email) for name, email, _does in row.get("voices", ())),
        answers=_answers(data("call")[event.slug].get("answered", {}), row),
    )


def _answers(said: Mapping[str, Sequence[Mapping[str, str]]], row: Facts) -> dict[str, list[str]]:
    """What somebody answers to the call's own questions, in their language: the longer ones two times in three."""
    title, language = _key(row["title"]), row["language"]
    longer = {
        key: [texts[draw(title, key) % len(texts)][language]] for key, texts in said.items() if draw(key, title) % 3
    }
    return {"shown": [("never", "elsewhere", "here", "never")[draw(title) % 4]], **longer}
