"""The design and the paper of an event: chosen, changed, and nothing of somebody else's lost."""

from dataclasses import asdict

from ...events.service import lock_row
from ...foundation import audit, clock
from ...foundation.database import db, transactional
from .. import queries
from ..errors import DesignChanged, SettingsWrong
from ..models import BadgeDesign
from ..rules.settings import Settings, faults

#: of templates the history keeps that they changed, not what stood there
TEMPLATES = frozenset({"front", "back", "style"})


def settings_of(event_id: int) -> Settings:
    """What the event has chosen, or what is usual."""
    row = queries.design_of(event_id)
    return _settings(row) if row else Settings()


def _settings(row: BadgeDesign) -> Settings:
    held = {name: getattr(row, name) for name in asdict(Settings())}
    return Settings(**held | {"colours": dict(row.colours), "fields": tuple(row.fields)})


@transactional
def save_design(event_id: int, settings: Settings, *, base: int) -> None:
    """Keep it, if nobody has saved another since revision `base` (0: there was none); SettingsWrong, DesignChanged."""
    wrong = list(faults(settings))
    if wrong:
        raise SettingsWrong(wrong)
    lock_row(event_id)
    row = queries.design_of(event_id)
    if (row.revision if row else 0) != base:
        raise DesignChanged
    before = asdict(_settings(row) if row else Settings())
    if row is None:
        row = BadgeDesign(event_id=event_id, revision=0)
        db.session.add(row)
    after = asdict(settings)
    for name, value in as_columns(settings).items():
        setattr(row, name, value)
    row.revision, row.changed_at = base + 1, clock.now()
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    told = {name: "…" if name in TEMPLATES else values for name, values in changed.items()}
    audit.record("badges.designed", ("event", event_id), scope=("event", event_id), diff=told)


@transactional
def copy_design(source_id: int, event_id: int) -> None:
    """A new edition begins with the look of the last one; pictures are brought again."""
    row = queries.design_of(source_id)
    if row is not None:
        db.session.add(BadgeDesign(event_id=event_id, changed_at=clock.now(), **as_columns(_settings(row))))


def as_columns(settings: Settings) -> dict[str, object]:
    """As a row keeps them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(settings).items()}
