"""Odd surroundings: what the machine, the shell or the interpreter may do to the command. Real processes; several commands in each.

python tests/test_faults.py --write     # rewrite the table of docs/validation.md, which names the tests of each fault
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import sunrack as sr

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))  # for --write, without pytest

from support import validation  # noqa: E402
from support.command import process  # noqa: E402

OVER = ("--over", "launch.price=100 USD/kg:900 USD/kg:5", "--result", "mass.wet", "--result", "cost.per_gpu_hour")
EVERY = [
    ("report",),
    ("explain", "thermal.radiator_area"),
    ("sources", "launch.price"),
    ("catalogue", "arrays"),
    ("calendar",),
    ("compare", "rack-100kw", "rack-100kw-claimed"),
    ("sweep", *OVER),
    ("figure", "costs", "-o", "costs.svg"),
    ("sweep", *OVER, "-o", "sweep.csv"),
    ("init", "own.toml"),
    ("check", "own.toml"),
    ("report", "--format", "json", "-o", "report.json"),
    ("schema",),
]
MANY = """
import os
import sys
from sunrack.cli import main
{before}
for words in {commands}:
    sys.argv, code = ["sunrack", *(os.fsdecode(word.encode()) for word in words)], 0  # as a shell gives them
    try:
        main()
    except SystemExit as end:
        code = end.code or 0
    sys.stdout.flush()
    print("exit", code, *words, file=sys.stderr, flush=True)
"""


def many(commands, folder, before="", **variables):
    """Commands in one fresh process, in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    code = MANY.format(commands=ascii(commands), before=before)
    return process(
        code=code, cwd=folder, variables={"PYTHONWARNINGS": None, **variables}, errors="replace", timeout=240
    )


def passed(answer, commands):
    """All commands end well: exit code 0, no traceback, something said."""
    ended = [line for line in answer.stderr.splitlines() if line.startswith("exit ")]
    assert "Traceback" not in answer.stderr + answer.stdout, answer.stderr[-2000:]
    assert answer.returncode == 0 and len(ended) == len(commands), answer.stderr[-2000:]
    assert [line for line in ended if not line.startswith("exit 0 ")] == []
    return answer


@pytest.fixture(scope="module")
def usual(tmp_path_factory):
    """What the commands say where nothing is odd, and the files that they write."""
    folder = tmp_path_factory.mktemp("usual") / "here"
    return passed(many(EVERY, folder, PYTHONHASHSEED="0"), EVERY).stdout, files_in(folder)


def files_in(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir()}


# ------------------------------------------------------------- the interpreter


@pytest.mark.slow
def test_without_docstrings_and_assertions_every_command_says_the_same(usual, tmp_path):
    answer = passed(many(EVERY, tmp_path / "here", PYTHONOPTIMIZE="2"), EVERY)
    assert (answer.stdout, files_in(tmp_path / "here")) == usual


def test_a_law_without_its_docstring_reads_its_source_and_says_where_there_is_none():
    from sunrack.units.docstrings import NONE, NOT_HERE, docstring

    law = sr.LAWS["thermal.radiator.radiator_area"]
    whole, kept = docstring(law.function), law.function.__doc__
    try:
        law.function.__doc__ = None
        assert docstring(law.function) == whole and law.equation and law.source
    finally:
        law.function.__doc__ = kept
    made = {}
    exec("def nowhere(): pass", made)
    assert NOT_HERE in docstring(made["nowhere"], stripped=True)
    assert NONE in docstring(made["nowhere"]) and NONE in docstring(lambda x: x)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_seed_of_hashes_changes_no_byte(seed, usual, tmp_path):
    """Python orders sets by it; the usual run has the seed 0."""
    written = [words for words in EVERY if "-o" in words]
    passed(many(written, tmp_path / "here", PYTHONHASHSEED=seed), written)
    made = files_in(tmp_path / "here")
    assert len(made) == len(written) and made.items() <= usual[1].items()


# ------------------------------------------------------------------ the shell

