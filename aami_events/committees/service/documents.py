"""Documents that a committee works with."""

from typing import IO

from ...foundation import clock, files
from ...foundation.bilingual import LANGUAGES
from ...foundation.database import db, transactional
from ...foundation.rows import new_key
from ...foundation.text import clean
from .. import queries
from ..errors import CommitteeWrong, NotThere
from ..models import Document
from ..queries import work
from .common import lock, note

#: how files end that word processors, spreadsheets and slides make: they are all archives
PACKED = ("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip")
ENDINGS = {"application/pdf": ("pdf",), "image/png": ("png",), "image/jpeg": ("jpg", "jpeg"), "application/zip": PACKED}


@transactional
def add_document(committee_id: int, account: int, title: str, language: str, source: IO[bytes], filename: str) -> int:
    """Keep a file; its id. CommitteeWrong for one that is empty, too large or of a type that is not taken."""
    lock(committee_id)
    said = clean(title)
    faults = [] if said else [("title", "document_missing")]
    if language not in LANGUAGES:
        faults.append(("language", "choice"))
    if faults:
        raise CommitteeWrong(faults)
    try:
        file = files.keep(source, "", owner_id=account)
    except files.FileRefused as refusal:
        raise CommitteeWrong([("file", "file")]) from refusal
    ending = filename.rsplit(".", 1)[-1].lower()
    able = ENDINGS[file.type]
    file.name = f"{new_key(said, (), 'document')}.{ending if ending in able else able[-1]}"
    member = queries.membership(account, committee_id)
    row = Document(committee_id=committee_id, file_id=file.id, title=said, language=language, added_at=clock.now())
    row.member_id = member.id if member else None
    db.session.add(row)
    db.session.flush()
    note("document.added", "committee_document", row, committee_id)
    return row.id


@transactional
def remove_document(committee_id: int, document_id: int) -> None:
    """Take it out, and its file. NotThere."""
    lock(committee_id)
    row = work.find_document(committee_id, document_id)
    if row is None:
        raise NotThere
    note("document.removed", "committee_document", row, committee_id)
    file = row.file
    db.session.delete(row)
    db.session.flush()
    files.drop(file)
