"""Consents and terms: which words they answered, in which language, when; given and withdrawn at any time."""

import pytest
from sqlalchemy import func, select

from aami_events.events.queries.texts import current_text, texts_of
from aami_events.foundation.audit import HIDDEN
from aami_events.foundation.database import db
from aami_events.foundation.outbox import OutboxLetter
from aami_events.registration import queries, service
from aami_events.registration.errors import AlreadyCancelled, UnknownPurpose
from aami_events.registration.models import Consent
from aami_events.registration.rules import PURPOSES
from tests.factories import NOW, make_category, make_entry, make_event, register, write_text, write_texts
from tests.factories.reading import deeds, last_diff, the

pytestmark = pytest.mark.usefixtures("inside")


@pytest.fixture
def event(inside) -> int:
    event = make_event(capacity=None)
    write_texts(event)
    return event


def shown(event: int) -> dict[str, int]:
    """What a page of the event shows now."""
    return {kind: version.id for kind, version in texts_of(event).items()}


def said(number: int, purpose: str = "photo") -> tuple:
    """(given, language, number of the text's version, when)"""
    db.session.expire_all()
    row = queries.consent_rows(number)[purpose]
    return row.given, row.language, row.text_version.number if row.text_version else None, row.at


def letters() -> int:
    return db.session.scalar(select(func.count()).select_from(OutboxLetter)) or 0


def test_a_consent_keeps_the_words_it_answered(event):
    read = shown(event)
    write_text(event, "consent_photo", "Autrement", "Otherwise")
    number = register(event, consents={"photo": True, "listing": True}, asked_in="en", language="fr", texts=read)
    assert said(number) == (True, "en", 1, NOW), "the words on the page, not those written since"
    assert said(number, "listing") == (True, "en", 1, NOW)
    assert said(register(event, consents={"photo": True}, texts=shown(event))) == (True, "fr", 2, NOW)


def test_what_a_form_claims_to_have_shown_is_checked(event):
    other = make_event("autre-2020")
    write_texts(other)
    theirs, ours = shown(other), shown(event)
    for claimed in ({}, {"consent_photo": theirs["consent_photo"]}, {"consent_photo": ours["consent_listing"]},
                    {"consent_photo": 10**8}):  # fmt: skip
        assert said(register(event, consents={"photo": True}, texts=claimed)) == (True, "fr", None, NOW)


def test_a_consent_that_stays_keeps_its_date_and_words(event, clock):
    entry = make_entry(consents={"photo": True, "listing": True}, texts=shown(event))
    number = service.register(event, entry).registration_id
    write_text(event, "consent_photo", "Autrement", "Otherwise")
    clock.forward(days=1)
    changed = make_entry(consents={"photo": True, "promotion": True}, texts=shown(event), asked_in="en")
    service.change(number, changed)
    assert said(number) == (True, "fr", 1, NOW)
    assert said(number, "listing") == (False, "en", 1, clock.now)
    assert said(number, "promotion") == (True, "en", 1, clock.now)


@pytest.mark.parametrize("purpose", PURPOSES)
def test_given_and_withdrawn_at_once_with_a_trace_and_no_letter(event, clock, purpose):
    number = register(event)
    before, version = letters(), current_text(event, f"consent_{purpose}")
    assert version is not None
    clock.forward(days=25)  # the deadline for changes is over
    assert service.set_consent(number, purpose, True, language="fr", shown=version.id)
    assert said(number, purpose) == (True, "fr", 1, clock.now)
    clock.forward(days=400)  # and so is the event
    assert service.set_consent(number, purpose, False, language="en", shown=version.id)
    assert said(number, purpose) == (False, "en", 1, clock.now)
    assert deeds(number) == ["created", "consent_given", "consent_withdrawn"]
    hidden = purpose == "access_needs"
    assert last_diff(number) == {f"consent_{purpose}": [HIDDEN, HIDDEN] if hidden else [True, False]}
    assert letters() == before


def test_saying_the_same_again_changes_nothing(event, clock):
    number = register(event, consents={"photo": True})
    clock.forward(days=1)
    assert not service.set_consent(number, "photo", True, language="en")
    assert not service.set_consent(number, "listing", False, language="en")
    assert (said(number), deeds(number)) == ((True, "fr", None, NOW), ["created"])


def test_a_purpose_that_is_none(event):
    number = register(event)
    with pytest.raises(UnknownPurpose):
        service.set_consent(number, "everything", True, language="fr")
    assert db.session.scalar(select(func.count()).select_from(Consent)) == 0


def test_of_a_cancelled_registration_consents_are_withdrawn_but_not_given(event):
    number = register(event, consents={"photo": True})
    service.cancel(number)
    with pytest.raises(AlreadyCancelled):
        service.set_consent(number, "listing", True, language="fr")
    assert service.set_consent(number, "photo", False, language="fr")
    assert not said(number)[0]


def test_refusing_everything_takes_no_place_away(event):
    number = register(event, consents=dict.fromkeys(PURPOSES, False))
    assert (the(number).state, queries.consent_rows(number)) == ("confirmed", {})


# --- Terms of a paid registration -----------------------------------------------------------------------------------
@pytest.fixture
def priced(event) -> int:
    make_category(event, key="payant", price_cents=6000)
    return event


def contract(number: int) -> tuple:
    row = the(number)
    return row.contract_shown, row.contract_language, row.contract_at, row.contract_terms_id


NOTHING = (None, None, None, None)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_language_shown_first_and_the_one_chosen_are_kept(priced, language):
    read = shown(priced)
    number = register(priced, category="payant", contract=language, texts=read)
    assert contract(number) == ("fr", language, NOW, read["refund_terms"])


def test_where_nothing_is_concluded_nothing_is_kept(priced):
    free = register(priced, category="general", contract="en", texts=shown(priced))
    by_hand = register(priced, category="payant", by_organiser=True)
    assert (contract(free), contract(by_hand)) == (NOTHING, NOTHING)


def test_a_change_keeps_the_date_of_what_stays_the_same(priced, clock):
    read = shown(priced)
    number = register(priced, category="payant", contract="fr", texts=read)
    clock.forward(days=1)
    same = make_entry(category="payant", contract="fr", texts=read)
    service.change(number, same)
    assert contract(number) == ("fr", "fr", NOW, read["refund_terms"])
    service.change(number, make_entry(category="payant"), by_organiser=True)
    assert contract(number) == ("fr", "fr", NOW, read["refund_terms"])
    service.change(number, make_entry(category="payant", contract="en", texts=read))
    assert contract(number) == ("fr", "en", clock.now, read["refund_terms"])
    service.change(number, make_entry(category="general", contract="en", texts=read))
    assert contract(number) == NOTHING


def test_a_colleague_has_concluded_nothing(priced):
    number = register(priced, category="payant", contract="en", texts=shown(priced))
    service.transfer(number, name="Zoé Côté", email="zoe@centre.example", language="en")
    assert contract(number) == NOTHING
