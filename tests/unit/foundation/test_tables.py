"""Spreadsheets out and in."""

import io
import time as clock
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from aami_events.foundation import tables
from aami_events.foundation.tables import (
    Table,
    TableEmpty,
    TableTooLarge,
    TableUnreadable,
    csv_rows,
    harmless,
    read_table,
    restore,
    xlsx_file,
)

RISKY = st.text(st.sampled_from("'=+-@\t\r\n;,\"1a.é ᐃ"), max_size=8)
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)


def csv_of(header, rows, **options):
    return b"".join(csv_rows(header, rows, **options))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1 418 555-0100", "'+1 418 555-0100"),
        ("-A", "'-A"),
        ("@me", "'@me"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-5", "-5"),
        ("+12,50", "+12,50"),
        ("-0.5", "-0.5"),
        ("-1-1", "'-1-1"),
        ("'=1", "''=1"),
        ("'quoted", "'quoted"),
        ("Élise", "Élise"),
        ("", ""),
        (-5, -5),
        (None, None),
    ],
)
def test_harmless(value, written):
    assert harmless(value) == written
    assert value is None or isinstance(value, int) or restore(written) == value


@given(st.one_of(RISKY, st.text()))
def test_restore_is_exact(text):
    assert restore(harmless(text)) == text
    assert not harmless(text).startswith(("=", "@", "\t", "\r"))


@given(st.lists(st.tuples(RISKY, st.one_of(RISKY, PRINTABLE)), max_size=5))
def test_csv_round_trip_loses_nothing(rows):
    read = read_table(csv_of(["Nom", "Note"], rows), "a.csv")
    assert [tuple(cells) for _, cells in read.rows] == [row for row in rows if "".join(row).strip()]


@given(st.lists(st.tuples(PRINTABLE, PRINTABLE), max_size=3))
def test_xlsx_round_trip_loses_nothing(rows):
    with xlsx_file(["Nom", "Note"], rows, sheet="x") as file:
        read = read_table(file.read(), "a.xlsx")
    assert [tuple(cells) for _, cells in read.rows] == [row for row in rows if "".join(row).strip()]


class Lazy:
    def __str__(self):
        return "=lazy"


def test_csv_cells():
    row = [None, True, 1.5, Decimal("2.50"), date(2020, 9, 17), Lazy(), 'a"b\nc', "a\ud800"]
    assert csv_of(["h"], [row], bom=False) == (b'h\r\n,True,1.5,2.50,2020-09-17,\'=lazy,"a""b\nc",a?\r\n')
    assert csv_of(["é"], []) == "\ufeffé\r\n".encode()


def test_csv_streams_in_chunks():
    sizes = [len(chunk) for chunk in csv_rows(["a"], (["x" * 99] for _ in range(2000)))]
    assert len(sizes) == 4 and all(65_536 <= size < 66_000 for size in sizes[:-1])


def test_csv_is_fast():
    rows = [[f"Élise {n}", n, "", "-5", "=x", *["texte"] * 20] for n in range(10_000)]
    start = clock.process_time()
    sum(len(chunk) for chunk in csv_rows(["h"] * 25, rows))
    assert clock.process_time() - start < 0.5


def test_xlsx_cells():
    row = [
        "=1+1", 12, 1.5, True, None, "", date(2020, 9, 17), datetime(2020, 9, 17, 9, 30), time(9, 30),
        datetime(2020, 9, 17, tzinfo=UTC), float("inf"), 10**18, "https://aami.ca", "x" * 40_000, Decimal("2.5"),
    ]  # fmt: skip
    with xlsx_file(["a"] * len(row), [row], sheet="'Été: [2020]/" * 5, widths=[10, 20]) as file:
        book = load_workbook(file)
    sheet = book.get_sheet_by_index(0)
    cells = sheet.to_python()[1]
    assert cells[:9] == ["'=1+1", 12, 1.5, True, "", "", date(2020, 9, 17), datetime(2020, 9, 17, 9, 30), time(9, 30)]
    assert cells[9:13] == ["2020-09-17 00:00:00+00:00", "inf", str(10**18), "https://aami.ca"]
    assert (len(cells[13]), cells[13][-1], cells[14]) == (32_767, "…", 2.5)
    assert 0 < len(sheet.name) <= 31


def test_xlsx_is_frozen_and_filtered():
    with xlsx_file(["a", "b"], [[1, 2], [3, 4]], sheet="x") as file:
        page = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in page and '<autoFilter ref="A1:B3"/>' in page and "<f>" not in page