FEW = [
    ("report",),
    ("catalogue", "arrays"),
    ("init", "\u00e9.toml"),
    ("check", "\u00e9.toml"),
    ("sources", "\u00e9.toml", "--format", "md", "-o", "\u00fc.md"),
]
ODD = {
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LANG": None},
    "a screen in ASCII": {"PYTHONIOENCODING": "ascii"},
    "a screen in Latin-1": {"PYTHONIOENCODING": "latin-1"},
    "a locale that does not exist": {"LC_ALL": "xx_XX.UTF-8", "LANG": "xx"},
    "no home": {"HOME": None},
    "a home that is not there": {"HOME": "/nonexistent/home"},
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ODD)
def test_every_command_runs_under(name, tmp_path):
    answer = passed(many(FEW, tmp_path / "here", **ODD[name]), FEW)
    assert "dawn-dusk" in answer.stdout and {*files_in(tmp_path / "here")} == {"\u00e9.toml", "\u00fc.md"}


@pytest.mark.slow
def test_a_screen_of_20_columns_loses_no_number(usual, tmp_path):
    commands = [("report",), ("regions",), ("sources", "launch.price"), ("--help",), ("report", "--help")]
    wide = passed(many(commands, tmp_path / "wide", COLUMNS="200"), commands).stdout
    narrow = passed(many(commands, tmp_path / "narrow", COLUMNS="20"), commands).stdout
    assert max(len(line) for line in narrow.splitlines()) < 200
    for number in set(re.findall(r"\d[\d,]*\.\d+", wide)):
        assert number in narrow, number


@pytest.mark.slow
def test_a_real_pipe_that_closes_after_one_line_is_no_error(tmp_path):
    """`sunrack report | head -1`, by a shell that tells both exit codes; 141 is what a closed pipe gives any program."""
    shell = shutil.which("bash")
    if not shell:
        pytest.skip("no bash")
    for words in ("report", "sources --format json", "results"):
        line = f'"{sys.executable}" -m sunrack {words} | head -1; echo "${{PIPESTATUS[0]}}"'
        environment = {**os.environ, "PYTHONPATH": str(Path(sr.__file__).parents[1]), "COLUMNS": "80"}
        told = subprocess.run(
            [shell, "-c", line], capture_output=True, text=True, env=environment, timeout=60, check=False
        )
        first, code = told.stdout.splitlines()
        assert first and code in ("0", "141") and told.stderr == "", words  # 0 where all was in the pipe before


# ---------------------------------------------------------------- the machine

# Whatever is opened for writing, made or moved outside of the folder in which the command runs is refused, as a read-only disk does.
READ_ONLY = """
import errno, os
here, scratch = os.getcwd(), os.environ["TMPDIR"]
def watch(event, given):
    path = given[0] if given else None
    writes = event in ("os.mkdir", "os.rename", "os.remove", "os.truncate") or (
        event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    if writes and isinstance(path, (str, bytes)):
        place = os.path.abspath(os.fsdecode(path))
        if not place.startswith((here, scratch, "/dev/")):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), place)
sys.addaudithook(watch)
sys.dont_write_bytecode = False
"""


