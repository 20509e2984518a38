"""A workbook's file -> its cells and marks, or one sentence that says what the file is instead."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from ctidocs.language import gettext as _
from ctidocs.problems import CtidocsError
from ctidocs.register.cell import Cells
from ctidocs.register.guard import Inside, has_many_members, look_inside
from ctidocs.register.locked import Unlock, is_locked, unlocked
from ctidocs.register.sheet_marks import Marks
from ctidocs.register.xml_part import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")  # how a text file may begin
_OWNER = "~$"  # Excel's own note that a workbook is open; LibreOffice's is .~lock.NAME#


class Workbook:
    """A workbook opened for reading: only the sheets wanted, each looked through before it is read."""

    def __init__(self, path: Path, inside: Inside) -> None:
        self.path, self.inside = path, inside
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(inside.clean))
        except BaseException as fault:
            raise _damaged(path, fault) from fault

    @property
    def names(self) -> tuple[str, ...]:
        """Every sheet's name, in order."""
        return self.inside.names

    def marks(self, name: str) -> Marks:
        """What the cells alone do not tell of a sheet."""
        return self.inside.marks.get(name, Marks())

    def cells(self, name: str) -> list[Cells]:
        """The cells of a sheet, row by row from row 1 and column A, all of one width; none where one is too far."""
        if name not in self.inside.marks or self.marks(name).far:
            return []
        try:
            return self._book.get_sheet_by_name(self.inside.reading_name(name)).to_python(skip_empty_area=False)  # type: ignore[return-value]
        except BaseException as fault:
            raise _damaged(self.path, fault) from fault


def open_workbook(path: Path, *, wanted: Callable[[str], bool], unlock: Unlock | None = None) -> Workbook:
    """The workbook, for reading its sheets `wanted`; CtidocsError with what is wrong where it cannot be read.

    `unlock`: file name -> passwords to try, for a workbook that Excel has protected.
    """
    data = content_of(path)
    if data.startswith(_OLE) and is_locked(data):
        data = unlocked(data, path, unlock)
    if what := _what_else(data):
        save = _("open it in Excel and save it as “Excel Workbook (.xlsx)”")
        raise CtidocsError(what.format(file=path.name), hint=save)
    try:
        return Workbook(path, look_inside(data, wanted))
    except Refused as refused:
        raise _refusal(path, str(refused)) from None


def _refusal(path: Path, reason: str) -> CtidocsError:
    if reason == "strict":
        message = _("{file} is saved as “Strict Open XML”")
        hint = _("open it in Excel and save it as “Excel Workbook (.xlsx)”")
    elif reason == "large":
        message = _("{file} is larger inside than any register can be")
        hint = _("delete what does not belong in it, or take the register from the latest backup")
    elif reason == "doctype":
        message = _("{file} holds a document type, which no program of Office writes")
        hint = _("do not use it; take the register from the latest backup")
    else:
        message, hint = _("{file} is damaged"), _("open it in Excel, let Excel repair it, and save it")
    return CtidocsError(message.format(file=path.name), hint=hint)


def is_open_elsewhere(path: Path) -> bool:
    """Whether Excel or LibreOffice has left its sign beside the file that it is open."""
    signs = (path.with_name(_OWNER + path.name), path.with_name(f".~lock.{path.name}#"))
    try:
        return any(sign.exists() for sign in signs)
    except OSError:
        return False  # a name longer than any file's: it is told of when the workbook itself is read


def content_of(path: Path, *, read: Callable[[Path], bytes] = Path.read_bytes) -> bytes:
    """The file's bytes, one state of it. CtidocsError where it cannot be read, or changed meanwhile."""
    if path.name.startswith(_OWNER):
        hint = _("name the workbook itself, without the two signs at the front")
        raise CtidocsError(_("{file} is only a sign that the workbook is open").format(file=path.name), hint=hint)
    try:
        if path.is_dir():
            raise CtidocsError(_("{file} is a folder, not a workbook").format(file=path.name))
        before = _state(path)
        data = read(path)
        changed = _state(path) != before
    except FileNotFoundError:
        hint = _("stand in the folder of the register, or name it with --register")
        raise CtidocsError(_("there is no {file} here").format(file=path.name), hint=hint) from None
    except (OSError, ValueError):  # ValueError: a name that no file can have
        hint = _("close it in Excel, and check that you may read it")
        raise CtidocsError(_("{file} cannot be read").format(file=path.name), hint=hint) from None
    if changed:
        hint = _("it is being saved or synchronised; run the command again in a moment")
        raise CtidocsError(_("{file} changed while it was read").format(file=path.name), hint=hint)
    if not data:
        hint = _("take it from the latest backup; `ctidocs new` makes a blank one")
        raise CtidocsError(_("{file} is empty").format(file=path.name), hint=hint)
    return data


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns, found.st_ino


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
    """As above; empty too where the zip is damaged, of which more is said when it is looked through."""
    if has_many_members(data):
        return ""
    try:
        names = {name.casefold() for name in zipfile.ZipFile(io.BytesIO(data)).namelist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error):
        return ""
    if "xl/workbook.bin" in names:
        return _("{file} is a binary Excel workbook (.xlsb)")
    if "content.xml" in names:
        return _("{file} is a LibreOffice document")
    if "word/document.xml" in names:
        return _("{file} is a Word document")
    return "" if any(name.startswith("xl/") for name in names) else _("{file} is not an Excel workbook")


def _damaged(path: Path, fault: BaseException) -> BaseException:
    """What to raise: the reader is written in Rust, and its panics are no Exception."""
    return fault if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)) else _refusal(path, "damaged")
