"""The tables of the call, of what is proposed, and of how a committee reads it."""

from .call import Call, Format, GenderTally, Proposal, ProposalAnswer, ProposalSpeaker, Speaker, Track, Work
from .pictures import Picture
from .review import (
    Assignment,
    Conflict,
    Criterion,
    Phase,
    Reading,
    Remark,
    Review,
    Score,
    Tag,
    Wish,
)

__all__ = [
    "Assignment",
    "Call",
    "Conflict",
    "Criterion",
    "Format",
    "GenderTally",
    "Phase",
    "Picture",
    "Proposal",
    "ProposalAnswer",
    "ProposalSpeaker",
    "Reading",
    "Remark",
    "Review",
    "Score",
    "Speaker",
    "Tag",
    "Track",
    "Wish",
    "Work",
]
