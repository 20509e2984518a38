"""A workbook's file -> the workbook and its cells, or one sentence that says what the file is instead."""

import io
import zipfile
from pathlib import Path

from python_calamine import CalamineWorkbook

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.register.cell import Cells

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # how a text file may begin


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook; CtidocsError with what is wrong where it cannot be read."""
    data = _content(path)
    if data.startswith(_OLE) and _ENCRYPTED in data:
        hint = _("open it in Excel and save it without a password, in a folder that few may read")
        raise CtidocsError(_("{file} is protected with a password").format(file=path.name), hint=hint)
    if what := _what_else(data):
        save = _("open it in Excel and save it as “Excel Workbook (.xlsx)”")
        raise CtidocsError(what.format(file=path.name), hint=save)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except BaseException as fault:
        raise _damaged(path, fault) from fault


def sheet_cells(book: CalamineWorkbook, name: str, path: Path) -> list[Cells]:
    """The cells of a sheet, row by row from row 1 and column A, all rows of one width."""
    try:
        return book.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[return-value]
    except BaseException as fault:
        raise _damaged(path, fault) from fault


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise CtidocsError(_("{file} is a folder, not a workbook").format(file=path.name))
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        hint = _("stand in the folder of the register, or name it with --register")
        raise CtidocsError(_("there is no {file} here").format(file=path.name), hint=hint) from None
    except (OSError, ValueError):  # ValueError: a name that no file can have
        hint = _("close it in Excel, and check that you may read it")
        raise CtidocsError(_("{file} cannot be read").format(file=path.name), hint=hint) from None
    if not data:
        hint = _("take it from the latest backup; `ctidocs new` makes a blank one")
        raise CtidocsError(_("{file} is empty").format(file=path.name), hint=hint)
    return data


def _what_else(data: bytes) -> str:
    """A sentence with {file} for what the file is instead of an Excel workbook; empty where it is one."""
    if data.startswith(_OLE):
        return _("{file} is an old Excel workbook (.xls)")
    if data.startswith(_ZIP):
        return _what_zip(data)
    start = data[:2000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return _("{file} is a web page, not an Excel workbook")
    if data.startswith(_MARKS) or b"\0" not in data[:2000]:
        first = data.splitlines()[0] if data.splitlines() else b""
        if any(mark in first for mark in b";,\t"):
            return _("{file} is a CSV file, not an Excel workbook")
        return _("{file} is a text file, not an Excel workbook")
    return _("{file} is not an Excel workbook")


def _what_zip(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return _("{file} is damaged")
    if "xl/workbook.bin" in names:
        return _("{file} is a binary Excel workbook (.xlsb)")
    if "content.xml" in names:
        return _("{file} is a LibreOffice document")
    if "word/document.xml" in names:
        return _("{file} is a Word document")
    return "" if any(name.startswith("xl/") for name in names) else _("{file} is not an Excel workbook")


def _damaged(path: Path, fault: BaseException) -> BaseException:
    """What to raise: the reader is written in Rust, and its panics are no Exception."""
    if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
        return fault
    return CtidocsError(
        _("{file} is damaged").format(file=path.name), hint=_("open it in Excel, let Excel repair it, and save it")
    )
