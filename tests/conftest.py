"""Shared by all tests: published cases by name, a deterministic hypothesis, the command run in this process."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from support.command import Answer

settings.register_profile("sunrack", deadline=None, derandomize=True, database=None, max_examples=40)
settings.load_profile("sunrack")


def pytest_configure(config):
    """Many tests compare designs outside the usual ranges on purpose; tests/test_cautions.py sees to these warnings."""
    config.addinivalue_line("filterwarnings", "ignore::sunrack.cautions.SunrackWarning")


TRUTH = Path(__file__).parent / "truth"


@cache
def _published() -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads((TRUTH / "published_cases.json").read_text())}


def case(name: str) -> dict[str, Any]:
    """A published case of tests/truth by its id: inputs, outputs, units, tolerance, url, status."""
    return _published()[name]


@pytest.fixture
def run(monkeypatch):
    """`run("report", …)` in this process: exit code, stdout, stderr."""

    def call(*words, columns=80, screen=None, **environment):
        monkeypatch.setenv("COLUMNS", str(columns))
        for name, content in environment.items():
            monkeypatch.setenv(name, content)
        monkeypatch.setattr(sys, "argv", ["sunrack", *words])
        monkeypatch.setattr(sys.modules["__main__"], "__package__", None)
        out, err, code = screen or io.StringIO(), io.StringIO(), 0
        from sunrack.cli import main

        with redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as leaving:
                code = leaving.code or 0
        return Answer(code, out.getvalue(), err.getvalue())

    return call
