"""flask plan load | demo load [--attendees N] [--seed S]

flask ops prepare | consume | sweep | check | backup FILE | restore FILE [--replace]
"""

import pathlib

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy import inspect

from ..foundation import backup as backups
from ..foundation import clock, jobs, migrations
from ..foundation.audit import acting
from ..foundation.database import db, transaction
from ..foundation.outbox import installation
from ..people.queries import list_regions
from ..plan.queries import counts
from . import service

plan = AppGroup("plan", help="The action plan.")
demo = AppGroup("demo", help="The demo, into an empty database.")
ops = AppGroup("ops", help="Running the house.")
GROUPS = (plan, demo, ops)

#: why a backup is not restored
REFUSED = {
    "no_backup": "this is no backup of aami-events: it has no manifest. Nothing was changed.",
    "damaged": "this backup is damaged ({what}); take another copy of it. Nothing was changed.",
    "other_format": "this backup has format {found}, which this version does not know. Nothing was changed.",
    "other_head": "this backup was made by version {version} at migration {found}; here it is {here}. Restore it with "
    "that version, then update. Nothing was changed.",
    "not_migrated": "this database is not at the newest migration: run `flask --app app ops prepare` first.",
    "in_use": "somebody has an account or is registered here: say --replace to lose that. Nothing was changed.",
}


@plan.command("load")
def load_plan() -> None:
    """Create what is missing of the plan and its events; never update."""
    with acting(None, "command"):
        service.load_plan()
    click.echo("{} objectives, {} projects, {} milestones".format(*counts()))


@demo.command("load")
@click.option("--attendees", type=click.IntRange(0, 200_000), default=160, help="People at the 2020 conference.")
@click.option("--seed", type=int, default=2020, help="Seed of what is drawn by lot.")
def load_demo(attendees: int, seed: int) -> None:
    """Mark this database as the demo and fill it. Refused when anybody is registered or has an account."""
    if not service.is_empty() and not clock.load():
        raise click.ClickException("this database is in use: the demo is loaded into an empty one only")
    with acting(None, "command"):
        click.echo(f"{service.load_demo(attendees, seed)} registrations")


@ops.command("prepare")
@click.pass_context
def prepare(context: click.Context) -> None:
    """Migrate, load the plan, and the demo if the database is empty and AAMI_DEMO is not 0."""
    fresh = not inspect(db.engine).has_table("alembic_version")
    migrations.upgrade()
    installation()
    jobs.connect(current_app._get_current_object())  # type: ignore[attr-defined]
    if current_app.config["AAMI_DEMO"] and service.is_empty():
        with transaction():
            clock.start_demo()
        clock.load()
        context.invoke(load_demo)
    elif not list_regions() or fresh:
        context.invoke(load_plan)


@ops.command("consume")
def consume() -> None:
    """Run the consumer of nudges until it is told to end."""
    jobs.consume(current_app._get_current_object())  # type: ignore[attr-defined]


@ops.command("sweep")
def sweep() -> None:
    """Do now what the consumer does each minute."""
    jobs.sweep_all()


@ops.command("check")
def check() -> None:
    """Count what should be true; exit 1 if anything is not."""
    faults = service.faults()
    click.echo("\n".join(faults) or "ok")
    if faults:
        raise SystemExit(1)


@ops.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=pathlib.Path))
def backup(file: pathlib.Path) -> None:
    """Write database, files and secret key into FILE, for nobody else to read; people may register meanwhile."""
    try:
        done = backups.backup(file)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
    click.echo(f"{sum(done.rows.values())} rows, {done.files} files, the secret key: keep {file} as secret as they are")
    if done.missing:
        click.echo(f"{len(done.missing)} files were not there: {', '.join(done.missing[:5])}", err=True)


@ops.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=pathlib.Path))
@click.option("--replace", is_flag=True, help="Also where people have accounts or are registered: that is lost.")
def restore(file: pathlib.Path, replace: bool) -> None:
    """Put back what a backup holds, wholly or not at all. Stop ./run and every consumer first."""
    if not inspect(db.engine).has_table("alembic_version"):
        migrations.upgrade()
    try:
        done = backups.restore(file, replace=replace, in_use=lambda: not service.is_empty())
    except backups.BackupRefused as refusal:
        raise click.ClickException(REFUSED[refusal.reason].format(**refusal.facts)) from refusal
    click.echo(f"{sum(done.rows.values())} rows, {done.files} files; {done.letters} letters wait to be sent")
    if done.another_key:
        click.echo("SECRET_KEY is set to another key than the backup's: links in old letters are void", err=True)
