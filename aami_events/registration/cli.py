"""flask registrations import FILE --event SLUG [--dry-run] | export --event SLUG --format csv|xlsx -o FILE"""

import pathlib
import sys

import click
from flask.cli import AppGroup

from ..events.models import Event
from ..events.queries import find_event, find_part
from ..foundation.audit import acting
from ..foundation.i18n import speaking
from ..foundation.tables import TableError, csv_rows
from . import exports, imports, service
from .phrases import IMPORT_REASONS
from .queries import attendees

registrations = AppGroup("registrations", help="Attendee lists.")
GROUPS = (registrations,)


def _event(slug: str) -> Event:
    event = find_event(slug)
    if event is None:
        raise click.ClickException(f"no event {slug}")
    return event


@registrations.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
@click.option("--event", "slug", required=True)
@click.option("--dry-run", is_flag=True, help="Say line by line what would happen, and store nothing.")
@click.option("--all-or-nothing", is_flag=True, help="Load nothing when any line is refused.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr")
def load(file: pathlib.Path, slug: str, dry_run: bool, all_or_nothing: bool, language: str) -> None:
    """Import people: Eventbrite's report, our own export, or any sheet with a name and an address."""
    event = _event(slug)
    with speaking(language):
        try:
            plan = imports.make_plan(event, file.read_bytes(), file.name)
        except TableError as error:
            raise click.ClickException(f"{file.name}: {type(error).__name__}") from error
        for line in plan.lines:
            why = IMPORT_REASONS.get(line.reason.split(":")[0], line.reason)
            click.echo(f"{line.number}\t{line.action}\t{line.name}\t{line.email}\t{why}")
        if plan.ignored:
            click.echo("# " + ", ".join(plan.ignored), err=True)
    refused = plan.of("refused")
    made = 0
    if not dry_run and not (all_or_nothing and refused):
        with acting(None, "command"):
            lines = [(line.entry, line.ref, line.state) for line in plan.of("add") if line.entry]
            made = service.import_lines(event.id, lines)
    click.echo(f"{made} imported, {len(plan.of('unchanged'))} unchanged, {len(refused)} refused", err=True)
    if refused and all_or_nothing:
        raise SystemExit(1)


@registrations.command("export")
@click.option("--event", "slug", required=True)
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), required=True)
@click.option("-o", "target", required=True, help="File to write; - for standard output (CSV).")
@click.option("--column", "columns", multiple=True, help="Column to include, repeatable; default: all not sensitive.")
@click.option("--labels", type=click.Choice(["fr", "en"]), help="Headings and values in this language, not as keys.")
@click.option("--sensitive", is_flag=True, help="Allow sensitive columns (they must still be named by --column).")
def export(slug: str, kind: str, target: str, columns: tuple[str, ...], labels: str | None, sensitive: bool) -> None:
    """Write the attendee list; the slug of a part gives those who come to it."""
    event, part = _event(slug), find_part(slug)
    wanted = attendees.Filter(part=str(part.id) if part else "")
    with speaking(labels or "en"):
        header, rows = exports.table(event, wanted, columns, may_see=sensitive, codes=labels is None)
        if kind == "xlsx":
            pathlib.Path(target).write_bytes(exports.workbook(header, rows, slug))
            return
        out = sys.stdout.buffer if target == "-" else open(target, "wb")  # noqa: SIM115  closed below
        try:
            out.writelines(csv_rows(header, rows))
        finally:
            if target != "-":
                out.close()
