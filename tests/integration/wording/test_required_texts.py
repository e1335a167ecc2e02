"""The texts that an event must have are translated like all others; what is approved is a new version of them."""

import pytest
from sqlalchemy import event as sql_event

from aami_events.events import service as events
from aami_events.events.errors import TextChanged, TextsMissing
from aami_events.events.models import Event
from aami_events.events.queries import texts as versions
from aami_events.foundation.audit import acting, history
from aami_events.foundation.database import db
from aami_events.foundation.i18n import speaking
from aami_events.wording import errors, exports, queries, rules, service
from aami_events.wording.imports import read_lines
from aami_events.wording.queries import Filter
from tests.factories import make_event, make_person, write_text, write_texts
from tests.integration.wording.reading import form_of

pytestmark = pytest.mark.usefixtures("app")
KIND = "code_of_conduct"
KEY = f"text:{KIND}:text"
CARE = "text:care_protocol:text"


@pytest.fixture
def conduct(inside) -> int:
    """A published event whose texts are whole, but the French code of conduct has changed since it was translated."""
    number = make_event("rencontre-2020")
    write_texts(number)
    write_text(number, KIND, "Respect\n\n- soin", f"{KIND} (en)")
    return number


def the_event(number: int) -> Event:
    db.session.rollback()
    return db.session.get_one(Event, number)


def entry(number: int, key: str = KEY) -> queries.Entry:
    found = queries.find(the_event(number), key)
    assert found is not None
    return found


def in_force(number: int, kind: str = KIND) -> tuple[int, dict[str, str], frozenset[str]]:
    db.session.rollback()
    version = versions.current_text(number, kind)
    assert version is not None
    return version.number, version.text.texts(), version.text.stale


def test_a_text_that_is_older_in_one_language_waits_for_its_translator(conduct):
    found = entry(conduct)
    assert (found.text.state, found.text.target, found.where.kind) == ("stale", "en", "markdown")
    with speaking("fr"):
        where = entry(conduct).where
        assert (where.place, where.field) == ("Textes de l’événement", "Code de conduite")
    open_ones = [row.key for row in queries.worklist(the_event(conduct)) if Filter(state="open").fits(row)]
    assert KEY in open_ones and not [key for key in open_ones if key.startswith("text:") and key != KEY]


def test_what_nobody_has_written_is_no_work_for_a_translator(inside):
    number = make_event()
    assert entry(number).text.texts == {}
    assert not [row for row in queries.worklist(the_event(number)) if row.key.startswith("text:")]


def test_an_approved_translation_is_a_new_version_by_whoever_approved_it(conduct):
    author = make_person("organiser", event_id=conduct)
    service.propose(conduct, KEY, "Respect\n\n- care")
    assert in_force(conduct)[:2] == (2, {"fr": "Respect\n\n- soin", "en": f"{KIND} (en)"}), "nothing is public yet"
    with acting(author, "account"):
        assert service.approve(conduct, {KEY: entry(conduct).text.seen}) == 1
    assert in_force(conduct) == (3, {"fr": "Respect\n\n- soin", "en": "Respect\n\n- care"}, frozenset())
    version = versions.current_text(conduct, KIND)
    assert version is not None and version.author_id == author
    assert versions.texts_of(conduct)[KIND].number == 3, "and it is what everyone reads"
    newest = history("event", conduct)[0]
    assert (newest.action, newest.diff, newest.actor_id) == (f"event.text_{KIND}", {"version": [2, 3]}, author)
    earlier = versions.find_version(conduct, KIND, 2)
    assert earlier is not None and earlier.text.get("en") == f"{KIND} (en)", "an earlier version never changes"


def test_a_translation_that_is_still_right_is_a_version_too(conduct):
    service.confirm(conduct, KEY, author=True)
    assert in_force(conduct) == (3, {"fr": "Respect\n\n- soin", "en": f"{KIND} (en)"}, frozenset())


def test_those_to_turn_to_stay_as_they_were(conduct):
    before = versions.current_text(conduct, "care_protocol")
    assert before is not None and len(before.contacts) == 2
    service.write(conduct, CARE, {"fr": "Autrement", "en": "Otherwise"})
    after = versions.current_text(conduct, "care_protocol")
    assert after is not None and (after.number, after.contacts) == (2, before.contacts)


