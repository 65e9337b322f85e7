"""Ctrl-C and SIGTERM: a word at once, the pieces in work are kept, no other begins, and a second signal ends all. Real signals to real processes."""

import os
import pickle
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from support.command import process

import sunrack as sr
from sunrack.cli.mistakes import Mistake
from sunrack.files import followed
from sunrack.stopping import Stopped
from sunrack.study import cluster, plan
from sunrack.study.store import StoreError, pieces

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
SAID = "Stopping after the pieces in work; press Ctrl-C again to end at once.\n"
STAYS = "stopped. Finished pieces are kept in x.{form}.part: run the same command again to resume\n"
# Small pieces that each take a moment; "work" is said when the third begins, so that two are done and two in work.
SLOW = """
import os, sys, time
from sunrack.cli import main
from sunrack.study import plan
from sunrack.study.runner import Runner
from sunrack.study.store import pieces
plan.GRID_POINTS = plan.POINTS = pieces.POINTS = 100
run, count = Runner.run, [0]
def slow(self, block):
    count[0] += 1
    count[0] == 4 and os.write(1, b"work\\n")
    time.sleep({seconds} if count[0] > 3 else 0)
    return run(self, block)
Runner.run = slow
sys.argv = ["sunrack", *{words}]
main()
"""
OVER = (
    "--over",
    "rack.power=90 kW:120 kW:100",
    "--over",
    "launch.price=100 USD/kg:900 USD/kg:30",
    "--result",
    "mass.wet",
)


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def started(*words, seconds=0.5, **more):
    """A command that has pieces in work."""
    environment = {**os.environ, "PYTHONPATH": str(Path(sr.__file__).parents[1])}
    program = [sys.executable, "-c", SLOW.format(seconds=seconds, words=words)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    child = subprocess.Popen(program, env=environment, **pipes, **more)
    assert child.stdout.readline() == b"work\n"
    return child


def ended(child, timeout=20):
    told = child.communicate(timeout=timeout)[1].decode()
    return child.returncode, told


@pytest.mark.slow
@pytest.mark.parametrize(("form", "number", "code"), [("zarr", signal.SIGINT, 130), ("csv", signal.SIGTERM, 143)])
def test_a_signal_stops_after_the_pieces_in_work(run, monkeypatch, form, number, code):
    child = started("sweep", *OVER, "-o", f"x.{form}", "--threads", "2")
    child.send_signal(number)
    began = time.monotonic()
    assert child.stderr.readline().decode() == SAID and time.monotonic() - began < 0.4  # at once
    assert ended(child) == (code, STAYS.format(form=form))
    assert 3 <= len(Path(f"x.{form}.part/journal").read_text().splitlines()) - 2 < 15  # of 30; those in work are kept
    assert not list(Path(f"x.{form}.part").glob("*.tmp")) and not Path(f"x.{form}").exists()
    for place, name in ((plan, "GRID_POINTS"), (plan, "POINTS"), (pieces, "POINTS")):
        monkeypatch.setattr(place, name, 100)
    again = run("sweep", *OVER, "-o", f"x.{form}")  # goes on
    assert again.code == 0 and again.err.startswith("resumed: ") and "damaged" not in again.err
    assert Path(f"x.{form}").exists()


def test_a_second_signal_ends_at_once():
    child = started("sweep", *OVER, "-o", "x.zarr", seconds=60)
    child.send_signal(signal.SIGINT)
    assert child.stderr.readline().decode() == SAID
    child.send_signal(signal.SIGTERM)
    assert ended(child, timeout=3) == (143, STAYS.format(form="zarr"))
    assert Path("x.zarr.part/journal").exists()


@pytest.mark.slow
def test_a_study_in_memory_stops_too():
    child = started("sample", "-n", "3000", "--result", "mass.wet")
    child.send_signal(signal.SIGTERM)
    assert ended(child) == (143, f"{SAID}stopped\n") and not list(Path().iterdir())


def test_ctrl_c_is_heard_where_a_shell_script_had_it_ignored():
    child = started("sweep", *OVER, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
    child.send_signal(signal.SIGINT)
    assert ended(child) == (130, f"{SAID}stopped\n")


def test_a_command_without_pieces_stops_at_once():
    code = "import os, signal, sys\nfrom sunrack.cli import main, mistakes\n"
    code += "mistakes.scenario = lambda *words: os.kill(os.getpid(), signal.SIGTERM)\nsys.argv = ['sunrack', 'report']\nmain()"
    answer = process(code=code)
    assert (answer.returncode, answer.stdout, answer.stderr) == (143, "", "stopped\n")


@pytest.mark.slow
def test_in_python_ctrl_c_stays_ctrl_c():
    code = SLOW.format(seconds=0.3, words=()).replace("main()", """
import signal, sunrack
def told(points):
    count[0] > 4 and os.kill(os.getpid(), signal.SIGINT)
over = {"rack.power": "90 kW:120 kW:100", "launch.price": "100 USD/kg:900 USD/kg:30"}
began = time.monotonic()
for more in ({}, {"output": "x.csv"}):
    try:
        sunrack.sweep(None, over, ["mass.wet"], progress=told, **more)
    except KeyboardInterrupt:
        print("stopped", count[0] < 20)
print(time.monotonic() - began < 10)""")  # fmt: skip
    answer = process(code=code)
    assert answer.returncode == 0 and answer.stdout == "work\nstopped True\nstopped True\nTrue\n", answer.stderr


# K9: across processes


@pytest.mark.parametrize("problem", [StoreError("a b"), Mistake("a b"), Stopped(143), cluster.WorkerLost("a b")])
def test_k9_errors_survive_a_process_boundary(problem):
    again = pickle.loads(pickle.dumps(problem))
    assert type(again) is type(problem) and again.args == problem.args
    assert getattr(again, "code", 143) == 143


def test_k9_a_store_that_fails_in_a_worker_arrives_as_itself(tmp_path):
    with ProcessPoolExecutor(1) as pool:
        bad = pool.submit(sr.sweep, None, {"rack.power": "90 kW"}, ["mass.wet"], output=tmp_path / "none/x.csv")
        good = pool.submit(followed, Path("x"))
        with pytest.raises(StoreError, match="there is no folder"):
            bad.result()
        assert good.result() == Path("x")
