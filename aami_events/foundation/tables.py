"""Spreadsheets out and in: CSV and XLSX, streamed, harmless to the one who opens them, limited when they come in.

A cell that could run as a formula gets a leading apostrophe, and `read_table` takes it off: nothing is lost.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice
from typing import IO, Any

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 300
MAX_CELLS = 5_000_000  # of the rectangle that an XLSX spans: the reader allocates all of it
MAX_UNPACKED = 150 * 1024 * 1024
_MAX_MEMBERS = 1_000
_CHUNK = 64 * 1024
_EXCEL_TEXT = 32_767  # characters in one cell, by Excel's specification

_RISKY = frozenset("=+-@\t\r'")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_AS_THEY_ARE = frozenset({int, float, bool, type(None), Decimal, date, datetime, time})


class TableError(Exception):
    """A file that cannot be taken in as a table."""


class TableTooLarge(TableError):
    """More bytes, rows, columns or unpacked content than the limits allow."""


class TableUnreadable(TableError):
    """Neither CSV text nor an XLSX workbook."""


class TableEmpty(TableError):
    """No cell with anything in it."""


@dataclass(frozen=True)
class Table:
    """A header, and rows with the number a spreadsheet shows beside them; blank rows are left out but counted.

    Every row is at least as long as the header; it is longer where cells without a header hold something.
    """

    header: list[str]
    rows: list[tuple[int, list[str]]]


def harmless(value: Any) -> Any:
    """The value with a leading apostrophe if a spreadsheet could run it: text starting with `= + - @`, tab or CR.

    Plain numbers stay, and so does everything that is not text. Text that already looks escaped is escaped again,
    so that `restore` is exact. Source: OWASP, CSV Injection.
    """
    if isinstance(value, str) and _FORMULA.match(value) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def restore(value: str) -> str:
    """The text that `harmless` was given: `restore(harmless(text)) == text` for every text."""
    return value[1:] if _ESCAPED.match(value) else value


def _out(value: Any) -> Any:
    """A cell of a kind both writers know; lazy strings and the like are asked for their text."""
    if type(value) in _AS_THEY_ARE:
        return value
    text = str(value)
    return harmless(text) if text[:1] in _RISKY else text


def csv_rows(header: Sequence[Any], rows: Iterable[Sequence[Any]], *, bom: bool = True) -> Iterator[bytes]:
    """A CSV file in UTF-8, in chunks of about 64 kB, taking the rows one by one.

    With `bom`, Excel recognises the accents. Nothing is deleted from a value.
    """
    buffer = StringIO()
    write = csv.writer(buffer, lineterminator="\r\n").writerow
    buffer.write("\ufeff" if bom else "")
    write([_out(cell) for cell in header])
    for row in rows:
        # The test is spelled out here: one call a cell would double the time.
        write([cell if type(cell) is str and cell[:1] not in _RISKY else _out(cell) for cell in row])
        if buffer.tell() >= _CHUNK:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook."""

    name: str
    header: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[float] = ()


def xlsx_file(
    header: Sequence[Any], rows: Iterable[Sequence[Any]], *, sheet: str, widths: Sequence[float] | None = None
) -> IO[bytes]:
    """An XLSX workbook of one sheet; see xlsx_book."""
    return xlsx_book([Sheet(sheet, header, rows, widths or ())])


