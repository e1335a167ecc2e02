"""The printed programme: its copy is frozen, proofs are made of it, somebody reads them, signs or sends back."""

import hashlib
import io
from collections.abc import Collection

from sqlalchemy import select

from ...events.service import lock_row
from ...foundation import audit, clock, files
from ...foundation.bilingual import LANGUAGES
from ...foundation.database import db, transactional
from ...foundation.jobs import nudge
from ...foundation.text import clean
from ..errors import NothingReleased, NotThere, ProgrammeWrong
from ..models import Frozen, Proof, Release
from ..queries import printing
from ..queries.releases import last_release
from ..rules.printing import check_verdict

#: the name of the job
PROOF = "programme.proof"


@transactional
def freeze(event_id: int) -> int:
    """Freeze the copy of the version in force, and have its proofs made; its id. What was frozen before is put away.

    NothingReleased.
    """
    lock_row(event_id)
    release = last_release(event_id)
    if release is None:
        raise NothingReleased
    for earlier in printing.copies_of(event_id):
        _put_away(earlier)
    row = Frozen(event_id=event_id, release_id=release.id, person_id=audit.actor().id, at=clock.now())
    row.proofs = [Proof(language=language) for language in LANGUAGES]
    db.session.add(row)
    db.session.flush()
    diff = {"version": [None, release.name]}
    audit.record("programme.frozen", ("frozen", row.id), scope=("event", event_id), diff=diff)
    for proof in row.proofs:
        nudge(PROOF, proof.id)
    return row.id


def _put_away(row: Frozen) -> None:
    """What was said of its proofs stays; nobody prints the files by mistake. One that was never made goes."""
    for proof in list(row.proofs):
        if not proof.sha256:
            row.proofs.remove(proof)
        _drop_file(proof)


def _drop_file(proof: Proof) -> None:
    file, proof.file_id = proof.file, None
    db.session.flush()
    if file is not None:
        files.drop(file)


@transactional
def keep_proof(proof_id: int, data: bytes, name: str) -> None:
    """It is made. One that was made meanwhile, or is not wanted any more, stays as it is."""
    row = db.session.get(Proof, proof_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is not None and not row.sha256:
        row.file_id = files.keep(io.BytesIO(data), name, owner_id=None).id
        row.sha256 = hashlib.sha256(data).hexdigest()


@transactional
def judge_proof(event_id: int, proof_id: int, verdict: str, remark: str = "") -> None:
    """Sign a proof, or send it back with what has to be mended; once.

    NotThere for one that is not made, was judged, or belongs to a copy that another replaced; ProgrammeWrong.
    """
    lock_row(event_id)
    db.session.expire_all()
    row, last = printing.find_proof(event_id, proof_id), printing.last_copy(event_id)
    if row is None or row.file_id is None or row.verdict is not None or last is None or row.frozen_id != last.id:
        raise NotThere
    said = clean(remark, keep_lines=True)
    faults = check_verdict(verdict, said)
    if faults:
        raise ProgrammeWrong(faults)
    row.verdict, row.remark, row.person_id, row.at = verdict, said, audit.actor().id, clock.now()
    diff = {"language": [None, row.language], "sha256": [None, row.sha256[:12]]}
    audit.record(f"programme.proof_{verdict}", ("proof", row.id), scope=("event", event_id), diff=diff)


@transactional
def withdraw_proofs(speaker_ids: Collection[int]) -> int:
    """Copies go that name somebody who is to be forgotten; how many. Another can be frozen without them."""
    gone = 0
    for row in db.session.scalars(select(Frozen)):
        release = db.session.get_one(Release, row.release_id)
        if any(set(session["speakers"]) & set(speaker_ids) for session in release.sessions):
            for proof in list(row.proofs):
                _drop_file(proof)
            db.session.delete(row)
            gone += 1
    db.session.flush()
    return gone
