"""Earlier prices: who registers keeps the price of that day, and a page says what it costs and until when."""

import datetime as dt

import pytest

from aami_events.events import service as events
from aami_events.foundation.audit import history
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db, transaction
from aami_events.registration import service
from aami_events.registration.errors import AmountTooLow
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


def sliding() -> int:
    """An event with a price, and a category of which people choose the amount: 10 at least, 30 suggested."""
    event = make_event(capacity=None, categories=[{"key": "full", "price_cents": 12_500}])
    make_category(event, key="free", price_cents=3_000, least_cents=1_000, position=2)
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


@pytest.mark.usefixtures("inside")
def test_where_people_choose_they_owe_what_they_chose():
    event = sliding()
    usual, chosen = register(event, category="free"), register(event, category="free", amount_cents=1_250)
    assert (due(usual), due(chosen)) == (3_000, 1_250)
    assert due(register(event, category="full", amount_cents=1)) == 12_500, "a price is not theirs to choose"
    with pytest.raises(AmountTooLow):
        register(event, category="free", amount_cents=999)
    assert due(register(event, category="free", amount_cents=0, by_organiser=True)) == 0
    for amount, expected in ((None, 1_250), (4_000, 4_000)):
        service.change(chosen, make_entry(category="free", amount_cents=amount))
        assert due(chosen) == expected
    with pytest.raises(AmountTooLow):
        service.change(chosen, make_entry(category="free", amount_cents=5))
    service.change(usual, make_entry(category="full", amount_cents=5))
    assert due(usual) == 12_500
    newest = history("registration", chosen)[0]
    assert newest.diff["amount"] == ["12.50", "40.00"]


@pytest.mark.usefixtures("inside")
def test_who_chose_before_the_least_was_raised_keeps_their_amount():
    event = sliding()
    number = register(event, category="free", amount_cents=1_000)
    with transaction():
        next(row for row in categories_of(event) if row.key == "free").least_cents = 2_000
    service.change(number, make_entry(category="free", amount_cents=1_000))
    assert due(number) == 1_000


FORM = {"name": "Zoé Côté", "email": "zoe@x.example", "language": "fr", "category": "free", "contract_language": "en"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_person_chooses_an_amount_and_changes_it(app, client, language):
    with app.app_context():
        sliding()
    here = f"/{language}/events/rencontre-2020/register"
    page = client.get(here).text.replace("\u00a0", " ")
    assert ("à partir de 10 $" if language == "fr" else "from $10") in page
    assert ("au moins 10 $, 30 $ suggérés" if language == "fr" else "at least $10, $30 suggested") in page
    assert "le montant que vous choisissez, à partir de 10 $" in page
    for wrong, french, english in (
        ("9,99", "Le minimum est de 10 $", "The least is $10"),
        ("beaucoup", "un montant en dollars", "an amount in dollars"),
        ("-5", "un montant en dollars", "an amount in dollars"),
        ("1e3", "un montant en dollars", "an amount in dollars"),
    ):
        answer = client.post(here, data=FORM | {"amount": wrong})
        said = french if language == "fr" else english
        assert answer.status_code == 422 and said in answer.text.replace("\u00a0", " "), wrong
        assert f'value="{wrong}"' in answer.text
    own = client.post(here, data=FORM | {"amount": "17,50 $"}).location
    with app.app_context():
        assert due(1) == 1_750
    form = client.get(f"{own}/change").text
    assert ('value="17,50"' if language == "fr" else 'value="17.50"') in form
    assert client.post(f"{own}/change", data=FORM | {"amount": "20"}).status_code == 302
    with app.app_context():
        assert due(1) == 2_000


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_organiser_lets_people_choose(app, language):
    with app.app_context():
        event = make_event()
        make_person("organiser", event_id=event, email="o@x.example", password=PASSWORD)
    here, mine = f"/{language}/organise/rencontre-2020/categories", sign_in(app, "o")
    sent = SENT | {"price": "30", "least": "10"}
    tiers = {"tiers-until1": "2020-08-20", "tiers-price1": "20"}
    for wrong, french, english in (
        ({"least": "31"}, "dépasse le prix", "more than the price above"),
        ({"least": "peu"}, "un montant en dollars", "an amount in dollars"),
        (tiers, "pas les deux", "not both"),
    ):
        answer = mine.post(f"{here}/new", data=sent | wrong)
        said = french if language == "fr" else english
        assert answer.status_code == 422 and said in answer.text.replace("\u00a0", " "), wrong
    assert mine.post(f"{here}/new", data=sent).status_code == 302
    listed = mine.get(here).text.replace("\u00a0", " ")
    assert ("à partir de 10 $" if language == "fr" else "choose from $10 on") in listed
    form = mine.get(f"{here}/2").text
    assert 'name="least"' in form and 'value="10"' in form
    seen = form.partition('name="seen" value="')[2].partition('"')[0]
    assert mine.post(f"{here}/2", data=SENT | {"least": "", "seen": seen}).status_code == 302
    history = mine.get(f"{here}/2").text.replace("\u00a0", " ")
    assert ("10 $ → –" if language == "fr" else "$10 → –") in history
