"""Run tests again and again, each time in a fresh copy of this process, which has imported all that is not ours once.

It reads one JSON object a line: {"tests": […], "timeout": seconds, "bytecode": bool}. It answers with one: {"code", "failed", "seconds"}.
"""

import contextlib
import importlib
import io
import json
import os
import select
import signal
import sys
import time

OTHERS = """numpy pint pydantic scipy.special scipy.optimize scipy.interpolate scipy.stats xarray pandas astropy.time astropy.coordinates erfa typer rich
matplotlib.figure xlsxwriter numpy.testing numpy.random jinja2 pyarrow""".split()


def preload() -> None:
    for name in OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    import pytest  # noqa: F401


class _FirstFailure:
    """A plugin of pytest that remembers what failed first."""

    failed = ""

    def pytest_runtest_logreport(self, report) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid


def child(tests: list[str], bytecode: bool, pipe: int) -> None:
    import pytest

    sys.dont_write_bytecode = not bytecode
    noted = _FirstFailure()
    options = [
        "-x",
        "-q",
        "-o",
        "addopts=",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-p",
        "no:cov",
        "--tb=no",
    ]
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = pytest.main([*options, *tests], plugins=[noted])
    os.write(pipe, json.dumps({"code": int(code), "failed": noted.failed, "said": said.getvalue()[-1500:]}).encode())


def run(tests: list[str], timeout: float, bytecode: bool) -> dict[str, object]:
    began, (reading, writing) = time.monotonic(), os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.setsid()
            os.close(reading)
            child(tests, bytecode, writing)
        finally:
            os._exit(0)
    os.close(writing)
    answer = {"code": -1, "failed": "timeout", "said": ""}
    if select.select([reading], [], [], timeout)[0]:
        text = b"".join(iter(lambda: os.read(reading, 65536), b""))
        answer = json.loads(text) if text else answer | {"failed": "the process died"}
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(reading)
    return answer | {"seconds": round(time.monotonic() - began, 1)}


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a test prints must not mix with the answers
    preload()
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(run(asked["tests"], asked["timeout"], asked["bytecode"])), file=answers, flush=True)
