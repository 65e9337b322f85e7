"""Run the tests with the oldest allowed and with the newest version of every dependency, in environments of their own.

    python tools/versions.py                          # the oldest on the oldest Python, the newest on every Python found
    python tools/versions.py oldest:3.11 newest:3.13  # some of these runs
    python tools/versions.py --some newest:3.12       # only the tests that use the dependencies most
    python tools/versions.py --keep FOLDER            # keep the environments, so that the next time is faster
    python tools/versions.py --page                   # write the figures into docs/validation.md and stop

A run installs a wheel of the package, not the checkout, prints a report with warnings as errors, and runs the fast tests.
What it finds goes into tools/versions.json, from which the page is made.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FOUND = Path(__file__).with_suffix(".json")
PAGE = ROOT / "docs" / "validation.md"
TITLE = "## Versions of Python and of the dependencies"
SIDES = ("oldest", "newest")
EXTRAS = ("store", "cluster", "openmdao", "test")
# What the dependencies do for the package: units, models, commands, figures, tables, stores, workers, workbooks.
SOME = (
    "calendar cli cli_sweep laws link_flown look openmdao orbit power reference report scenario second_implementation silent_files"
    " silent_stores spreadsheet study_cluster study_sample study_sensitivity study_store trace_program units units_table"
).split()
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[\w,]+\])?\s*(?:>=([\w.]+))?")


def lower_bounds() -> dict[str, str]:
    """The oldest version that pyproject.toml allows of each dependency that the tests use, by its name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in EXTRAS for one in project["optional-dependencies"][extra])]
    found = {}
    for one in wanted:
        name, bound = REQUIREMENT.match(one).groups()
        if name == project["name"]:
            continue
        if bound is None:
            sys.exit(f"{name} has no lower bound in pyproject.toml. Write the oldest version that passes.")
        found[name] = bound
    return found


