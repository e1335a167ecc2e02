"""A committee's reading over the wire: in both languages, for who sits there, and for what nobody should send."""

import re

import pytest

from aami_events.foundation.bilingual import Written
from aami_events.proposals import service
from aami_events.proposals.queries.reading import criteria_of, phases_of
from tests.factories.counting import statements
from tests.factories.proposals import pitch, proposer
from tests.factories.reviewing import PASSWORD, Reading, email_of
from tests.integration.pages.visiting import LANGUAGES, assert_summary_leads_to_fields, in_language

AT = "committees/programmation-fr"
HERE = f"/fr/{AT}/proposals"


class There:
    """A committee, two proposals, and browsers."""

    def __init__(self, app) -> None:
        self.app = app
        with app.app_context():
            self.work = Reading()
            self.key = self.work.criterion()
            self.number = self.work.in_both("Lieux", "Zoé Nord")
            self.french = self.work.propose("Images", "Max Vif")

    def browser(self, who: str):
        client = self.app.test_client()
        email = "olga@maison.example" if who == "olga" else email_of(who)
        assert client.post("/fr/sign-in", data={"email": email, "password": PASSWORD}).status_code == 302
        return client

    def do(self, deed) -> None:
        with self.app.app_context():
            deed(self.work)

    def reviews(self, number: int = 0) -> list[tuple[int, str, int | None]]:
        with self.app.app_context():
            return self.work.reviews(number or self.number)

    def form(self, **given: object) -> dict[str, object]:
        return {"revision": "0", f"points_{self.key}": "4", "text": "Bien", "language": "fr", **given}


@pytest.fixture
def there(app) -> There:
    return There(app)


PAGES = (
    "proposals",
    "proposals?order=best&mine=unread&decision=none&q=lieux&language=fr&format=1&track=1&tag=x",
    "proposals?q=zoe",
    "reading",
    "reading/phases/new",
    "reading/criteria/new",
    "conflicts",
    "readers",
    "readers/plan",
)


@LANGUAGES
def test_every_page_for_the_chair_and_for_an_organiser(there, language):
    there.do(lambda work: work.review("luc", there.number))
    there.do(
        lambda work: service.set_conflict(
            work.committee, work.accounts["ana"], there.number, work.seats["eve"], "declared", "x"
        )
    )
    for who in ("ana", "olga"):
        client = there.browser(who)
        for path in (*PAGES, f"proposals/{there.number}", f"reading/criteria/{there.key}"):
            answer = client.get(f"/{language}/{AT}/{path}")
            assert answer.status_code == 200 and in_language(answer.text, language), (who, path)


def test_who_may_open_what(there):
    paths = [
        HERE,
        f"{HERE}/{there.number}",
        f"{HERE}.csv",
        f"/fr/{AT}/reading",
        f"/fr/{AT}/conflicts",
        f"/fr/{AT}/readers",
    ]
    seen = {who: [there.browser(who).get(path).status_code for path in paths] for who in ("ana", "luc", "oda", "olga")}
    assert seen == {
        "ana": [200] * 6,
        "luc": [200, 200, 200, 403, 403, 403],
        "oda": [200, 200, 200, 403, 403, 403],
        "olga": [200] * 6,
    }
    assert [there.app.test_client().get(path).status_code for path in paths] == [302] * 6


def test_an_order_that_there_is_not_is_the_usual_one(there):
    page = there.browser("luc").get(f"{HERE}?order=none-of-these&page=-1").text
    assert '<caption id="proposals-caption">À lire par moi' in page


def test_a_committee_that_reads_nothing_has_no_such_pages(there):
    from tests.factories.committees import make_committee

    there.do(lambda work: make_committee(work.event, "Communications", kind="communications"))
    there.do(lambda work: make_committee(None, "Seul"))
    olga = there.browser("olga")
    assert olga.get("/fr/committees/communications-fr/proposals").status_code == 404
    assert "/communications-fr/proposals" not in olga.get("/fr/committees/communications-fr/").text


@LANGUAGES
def test_a_review_is_given_and_those_of_others_appear(there, language):
    there.do(lambda work: work.review("eve", there.number, 2, "Pas sûre"))
    luc, page = there.browser("luc"), f"/{language}/{AT}/proposals/{there.number}"
    assert "Pas sûre" not in luc.get(page).text
    answer = luc.post(f"{page}/review", data=there.form(action="keep", text="À finir"))
    assert answer.status_code == 302 and "À finir" in luc.get(page).text
    answer = luc.post(f"{page}/review", data=there.form(action="give", revision="1"))
    assert answer.status_code == 302 and "Pas sûre" in luc.get(page).text
    assert [state for _who, state, _score in there.reviews()] == ["given", "given"]
    assert luc.get(f"{page}/review").status_code == luc.get(f"{page}/remarks").status_code == 302
    assert luc.post(f"{page}/review", data=there.form(action="abstain", revision="2")).status_code == 302
    assert there.reviews()[1][1] == "abstained"


