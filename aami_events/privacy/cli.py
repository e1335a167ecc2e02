"""flask privacy erase EMAIL [--name NAME | --everyone] [--close-account] [--yes] | retention [--dry-run]"""

import click
from flask.cli import AppGroup

from ..foundation.audit import acting
from ..people.errors import LastAdministrator
from . import queries, rules, service
from .errors import AccountInUse, NobodyFound, SharedAddress

privacy = AppGroup("privacy", help="Personal information.")
GROUPS = (privacy,)


@privacy.command("erase")
@click.argument("email")
@click.option("--name", default="", help="Which of the people who share this address.")
@click.option("--everyone", is_flag=True, help="All who share this address.")
@click.option("--close-account", is_flag=True, help="Also an account that has roles.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(email: str, name: str, everyone: bool, close_account: bool, yes: bool) -> None:
    """Erase a person from everything that is kept. This cannot be undone."""
    found = rules.named(queries.find(email), name)
    for feature, rows in found.items():
        click.echo(f"{feature}: {len(rows)}")
    if found and not yes:
        click.confirm(f"Erase {', '.join(rules.people_in(found))}? This cannot be undone.", abort=True)
    try:
        with acting(None, "command"):
            service.erase_person(email, name, everyone=everyone, close_account=close_account)
    except NobodyFound as error:
        raise click.ClickException("nothing is kept under this address and name") from error
    except SharedAddress as error:
        names = ", ".join(error.names)
        raise click.ClickException(f"this address is shared by {names}: say --name or --everyone") from error
    except AccountInUse as error:
        raise click.ClickException(f"the account has roles ({error}): say --close-account") from error
    except LastAdministrator as error:
        raise click.ClickException("this is the last administrator: make another one first") from error
    click.echo("erased")


@privacy.command("retention")
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
def retention(dry_run: bool) -> None:
    """Let go of what is kept no longer: a line for each rule and event, with how many rows."""
    with acting(None, "command"):
        lines = service.retain(dry=dry_run)
    for line in lines:
        click.echo(f"{line.key}\t{line.event or '-'}\t{line.rows}")
    click.echo("nothing was changed" if dry_run else "done", err=True)
