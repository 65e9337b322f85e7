"""Mutation testing: change the code a little, a random sample of such changes, and see whether a test notices.

    pip install -e '.[mutants]'
    python tools/mutants --sample 200 --seed 1         # a random sample, as many from each room; goes on where it stopped
    python tools/mutants --room thermal --sample 20    # one room
    python tools/mutants --survivors                   # the survivors of the sample again, for instance after a new test
    python tools/mutants --forget                      # drop what the sample no longer holds since the code changed, then go on
    python tools/mutants --page                        # write the figures into docs/validation.md

The tests run in a copy of the repository. `table.toml` says which tests are run for which room, and `survivors.toml` gives the
reason for each survivor that no test should kill. What came out stands in `results.jsonl`, one line a change.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RESULTS = HERE / "results.jsonl"
PACKAGE = Path("src/sunrack")
sys.path.insert(0, str(HERE))


def table() -> dict[str, Any]:
    return tomllib.loads((HERE / "table.toml").read_text(encoding="utf-8"))


def tests_of(path: str, room: str) -> list[str]:
    """The test files for a change in a file: its own, its room's, the general ones."""
    known = table()
    stem = Path(path).stem
    own = [f"test_{stem}", f"test_{Path(path).parent.name}_{stem}"]
    names = dict.fromkeys([*own, *known["rooms"][room]["tests"], *known["general"]])
    paths = [f"tests/{name}" if ".py::" in name else f"tests/{name}.py" for name in names]
    return [path for path in paths if (ROOT / path.partition("::")[0]).exists()]


def sample(size: int, seed: int, only: str | None) -> list[tuple[str, Any]]:
    """(room, mutant): as many from each room, in an order that the seed decides; a larger sample holds the smaller one."""
    from mutations import is_declaration, mutants_of

    rooms = {name: one for name, one in table()["rooms"].items() if only in (None, name)}
    orders = []
    for name, room in rooms.items():
        files = sorted({file for pattern in room["files"] for file in (ROOT / PACKAGE).glob(pattern)})
        found = [one for file in files for one in mutants_of(file, str(file.relative_to(ROOT / PACKAGE)))]
        print(f"{name}: {len(found)} possible changes in {len(files)} files", file=sys.stderr)
        random.Random(f"{seed} {name}").shuffle(found)
        orders.append([(name, one) for one in found if not is_declaration(ROOT / PACKAGE / one.path, one)])
    rounds = [order[place] for place in range(max(map(len, orders))) for order in orders if place < len(order)]
    return rounds[:size]


class Tests:
    """A copy of the repository and a process that runs tests in it."""

    def __init__(self, python: str, folder: Path) -> None:
        self.root = folder / "copy"
        leave_out = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".venv", "*.egg-info")
        shutil.copytree(ROOT, self.root, ignore=leave_out)
        paths = os.pathsep.join([str(self.root / "src")])
        alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONPATH": paths}
        environment = {**os.environ, **alone}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [python, str(self.root / "tools/mutants/server.py")]
        self.process = subprocess.Popen(
            command, cwd=self.root, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def run(self, tests: list[str], timeout: float, *, bytecode: bool = False) -> dict[str, Any]:
        assert self.process.stdin and self.process.stdout
        print(
            json.dumps({"tests": tests, "timeout": timeout, "bytecode": bytecode}), file=self.process.stdin, flush=True
        )
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def baseline(self, tests: list[str], *, trusted: bool) -> None:
        """The tests must pass without a change. This run also compiles all files, which makes the next ones fast."""
        answer = self.run(["--collect-only"] * trusted + tests, 900, bytecode=True)
        if answer["code"]:
            raise SystemExit(f"Without any change {answer['failed']} fails:\n{answer['said']}")
        print(f"{len(tests)} test files pass without a change, in {answer['seconds']} s", file=sys.stderr)

    def against(self, path: str, text: str, tests: list[str], timeout: float) -> dict[str, Any]:
        file = self.root / PACKAGE / path
        kept = file.read_text(encoding="utf-8")
        for compiled in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            compiled.unlink()
        try:
            file.write_text(text, encoding="utf-8")
            return self.run(tests, timeout)
        finally:
            file.write_text(kept, encoding="utf-8")


def recorded() -> dict[str, dict[str, Any]]:
    """What came out, by the mutant's key."""
    if not RESULTS.exists():
        return {}
    rows = map(json.loads, RESULTS.read_text(encoding="utf-8").splitlines())
    return {row["key"]: row for row in rows}


def kept(rows: dict[str, dict[str, Any]]) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows.values())
    RESULTS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def tried(room: str, mutant: Any, tests: Tests, timeout: float) -> dict[str, Any] | None:
    """One mutant against its tests; None where the change changes nothing."""
    from mutations import changed, difference

    old = (ROOT / PACKAGE / mutant.path).read_text(encoding="utf-8")
    new = changed(old, mutant)
    if new is None:
        return None
    answer = tests.against(mutant.path, new, tests_of(mutant.path, room), timeout)
    return {
        "key": mutant.key, "room": room, "line": mutant.line, "change": difference(old, new),
        "killed": answer["code"] != 0, "by": answer["failed"], "seconds": answer["seconds"],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=200, help="number of changes (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample (default: 1)")
    parser.add_argument("--room", help="only this room of table.toml")
    parser.add_argument("--survivors", action="store_true", help="try again the changes that survived")
    parser.add_argument("--forget", action="store_true", help="first drop results that are not in the sample any more")
    parser.add_argument("--timeout", type=float, default=240, help="seconds after which a change counts as killed")
    parser.add_argument("--python", default=sys.executable, help="the Python that runs the tests (default: this one)")
    parser.add_argument("--trust", action="store_true", help="do not first run the tests without a change")
    parser.add_argument("--page", action="store_true", help="write the figures into docs/validation.md and stop")
    asked = parser.parse_args()
    if asked.page:
        from page import write

        return write(recorded())

    rows, chosen = recorded(), sample(asked.sample, asked.seed, asked.room)
    if asked.forget:
        known = {one.key for _, one in chosen}
        rows = {key: row for key, row in rows.items() if key in known}
    if asked.survivors:
        again = [(room, one) for room, one in chosen if one.key in rows and not rows[one.key]["killed"]]
    else:
        again = [(room, one) for room, one in chosen if one.key not in rows]
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(asked.python, Path(folder))
        everything = sorted({test for room, one in again for test in tests_of(one.path, room)})
        tests.baseline(everything, trusted=asked.trust)
        for place, (room, one) in enumerate(again, 1):
            row = tried(room, one, tests, asked.timeout)
            if row is None:
                continue
            rows[one.key] = row
            kept(rows)
            word = f"killed by {row['by']}" if row["killed"] else "SURVIVED"
            print(
                f"{place}/{len(again)} {one.path}:{one.line} {row['seconds']} s: {word}",
                *row["change"],
                sep="\n    ",
                flush=True,
            )
    survived = [row for row in rows.values() if not row["killed"]]
    print(f"{len(rows)} changes, {len(rows) - len(survived)} killed, {len(survived)} survived")


if __name__ == "__main__":
    main()