def xlsx_book(sheets: Iterable[Sheet]) -> IO[bytes]:
    """An XLSX workbook in a temporary file, read from its start; the caller closes it.

    Each header is frozen and filtered. Numbers, dates and naive datetimes are real ones; aware datetimes, infinities
    and integers too long for Excel are written as text. Text is cut at 32,767 characters, the most a cell holds.
    """
    from xlsxwriter import Workbook

    target = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        for sheet in sheets:
            page = book.add_worksheet(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", sheet.name)[:31].strip("' ") or "1")
            for column, width in enumerate(sheet.widths):
                page.set_column(column, column, width)
            page.freeze_panes(1, 0)
            last = _write_rows(page, book, sheet.header, sheet.rows)
            page.autofilter(0, 0, last, max(len(sheet.header) - 1, 0))
    target.seek(0)
    return target


def _write_rows(page: Any, book: Any, header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> int:
    """Write all rows in order (constant memory knows no other) and return the number of the last."""
    bold = book.add_format({"bold": True})
    patterns: tuple[tuple[type, str], ...] = ((datetime, "yyyy-mm-dd hh:mm"), (date, "yyyy-mm-dd"), (time, "hh:mm"))
    styles = {kind: book.add_format({"num_format": pattern}) for kind, pattern in patterns}
    for column, cell in enumerate(header):
        page.write_string(0, column, str(_out(cell))[:_EXCEL_TEXT], bold)
    number = 0
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, _out(cell), styles)
    return number


def _write_cell(page: Any, row: int, column: int, value: Any, styles: Mapping[type, Any]) -> None:
    kind = type(value)
    if kind is str:
        if value:
            page.write_string(row, column, value if len(value) <= _EXCEL_TEXT else f"{value[: _EXCEL_TEXT - 1]}…")
    elif kind is bool:
        page.write_boolean(row, column, value)
    elif kind in styles and getattr(value, "tzinfo", None) is None:
        page.write_datetime(row, column, value, styles[kind])
    elif kind in (int, float, Decimal) and -1e15 < value < 1e15:
        page.write_number(row, column, value)
    elif value is not None:
        page.write_string(row, column, str(value))


def read_table(data: bytes, filename: str) -> Table:
    """The table in a CSV file (UTF-8, UTF-16 or Windows-1252; comma, semicolon or tab) or in an XLSX's first sheet.

    Dates come as ISO text, numbers without a trailing ".0". The first row with anything in it is the header. Content
    decides what a file is; the name only says what was promised. Raises TableTooLarge (10 MB, 100,000 rows, 300
    columns, or a workbook that unpacks to more), TableUnreadable and TableEmpty.
    """
    if len(data) > MAX_BYTES:
        raise TableTooLarge
    if not data.strip():
        raise TableEmpty
    if data.startswith(b"PK\x03\x04"):
        return _table(_xlsx_records(data))
    if filename.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods", ".numbers", ".pdf")):
        raise TableUnreadable
    return _table(_csv_records(_decoded(data)))


def _table(records: Iterable[list[str]]) -> Table:
    header: list[str] = []
    rows: list[tuple[int, list[str]]] = []
    for number, record in enumerate(records, start=1):
        if len(record) > MAX_COLUMNS and any(record[MAX_COLUMNS:]):
            raise TableTooLarge
        cells = [restore(cell) if cell[:1] == "'" else cell for cell in record]
        if not any(cell and not cell.isspace() for cell in cells):
            continue
        if not header:
            header = _trimmed([cell.strip() for cell in cells], 0)
        elif len(rows) >= MAX_ROWS:
            raise TableTooLarge
        else:
            rows.append((number, _trimmed(cells, len(header))))
    if header:
        return Table(header, rows)
    raise TableEmpty


def _trimmed(cells: list[str], width: int) -> list[str]:
    """The cells brought to `width`; beyond it, only empty ones at the end are dropped."""
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells + [""] * (width - len(cells))


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252", "replace")
    odd = text.count("\ufffd") + len(re.findall("[\x01-\x08\x0e-\x1f\x7f]", text))
    if "\x00" in text or odd * 50 > len(text):
        raise TableUnreadable
    return text


def _csv_records(text: str) -> Iterator[list[str]]:
    declared = re.match(r'"?sep=([,;\t])"?\r?\n', text)  # Excel's own first line, which it does not count
    delimiter = declared[1] if declared else _delimiter(text[:_CHUNK])
    try:
        yield from csv.reader(StringIO(text[declared.end() if declared else 0 :], newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise TableUnreadable from error


def _delimiter(sample: str) -> str:
    """The delimiter that splits the header, and the most of the next rows into as many cells; else the comma."""

    def fit(delimiter: str) -> tuple[float, int]:
        records, widths = csv.reader(StringIO(sample, newline=""), delimiter=delimiter), [0]
        with suppress(csv.Error):
            widths = [len(record) for record in islice(records, 20) if record] or [0]
        return (widths.count(widths[0]) / len(widths), widths[0]) if widths[0] > 1 else (0, 0)

    # In doubt not the comma: it stands in names and decimals more often than the others.
    best = max(";\t,", key=fit)
    return best if fit(best)[1] else ","


def _xlsx_records(data: bytes) -> Iterator[list[str]]:
    from python_calamine import CalamineError, load_workbook

    _refuse_bombs(data)
    try:
        with load_workbook(BytesIO(data)) as book:
            for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False):
                yield [cell if type(cell) is str else _cell_text(cell) for cell in row]
    except CalamineError as error:
        raise TableUnreadable from error


def _cell_text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)


# A cell's place; LibreOffice writes styled cells far out, with nothing in them: they do not count.
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["'](?!(?:\s+[st]="\w*")*\s*/>)""")


def _refuse_bombs(data: bytes) -> None:
    """Refuse a workbook by what it declares, then by what it holds: sizes that lie, two cells a million rows apart."""
    from zipfile import BadZipFile, ZipFile
    from zlib import error as BadStream

    try:
        with ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
                raise TableTooLarge
            for member in members:
                with archive.open(member) as stream:  # reading to the end also checks the sum against the declared size
                    _refuse_wide_spans(stream)
    except (BadZipFile, BadStream, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise TableUnreadable from error


def _refuse_wide_spans(stream: IO[bytes]) -> None:
    columns: set[bytes] = set()
    last_row, rest = 0, b""
    while chunk := stream.read(1024 * 1024):
        head, mark, rest = (rest + chunk).rpartition(b"<")  # whole tags only
        rest = mark + rest
        places = _PLACE.findall(head)
        columns.update(letters for letters, _ in places)
        last_row = max(last_row, max((int(row[:9]) for row in {row for _, row in places}), default=0))
    widest = max((_column_number(letters) for letters in columns), default=0)
    if widest > MAX_COLUMNS or last_row > MAX_ROWS + 1 or widest * last_row > MAX_CELLS:
        raise TableTooLarge


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + letter - 64
    return number
