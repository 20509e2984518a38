"""A program that has ctidocs loaded already, and runs each command that it is sent in a child of its own.

Starting Python takes longer than a small run, and there are hundreds. What the child runs is `ctidocs.cli.main`, as
`python -m ctidocs` does. Where it is to be traced, it stops, and goes on when strace watches it.
"""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any

_ANYBODY_MAY_TRACE_ME = (0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)  # PR_SET_PTRACER, where Yama guards


def serve() -> None:
    """For each request, a line of JSON on stdin, a line with the exit code on stdout. The first makes all loaded."""
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        asked = json.loads(line)
        code = _warm(asked) if asked.get("warm") else _child(asked)
        answers.write(f"{code}\n")
        answers.flush()


def _warm(asked: dict[str, Any]) -> int:
    """Run it here, so that whatever it imports and keeps is there in every child."""
    from ctidocs import cli

    with contextlib.redirect_stdout(sys.stderr):
        return cli.run(asked["arguments"])


def _child(asked: dict[str, Any]) -> int:
    number = os.fork()
    if number == 0:
        _become_command(asked)
    tracer = _trace(number, asked["trace"]) if asked["trace"] else None
    status = os.waitpid(number, 0)[1]
    if tracer is not None:
        tracer.wait()
    return os.waitstatus_to_exitcode(status)


def _become_command(asked: dict[str, Any]) -> None:
    """The command as in a process of its own; does not come back."""
    from ctidocs import cli

    os.chdir(asked["folder"])
    os.umask(asked["umask"])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background, Ctrl-C would be ignored
    for handle, name, mode in ((0, os.devnull, os.O_RDONLY), (1, "out", os.O_WRONLY), (2, "err", os.O_WRONLY)):
        path = name if handle == 0 else asked[name]
        os.dup2(os.open(path, mode | (os.O_CREAT if handle else 0), 0o600), handle)
    sys.argv = ["ctidocs", *asked["arguments"]]
    if asked["trace"]:
        ctypes.CDLL(None).prctl(*_ANYBODY_MAY_TRACE_ME)
        os.kill(os.getpid(), signal.SIGSTOP)
        time.sleep(0.02)  # strace has said that it watches a moment before it does
    code = 99
    try:
        cli.main()
    except SystemExit as done:
        code = int(done.code or 0)
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os._exit(code)


def _trace(number: int, options: list[str]) -> "subprocess.Popen[bytes]":
    os.waitpid(number, os.WUNTRACED)
    tracer = subprocess.Popen(["strace", "-qq", *options, "-p", str(number)], stdin=subprocess.DEVNULL)
    while "TracerPid:\t0\n" in Path(f"/proc/{number}/status").read_text() and tracer.poll() is None:
        time.sleep(0.002)
    os.kill(number, signal.SIGCONT)
    return tracer


if __name__ == "__main__":
    serve()
