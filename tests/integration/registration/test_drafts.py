"""A form is kept sealed, found by its link only, and goes when it is sent or its time is up."""

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from aami_events.foundation import jobs
from aami_events.foundation.database import db, transaction
from aami_events.foundation.outbox import OutboxLetter, compose
from aami_events.foundation.sealing import fingerprint
from aami_events.privacy.service import retain
from aami_events.registration import errors, service
from aami_events.registration.jobs import drop_expired_drafts
from aami_events.registration.models import Draft
from aami_events.registration.queries.drafts import FORM, Written, draft_token, open_draft, secret_of
from aami_events.registration.rules.drafts import MOST_DRAFT, Offered
from tests.factories import make_entry, make_event, register
from tests.factories.reading import last_letter, letters
from tests.factories.traces import everywhere

OFFERED = Offered(frozenset({"general"}), frozenset(), {"meal": 1})
NEEDS = "xqbesoin de LSQ"


def writes(**fields: str) -> Written:
    return Written({name: [text] for name, text in {"access_needs": NEEDS, **fields}.items()}, OFFERED)


def keep(event: int, written: Written | None = None, **facts: Any) -> str:
    usual = {"kind": "person", "email": "Ariane@Centre.example ", "language": "fr", "form_key": "a form"}
    given = usual | facts
    kind, email, language = (given.pop(name) for name in ("kind", "email", "language"))
    return service.keep_draft(event, kind, email, language, written or writes(), **given)


def drafts() -> int:
    return db.session.scalar(select(func.count()).select_from(Draft)) or 0


def opened(secret: str) -> Any:
    db.session.expire_all()
    return open_draft(draft_token(secret))


def test_what_was_written_is_there_with_its_link_and_nowhere_without(inside: Flask, tmp_path):
    inside.config["INSTANCE_DIR"] = str(tmp_path)
    secret = keep(make_event())
    found = opened(secret)
    assert found.written == writes() and found.draft.email == "ariane@centre.example"
    assert everywhere("xqbesoin", secret, draft_token(secret)) == []
    assert found.draft.expires_at - found.draft.saved_at == dt.timedelta(days=30)


def test_the_letter_leads_there_and_forgets_the_way(inside: Flask, tmp_path):
    inside.config["INSTANCE_DIR"] = str(tmp_path)
    secret = keep(make_event())
    row, letter = last_letter(), compose(last_letter())
    assert (row.kind, row.recipient, row.language) == ("registration.draft", "ariane@centre.example", "fr")
    assert draft_token(secret) in letter.text and draft_token(secret) in letter.html and "xqbesoin" not in letter.text
    assert draft_token(secret) not in str(letter.kept()) and "/drafts/…" in letter.kept()["text"]
    with transaction():
        db.session.execute(update(OutboxLetter).values(state="sent", **letter.kept()))
    assert everywhere(secret, draft_token(secret)) == [] and last_letter().facts == {}
    with pytest.raises(LookupError):
        compose(last_letter())  # sent again, it has no way to lead


def test_another_installations_key_opens_no_waiting_letter(inside: Flask):
    keep(make_event())
    inside.config["SECRET_KEY"], before = "another key", inside.config["SECRET_KEY"]
    try:
        with pytest.raises(LookupError):
            compose(last_letter())
    finally:
        inside.config["SECRET_KEY"] = before


@pytest.mark.parametrize("changed", [True, False])
def test_kept_again_it_is_the_same_link(changed):
    event = make_event()
    secret = keep(event)
    again = keep(event, writes(name="Ariane"), secret=secret, form_key="another" if changed else "a form")
    assert again == secret and drafts() == 1
    assert opened(secret).written.fields["name"] == ["Ariane"]
    assert letters() == ["draft"], "they have the link"


def test_to_another_address_the_same_link_goes_once_more():
    event = make_event()
    secret = keep(event)
    assert keep(event, secret=secret, email="chez-moi@exemple.example") == secret
    assert [last_letter().recipient, letters()] == ["chez-moi@exemple.example", ["draft"]], "the first had not gone"


def test_without_its_link_the_same_form_gets_another_one():
    event = make_event()
    first, second = keep(event), keep(event)
    assert first != second and drafts() == 1
    assert opened(first) is None and opened(second) is not None and letters() == ["draft"]


def test_two_forms_of_one_address_are_two():
    event = make_event()
    first, second = keep(event), keep(event, form_key="another form")
    assert opened(first) and opened(second) and drafts() == 2


@pytest.mark.parametrize("kind", ["person", "group"])
def test_a_link_to_something_else_is_no_link(kind):
    event = make_event()
    other = make_event("autre-2020") if kind == "person" else event
    secret = keep(event)
    again = keep(other, secret=secret, form_key="another form", kind=kind)
    assert again != secret and opened(secret) and opened(again) and drafts() == 2


def test_sent_it_is_gone_and_its_letter_with_it():
    event = make_event()
    secret = keep(event)
    register(event, form_key="a form")
    assert opened(secret) is None and drafts() == 0 and letters() == ["confirmed"]


def test_a_group_that_is_sent_is_gone_too():
    event = make_event()
    keep(event, kind="group")
    contact = service.Contact("Contact", "info@centre.example", "", "fr")
    service.register_group(event, contact, [make_entry()], form_key="a form")
    assert drafts() == 0


def test_a_form_that_is_refused_stays_kept(clock):
    event = make_event()
    secret = keep(event)
    with pytest.raises(errors.UnknownCategory):
        register(event, form_key="a form", category="unheard")
    assert opened(secret) is not None


def test_after_thirty_days_it_opens_no_more_and_goes(clock):
    secret = keep(make_event(closes=None))
    clock.forward(days=29)
    assert drop_expired_drafts() == 0 and opened(secret)
    clock.forward(days=1)
    assert opened(secret) is None and drafts() == 1
    assert drop_expired_drafts in jobs.SWEEPS and drop_expired_drafts() == 1
    assert drafts() == 0 and drop_expired_drafts() == 0


def test_retention_counts_and_takes_them(clock):
    event = make_event()
    keep(event)
    clock.forward(days=31)
    assert [(line.key, line.rows) for line in retain(dry=True)] == [("registration.drafts", 1)] and drafts() == 1
    retain(dry=False)
    assert drafts() == 0


def test_too_much_is_not_kept():
    event = make_event()
    with pytest.raises(errors.DraftTooLarge):
        keep(event, writes(name="é" * MOST_DRAFT))
    assert drafts() == 0 and letters() == []


@pytest.mark.parametrize("damage", ["", "short", "eHh4" * 100, "é"])
def test_what_was_damaged_opens_as_nothing(damage):
    secret = keep(make_event())
    with transaction():
        db.session.execute(update(Draft).values(sealed=damage))
    assert opened(secret) is None


@pytest.mark.parametrize("token", ["", "x", "é" * 40, "\x00", "a.b.c", "x" * 5000])
def test_a_forged_link_opens_nothing(token):
    keep(make_event())
    assert open_draft(token) is None and secret_of(token) is None


def test_what_finds_it_is_a_fingerprint():
    keep(make_event())
    row = db.session.scalars(select(Draft)).one()
    assert row.form_hash == fingerprint(FORM, "a form") and "a form" not in str(vars(row))