@pytest.mark.slow
def test_a_read_only_install_and_home_take_nothing_from_any_command(usual, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    commands = [*EVERY, ("figure", "costs", "-o", "costs.png")]
    answer = passed(many(commands, tmp_path / "here", before=READ_ONLY, HOME="/", TMPDIR=str(scratch)), commands)
    assert answer.stdout == usual[0]


@pytest.mark.slow
def test_a_clock_before_1970_changes_no_byte(usual, tmp_path):
    before = "import time\ntime.time = lambda: -1e9\ntime.time_ns = lambda: -10**18\ntime.monotonic = lambda: 0.0"
    answer = passed(many(EVERY, tmp_path / "here", before=before, SOURCE_DATE_EPOCH="-1000000000"), EVERY)
    assert (answer.stdout, files_in(tmp_path / "here")) == usual


KILLED = """
import os, sys, sunrack, pandas, pyarrow.parquet, zarr
from sunrack.study import plan
from sunrack.study.store import journal, pieces
plan.GRID_POINTS = plan.POINTS = pieces.POINTS = 300
journal._PAUSE = 0
os.write(1, b"ready")
sys.stdin.read(1)
sunrack.sweep(None, {over!r}, ["cost.per_gpu_hour"], output={output!r}, threads=2)
"""
GRID = {"rack.power": "90 kW:120 kW:40", "launch.price": "100 USD/kg:900 USD/kg:60"}


@pytest.mark.slow
@pytest.mark.parametrize("form", ["zarr", "parquet", "csv", "nc"])
def test_killed_at_random_moments_a_study_ends_with_the_same_bytes(form, tmp_path, monkeypatch):
    """`kill -9` three times on end, each at a moment that chance decides, then to its end."""
    from sunrack.study import plan
    from sunrack.study.store import journal, pieces

    for place, name in ((plan, "GRID_POINTS"), (plan, "POINTS"), (pieces, "POINTS")):
        monkeypatch.setattr(place, name, 300)
    monkeypatch.setattr(journal, "_PAUSE", 0)
    monkeypatch.chdir(tmp_path)
    chance = random.Random(form)
    environment = {**os.environ, "PYTHONPATH": str(Path(sr.__file__).parents[1])}
    code = KILLED.format(over=GRID, output=f"x.{form}")
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code], env=environment, stdin=-1, stdout=-1, stderr=-1) as child:
            assert child.stdout.read(5) == b"ready"
            child.stdin.write(b"g")
            child.stdin.flush()
            time.sleep(chance.uniform(0.05, 0.8))
            child.send_signal(signal.SIGKILL)
    for name in (f"x.{form}", f"whole.{form}"):
        sr.sweep(None, GRID, ["cost.per_gpu_hour"], output=name)
    one, other = Path(f"x.{form}"), Path(f"whole.{form}")
    assert tree(one) == tree(other) and not Path(f"x.{form}.part").exists()


def tree(path):
    if path.is_file():
        return path.read_bytes()
    return {str(one.relative_to(path)): one.read_bytes() for one in path.rglob("*") if one.is_file()}


@pytest.mark.slow
def test_a_dask_worker_that_is_killed_changes_no_byte(tmp_path):
    """`kill -9` to one of two workers while they work: the other does its pieces again."""
    code = f"""
import os, signal, warnings
warnings.simplefilter("ignore")
import sunrack
if __name__ == "__main__":
    from distributed import Client, LocalCluster
    over = {{"rack.power": "90 kW:120 kW:500", "launch.price": "1 USD/kg:1000 USD/kg:200:log"}}
    from sunrack.study import plan
    from sunrack.study.store import pieces
    plan.GRID_POINTS, pieces.POINTS = 2**12, 2**12
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory={str(tmp_path)!r}) as local, Client(local) as client:
        pids = list(client.run(os.getpid).values())
        def told(points):
            pids and os.kill(pids.pop(0), signal.SIGKILL) if len(pids) == 2 else None
        sunrack.sweep(None, over, ["mass.wet"], output="x.zarr", cluster=client, progress=told)
    print("killed", 2 - len(pids))
"""
    ran = process(code=code, cwd=tmp_path, variables={"PYTHONWARNINGS": None})
    assert ran.stdout.strip() == "killed 1" and "Traceback" not in ran.stderr.split("distributed")[0], ran.stderr[
        -1500:
    ]
    whole = process(
        code=f"{code.split('if __name__')[0]}"
        "over = {'rack.power': '90 kW:120 kW:500', 'launch.price': '1 USD/kg:1000 USD/kg:200:log'}\n"
        "from sunrack.study import plan\nfrom sunrack.study.store import pieces\nplan.GRID_POINTS, pieces.POINTS = 2**12, 2**12\n"
        "sunrack.sweep(None, over, ['mass.wet'], output='whole.zarr')",
        cwd=tmp_path,
    )
    assert whole.returncode == 0, whole.stderr
    assert tree(tmp_path / "x.zarr") == tree(tmp_path / "whole.zarr")


# ------------------------------------------------------------------- the table

