"""Who may do what: the page that says so is as the code is, and every address is tried with every role.

What is refused is tried first, by everybody: it changes nothing. Then everybody does what they may.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from aami_events.config import ROOT
from aami_events.evaluation import service as surveys
from aami_events.people import service as people
from aami_events.people.rendering import matrix
from aami_events.people.rules import PERMISSIONS, ROLES
from aami_events.web.access import guarded
from tests.factories import make_event, make_part, make_person, register
from tests.factories.committees import make_committee
from tests.factories.signing import PASSWORD, sign_in
from tests.factories.surveys import WORDS

pytestmark = pytest.mark.databases("sqlite")
PAGE = (ROOT / "docs" / "permissions.md").read_text("utf-8")
OF_A_COMMITTEE = {"committee_chair", "committee_member", "committee_observer"}
#: permissions that a page asks for besides its own, by its endpoint and method
MORE = {
    ("events.organiser.clone", "GET"): "events.create",
    ("events.organiser.clone", "POST"): "events.create",
    ("registration.organiser.change", "GET"): "registrations.sensitive",
    ("registration.organiser.change", "POST"): "registrations.sensitive",
    ("committees.public.documents", "POST"): "committee.work",
}
#: texts in addresses; numbers lead to rows that nobody has
VALUES = {
    "lang": "fr", "slug": "rencontre-2020", "survey": "enquete", "committee": "comite-fr", "deed": "archive",
    "kind": "event", "key": "x",
}  # fmt: skip
NOBODY = "2000000000"
ARGUMENT = re.compile(r"<(?:(\w+)(?:\(([^)]*)\))?:)?(\w+)>")


def rows_of_the_page() -> dict[str, set[str]]:
    """{permission: roles that have it}, as the page says"""
    lines = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("|")]
    roles = [cell.strip() for cell in lines[0][2:]]
    return {
        cells[0].strip().strip("`"): {role for role, mark in zip(roles, cells[2:], strict=True) if "✓" in mark}
        for cells in lines[2:]
    }


SAID = rows_of_the_page()


def test_the_page_is_as_the_code_is(app):
    assert matrix(guarded(app)) == PAGE, "write it anew: flask --app app users roles > docs/permissions.md"


def test_every_permission_has_words_and_every_role_has_only_such():
    given = set().union(*ROLES.values()) - {"*"}
    assert given <= PERMISSIONS.keys() and SAID.keys() == PERMISSIONS.keys()
    assert {name for name in SAID if not SAID[name]} == set(), "somebody besides administrators may do it"


def test_a_command_prints_it(app):
    assert app.test_cli_runner().invoke(args=["users", "roles"]).output == PAGE


@dataclass
class Everybody:
    """Everybody, each with one role, signed in."""

    app: Flask
    clients: dict[str, FlaskClient]
    stranger: FlaskClient


@pytest.fixture
def everybody(app) -> Everybody:
    with app.app_context():
        event, other = make_event(), make_event("autre-2020")
        make_part(event)
        register(event)
        committee = make_committee(event, "Comité")
        surveys.begin(surveys.SurveyEntry(title=WORDS, audience="list", event_id=event), slug="enquete")
        for role in ROLES:
            scope = ("committee", committee) if role in OF_A_COMMITTEE else ("event", event)
            person = make_person(email=f"{role}@x.example", password=PASSWORD)
            people.grant(
                person,
                role,
                scope=("house", 0) if role in ("administrator", "privacy_officer", "coordinator") else scope,
            )
        make_person("organiser", event_id=other, email="stranger@x.example", password=PASSWORD)
    return Everybody(app, {role: sign_in(app, role) for role in ROLES}, sign_in(app, "stranger"))


def guarded_rules(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """(rule, method, permission) of all that is not public."""
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        needed = getattr(view, "access_rule", None)
        if needed and needed not in ("public", "signed in"):
            permission = "events.edit" if needed == "of_the_form" else needed
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, permission


def address(rule: Rule) -> str:
    """An address of a rule, in the event of these tests."""

    def value(found: re.Match[str]) -> str:
        kind, options, name = found.groups()
        if kind == "any":
            return options.split(",")[0].strip()
        return NOBODY if kind == "int" else VALUES[name]

    return ARGUMENT.sub(value, rule.rule)


def may(role: str, permission: str) -> bool:
    """Whether the page says that somebody with this role may."""
    return role == "administrator" or role in SAID[permission]


def finer(rule: Rule) -> bool:
    """Whether more than a permission decides, as who reads what in a committee; that is tried elsewhere."""
    return rule.endpoint.startswith("proposals.") and "committee" in rule.arguments


def test_every_address_is_tried_with_every_role(everybody):
    rules = list(guarded_rules(everybody.app))
    assert len({rule.endpoint for rule, _method, _permission in rules}) > 180
    wrong = []
    for allowed in (False, True):
        for rule, method, permission in rules:
            where = address(rule)
            needed = {permission, MORE.get((rule.endpoint, method), permission)}
            for role, client in everybody.clients.items():
                if all(may(role, one) for one in needed) is not allowed or (allowed and finer(rule)):
                    continue
                status = client.open(where, method=method).status_code
                if status == 308:  # another rule is this page's own
                    continue
                if (status == 403) is allowed or status >= 500:
                    wrong.append((role, method, where, status))
    assert wrong == [], "\n".join(map(str, wrong))


def test_who_is_not_signed_in_is_led_to_sign_in_and_a_stranger_is_refused(everybody):
    wrong = []
    for rule, method, permission in guarded_rules(everybody.app):
        where = address(rule)
        anybody = everybody.app.test_client().open(where, method=method)
        if anybody.status_code == 308:  # another rule is this page's own
            continue
        if anybody.status_code != 302 or "/sign-in" not in anybody.location:
            wrong.append(("anybody", method, where, anybody.status_code))
        if {"slug", "committee", "survey"} & rule.arguments and permission != "privacy":
            status = everybody.stranger.open(where, method=method).status_code
            if status != 403:
                wrong.append(("organiser of another event", method, where, status))
    assert wrong == [], "\n".join(map(str, wrong))
