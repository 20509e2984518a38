"""Commands under strace: what they ask of the system, and faults put in at any of it."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.faults.office import REPOSITORY, environment

WRITING = (
    "write", "writev", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "link", "linkat", "unlink",
    "unlinkat", "rmdir", "mkdir", "mkdirat", "ftruncate", "truncate", "fallocate", "fchmod", "chmod", "fchmodat",
    "symlink", "symlinkat", "utimensat", "openat", "open", "creat", "copy_file_range", "sendfile",
)  # fmt: skip
_CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)", re.DOTALL)


@cache
def why_no_strace() -> str:
    """Why faults cannot be put in here; "" where they can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    trial = ["strace", "-qq", "-o", "/dev/null", "-e", "trace=fsync", "-e", "inject=fsync:error=EIO", "true"]
    return "" if subprocess.run(trial, capture_output=True, check=False).returncode == 0 else "ptrace is not allowed"


needs_strace = pytest.mark.skipif(bool(why_no_strace()), reason=why_no_strace())


@dataclass(frozen=True, slots=True)
class Moment:
    """The so-manyth call of one kind that a run makes. `text`: its arguments and result as strace shows them."""

    call: str
    number: int
    text: str

    def __str__(self) -> str:
        return f"{self.call} {self.number}: {self.text[:150]}"

    @property
    def creates(self) -> bool:
        """Whether it opens a file to write, or to make one."""
        return any(word in self.text for word in ("O_CREAT", "O_WRONLY", "O_RDWR", "O_TRUNC"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Server:
    """A ctidocs that has started already, and runs commands in children of its own."""

    def __init__(self, folder: Path, office: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True)
        command = [sys.executable, "-m", "tests.faults.server"]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            stderr=(folder / "log").open("w"),
        )  # fmt: skip
        shutil.copytree(office, folder / "warm")
        arguments = ["make", "--on", "2025-05-20", "--root", str(folder / "warm")]
        self._ask({"warm": True, "arguments": arguments})

    def __call__(self, folder: Path, *arguments: str, trace: tuple[str, ...] = (), umask: int = 0o022) -> Answer:
        out, err = self._folder / "out", self._folder / "err"
        out.write_text("")
        err.write_text("")
        asked = {"folder": str(folder), "arguments": arguments, "trace": trace, "umask": umask}
        code = self._ask({**asked, "out": str(out), "err": str(err)})
        return Answer(code, out.read_text("utf-8"), err.read_text("utf-8"))

    def moments(self, folder: Path, *arguments: str, calls: tuple[str, ...] = WRITING) -> tuple[Answer, list[Moment]]:
        """Run it undisturbed: every call of these kinds, in their order, numbered as `inject` counts them."""
        file = self._folder / "trace"
        options = ("-y", "-s", "0", "-o", str(file), "-e", "trace=" + ",".join(f"?{call}" for call in calls))
        answer = self(folder, *arguments, trace=options)
        return answer, moments_in(file)

    def injected(self, folder: Path, *arguments: str, at: Moment, fault: str, umask: int = 0o022) -> Answer:
        """Run it with this fault at this moment: "signal=KILL", "error=ENOSPC"."""
        options = ("-o", "/dev/null", "-e", f"trace={at.call}", "-e", f"inject={at.call}:{fault}:when={at.number}")
        return self(folder, *arguments, trace=options, umask=umask)

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=60)

    def _ask(self, asked: dict[str, object]) -> int:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def moments_in(file: Path) -> list[Moment]:
    """The calls in what strace wrote."""
    seen: dict[str, int] = {}
    found = []
    for line in file.read_text("utf-8", "replace").splitlines():
        if match := _CALL.match(line):
            call, text = match.groups()
            seen[call] = seen.get(call, 0) + 1
            found.append(Moment(call, seen[call], text))
    return found


def touching(moments: list[Moment], folder: Path) -> list[Moment]:
    """Those that may leave something on the disk under a folder."""
    here = [moment for moment in moments if str(folder) in moment.text]
    return [moment for moment in here if moment.call not in ("openat", "open") or moment.creates]
