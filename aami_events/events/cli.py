"""flask events list | create SLUG --fr TITLE --en TITLE --capacity N [--kind KIND] [--open]

flask events part SLUG --fr TITLE --en TITLE --starts TIME --zone ZONE [--minutes N] [--capacity N] [--language fr]
"""

import datetime as dt
from typing import Any

import click
from flask.cli import AppGroup

from ..foundation import clock
from ..foundation.bilingual import Bilingual
from ..foundation.dates import CANADIAN_ZONES, FuzzyDate
from . import queries, service
from .errors import SlugInvalid, SlugTaken
from .queries.texts import missing_texts
from .rules import KINDS, registration_state

events = AppGroup("events", help="Events.")
GROUPS = (events,)


@events.command("list")
def list_events() -> None:
    """One line an event: slug, state, places, title."""
    for event in queries.list_all():
        places = f"{event.places.taken}/{event.places.capacity if event.places.capacity is not None else '∞'}"
        state = registration_state(event.facts, clock.now())
        click.echo(f"{event.slug}\t{event.state}\t{state}\t{places}\t{event.title.get('fr')} | {event.title.get('en')}")


@events.command("create")
@click.argument("slug")
@click.option("--fr", required=True, help="French title.")
@click.option("--en", required=True, help="English title.")
@click.option("--capacity", type=click.IntRange(0), required=True)
@click.option("--kind", type=click.Choice(KINDS), default="meeting")
@click.option("--open", "opened", is_flag=True, help="Publish it with registration open for 30 days.")
def create(slug: str, fr: str, en: str, capacity: int, kind: str, opened: bool) -> None:
    """Create an event; it has one general category."""
    now = clock.now()
    last = now + dt.timedelta(days=60)
    facts = {"state": "published", "opens_at": now, "closes_at": now + dt.timedelta(days=30)} if opened else {}
    try:
        event_id = service.create_event(
            slug,
            kind=kind,
            title=Bilingual.of(fr=fr, en=en),
            capacity=capacity,
            when=FuzzyDate(last.date(), last.date(), "month"),
            **facts,
        )
    except SlugTaken as error:
        raise click.ClickException(f"{slug}: this address is taken") from error
    except SlugInvalid as error:
        raise click.ClickException(f"{slug}: small letters, digits and hyphens, 4 to 60 of them") from error
    if opened and (missing := missing_texts(event_id)):
        click.echo(f"{slug} is public without {len(missing)} of the texts that it must have: write them", err=True)
    click.echo(slug)


@events.command("part")
@click.argument("slug")
@click.option("--fr", required=True, help="French title.")
@click.option("--en", required=True, help="English title.")
@click.option(
    "--starts", type=click.DateTime(["%Y-%m-%dT%H:%M"]), required=True, help="Wall time there: 2020-09-17T09:30."
)
@click.option("--minutes", type=click.IntRange(1), default=90, help="How long it takes.")
@click.option("--zone", type=click.Choice(CANADIAN_ZONES), default="America/Toronto", help="Where that clock hangs.")
@click.option("--capacity", type=click.IntRange(0), help="Places; without it, as many as come.")
@click.option(
    "--language", "languages", type=click.Choice(["fr", "en"]), multiple=True, help="Spoken there; repeatable."
)
def part(slug: str, fr: str, en: str, starts: dt.datetime, minutes: int, **facts: Any) -> None:
    """Add an online session to an event: a workshop of a series."""
    event = queries.find_event_whole(slug)
    if event is None:
        raise click.ClickException(f"no event {slug}")
    service.add_part(
        event.id,
        kind="workshop",
        title=Bilingual.of(fr=fr, en=en),
        starts=starts,
        ends=starts + dt.timedelta(minutes=minutes),
        mode="online",
        position=len(event.parts) + 1,
        zone=facts["zone"],
        capacity=facts["capacity"],
        languages=list(facts["languages"]),
    )
    click.echo(f"{slug}: {len(event.parts) + 1}")
