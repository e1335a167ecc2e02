"""Whether somebody took part in a session."""

#: attended, partly, absent, excused
STATES = ("attended", "partly", "absent", "excused")
#: whoever was there for so many percent of it attended it
ENOUGH = 75


def state(*, came: bool, minutes: int | None, length: int | None, excused: bool) -> str:
    """One of STATES. `minutes` are known of calls only; a session whose `length` is not known has no part of it."""
    if not came:
        return "excused" if excused else "absent"
    if minutes is None or not length or minutes * 100 >= length * ENOUGH:
        return "attended"
    return "partly"
