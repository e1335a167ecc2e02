"""The printed programme: a copy is frozen, proofs are made, read, signed or sent back; what changes since is said."""

import hashlib
import re
import subprocess

import pytest

from aami_events.foundation import files
from aami_events.foundation.database import db
from aami_events.foundation.jobs import sweep_all
from aami_events.foundation.points import personal_data
from aami_events.programme import errors, jobs, service
from aami_events.programme.models import Frozen
from aami_events.programme.queries import printing, releases
from aami_events.programme.queries.printing import copies_of, find_proof, stage
from tests.factories.programme import at, placed, put, release
from tests.factories.together import tally, together
from tests.integration.programme.conftest import HERE as DESK
from tests.integration.programme.conftest import LANGUAGES, sign_in, words
from tests.integration.programme.test_booklet import text_of

HERE = f"{DESK}/print"


@pytest.fixture
def quick(monkeypatch) -> None:
    """PDFs that take no time, another each time; what they are is tried apart."""
    made = iter(range(100))
    monkeypatch.setattr(jobs, "booklet", lambda *_facts, **_more: b"%%PDF-1.7 number %d" % next(made))


@pytest.fixture
def copy(app, released, quick) -> int:
    """Frozen, and its proofs made; the event."""
    with app.app_context():
        service.freeze(released.event)
        sweep_all()
    return released.event


def proofs(event: int) -> dict[str, int]:
    db.session.rollback()
    return {row.language: row.id for row in copies_of(event)[0].proofs}


def state(event: int) -> str:
    db.session.rollback()
    return stage(copies_of(event)[0])


@LANGUAGES
def test_frozen_read_signed_and_printed_byte_for_byte(app, released, organiser, quick, language):
    here = HERE.replace("/fr/", f"/{language}/")
    page = organiser.get(here)
    assert page.status_code == 200 and f'lang="{language}-CA"' in page.text and "Refresh" not in page.headers
    assert organiser.post(f"{here}/freeze").location == here
    making = organiser.get(here)
    assert making.headers["Refresh"] == "3" and ".pdf" not in making.text
    with app.app_context():
        sweep_all()
        ids = proofs(released.event)
        marks = {row.id: row.sha256 for row in copies_of(released.event)[0].proofs}
    read = {number: organiser.get(f"{here}/{number}.pdf").data for number in ids.values()}
    assert {number: hashlib.sha256(data).hexdigest() for number, data in read.items()} == marks
    for number in ids.values():
        assert {"fr": "Fichier pour", "en": "File for the"}[language] not in organiser.get(here).text
        assert organiser.post(f"{here}/{number}", data={"verdict": "signed"}).location == here
    page = organiser.get(here).text
    assert {"fr": "bon à imprimer", "en": "ready for the printer"}[language] in page and "Olga Organise" in page
    assert {number: organiser.get(f"{here}/{number}.pdf").data for number in ids.values()} == read


def test_one_that_is_sent_back_says_why(app, copy, organiser):
    with app.app_context():
        ids = proofs(copy)
    bare = organiser.post(f"{HERE}/{ids['fr']}", data={"verdict": "returned", "remark": " "})
    assert bare.status_code == 422 and 'href="#remark"' in bare.text
    long = organiser.post(f"{HERE}/{ids['fr']}", data={"verdict": "returned", "remark": "x" * 2_001})
    assert long.status_code == 422 and "x" * 2_001 in long.text, "nothing typed is lost"
    assert organiser.post(f"{HERE}/{ids['fr']}", data={"verdict": "burned"}).status_code == 422
    said = {"verdict": "returned", "remark": "p. 4 : « <b> »"}
    assert organiser.post(f"{HERE}/{ids['fr']}", data=said).status_code == 302
    page = organiser.get(HERE).text
    assert "p. 4 : « &lt;b&gt; »" in page
    with app.app_context():
        assert state(copy) == "returned"
    organiser.post(f"{HERE}/{ids['fr']}", data={"verdict": "signed"})
    with app.app_context():
        assert state(copy) == "returned", "it was judged already"


def test_what_changes_after_is_said_where_it_is_changed(app, released, copy, organiser):
    assert "Rien : la grille" in words(organiser.get(HERE).text)
    with app.app_context():
        put(copy, released.film, at(15), released.loft)
        placed(copy, "Neuve", at(14), released.hall)
        assert sorted(change.kind for change in printing.since(copies_of(copy)[0])) == ["moved", "new"]
        release(copy, "2")
        assert sorted(change.kind for change in printing.since(copies_of(copy)[0])) == ["moved", "new"], "or released"
    page = organiser.get(HERE).text
    assert "Neuve (fr)" in page and "Été 🎬" in page
    assert "arrêtés pour l’impression" in organiser.get(f"{DESK}/sessions/{released.film}").text