@LANGUAGES
def test_a_review_that_is_not_whole_is_kept_on_the_page(there, language):
    luc, page = there.browser("luc"), f"/{language}/{AT}/proposals/{there.number}"
    answer = luc.post(f"{page}/review", data=there.form(**{f"points_{there.key}": "9", "text": "À garder"}))
    assert answer.status_code == 422 and "À garder" in answer.text and there.reviews() == []
    assert_summary_leads_to_fields(answer.text)
    answer = luc.post(f"{page}/review", data=there.form(text="x" * 5000))
    assert answer.status_code == 422
    assert_summary_leads_to_fields(answer.text)
    answer = luc.post(f"{page}/review", data=there.form(revision="7"))
    assert answer.status_code == 409 and there.reviews() == []
    assert_summary_leads_to_fields(answer.text)
    for path in ("remarks", "tags"):
        answer = luc.post(f"{page}/{path}", data={"remark": "", "remark_language": "fr", "tags": "x" * 50})
        assert answer.status_code == 422
        assert_summary_leads_to_fields(answer.text)


def test_what_somebody_else_or_nobody_may_send(there):
    hidden = f"{HERE}/{there.french}"
    there.do(lambda work: service.recuse(work.committee, work.accounts["luc"], there.french, ""))
    luc, oda = there.browser("luc"), there.browser("oda")
    for path, data in (
        ("review", there.form()),
        ("remarks", {"remark": "x", "remark_language": "fr"}),
        ("remarks/1/remove", {}),
        ("tags", {"tags": "x"}),
        ("wish", {"wish": "gladly"}),
        ("recuse", {}),
    ):
        assert luc.post(f"{hidden}/{path}", data=data).status_code == 404, path
    assert luc.get(hidden).status_code == 404 and "Images" not in luc.get(HERE).text
    for path in ("review", "tags", "wish"):
        assert oda.post(f"{HERE}/{there.number}/{path}", data=there.form(tags="x")).status_code == 403
    for path in ("reading", "conflicts/set", "readers/give", "readers/plan", "reading/phases/new"):
        assert luc.post(f"/fr/{AT}/{path}", data={}).status_code == 403, path
    assert there.browser("olga").post(f"{HERE}/{there.number}/recuse").status_code == 403
    assert there.browser("olga").post(f"{HERE}/{there.number}/review", data=there.form()).status_code == 403
    assert there.browser("olga").post(f"{HERE}/{there.number}/wish").status_code == 403
    olga = there.browser("olga")
    assert olga.post(f"{HERE}/{there.number}/remarks", data={"remark": "x", "remark_language": "fr"}).status_code == 403
    assert luc.post(f"{HERE}/decide", data={"proposal": there.number, "decision": "accepted"}).status_code == 403
    assert there.reviews() == []


def test_remarks_tags_wishes_and_stepping_back(there):
    luc, page = there.browser("luc"), f"{HERE}/{there.number}"
    assert luc.post(f"{page}/remarks", data={"remark": "After lunch", "remark_language": "en"}).status_code == 302
    text = luc.get(page).text
    assert '<p class="said" lang="en">After lunch</p>' in text
    remark = int(re.search(r'id="remark-(\d+)"', text)[1])
    assert luc.post(f"{page}/remarks/{remark}/remove").status_code == 302 and "After lunch" not in luc.get(page).text
    assert luc.post(f"{page}/tags", data={"tags": "voyage, jeunesse"}).status_code == 302
    assert "voyage" in luc.get(HERE).text and luc.get(f"{HERE}?tag=voyage").text.count("<tr>") == 2
    for wish, words in (("gladly", "Vous la liriez"), ("rather_not", "Vous préférez ne pas"), ("", "La lire")):
        assert luc.post(f"{page}/wish", data={"wish": wish}).status_code == 302 and words in luc.get(page).text
    assert luc.post(f"{page}/recuse", data={"reason": "Voisins"}).status_code == 302
    assert luc.get(page).status_code == 404
    assert "Voisins" in there.browser("ana").get(f"/fr/{AT}/conflicts").text


