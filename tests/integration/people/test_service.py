"""Accounts: made, signed in, granted."""

import argon2
import pytest
from sqlalchemy import func, select

from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Bilingual
from aami_events.foundation.database import db
from aami_events.foundation.links import sign
from aami_events.foundation.outbox import compose
from aami_events.people import hooks, queries, service
from aami_events.people.errors import AddressTaken, LastAdministrator, LinkNotGood, SignInRefused, UnknownRole
from aami_events.people.models import Grant, Organisation, Person, Region, SignInLink
from aami_events.people.session import facts_of
from tests.factories import both, make_event, make_organisation, make_person
from tests.factories.reading import last_letter, letters

pytestmark = pytest.mark.usefixtures("inside")
PASSWORD = "un mot de passe long"


def how_many(table) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def person(number: int) -> Person:
    db.session.expire_all()
    return db.session.get_one(Person, number)


def test_an_account_is_found_by_its_address_in_any_case():
    number = service.create_person("  Ariane   Tremblay ", " Ariane@Centre.Example ", language="en")
    made = person(number)
    assert (made.name, made.email, made.language, made.password_hash) == (
        "Ariane Tremblay", "ariane@centre.example", "en", None,
    )  # fmt: skip
    found = queries.find_person_by_email("ARIANE@centre.example ")
    assert found is not None and found.id == number
    assert [entry.action for entry in history("person", number)] == ["person.created"]


def test_an_address_has_one_account():
    service.create_person("Ariane", "ariane@centre.example")
    with pytest.raises(AddressTaken):
        service.create_person("Léo", "ARIANE@centre.example")
    assert how_many(Person) == 1


def test_a_password_is_kept_as_a_hash():
    number = make_person(email="ariane@centre.example", password=PASSWORD)
    held = person(number).password_hash
    assert held is not None and held.startswith("$argon2id$") and PASSWORD not in held
    assert service.check_password("Ariane@centre.example", PASSWORD).id == number


@pytest.mark.databases("sqlite")
def test_a_hash_costs_a_thief_as_much_as_it_should(monkeypatch):
    """At least what OWASP asks of Argon2id; the other tests use a hash that costs nothing."""
    monkeypatch.setattr(argon2, "PasswordHasher", argon2._password_hasher.PasswordHasher)
    hasher = service._hasher.__wrapped__()
    assert (hasher.type, hasher.memory_cost >= 19 * 1024, hasher.time_cost >= 2) == (argon2.Type.ID, True, True)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("ariane@centre.example", "autre"),
        ("ariane@centre.example", ""),
        ("ariane@centre.example", PASSWORD.upper()),
        ("sans@centre.example", PASSWORD),
        ("sans@centre.example", ""),
        ("personne@centre.example", PASSWORD),
        ("sans@centre.example", "nobody has this password: \x00"),
        ("personne@centre.example", "nobody has this password: \x00"),
    ],
)
def test_who_is_not_let_in(email, password):
    make_person(email="ariane@centre.example", password=PASSWORD)
    make_person(email="sans@centre.example")
    with pytest.raises(SignInRefused):
        service.check_password(email, password)


def test_a_role_is_given_once_and_where_it_was_given():
    event = make_event()
    number = make_person("reader")
    for _ in range(2):
        service.grant(number, "door", scope=("event", event))
    assert how_many(Grant) == 2
    found = queries.find_person(number)
    assert found is not None
    facts = facts_of(found)
    assert facts.can("desk", ("event", event))
    assert not facts.can("desk", ("event", event + 1))
    assert facts.can("registrations.read", ("event", event + 1))
    assert [entry.action for entry in history("person", number)].count("person.granted") == 2


def test_a_word_that_is_no_role():
    number = make_person()
    with pytest.raises(UnknownRole):
        service.grant(number, "emperor")
    assert how_many(Grant) == 0


def test_signed_out_everywhere():
    number = make_person()
    service.end_sessions(number)
    assert person(number).session_version == 2


def test_a_link_by_mail_works_once():
    number = make_person(email="ariane@centre.example", language="en")
    service.send_sign_in_link("Ariane@Centre.example", 30)
    letter = last_letter()
    assert (letter.kind, letter.recipient, letter.language) == ("people.sign_in_link", "ariane@centre.example", "en")
    token = sign("sign-in", letter.facts["link"])
    assert f"https://evenements.example/en/sign-in/link/{token}" in compose(letter).text
    assert service.use_sign_in_link(token) == number
    with pytest.raises(LinkNotGood):
        service.use_sign_in_link(token)


def test_a_link_ends_after_its_minutes(clock):
    make_person(email="ariane@centre.example")
    service.send_sign_in_link("ariane@centre.example", 30)
    token = sign("sign-in", last_letter().facts["link"])
    clock.forward(minutes=30)
    with pytest.raises(LinkNotGood):
        service.use_sign_in_link(token)


def test_nobody_is_written_to_who_has_no_account():
    service.send_sign_in_link("personne@centre.example", 30)
    assert (letters(), how_many(SignInLink)) == ([], 0)


def test_links_that_were_never_made():
    for token in ("", "x", sign("registration", 1), sign("sign-in", 99)):
        with pytest.raises(LinkNotGood):
            service.use_sign_in_link(token)


def test_regions_and_organisations_are_made_once():
    for name in ("Atlantique", "Autre"):
        service.ensure_region("atlantic", both(name), ["NB"], 1)
        make_organisation(name=Bilingual.of(fr=name))
    assert (how_many(Region), how_many(Organisation)) == (1, 1)
    assert queries.list_regions()[0].name == both("Atlantique")


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("Centre d’art", True),
        ("centre d'art", True),
        ("ART CENTRE", True),
        ("Centre", False),
        ("", False),
        ("%", False),
        ("!!", False),
    ],
)
def test_a_member_is_known_by_its_name_in_either_language(written, known):
    make_organisation()
    assert (queries.find_organisation_id(written) is not None) is known


def test_what_the_house_knows_of_an_account_and_how_it_forgets_it():
    number = make_person(email="ariane@centre.example", name="Ariane", password="un mot de passe")
    make_person()
    assert hooks.find("ariane@centre.example") == {number: "Ariane"}
    assert hooks.records([number])[0].plain()["name"] == "Ariane"
    assert service.close_accounts([number]) == 1
    assert (hooks.find("ariane@centre.example"), how_many(Person)) == ({}, 2), "its number means nobody else"
    with pytest.raises(SignInRefused):
        service.check_password(f"#{number}", "un mot de passe")


def test_the_last_administrator_stays():
    first = make_person("administrator")
    with pytest.raises(LastAdministrator):
        service.close_accounts([first])
    make_person("administrator")
    assert service.close_accounts([first]) == 1
    assert queries.roles_of([first]) == []


def test_links_that_ended_long_ago_are_counted_and_go(clock):
    make_person(email="ariane@centre.example")
    service.send_sign_in_link("ariane@centre.example", 30)
    clock.forward(days=2)
    assert service.forget_links(clock.now, dry=True) == 1
    assert service.forget_links(clock.now, dry=False) == 1
    assert service.forget_links(clock.now, dry=False) == how_many(SignInLink) == 0
