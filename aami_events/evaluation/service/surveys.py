"""A survey is begun, changed, opened and closed."""

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from ...events.models import Event, Part
from ...foundation import audit, clock
from ...foundation.bilingual import Written
from ...foundation.database import db, transactional
from ...foundation.jobs import nudge
from ...foundation.rows import new_key
from ...foundation.sealing import new_secret
from ...questions import queries as questions
from ...questions import service as asking
from .. import queries
from ..errors import NotNow, NotReady, NotThere, Overtaken, SurveyWrong
from ..models import Pool, Survey
from ..rules import OF_A_PART, Days, Facts, faults, phase

#: first segments of addresses that lead elsewhere
RESERVED = frozenset({"new", "import", "library"})
#: kinds of questions whose answers may break others down
GROUPING = ("choice", "scale", "yes_no")
#: breakdown by the language in which somebody answered
LANGUAGE = "language"
#: the job that mixes what waits and rewrites what there is
FINISH = "evaluation.finish"


@dataclass(frozen=True)
class SurveyEntry:
    """A survey as somebody writes it."""

    title: Written = field(default_factory=Written)
    welcome: Written = field(default_factory=Written)
    thanks: Written = field(default_factory=Written)
    event_id: int | None = None
    part_id: int | None = None
    audience: str = "present"
    named: bool = False
    days: Days = field(default_factory=Days)
    equity: bool = False
    least: int | None = 5
    results: str = "closed"
    expected: int | None = None
    invites: bool = False
    reminds: tuple[int, ...] = ()


def lock(survey_id: int) -> Survey:
    """The survey, for one at a time. NotThere."""
    row = db.session.get(Survey, survey_id, with_for_update={"key_share": True}, populate_existing=True)
    if row is None:
        raise NotThere
    return row


def lock_questions(survey_id: int) -> bool:
    """Nobody else edits what it asks until the end of the transaction; whether people can see it."""
    return lock(survey_id).state != "draft"


def note(deed: str, row: Survey, diff: dict[str, Any] | None = None) -> None:
    """A line in the history."""
    audit.record(deed, ("survey", row.id), scope=row.within or ("survey", row.id), diff=diff)


@transactional
def begin(entry: SurveyEntry, *, slug: str = "") -> int:
    """A new survey, as a draft; its id. SurveyWrong."""
    _check(entry)
    taken = set(db.session.scalars(select(Survey.slug))) | RESERVED
    title = entry.title.cleaned()
    row = Survey(
        slug=slug if slug and slug not in taken else new_key(slug or title.fr or title.en, taken, "sondage"),
        created_at=clock.now(),
        breakdowns=[LANGUAGE],
    )
    _write(row, entry)
    db.session.add(row)
    db.session.flush()
    note("survey.begun", row)
    return row.id


@transactional
def change(survey_id: int, entry: SurveyEntry, *, base: int) -> None:
    """Write what it is. What was promised to who has answered stays: whether it is anonymous, asks of identity, and
    how small a group may be. SurveyWrong; Overtaken; NotThere."""
    row = lock(survey_id)
    if row.revision != base:
        raise Overtaken(row.revision)
    if row.state != "draft":
        entry = replace(entry, named=row.named, equity=row.equity, least=max(entry.least or 0, row.least))
    _check(entry)
    if row.state != "draft" and not all((entry.title.fr, entry.title.en)):
        raise SurveyWrong([("title", "one_language")])
    _write(row, entry)
    row.revision += 1
    note("survey.changed", row)


def _check(entry: SurveyEntry) -> None:
    title, event, part = entry.title.cleaned(), entry.event_id, entry.part_id
    known = event is not None and db.session.get(Event, event) is not None
    here = part is not None and db.session.get_one(Part, part).event_id == event if part else False
    facts = Facts(
        audience=entry.audience,
        results=entry.results,
        least=entry.least,
        expected=entry.expected,
        days=entry.days,
        reminds=entry.reminds,
        title=(title.fr, title.en),
        event=known,
        part=here,
    )
    wrong = list(faults(facts))
    if event is not None and not known:
        wrong.append(("event", "unknown"))
    if wrong:
        raise SurveyWrong(wrong)


