"""How soon the command answers: processor times of whole processes, run in turn, as ratios, with the budgets.

    python benchmarks/startup.py [rounds] [--old FOLDER]

Run it with the interpreter of an environment that sunrack is installed in. Every module is byte-compiled first, into a
folder of its own. FOLDER holds the package of version 0.1 (its `src`), for the ratios to its report. Exits with 1 where
a budget is exceeded.
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version

PINT, OLD = 'python -c "import pint"', "sunrack report of 0.1"
NOTHING = """import typer
app = typer.Typer()
@app.command()
def nothing(word: str = ""): pass
app()"""
COMMANDS = {
    PINT: ["-c", "import pint"],
    "the same, and typer running nothing": ["-c", f"import pint\n{NOTHING}"],
    "sunrack --help": ["-m", "sunrack", "--help"],
    "sunrack check": ["-m", "sunrack", "check", "rack-100kw"],
    "sunrack report": ["-m", "sunrack", "report"],
    "sunrack report --full": ["-m", "sunrack", "report", "--full"],
    "sunrack sample -n 1000": ["-m", "sunrack", "sample", "-n", "1000"],
}
BUDGETS = (  # command, at most so many times, another command
    ("sunrack --help", 0.3, PINT),
    ("sunrack check", 1.3, PINT),
    ("sunrack report", 1.6, PINT),
    ("sunrack report --full", 0.6, OLD),
    ("sunrack sample -n 1000", 2.0, "sunrack report"),
)


def run(arguments, surroundings):
    """Processor seconds and peak memory [MiB] of one process; None where the command is refused."""
    command = [sys.executable, *arguments]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=surroundings)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)


def main():
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("rounds", nargs="?", type=int, default=11)
    options.add_argument("--old", help="folder that holds the package of version 0.1")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as compiled:
        here = {key: word for key, word in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        here["PYTHONPYCACHEPREFIX"] = compiled
        commands = {name: (arguments, here) for name, arguments in COMMANDS.items()}
        if asked.old:
            commands[OLD] = (["-m", "sunrack", "report"], here | {"PYTHONPATH": asked.old})
        refused = [name for name, command in commands.items() if run(*command) is None]  # compiles, and fills caches
        rounds = [
            {name: run(*one) for name, one in commands.items() if name not in refused} for _ in range(asked.rounds)
        ]
    names = ("sunrack", "pint", "numpy", "pydantic", "typer")
    print(f"python {platform.python_version()}, " + ", ".join(f"{name} {version(name)}" for name in names), end="")
    print(f"; processor time, {asked.rounds} rounds in turn")
    print(f"{'':<37}{'median s':>10}{'least s':>10}{'of pint':>9}{'peak MiB':>10}")
    for name in rounds[0]:
        times, memory = zip(*(one[name] for one in rounds), strict=True)
        print(f"{name:<37}{statistics.median(times):>10.3f}{min(times):>10.3f}", end="")
        print(f"{ratio(rounds, name, PINT):>9.2f}{max(memory):>10.0f}")
    for name in refused:
        print(f"{name:<37}  is refused")
    return judged(rounds)


def ratio(rounds, one, other):
    """The median of the ratios of two commands, round by round."""
    return statistics.median(times[one][0] / times[other][0] for times in rounds)


def judged(rounds):
    """Print each budget and what was reached: 1 where one is exceeded, else 0."""
    missed = 0
    for name, most, other in BUDGETS:
        if name in rounds[0] and other in rounds[0]:
            found = ratio(rounds, name, other)
            missed |= found > most
            print(f"{name} takes {found:.2f} times {other}; at most {most}: {'MISSED' if found > most else 'kept'}")
        else:
            print(f"{name} against {other}, at most {most}: not measured")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
