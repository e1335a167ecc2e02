"""Decisions about a printed programme: what its copy waits for, and what may be said of a proof."""

from collections.abc import Sequence
from dataclasses import dataclass

#: what may be said of a proof
VERDICTS = ("signed", "returned")
#: characters of a remark
MOST_REMARK = 2_000


@dataclass(frozen=True)
class Sheet:
    """A proof as rules see one."""

    made: bool
    verdict: str | None


def state_of(sheets: Sequence[Sheet]) -> str:
    """making, reading, returned (one of them has to be mended) or signed (all of them)."""
    if any(sheet.verdict == "returned" for sheet in sheets):
        return "returned"
    if not all(sheet.made for sheet in sheets):
        return "making"
    return "signed" if all(sheet.verdict == "signed" for sheet in sheets) else "reading"


def check_verdict(verdict: str, remark: str) -> list[tuple[str, str]]:
    """(field, what is wrong): who sends a proof back says what has to be mended."""
    if verdict not in VERDICTS:
        return [("verdict", "choose")]
    if len(remark) > MOST_REMARK:
        return [("remark", "long")]
    return [("remark", "remark")] if verdict == "returned" and not remark else []
