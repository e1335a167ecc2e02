"""Lists as files to keep."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response

from ..foundation import files
from ..foundation.tables import csv_rows, xlsx_file


def attachment(content: Iterable[bytes] | bytes, name: str, kind: str) -> Response:
    """Content to keep under a name, as "csv" or "xlsx"; nobody's cache holds it."""
    answer = Response(content, content_type=files.MADE_TYPES[kind])
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def as_file(name: str, kind: str, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """A table to keep, as "csv" or "xlsx"."""
    content = xlsx_file(header, rows, sheet=sheet[:31]).read() if kind == "xlsx" else b"".join(csv_rows(header, rows))
    return attachment(content, f"{name}.{kind}", kind)


def shown_pdf(data: bytes, name: str) -> Response:
    """A PDF for the browser to show; nobody's cache holds it."""
    answer = Response(data, content_type=files.MADE_TYPES["pdf"])
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