def _write(row: Survey, entry: SurveyEntry) -> None:
    row.title = entry.title.cleaned().over(row.title)
    row.welcome = entry.welcome.cleaned(lines=True).over(row.welcome)
    row.thanks = entry.thanks.cleaned(lines=True).over(row.thanks)
    row.event_id, row.audience, row.named, row.equity = entry.event_id, entry.audience, entry.named, entry.equity
    row.part_id = entry.part_id if entry.audience in OF_A_PART else None
    row.least, row.results, row.expected = entry.least or 5, entry.results, entry.expected
    writes = entry.audience != "open"
    row.invites, row.reminds = entry.invites and writes, list(entry.reminds) if writes else []
    row.opens_at, row.opens_after = entry.days.opens_at, entry.days.opens_after
    row.closes_at, row.closes_after = entry.days.closes_at, entry.days.closes_after
    row.open_key = (row.open_key or new_secret()) if entry.audience == "open" else None


@transactional
def set_breakdowns(survey_id: int, keys: list[str]) -> None:
    """By which questions the others may be broken down: the whole family, and none beside it. Once the survey is
    closed, results have been shown, and it stays. NotThere; NotNow; SurveyWrong."""
    row = lock(survey_id)
    if row.state == "closed":
        raise NotNow("closed")
    offered = {
        LANGUAGE,
        *(one.key for one in questions.asked_by("survey", survey_id) if one.definition.kind in GROUPING),
    }
    if not set(keys) <= offered:
        raise SurveyWrong([("breakdowns", "unknown")])
    before, row.breakdowns = row.breakdowns, list(dict.fromkeys(keys))
    note("survey.breakdowns", row, {"breakdowns": [", ".join(before), ", ".join(row.breakdowns)]})


def missing_for(row: Survey) -> list[str]:
    """Why it cannot be opened: keys of phrases.NOT_READY."""
    asked = questions.asked_by("survey", row.id)
    found = [] if any(one.definition.kind != "heading" for one in asked) else ["questions"]
    texts = [row.title, *(text for text in (row.welcome, row.thanks) if text)]
    texts += [text for one in asked for text in _texts(one)]
    if any(text.missing() for text in texts):
        found.append("languages")
    if row.closes_at is None and row.closes_after is None:
        found.append("closing")
    return found


def _texts(one: questions.Asked) -> list[Any]:
    labels = [label for _key, label in (*one.options, *one.rows)]
    return [one.text.label, *labels, *([one.text.help] if one.text.help else [])]


@transactional
def publish(survey_id: int) -> None:
    """People may answer, from its hour on. NotReady; NotNow; NotThere."""
    row = lock(survey_id)
    if row.state != "draft":
        raise NotNow(row.state)
    why = missing_for(row)
    if why:
        raise NotReady(why)
    row.state = "ready"
    row.revision += 1
    if not row.named:  # there before anybody answers: two who came first would both make it
        db.session.merge(Pool(survey_id=survey_id, waiting=[]))
    note("survey.opened", row)


@transactional
def withdraw(survey_id: int) -> None:
    """A draft again, while nobody has answered. NotNow; NotThere."""
    row = lock(survey_id)
    if row.state != "ready" or queries.figures([survey_id])[survey_id].answers:
        raise NotNow(row.state)
    row.state = "draft"
    row.revision += 1
    note("survey.withdrawn", row)


@transactional
def close(survey_id: int) -> None:
    """Nobody may answer any more; what waits is mixed in, and what there is written anew. Nothing happens twice.
    NotNow for a draft; NotThere."""
    row = lock(survey_id)
    if row.state == "draft":
        raise NotNow("draft")
    if row.state == "closed":
        return
    row.state, row.closed_at = "closed", clock.now()
    row.revision += 1
    note("survey.closed", row)
    nudge(FINISH, survey_id)


@transactional
def remove(survey_id: int) -> None:
    """A draft that nobody needs goes. NotNow; NotThere."""
    row = lock(survey_id)
    if row.state != "draft":
        raise NotNow(row.state)
    note("survey.removed", row)
    asking.drop_all(("survey", survey_id))
    db.session.delete(row)


def writing() -> list[int]:
    """Open surveys that write letters by themselves."""
    return [row.id for row in _ready("open") if row.invites or row.reminds]


def overdue() -> list[int]:
    """Surveys whose hour to close is past, and that are not closed."""
    return [row.id for row in _ready("over")]


def _ready(now: str) -> list[Survey]:
    ready, moment = select(Survey).where(Survey.state == "ready").order_by(Survey.id), clock.now()
    return [row for row in db.session.scalars(ready) if phase("ready", queries.hours_of(row), moment) == now]