def test_the_next_one(there):
    luc = there.browser("luc")
    for _round in range(2):
        to = luc.get(f"{HERE}/next").headers["Location"]
        assert luc.post(f"{to}/review", data=there.form()).status_code == 302
    assert luc.get(f"{HERE}/next").headers["Location"] == HERE
    assert there.browser("oda").get(f"{HERE}/next").status_code == 403


def test_in_blind_mode_nobody_is_named(there):
    there.do(lambda work: service.set_reading(work.committee, blind=True, sealed=False, readers=3, base=0))
    says = {"abstract": Written("Zoé Nord danse avec zoe@centre.example.", "")}
    there.do(
        lambda work: service.propose(work.event, proposer("Zoé Nord"), pitch(work.event, "Par Zoé", **says), send=True)
    )
    there.do(lambda work: service.say(work.committee, work.accounts["eve"], there.number, "Zoe is great", "en"))
    luc = there.browser("luc")
    pages = [HERE, f"{HERE}.csv", f"{HERE}?q=lieux", f"{HERE}/{there.number}", f"{HERE}/{there.french + 1}"]
    for path in pages:
        text = luc.get(path).text
        assert "Zoé" not in text and "Zoe" not in text and "Nord" not in text and "zoe@" not in text, path
    assert "[…] is great" in luc.get(pages[3]).text and f'{HERE}/{there.number}"' not in luc.get(f"{HERE}?q=zoe").text
    assert there.browser("ana").get(f"/fr/{AT}/conflicts").status_code == 403
    olga = there.browser("olga")
    assert "Zoé Nord" in olga.get(HERE).text and olga.get(f"/fr/{AT}/conflicts").status_code == 200


def test_phases_and_criteria_are_written(there):
    ana, form = there.browser("ana"), {"name-fr": "Lecture", "name-en": "Reading", "others": "never", "scoring": "y"}
    whole = {**form, "starts-day": "2020-08-10", "starts-time": "09:00", "ends-day": "2020-08-20", "ends-time": "17:00"}
    url = f"/fr/{AT}/reading/phases/new"
    for wrong in ({}, form, {**whole, "ends-day": "2020-08-01"}, {**whole, "others": "x"}):
        answer = ana.post(url, data=wrong)
        assert answer.status_code == 422
        assert_summary_leads_to_fields(answer.text)
    assert ana.post(url, data=whole).status_code == 302
    with there.app.app_context():
        (row,) = phases_of(there.work.committee)
        assert (row.scoring, row.discussion, row.others) == (True, False, "never")
    page = f"/fr/{AT}/reading/phases/{row.id}"
    assert ana.get(page).status_code == 200 and ana.post(url, data=whole).status_code == 422
    luc = there.browser("luc")
    assert luc.post(f"{HERE}/{there.number}/remarks", data={"remark": "x", "remark_language": "fr"}).status_code == 302
    assert "Rien n" in luc.get(f"{HERE}/{there.number}").text
    assert ana.post(f"{page}/remove").status_code == 302 and ana.post(f"{page}/remove").status_code == 404
    assert ana.get(page).status_code == 404
    criterion = {"name-fr": "Élan", "name-en": "Drive", "weight": "2"}
    assert ana.post(f"/fr/{AT}/reading/criteria/new", data={**criterion, "weight": "x"}).status_code == 422
    assert ana.post(f"/fr/{AT}/reading/criteria/new", data=criterion).status_code == 302
    there.do(lambda work: work.review("luc", there.number))
    assert ana.post(f"/fr/{AT}/reading/criteria/{there.key}", data={**criterion, "weight": "9"}).status_code == 422
    assert ana.post(f"/fr/{AT}/reading/criteria/{there.key}/remove").status_code == 302
    with there.app.app_context():
        assert [row.weight for row in criteria_of(there.work.committee)] == [1, 2]


def test_how_we_read_is_saved_over_nobody(there):
    ana, url = there.browser("ana"), f"/fr/{AT}/reading"
    assert ana.post(url, data={"readers": "x", "revision": "0"}).status_code == 422
    assert ana.post(url, data={"readers": "4", "sealed": "y", "revision": "0"}).status_code == 302
    answer = ana.post(url, data={"readers": "5", "revision": "0"})
    assert answer.status_code == 409 and 'value="1"' in answer.text
    there.do(lambda work: service.save_phase(work.committee, _phase(scoring=False)))
    luc = there.browser("luc")
    assert luc.post(f"{HERE}/{there.number}/review", data=there.form()).status_code == 302 and there.reviews() == []


