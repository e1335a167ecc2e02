"""flask programme export --event SLUG --format frab-xml|frab-json|ics -o FILE [--language fr|en]"""

import json
import pathlib

import click
from flask.cli import AppGroup

from ..events.queries import find_event
from ..foundation.i18n import speaking
from .exports import Published, calendar, frab
from .queries import releases

programme = AppGroup("programme", help="The programme.")
GROUPS = (programme,)


@programme.command("export")
@click.option("--event", "slug", required=True, help="Whose programme.")
@click.option("--format", "kind", type=click.Choice(["frab-xml", "frab-json", "ics"]), required=True)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Titles come in this language first.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=pathlib.Path), required=True)
def export(slug: str, kind: str, language: str, output: pathlib.Path) -> None:
    """Write what was released into a file."""
    event = find_event(slug)
    if event is None or event.slug != slug:
        raise click.ClickException(f"no event {slug}")
    release = releases.last_release(event.id)
    rows = releases.released(releases.with_sessions(release.id)) if release else []
    if release is None or all(row.cancelled for row in rows):
        raise click.ClickException(f"{slug}: no programme was released")
    with speaking(language):
        data = _data(Published.of(event, release, rows), kind, language)
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}") from error
    click.echo(f"{output}: version {release.name}, {sum(not row.cancelled for row in rows)} sessions")


def _data(published: Published, kind: str, language: str) -> bytes:
    if kind == "frab-xml":
        return frab.as_xml(published, language)
    if kind == "frab-json":
        return json.dumps(frab.as_json(published, language), ensure_ascii=False, indent=1).encode()
    return calendar.ics(published, language, name=published.event.title.get(language))
