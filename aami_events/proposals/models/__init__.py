"""Calls, proposals, speakers; reviews."""

from .call import Call, Format, LateLink, Proposal, ProposalAnswer, ProposalSpeaker, Speaker, Track, Work
from .review import Assignment, Conflict, Criterion, Phase, Remark, Review, Score, Tag

__all__ = [
    "Assignment",
    "Call",
    "Conflict",
    "Criterion",
    "Format",
    "LateLink",
    "Phase",
    "Proposal",
    "ProposalAnswer",
    "ProposalSpeaker",
    "Remark",
    "Review",
    "Score",
    "Speaker",
    "Tag",
    "Track",
    "Work",
]
