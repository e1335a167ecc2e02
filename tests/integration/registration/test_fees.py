"""Earlier prices: who registers keeps the price of that day, and a page says what it costs and until when."""

import datetime as dt

import pytest

from aami_events.events import service as events
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.registration import service
from aami_events.registration.models import Registration
from aami_events.registration.queries import categories_of
from aami_events.registration.rules.fees import Tier
from tests.factories import make_category, make_entry, make_event, make_person, register
from tests.factories.signing import PASSWORD, sign_in

UTC = dt.UTC
#: 80 until August 20, 100 until September 5, then 125
TIERS = [Tier(dt.date(2020, 8, 20), 8_000).plain(), Tier(dt.date(2020, 9, 5), 10_000).plain()]
#: the midnight after August 20, in Vancouver
MIDNIGHT = dt.datetime(2020, 8, 21, 7, tzinfo=UTC)
HOUR, MINUTE = dt.timedelta(hours=1), dt.timedelta(minutes=1)


def priced(**facts) -> int:
    event = make_event(capacity=None, zone="America/Vancouver", categories=[{"key": "free"}], **facts)
    make_category(event, key="full", price_cents=12_500, tiers=TIERS, position=2)
    return event


def due(number: int) -> int:
    return db.session.get_one(Registration, number, populate_existing=True).amount_due_cents


@pytest.mark.usefixtures("inside")
def test_who_registers_owes_the_price_of_that_day_with_an_hours_grace(clock):
    event = priced()
    for moment, cents in (
        (MIDNIGHT - MINUTE, 8_000), (MIDNIGHT + HOUR - MINUTE, 8_000), (MIDNIGHT + HOUR, 10_000),
        (dt.datetime(2020, 9, 6, 7, 59, tzinfo=UTC), 10_000), (dt.datetime(2020, 9, 6, 8, tzinfo=UTC), 12_500),
    ):  # fmt: skip
        clock.set(moment)
        assert due(register(event, category="full", by_organiser=True)) == cents, moment


@pytest.mark.usefixtures("inside")
def test_who_stays_keeps_what_was_agreed_on_and_who_comes_in_pays_what_it_costs_then(clock):
    event = priced()
    early, free = register(event, category="full"), register(event, category="free")
    clock.set(MIDNIGHT + HOUR)
    for number in (early, free):
        service.change(number, make_entry(category="full"))
    assert (due(early), due(free)) == (8_000, 10_000)


@pytest.mark.usefixtures("inside")
def test_a_copy_of_the_event_has_them_on_its_own_days():
    event = priced()
    for first, days in ((dt.date(2021, 9, 17), ["2021-08-20", "2021-09-05"]), (None, [])):
        entry = events.CloneEntry(Written("Copie", "Copy"), first=first)
        made = events.clone_event(event, entry, creator_id=make_person())
        (row,) = [row for row in categories_of(made) if row.key == "full"]
        assert [str(tier.until) for tier in row.earlier] == days


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_form_says_what_it_costs_and_until_when(app, client, clock, language):
    with app.app_context():
        priced()
    address = f"/{language}/events/rencontre-2020/register"

    def page() -> str:
        return client.get(address).text.replace("\u00a0", " ")

    assert ("Jusqu’au 20 août 2020, puis 100 $." if language == "fr" else "Until August 20, 2020, then $100.") in page()
    assert ("80 $" if language == "fr" else "$80") in page()
    clock.set(MIDNIGHT)
    later = page()
    assert ("Jusqu’au 5 septembre 2020, puis 125 $." if language == "fr" else "then $125.") in later
    assert ("80 $" if language == "fr" else "$80") not in later, "the page that is kept knows what day it is"


SENT = {"name-fr": "Plein tarif", "name-en": "Full price", "price": "125", "capacity": ""}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organiser_sets_them(app, language):
    with app.app_context():
        event = make_event()
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    here, mine = f"/{language}/organise/rencontre-2020/categories", sign_in(app, "o")
    tiers = {"tiers-until1": "2020-08-20", "tiers-price1": "80", "tiers-until2": "2020-09-05", "tiers-price2": "99.50"}
    for wrong, french, english in (
        ({"tiers-price1": ""}, "Écrivez les deux", "Write both"),
        ({"tiers-until1": ""}, "Écrivez les deux", "Write both"),
        ({"tiers-price1": "cher"}, "un montant en dollars", "an amount in dollars"),
        ({"tiers-until1": "jeudi"}, "année-mois-jour", "year-month-day"),
        ({"tiers-until2": "2020-08-20"}, "le même jour", "the same day"),
        ({"price": "0"}, "écrivez d’abord le prix", "write the price first"),
    ):
        answer = mine.post(f"{here}/new", data=SENT | tiers | wrong)
        said = french if language == "fr" else english
        assert answer.status_code == 422 and said in answer.text.replace("\u00a0", " "), wrong
        assert "Plein tarif" in answer.text
    assert mine.post(f"{here}/new", data=SENT | tiers).status_code == 302
    listed = mine.get(here).text.replace("\u00a0", " ")
    assert ("99,50 $ jusqu’au 5 septembre 2020" if language == "fr" else "$99.50 until September 5, 2020") in listed
    number = 2
    form = mine.get(f"{here}/{number}").text
    assert 'value="2020-08-20"' in form and ('value="99,50"' if language == "fr" else 'value="99.50"') in form
    seen = form.partition('name="seen" value="')[2].partition('"')[0]
    mine.post(f"{here}/{number}", data=SENT | {"seen": seen})
    assert 'value="2020-08-20"' in mine.get(f"{here}/{number}").text, "a form that knows nothing of them leaves them"
    none = dict.fromkeys(tiers, "")
    assert mine.post(f"{here}/{number}", data=SENT | none | {"seen": seen}).status_code == 302
    history = mine.get(f"{here}/{number}").text.replace("\u00a0", " ")
    assert ("Tarifs hâtifs" if language == "fr" else "Earlier prices") in history
    stale = mine.post(f"{here}/{number}", data=SENT | tiers | {"seen": seen})
    assert stale.status_code == 409
