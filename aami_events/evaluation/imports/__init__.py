"""Files that come in: a questionnaire, and what was answered to one elsewhere."""

from .questionnaires import questionnaire
from .results import infer, plan_of, read

__all__ = ["infer", "plan_of", "questionnaire", "read"]
