"""flask badges render --event SLUG --stock NAME -o FILE [--only-new]"""

import pathlib

import click
from flask.cli import AppGroup

from ..events.queries import find_event
from . import rendering, service
from .errors import DesignWrong
from .rules.content import SORTS
from .rules.stocks import STOCKS

badges = AppGroup("badges", help="Badges.")
GROUPS = (badges,)


@badges.command("render")
@click.option("--event", "slug", required=True, help="Whose badges.")
@click.option("--stock", type=click.Choice(sorted(STOCKS)), help="Which paper, in place of the one chosen.")
@click.option("--only-new", is_flag=True, help="Those that are new or say something else than when last printed.")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True)
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", help="Of the document's title.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=pathlib.Path), required=True)
def render(slug: str, stock: str | None, only_new: bool, sort: str, language: str, output: pathlib.Path) -> None:
    """Write badges into a PDF; it is not remembered as a print."""
    event = find_event(slug)
    if event is None or event.slug != slug:
        raise click.ClickException(f"no event {slug}")
    people = service.who_is_on(event, service.Asked(who="changed" if only_new else "all", sort=sort))
    if not people:
        raise click.ClickException(f"{slug}: nobody to print a badge for")
    try:
        drawing = rendering.drawing_of(event, service.settings_of(event.id), stock=stock)
        data = rendering.print_file(drawing, people, language)
    except DesignWrong as error:
        raise click.ClickException(f"{slug}: the design cannot be drawn: {error}") from error
    output.write_bytes(data)
    flaws = {(flaw.badge, flaw.what) for flaw in drawing.flaws}
    click.echo(f"{len(people)} badges in {output}, {len({badge for badge, _what in flaws})} to look at")
