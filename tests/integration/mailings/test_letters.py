"""What one of them reads: their own, in their language, and nothing of anybody else's."""

import pytest

from aami_events.foundation import outbox
from aami_events.foundation.bilingual import Written
from aami_events.foundation.database import db
from aami_events.foundation.i18n import speaking
from aami_events.foundation.outbox import OutboxLetter
from aami_events.mailings import jobs, queries, service
from aami_events.mailings.models import Mailing
from aami_events.mailings.queries.recipients import recipients
from aami_events.mailings.rendering.readers import Reader, shown_to
from aami_events.registration import service as registration
from tests.factories import make_event, make_part, make_venue, register
from tests.factories.mailings import copies, make_mailing

pytestmark = pytest.mark.usefixtures("inside")
EVERYTHING = Written(
    "{nom} · {organisme} · {événement} · {quand} · {où} · {catégorie} · {activités} · {montant_dû}\n\n"
    "[Ma page]({mon_inscription})\n\nou {page_événement}",
    "{name} · {organisation} · {event} · {when} · {where} · {category} · {activities} · {amount_due}\n\n"
    "[My page]({my_registration})\n\nor {event_page}",
)


def composed(**says):
    """The letters that were written, as they go."""
    make_mailing(says.pop("event"), planned=True, **says)
    jobs.send_due()
    return [outbox.compose(row) for row in copies()]


def test_each_reads_their_own_in_their_language(inside):
    event = make_event(mode="hybrid", venue=make_venue())
    part = make_part(event)
    register(event, name="Zoé *Côté* & fils", email="z@x.example", organisation="A_B_C <b>", parts=[part])
    register(event, name="ᐊᓚᓱᐊ", email="a@x.example", language="en")
    inuk, zoe = sorted(
        composed(event=event, subject=Written("À {nom}", "To {name}"), body=EVERYTHING),
        key=lambda x: x.subject[0] == "À",
    )
    assert (zoe.subject, inuk.subject) == ("À Zoé *Côté* & fils", "To ᐊᓚᓱᐊ")
    assert "Zoé *Côté* &amp; fils · A_B_C &lt;b&gt; · Rencontre (fr)" in zoe.html
    assert "Maison (fr), Vancouver" in zoe.html and "Partie 1 (fr) · 0\u00a0$" in zoe.html
    assert "ᐊᓚᓱᐊ ·  · Rencontre (en) · September 17–19, 2020" in inuk.text and "$0" in inuk.text
    assert "Zoé *Côté* & fils" in zoe.text and "Ma page (http" in zoe.text
    for letter, language in ((zoe, "fr"), (inuk, "en")):
        assert f"/{language}/registrations/" in letter.html and f"/{language}/registrations/" in letter.text
        assert (
            'class="press"' in letter.html and "placeholder.invalid" not in letter.html + letter.text + letter.subject
        )
        assert "\ue000" not in letter.html + letter.text
        assert f'/{language}/events/rencontre-2020"' in letter.html
        assert letter.headers == ()
    assert "en raison de votre inscription à" in zoe.text and "you registered for" in inuk.text


def test_headings_and_links_have_the_looks_of_a_letter(inside):
    event = make_event(capacity=None)
    register(event)
    said = Written("# Venir\n\nLe [plan](https://plan.example).\n\n### Manger\n\nÀ midi.", "x")
    (letter,) = composed(event=event, body=said)
    assert letter.html.count('<h2 style="margin') == letter.html.count("</h2>") == 2 and "<h3" not in letter.html
    assert '<a href="https://plan.example" style="color:#1f33e6">plan</a>' in letter.html
    assert "Le plan (https://plan.example)." in letter.text


def test_an_invitation_is_written_of_its_own(inside):
    event = make_event(visibility="invited", capacity=None)
    registration.invite(event, [registration.Guest(name="Ada", email="a@x.example", language="en")])
    body = Written("{nom} {répondre_avant} {mon_invitation}", "{name} {answer_by} {my_invitation}")
    (letter,) = composed(event=event, to="invited", body=body)
    assert "Ada September 6, 2020" in letter.text and "/en/invitations/" in letter.text
    assert "you are invited to" in letter.text


def test_a_promotion_can_be_refused_by_one_click(inside, app):
    app.config["ORGANISATION_ADDRESS"] = "1, rue Haute, Montréal"
    register(make_event("autre-2019", capacity=None), email="a@x.example", consents={"promotion": True})
    here = make_event(capacity=None)
    title = Written("Venez", "Come")
    (letter,) = composed(event=here, to="agreed", subject=title, body=title)
    headers = dict(letter.headers)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in letter.html and "1, rue Haute" in letter.html and "1, rue Haute" in letter.text
    assert address in letter.text and "/fr/letters/refuse/" in address


def test_a_letter_that_concerns_somebody_no_longer_does_not_go(inside, app):
    app.config["ORGANISATION_ADDRESS"] = "1, rue Haute, Montréal"
    event = make_event(capacity=None)
    one = register(event, email="a@x.example", consents={"promotion": True})
    make_mailing(event, planned=True)
    make_mailing(event, planned=True, promotional=True)
    invited = make_event("invites-2020", visibility="invited", capacity=None)
    (guest,) = registration.invite(invited, [registration.Guest(name="Ada", email="g@x.example", language="en")])
    make_mailing(invited, planned=True, to="invited", body=Written("a", "b"))
    jobs.send_due()
    first, second, third = copies()
    service.refuse("a@x.example")
    registration.cancel(one)
    registration.decline(guest, 1)
    for row in (first, second, third):
        with pytest.raises(LookupError):
            outbox.compose(row)


def test_what_one_looks_at_opens_nothing_of_anybodys(inside):
    event = make_event(capacity=None)
    register(event, name="Zoé", email="z@x.example")
    row = db.session.get_one(Mailing, make_mailing(event, body=EVERYTHING))
    (zoe,) = recipients(row)
    for chosen in (zoe, None):
        page = shown_to(row, Reader("", [], chosen, "fr"))
        assert "registrations/…" in page if chosen else "registrations/" not in page
        assert ("Zoé" in page) is bool(chosen)
    service.test(row.id, "moi@x.example", "en", zoe)
    test = db.session.query(OutboxLetter).filter_by(kind=queries.TEST).one()
    letter = outbox.compose(test)
    assert (test.recipient, letter.subject) == ("moi@x.example", "Test: Notice of Zoé")
    assert "registrations/…" in letter.text and "registrations/…" in letter.html
    with speaking("fr"):
        assert Reader("", [], zoe, "fr").subject(row) == "Avis de Zoé"


def test_a_test_of_a_letter_that_is_gone_does_not_go(inside):
    event = make_event(capacity=None)
    number = make_mailing(event)
    service.test(number, "moi@x.example", "fr", None)
    service.remove(number)
    with pytest.raises(LookupError):
        outbox.compose(db.session.query(OutboxLetter).one())