@pytest.mark.parametrize(
    "data",
    [
        "Nom,Âge\nÉlise,5\n".encode(),
        "\ufeffNom;Âge\r\nÉlise;5\r\n".encode(),
        "Nom\tÂge\nÉlise\t5".encode("utf-16"),
        "Nom;Âge\nÉlise;5".encode("cp1252"),
        b"sep=;\r\n" + "Nom;Âge\r\nÉlise;5".encode(),
        '"Nom","Âge"\r\rÉlise,5,,,\r'.encode().replace(b"\r\r", b"\r"),
    ],
)
def test_encodings_and_delimiters(data):
    assert read_table(data, "a.csv") == Table(["Nom", "Âge"], [(2, ["Élise", "5"])])


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("Prix;Nom, prénom\n1,5;a\n2,5;b", Table(["Prix", "Nom, prénom"], [(2, ["1,5", "a"]), (3, ["2,5", "b"])])),
        ("\n\na,b\n\n1\n , \n1,2,3\n", Table(["a", "b"], [(5, ["1", ""]), (7, ["1", "2", "3"])])),
        ('a,b\n"1\n\n2",3\n4,5', Table(["a", "b"], [(2, ["1\n\n2", "3"]), (3, ["4", "5"])])),
        ("courriel\na@b.ca\n", Table(["courriel"], [(2, ["a@b.ca"])])),
        ("a,b\n", Table(["a", "b"], [])),
        ("'=a,b\n''=1,'c", Table(["=a", "b"], [(2, ["'=1", "'c"])])),
    ],
)
def test_shapes(text, table):
    assert read_table(text.encode(), "a.csv") == table


def test_reading_xlsx():
    rows = [[], ["Anne", 3.0, 1.25, date(2020, 9, 17), datetime(2020, 9, 17, 9, 30), True]]
    with xlsx_file(list("abcdef"), rows, sheet="x") as file:
        table = read_table(file.read(), "a.xlsx")
    assert table.rows == [(3, ["Anne", "3", "1.25", "2020-09-17", "2020-09-17T09:30:00", "TRUE"])]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.csv", TableEmpty),
        (b" \r\n,,\n", "a.csv", TableEmpty),
        (b"a,b\x00c", "a.csv", TableUnreadable),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 256)), "a.csv", TableUnreadable),
        (b"\xff\xfea", "a.csv", TableUnreadable),
        (b"\xd0\xcf\x11\xe0" * 100, "a.xls", TableUnreadable),
        (b"not a workbook", "a.xlsx", TableUnreadable),
        (b"PK\x03\x04 junk", "a.xlsx", TableUnreadable),
        (b'a,b\n"' + b"x" * 200_000, "a.csv", TableUnreadable),
        (b"x" * (tables.MAX_BYTES + 1), "a.csv", TableTooLarge),
        (b"a\n" + b"1\n" * (tables.MAX_ROWS + 1), "a.csv", TableTooLarge),
        (b",".join([b"a"] * 301), "a.csv", TableTooLarge),
    ],
)
def test_refusals(data, name, error):
    with pytest.raises(error) as caught:
        read_table(data, name)
    assert str(caught.value) == ""


def workbook(edit=lambda name, content: content, **more):
    """A small workbook whose parts a test can forge."""
    target = io.BytesIO()
    with (
        xlsx_file(["a", "b"], [["c", "d"]], sheet="x") as file,
        zipfile.ZipFile(file) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as forged,
    ):
        for name in source.namelist():
            forged.writestr(name, edit(name, source.read(name)))
        for name, content in more.items():
            forged.writestr(name, content)
    return target.getvalue()


def far(place, closing=b' t="inlineStr"><is><t>x</t></is></c>'):
    cell = b'<c r="' + place + b'"' + closing
    return workbook(lambda name, content: content.replace(b"</row></sheetData>", cell + b"</row></sheetData>"))


@pytest.mark.parametrize("place", [b"XFD2", b"B1048576", b"kz2", b"CV60000"])
def test_cells_far_apart_are_refused_before_they_fill_the_memory(place):
    with pytest.raises(TableTooLarge):
        read_table(far(place), "a.xlsx")


def test_empty_styled_cells_far_out_are_nothing():
    assert read_table(far(b"AMJ2", b' s="1"/>'), "a.xlsx") == Table(["a", "b"], [(2, ["c", "d"])])


def test_zip_bombs_are_refused_by_their_declared_size():
    with pytest.raises(TableTooLarge):
        read_table(workbook(bomb=bytes(tables.MAX_UNPACKED)), "a.xlsx")


def test_a_declared_size_that_lies_is_refused():
    data = workbook(bomb=bytes(1_000_000))
    forged = data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert forged != data
    with pytest.raises(TableUnreadable):
        read_table(forged, "a.xlsx")


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=4))
def test_damaged_workbooks_are_refused_or_read(at, damage):
    data = workbook()
    at %= len(data)
    try:
        read_table(data[:at] + damage + data[at + len(damage) :], "a.xlsx")
    except tables.TableError as error:
        assert str(error) == ""
