"""Whole commands of this tree against those of an older commit, as ratios in one run: `python benchmarks/against.py
REVISION`. Processor time of each process, the least of some runs, the two trees in turn; modules are compiled first.

The older tree must have the same commands. Its own dependencies are those installed here.
"""

import compileall
import os
import resource
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

RUNS = 5
HERE = Path(__file__).parents[1]
COMMANDS = {  # what is timed here, and there where it had another name
    "report": ("report", "report"),
    "report --full": ("report --full", "report"),  # the whole page was the only one in 0.1
    "compare two scenarios": ("compare rack-100kw rack-100kw-flown", "compare rack-100kw rack-100kw-flown"),
    "sample -n 1000": ("sample -n 1000", "sample -n 1000"),
    "sample -n 300000": ("sample -n 300000", "sample -n 300000"),
}


def main(revision: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "old.tar"
        subprocess.run(["git", "-C", HERE, "archive", "-o", archive, revision, "src"], check=True)
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        trees = (HERE / "src", Path(folder) / "src")
        for tree in trees:
            compileall.compile_dir(tree, quiet=1)
        print(f"{'processor seconds':<26}{'here':>8}{'there':>8}{'here/there':>12}")
        for name, words in COMMANDS.items():
            times = [[spent(tree, one) for tree, one in zip(trees, words, strict=True)] for _ in range(RUNS)]
            here, there = (min(one) for one in zip(*times, strict=True))
            print(f"{name:<26}{here:>8.2f}{there:>8.2f}{here / there:>12.2f}", flush=True)


def spent(tree: Path, words: str) -> float:
    """Processor seconds of a command of a tree."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "sunrack", *words.split()]
    subprocess.run(command, env=os.environ | {"PYTHONPATH": str(tree)}, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
