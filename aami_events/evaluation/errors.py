"""Why something about surveys is refused."""

from collections.abc import Iterable


class EvaluationWrong(Exception):
    """What was asked for cannot be; the page says why."""


class SurveyWrong(EvaluationWrong):
    """`faults`: [(field, key of phrases.FAULTS)]."""

    def __init__(self, faults: Iterable[tuple[str, str]]) -> None:
        self.faults = list(faults)
        super().__init__(self.faults)


class Overtaken(EvaluationWrong):
    """Somebody changed the survey since it was read; `revision` is the newer one."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


class NotThere(EvaluationWrong):
    """There is no such survey, invitation or comment."""


class NotNow(EvaluationWrong):
    """The survey is not in the state for it; `phase` as rules.phase says."""

    def __init__(self, phase: str) -> None:
        super().__init__(phase)
        self.phase = phase


class NotReady(EvaluationWrong):
    """It cannot be opened yet; `why`: keys of phrases.NOT_READY."""

    def __init__(self, why: list[str]) -> None:
        super().__init__(why)
        self.why = why


class AlreadyAnswered(EvaluationWrong):
    """One answer each, and it was given."""


class AnswersWrong(EvaluationWrong):
    """What was answered is not what may be; `refusals`: {field: key of questions.phrases.REFUSALS}."""

    def __init__(self, refusals: dict[str, str]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


class FileWrong(EvaluationWrong):
    """A file cannot be read in; `why` is a key of phrases.FILE_FAULTS, `detail` what it is about."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why, detail)
        self.why, self.detail = why, detail