def _phase(**says):
    import datetime as dt

    first, last = dt.datetime(2020, 8, 10), dt.datetime(2020, 8, 30)
    return service.PhaseEntry(Written("Étape", "Phase"), first, last, **says)


def test_conflicts_and_readers_by_hand(there):
    ana, seats = there.browser("ana"), there.work.seats
    for data in (
        {},
        {"proposal": "9999", "member": "x"},
        {"proposal": there.number, "member": seats["luc"], "state": "x"},
    ):
        assert ana.post(f"/fr/{AT}/conflicts/set", data=data).status_code == 302
    own = {"proposal": there.number, "member": seats["ana"], "state": "declared"}
    assert ana.post(f"/fr/{AT}/conflicts/set", data=own).status_code == 403
    assert ana.post(f"/fr/{AT}/conflicts/set", data={**own, "member": seats["luc"]}).status_code == 302
    assert "Luc Cyr" in ana.get(f"/fr/{AT}/conflicts").text
    for member, shown in ((seats["luc"], 0), (10**9, 0), (seats["eve"], 1)):
        assert ana.post(f"/fr/{AT}/readers/give", data={"proposal": there.number, "member": member}).status_code == 302
        assert ana.get(f"/fr/{AT}/readers").text.count('name="pair"') == shown
    assert ana.post(f"/fr/{AT}/readers/take", data={"pair": f"{there.number}-{seats['eve']}"}).status_code == 302
    assert ana.get(f"/fr/{AT}/readers").text.count('name="pair"') == 0


def test_a_plan_is_given_as_it_was_ticked(there):
    ana, url = there.browser("ana"), f"/fr/{AT}/readers/plan"
    pairs = re.findall(r'name="pair" value="([\d-]+)"', ana.get(url).text)
    assert len(pairs) == 6
    for data in (["x-y", "1", *pairs[:1], "99-99"], ["0-0"]):
        assert ana.post(url, data={"pair": data}).headers["Location"] == url
    assert ana.post(url, data={"pair": pairs[:2]}).headers["Location"] == f"/fr/{AT}/readers"
    assert ana.get(f"/fr/{AT}/readers").text.count('name="pair"') == 2


def test_decisions_by_who_presides(there):
    ana = there.browser("ana")
    for data in ({}, {"proposal": "x", "decision": "accepted"}, {"proposal": there.number, "decision": "x"}):
        assert ana.post(f"{HERE}/decide", data=data).status_code == 302
    assert ana.post(f"{HERE}/decide", data={"proposal": "99999", "decision": "accepted"}).status_code == 302
    given = {"proposal": [there.number, there.french], "decision": "accepted", "f-order": "best"}
    assert ana.post(f"{HERE}/decide", data=given).headers["Location"] == f"{HERE}?order=best"
    assert ana.get(f"{HERE}?decision=accepted").text.count('type="checkbox"') == 2
    assert ana.post(f"{HERE}/decide", data={"proposal": there.number, "decision": "none"}).status_code == 302
    assert ana.get(f"{HERE}?decision=accepted").text.count('type="checkbox"') == 1


def test_the_same_list_as_a_file(there):
    there.do(lambda work: work.review("luc", there.number, 4))
    luc = there.browser("luc")
    text = luc.get(f"{HERE}.csv").get_data().decode("utf-8-sig")
    rows = text.splitlines()
    assert rows[0].startswith("Numéro,") and "Zoé Nord" in rows[2] and ",1,4.0,4.0," in rows[2]
    assert luc.get(f"{HERE}.xlsx").get_data().startswith(b"PK")


def test_pages_take_as_many_queries_for_three_as_for_one(there):
    there.do(lambda work: work.review("luc", there.number))
    ana, counts = there.browser("ana"), {}
    paths = (HERE, f"{HERE}/{there.number}", f"/fr/{AT}/conflicts", f"/fr/{AT}/readers", f"/fr/{AT}/readers/plan")
    for round_ in range(2):
        for path in paths:
            ana.get(path)  # what is kept is read by now
            with there.app.app_context(), statements() as made:
                ana.get(path)
            counts.setdefault(path, []).append(len(made))
        if not round_:
            for title in ("Deux", "Trois"):
                there.do(lambda work, title=title: work.review("luc", work.in_both(title, "Bea Or")))
            there.do(lambda work: work.review("eve", there.number))
            there.do(lambda work: service.say(work.committee, work.accounts["eve"], there.number, "x", "fr"))
    assert {path: made for path, made in counts.items() if made[0] != made[1]} == {}
