"""flask programme draft --event SLUG [--seconds N] [--repair]

flask programme export --event SLUG --format KIND -o FILE [--language fr|en] [--large] [--bleed]
"""

import json
import pathlib

import click
from flask.cli import AppGroup

from ..events.queries import find_event
from ..foundation.i18n import speaking
from ..foundation.links import public_url
from . import service
from .errors import NothingToDraft
from .exports import Published, calendar, frab
from .queries import drafting, releases
from .rendering.booklet import booklet

programme = AppGroup("programme", help="The programme.")
GROUPS = (programme,)


@programme.command("export")
@click.option("--event", "slug", required=True, help="Whose programme.")
@click.option("--format", "kind", type=click.Choice(["frab-xml", "frab-json", "ics", "pdf"]), required=True)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Titles come in this language first.")
@click.option("--large", is_flag=True, help="pdf: in large print.")
@click.option("--bleed", is_flag=True, help="pdf: with crop marks, for a printer.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=pathlib.Path), required=True)
def export(slug: str, kind: str, language: str, output: pathlib.Path, large: bool, bleed: bool) -> None:
    """Write what was released into a file."""
    event = find_event(slug)
    if event is None or event.slug != slug:
        raise click.ClickException(f"no event {slug}")
    release = releases.last_release(event.id)
    rows = releases.released(releases.with_sessions(release.id)) if release else []
    if release is None or all(row.cancelled for row in rows):
        raise click.ClickException(f"{slug}: no programme was released")
    with speaking(language):
        if kind == "pdf":
            data = booklet(event, release, rows, large=large, bleed=bleed)
        else:
            data = _data(Published.of(event, release, rows), kind, language)
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"{output}: version {release.name}, {sum(not row.cancelled for row in rows)} sessions")


@programme.command("draft")
@click.option("--event", "slug", required=True, help="Whose programme.")
@click.option("--seconds", type=click.IntRange(1, service.MOST), default=service.USUAL, help="How long it may look.")
@click.option("--repair", is_flag=True, help="The least change of what stands, not a whole schedule.")
def draft(slug: str, seconds: int, repair: bool) -> None:
    """Have a solver draft the schedule; a person compares and applies it on its page."""
    event = find_event(slug)
    if event is None or event.slug != slug:
        raise click.ClickException(f"no event {slug}")
    try:
        number = service.ask_draft(event.id, "repair" if repair else "whole", seconds)
    except NothingToDraft as error:
        raise click.ClickException(f"{slug}: days, a room and a session are needed") from error
    service.make_draft(number)
    row = drafting.find_draft(event.id, number)
    if row is None or row.state != "done":
        raise click.ClickException("no draft could be made")
    for session, why in row.result["unplaced"].items():
        click.echo(f"no place for session {session}: {why}")
    known = "nothing better exists" if row.result["proven"] else f"nothing below {row.result['bound']} exists"
    click.echo(f"{len(row.result['placed'])} sessions placed, cost {row.result['cost']}, {known}")
    click.echo(public_url("programme.organiser.one_draft", lang="fr", slug=slug, draft_id=number))


def _data(published: Published, kind: str, language: str) -> bytes:
    if kind == "frab-xml":
        return frab.as_xml(published, language)
    if kind == "frab-json":
        return json.dumps(frab.as_json(published, language), ensure_ascii=False, indent=1).encode()
    return calendar.ics(published, language, name=published.event.title.get(language))