def test_a_version_written_meanwhile_is_not_written_over(conduct):
    seen = entry(conduct).text.seen
    service.propose(conduct, KEY, "Respect and care")
    waiting = entry(conduct).text.seen
    write_text(conduct, KIND, "Tout autre chose", "All else")
    with pytest.raises(errors.TextChanged):
        service.propose(conduct, KEY, "Respect", seen=seen)
    assert service.approve(conduct, {KEY: waiting}) == 0
    assert in_force(conduct)[:2] == (3, {"fr": "Tout autre chose", "en": "All else"})


def test_the_base_is_checked_by_the_text_itself(conduct):
    text = versions.current_text(conduct, KIND)
    assert text is not None
    with pytest.raises(TextChanged) as refusal:
        events.translate_text(conduct, KIND, text.text, base=1)
    assert refusal.value.number == 2
    assert events.translate_text(conduct, KIND, text.text, base=2) == 2, "the same again is no version"


def test_a_translation_never_takes_from_a_published_event_what_it_needs(conduct):
    with pytest.raises(errors.SideEmptied):
        service.write(conduct, KEY, {"fr": "Respect", "en": ""})
    one_side = versions.current_text(conduct, KIND)
    assert one_side is not None
    with pytest.raises(TextsMissing):
        events.translate_text(conduct, KIND, type(one_side.text).of(fr="Respect"), base=2)
    assert in_force(conduct)[0] == 2


def test_out_and_back_as_a_workbook_with_an_original_that_changed_in_between(conduct):
    write_text(conduct, "emergency", "Le 911, puis l’accueil", "emergency (en)")
    open_ones = [row for row in queries.worklist(the_event(conduct)) if Filter(state="open").fits(row)]
    with exports.workbook(open_ones, "textes") as file:
        lines = read_lines(file.read(), "textes.xlsx")
    mine = [(no, rules.Line(row.key, row.original, "EN\n\n- yes", row.mark)) for no, row in lines if "text:" in row.key]
    assert {row.key for _no, row in mine} == {KEY, "text:emergency:text"}
    write_text(conduct, KIND, "Respect, encore changé", f"{KIND} (en)")
    assert service.load(conduct, mine) == {"new": 1, "stale": 1}
    assert (in_force(conduct)[0], in_force(conduct, "emergency")[0]) == (3, 2), "a file publishes nothing"
    assert entry(conduct).text.overtaken and entry(conduct).text.state == "stale"
    service.approve(conduct, {"text:emergency:text": entry(conduct, "text:emergency:text").text.seen})
    assert in_force(conduct, "emergency")[1] == {"fr": "Le 911, puis l’accueil", "en": "EN\n\n- yes"}


def test_the_number_of_queries_does_not_grow_with_events_or_texts(inside):
    numbers = [make_event(f"rencontre-{turn}") for turn in range(3)]
    write_text(numbers[0], KIND)
    counts = []
    for ids, kinds in ((numbers[:1], 1), (numbers, 1), (numbers, 14)):
        if kinds > 1:
            write_texts(numbers[1])
        rows = [db.session.get_one(Event, number) for number in ids]
        asked: list[str] = []

        def listen(_connection, _cursor, statement, *_rest, asked=asked) -> None:
            asked.append(statement)

        sql_event.listen(db.engine, "before_cursor_execute", listen)
        queries.list_all(rows)
        sql_event.remove(db.engine, "before_cursor_execute", listen)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2], counts


def test_a_translator_and_the_author_do_it_in_their_pages(app, event, translator, organiser):
    with app.app_context():
        write_text(event, KIND, "Respect", None)
    address = f"/fr/organise/rencontre-2020/wording/text/{KEY}"
    page = translator.get(address).text
    assert "Code de conduite" in page
    answer = translator.post(address, data={**form_of(page), "en": "Respect, in English"})
    assert answer.status_code == 302
    public = "/en/events/rencontre-2020/texts/code_of_conduct"
    assert "Respect, in English" not in translator.get(public).text
    assert organiser.post(address, data=form_of(organiser.get(address).text)).status_code == 302
    assert "Respect, in English" in translator.get(public).text
    versions_page = organiser.get("/fr/organise/rencontre-2020/texts/code_of_conduct/versions").text
    assert "Olga Organise" in versions_page
