"""flask users create EMAIL [--role R] [--event SLUG] | roles"""

import secrets

import click
from flask import current_app
from flask.cli import AppGroup

from ..foundation.links import public_url
from ..web.access import guarded
from . import queries, service
from .errors import UnknownRole
from .rendering import matrix
from .rules import ROLES

users = AppGroup("users", help="Accounts.")
GROUPS = (users,)


@users.command("roles")
def roles() -> None:
    """Print who may do what, as docs/permissions.md has it."""
    click.echo(matrix(guarded(current_app)), nl=False)


@users.command("create")
@click.argument("email")
@click.option("--role", type=click.Choice(sorted(ROLES)), help="Role to give.")
@click.option("--event", "slug", help="Event that the role is for; without it, the whole house.")
@click.option("--name", default="", help="Full name; the address when left out.")
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr")
def create(email: str, role: str | None, slug: str | None, name: str, language: str) -> None:
    """Create an account (or find it), give a role, and print a first password."""
    from ..foundation.points import scope_of_slug

    scope = ("house", 0)
    if slug:
        found = [answer for answer in scope_of_slug(slug) if answer]
        if not found:
            raise click.ClickException(f"no event {slug}")
        scope = found[0]
    person = queries.find_person_by_email(email)
    password = None
    if person is None:
        password = secrets.token_urlsafe(12)
        person_id = service.create_person(name or email, email, language=language, password=password)
    else:
        person_id = person.id
    if role:
        try:
            service.grant(person_id, role, scope=scope)
        except UnknownRole as error:
            raise click.ClickException(str(error)) from error
    address = public_url("people.public.sign_in", lang=language)
    click.echo("  ".join([email, *([password] if password else []), address]))
