"""What the tests of the command share: answers, a terminal, a fresh process, a mistake told in words."""

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import sunrack as sr


class Answer(NamedTuple):
    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    def isatty(self):
        return True


def process(*words, code=None, variables=None, timeout=60, **more):
    """A fresh Python: `-m sunrack …`, or a program; of `variables` of the environment, None takes one away."""
    environment = {
        **os.environ,
        "COLUMNS": "80",
        "PYTHONWARNINGS": "error",
        "PYTHONPATH": str(Path(sr.__file__).parents[1]),
        **(variables or {}),
    }
    environment = {name: content for name, content in environment.items() if content is not None}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "sunrack", *words]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=timeout, check=False, **more
    )


def mistake(answer, *words):
    """Exit code 2, words on stderr, nothing on stdout."""
    assert answer.code == 2 and answer.out == "" and "Traceback" not in answer.err
    for one in words:
        assert one in answer.err
    return True