def test_another_copy_takes_the_place_of_the_first(app, copy, organiser):
    with app.app_context():
        first = proofs(copy)
        service.judge_proof(copy, first["fr"], "returned", "Tout")
        paths = [files.folder() / find_proof(copy, number).file.key for number in first.values()]
        service.freeze(copy)
        assert not any(path.exists() for path in paths), "nobody prints it by mistake"
        assert state(copy) == "making" and len(copies_of(copy)) == 2
        with pytest.raises(errors.NotThere):
            service.judge_proof(copy, first["en"], "signed")
        service.freeze(copy)  # before the proofs of the second were made
        sweep_all()
        assert state(copy) == "reading" and [len(row.proofs) for row in copies_of(copy)] == [2, 0, 2]
    assert organiser.get(f"{HERE}/{first['fr']}.pdf").status_code == 404
    assert "Tout" in organiser.get(HERE).text, "what was said stays"


def test_nothing_is_frozen_before_the_first_release(app, plan, organiser):
    assert organiser.post(f"{HERE}/freeze").status_code == 404
    assert "/freeze" not in organiser.get(HERE).text
    with app.app_context(), pytest.raises(errors.NothingReleased):
        service.freeze(plan.event)


def test_who_may_and_what_is_not_there(app, client, copy, organiser):
    with app.app_context():
        (number, *_rest) = proofs(copy).values()
    for ask in (client, sign_in(app, "r")):
        assert ask.get(f"{HERE}/{number}.pdf").status_code in (302, 403)
        assert ask.post(f"{HERE}/{number}", data={"verdict": "signed"}).status_code in (302, 403)
        assert ask.post(f"{HERE}/freeze").status_code in (302, 403)
    assert organiser.get(f"{HERE}/999.pdf").status_code == 404
    assert organiser.post(f"{HERE}/999", data={"verdict": "signed"}).status_code == 302
    with app.app_context():
        assert state(copy) == "reading"


def test_made_once_whatever_is_nudged(app, copy):
    with app.app_context():
        number = proofs(copy)["fr"]
        before = find_proof(copy, number).sha256
        db.session.rollback()
        jobs.make_proof(number)
        service.keep_proof(number, b"%PDF-1.7 another", "x.pdf")
        jobs.make_proof(10**6)
        service.keep_proof(10**6, b"%PDF-1.7 nobody's", "x.pdf")
        assert find_proof(copy, number).sha256 == before


def test_two_who_judge_at_once_one_is_told(app, copy):
    with app.app_context():
        number = proofs(copy)["fr"]
        outcomes = together(
            app,
            lambda: service.judge_proof(copy, number, "signed"),
            lambda: service.judge_proof(copy, number, "returned", "Non"),
        )
        assert tally(outcomes) == {"done": 1, "NotThere": 1}


def test_a_copy_goes_with_somebody_it_names(app, copy, released):
    with app.app_context():
        (feature,) = (hear() for hear in personal_data if hear().feature == "programme")
        paths = [files.folder() / find_proof(copy, number).file.key for number in proofs(copy).values()]
        assert service.withdraw_proofs([10**6]) == 0 and all(path.exists() for path in paths)
        feature.erase(feature.find("ariane@centre.example"))
        assert db.session.query(Frozen).count() == 0 and not any(path.exists() for path in paths)
        assert releases.last_release(copy) is not None


@pytest.mark.databases("sqlite")
def test_the_real_file_has_crop_marks_and_says_what_the_booklet_says(app, released, tmp_path):
    with app.app_context():
        service.freeze(released.event)
        sweep_all()
        row = find_proof(released.event, proofs(released.event)["en"])
        data = (files.folder() / row.file.key).read_bytes()
    assert "Ariane Tremblay" in text_of(data, tmp_path)
    said = subprocess.run(["pdfinfo", "-box", str(tmp_path / "x.pdf")], capture_output=True, text=True, check=True)
    boxes = dict(re.findall(r"(\w+Box): +(.+)", said.stdout))
    left = {name: float(sides.split()[0]) for name, sides in boxes.items()}
    assert left["TrimBox"] - left["BleedBox"] == pytest.approx(3 / 25.4 * 72, abs=0.1), "3 mm"
