"""What the copy of an event takes along of its committees: their mandates and what there is to do, and nobody."""

from ...events.queries.cloning import shift_of
from ...foundation.database import transactional
from .. import queries
from .committees import CommitteeEntry, begin
from .tasks import TaskEntry, add_task


@transactional
def copy_committees(source_id: int, event_id: int) -> None:
    """Each committee with its mandate and its tasks, none of them given to anybody, as far from the event as before."""
    shift = shift_of(source_id, event_id)
    for row in queries.of_events([source_id]):
        entry = CommitteeEntry(
            name=row.name.written,
            mandate=row.mandate.written,
            kind=row.kind,
            event_id=event_id,
            starts=shift.wall(row.starts),
            ends=shift.wall(row.ends),
        )
        made = begin(entry)
        for task in queries.tasks_of(row.id):
            add_task(made, TaskEntry(task.title, task.language, due_on=shift.wall(task.due_on)))