def pythons() -> dict[str, str]:
    """Each Python that the classifiers name and that this machine has: its program, by its version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [one.rpartition(" ")[2] for one in project["classifiers"] if "Python :: 3." in one]
    homes = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")).glob("versions/*/bin"))
    found = {}
    for version in named:
        tried = [shutil.which(f"python{version}"), *(shutil.which(f"python{version}", path=home) for home in homes)]
        for program in filter(None, tried):
            told = subprocess.run([program, "--version"], capture_output=True, text=True)
            if told.returncode == 0 and told.stdout.startswith(f"Python {version}."):
                found[version] = program
                break
    return found


def run(side: str, program: str, *, some: bool, environment: Path | None) -> dict[str, Any]:
    """Install, report and test with one Python and one side of the versions; in an environment that is kept, if one is given."""
    files = [f"tests/test_{name}.py" for name in SOME] if some else []
    with tempfile.TemporaryDirectory(prefix="sunrack-versions-") as scratch:
        here = Path(scratch)
        copy(here / "checkout")
        call = _caller(here / "checkout")
        place = environment or here / "venv"
        if not place.exists():
            call(program, "-m", "venv", place)
        python, bounds = place / "bin" / "python", lower_bounds()
        lines = [f"{name}=={bound}" for name, bound in bounds.items()] if side == "oldest" else []
        (here / "constraints.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        newer = () if lines else ("--upgrade", "--upgrade-strategy", "eager")
        call(python, "-m", "pip", "install", "--quiet", ".[test]", "--constraint", here / "constraints.txt", *newer)
        listed = json.loads(call(python, "-m", "pip", "list", "--format", "json").stdout)
        installed = {_plain(one["name"]): one["version"] for one in listed}
        where = call(python, "-c", "import sunrack; print(sunrack.__file__)").stdout
        assert "site-packages" in where, where  # the tests use what is installed
        report = call(python, "-W", "error", "-m", "sunrack", "report", check=False)
        print(report.stderr, end="", flush=True)
        tests = call(python, "-m", "pytest", *files, check=False)
        print(tests.stdout[-6000:], tests.stderr[-2000:], flush=True)
        last = next((line for line in reversed(tests.stdout.splitlines()) if re.search(r"\d+ passed", line)), "")
        counts = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|errors?)", last)}
        return {
            "side": side,
            "python": call(python, "--version").stdout.split()[1],
            "versions": {name: installed[_plain(name)] for name in bounds},
            "report": report.returncode == 0 and not report.stderr,
            "some": some,
            "tests": counts,
        }


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def copy(folder: Path) -> None:
    """The files of the checkout that git knows, as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _caller(folder: Path):
    """Run a program there, without what this process says to Python."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def call(*words, check=True):
        return subprocess.run(
            [str(one) for one in words], cwd=folder, env=kept, capture_output=True, text=True, check=check
        )

    return call


def section(rows: list[dict[str, Any]]) -> str:
    """The section of docs/validation.md."""
    names = [name for name in lower_bounds() if all(name in row["versions"] for row in rows)]
    heads = [f"{row['side']}, Python {row['python']}" for row in rows]
    lines = [
        TITLE,
        "",
        "`python tools/versions.py` installs the package in empty environments: once with the oldest version of every dependency that `pyproject.toml` allows,",
        "and with the newest versions on each Python. It then prints a report with warnings as errors and runs the fast tests. This section is generated by",
        "`python tools/versions.py --page`.",
        "",
        f"Where the table says *some*, the run had the tests of {len(SOME)} files, which use the dependencies most.",
        "",
        f"| | {' | '.join(heads)} |",
        "|---|" + "---|" * len(rows),
        f"| tests | {' | '.join('some' if row['some'] else 'all fast ones' for row in rows)} |",
        f"| tests passed | {' | '.join(str(row['tests'].get('passed', 0)) for row in rows)} |",
        f"| tests failed | {' | '.join(str(_failed(row)) for row in rows)} |",
        f"| tests skipped | {' | '.join(str(row['tests'].get('skipped', 0)) for row in rows)} |",
        f"| report without a warning | {' | '.join('yes' if row['report'] else 'no' for row in rows)} |",
        *(f"| {name} | {' | '.join(row['versions'][name] for row in rows)} |" for name in names),
        "",
    ]
    return "\n".join(lines)


def _failed(row: dict[str, Any]) -> int:
    return sum(row["tests"].get(word, 0) for word in ("failed", "error", "errors"))


def found() -> list[dict[str, Any]]:
    """The last run of each pair of a side and a Python."""
    return json.loads(FOUND.read_text(encoding="utf-8")) if FOUND.exists() else []


def keep(row: dict[str, Any]) -> None:
    """Put a run in the place of the last one of its kind."""

    def kind(one):
        return one["side"], one["python"].rpartition(".")[0]

    rows = [one for one in found() if kind(one) != kind(row)] + [row]
    rows.sort(key=lambda one: (SIDES.index(one["side"]), [int(part) for part in one["python"].split(".")]))
    FOUND.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def write() -> None:
    """Put the section in its place: from its heading to the next one, or at the end of the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(TITLE)
    after = rest.partition("\n## ")[2]
    PAGE.write_text(f"{before.rstrip()}\n\n{section(found())}" + (f"\n## {after}" if after else ""), encoding="utf-8")


def main() -> None:
    """Do what the words ask."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("runs", nargs="*", metavar="SIDE:PYTHON", help="for example oldest:3.11; all if left out")
    parser.add_argument("--page", action="store_true", help="write the figures into docs/validation.md and stop")
    parser.add_argument("--some", action="store_true", help="run only the tests that use the dependencies most")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the environments there and use them again")
    asked = parser.parse_args()
    if asked.page:
        write()
        return
    known = pythons()
    oldest = min(known, key=lambda one: int(one.partition(".")[2]))
    for one in asked.runs or [f"oldest:{oldest}", *(f"newest:{version}" for version in known)]:
        side, _, version = one.partition(":")
        if side not in SIDES or version not in known:
            parser.error(f"{one} is not one of {', '.join(f'{side}:{one}' for side in SIDES for one in known)}")
        row = run(
            side, known[version], some=asked.some, environment=asked.keep and asked.keep.resolve() / f"{side}-{version}"
        )
        keep(row)
        print(f"{one}: {row['tests']}, report {'without' if row['report'] else 'with'} warnings")


if __name__ == "__main__":
    main()
