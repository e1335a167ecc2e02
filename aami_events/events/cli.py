"""flask events list | create SLUG --fr TITLE --en TITLE --capacity N [--kind KIND] [--open]"""

import datetime as dt

import click
from flask.cli import AppGroup

from ..foundation import clock
from ..foundation.bilingual import Bilingual
from ..foundation.dates import FuzzyDate
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
