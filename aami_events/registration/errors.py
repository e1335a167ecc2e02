"""Refusals around registration: names without text."""


class RegistrationClosed(Exception):
    """The event takes no registrations now; `state` says why."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class UnknownCategory(Exception):
    """No such category in this event."""


class UnknownPart(Exception):
    """No such part in this event, or not with this category."""


class MembersOnly(Exception):
    """The category is for people of member organisations."""


class PlaceTaken(Exception):
    """A place that is needed is not free."""


class AlreadyRegistered(Exception):
    """The same person with the same address is registered."""


class ChangesOver(Exception):
    """The deadline for changes has passed."""


class AlreadyCancelled(Exception):
    """The registration is cancelled."""


class OfferOver(Exception):
    """There is no offer (any more)."""


class NotYours(Exception):
    """What is asked for belongs to somebody else."""


class GuestRefused(Exception):
    """One of several people cannot be registered; `position` counts from 0, the reason is its cause."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class NobodyNamed(Exception):
    """A group without guests."""


class LastPart(Exception):
    """What someone came for cannot be dropped: they can cancel."""


class UnknownPurpose(Exception):
    """No such purpose of a consent."""


class StateRefused(Exception):
    """A registration cannot go from that state to this one."""


class InvitationUnanswerable(Exception):
    """The invitation no longer allows that; `standing` says where it stands."""

    def __init__(self, standing: str) -> None:
        super().__init__(standing)
        self.standing = standing


class InvitedTwice(Exception):
    """Somebody of that name and address is invited."""


class SamePerson(Exception):
    """A substitute is somebody else."""


class TooSoon(Exception):
    """They were written to a short while ago."""


class NotPublished(Exception):
    """Nobody can be invited to an event that nobody can see."""


class NoSession(Exception):
    """Of a series one chooses at least one session."""


class SessionsOverlap(Exception):
    """Two sessions are at the same hour; `pair` has their ids."""

    def __init__(self, pair: tuple[int, int]) -> None:
        super().__init__(pair)
        self.pair = pair


class DraftTooLarge(Exception):
    """More was written than is kept for later."""


class FollowsAnother(Exception):
    """A support person has no place, no parts and no support of their own: they go where the one they support goes."""


class CategoryWrong(Exception):
    """What somebody wrote cannot be offered; `faults` are (field, what)."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class CategoryChanged(Exception):
    """Somebody changed the category since it was read; `fields` says in what."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(fields)
        self.fields = fields


class CategoriesReordered(Exception):
    """The categories are not the ones, or not in the order, that were read."""


class CapacityBelowHeld(Exception):
    """More places are held than there would be; `held` says how many."""

    def __init__(self, held: int) -> None:
        super().__init__(held)
        self.held = held


class CategoryInUse(Exception):
    """Which places a category needs cannot change while people are in it; `people` says how many."""

    def __init__(self, people: int) -> None:
        super().__init__(people)
        self.people = people


class LastCategory(Exception):
    """A published event offers one category at least."""


class AmountTooLow(Exception):
    """Less than the least that a category with a free amount asks."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        #: cents
        self.least = least