TITLE = "## Faults"
FAULTS = [
    (
        "`kill -9` at a random moment, in every form of store; the same command again",
        "The study goes on and ends with the same bytes.",
        "test_faults::test_killed_at_random_moments_a_study_ends_with_the_same_bytes",
        "test_study_store::test_killed_run_goes_on_and_ends_with_the_same_bytes",
    ),
    (
        "Two processes write one store",
        "The second is refused while the first lives.",
        "test_study_store::test_second_writer_is_refused_while_the_first_lives",
    ),
    (
        "The disk is full",
        "One sentence, exit code 1; the finished pieces are kept and the same command goes on.",
        "test_study_store::test_full_disk_is_told_and_gone_on_from",
        "test_study_store::test_disk_that_fills_among_the_pieces",
    ),
    (
        "A piece, a label or the journal of an unfinished store is cut short or has a flipped byte",
        "It is found by its size and hash, and made again; a journal that cannot be read is named.",
        "test_silent_stores::test_r1_a_damaged_piece_is_made_again",
        "test_silent_stores::test_r1_a_journal_that_claims_more_than_there_is",
        "test_silent_stores::test_r1_any_byte_of_the_journal_flipped",
    ),
    (
        "A finished store is cut short or has a flipped byte",
        "The damaged file is named; the store is not taken for a result.",
        "test_silent_stores::test_r1_a_finished_store_that_is_damaged_is_told",
    ),
    (
        "A dask worker is killed, or all of them",
        "The others do its pieces; without workers the finished pieces are kept.",
        "test_faults::test_a_dask_worker_that_is_killed_changes_no_byte",
        "test_study_cluster::test_a_cluster_that_gives_up_says_so_and_leaves_what_is_finished",
    ),
    (
        "Ctrl-C or SIGTERM",
        "A sentence at once, the pieces in work are kept, exit code 130 or 143; a second signal ends at once.",
        "test_silent_stopping::test_a_signal_stops_after_the_pieces_in_work",
        "test_silent_stopping::test_a_second_signal_ends_at_once",
    ),
    (
        "The reader of a pipe leaves, as in `sunrack report | head -1`",
        "No message; exit code 0 or 141.",
        "test_faults::test_a_real_pipe_that_closes_after_one_line_is_no_error",
        "test_cli::test_a_reader_that_leaves_is_no_error",
    ),
    (
        "Install and home are read-only",
        "Every command runs and says the same.",
        "test_faults::test_a_read_only_install_and_home_take_nothing_from_any_command",
    ),
    (
        "No home, or one that is not there; no locale, or one that does not exist; a screen in ASCII or Latin-1",
        "Every command runs, also on files with letters beyond ASCII.",
        "test_faults::test_every_command_runs_under",
        "test_cli::test_a_screen_that_is_not_utf_8_breaks_nothing",
    ),
    (
        "The clock shows a time before 1970",
        "The same bytes.",
        "test_faults::test_a_clock_before_1970_changes_no_byte",
    ),
    (
        "`PYTHONOPTIMIZE=2`, which takes assertions and docstrings away",
        "The same bytes: equations are read from the source.",
        "test_faults::test_without_docstrings_and_assertions_every_command_says_the_same",
    ),
    (
        "Another seed of Python's hashes",
        "The same bytes.",
        "test_faults::test_the_seed_of_hashes_changes_no_byte",
    ),
    (
        "A screen of 20 columns",
        "Words are wrapped; no number is lost.",
        "test_faults::test_a_screen_of_20_columns_loses_no_number",
    ),
    (
        "Terminal escapes, reversed text and HTML in names, files and sources",
        "They are shown as text.",
        "test_security::test_no_character_of_a_users_steers_the_screen_in_any_command",
        "test_security::test_in_markdown_what_a_user_wrote_is_no_html",
    ),
]


def section():
    """The part of docs/validation.md."""
    rows = [
        f"| {fault.replace('|', chr(92) + '|')} | {end} | {', '.join(f'`{test}`' for test in tests)} |"
        for fault, end, *tests in FAULTS
    ]
    head = "Each fault is brought about by a test, most of them in real processes. This section is generated by"
    command = "`python tests/test_faults.py --write`."
    return "\n".join([TITLE, "", head, command, "", "| Fault | What happens | Tests |", "|---|---|---|", *rows, ""])


def test_the_validation_page_shows_these_faults_and_each_test_that_it_names_exists():
    assert validation.holds(section())
    for _, _, *tests in FAULTS:
        for test in tests:
            file, _, name = test.partition("::")
            assert f"\ndef {name}(" in (ROOT / "tests" / f"{file}.py").read_text(encoding="utf-8"), test


if __name__ == "__main__" and "--write" in sys.argv:
    validation.write(section())
