"""How soon the command answers, beside `python -c "import pint"`: wall times in turn, their ratios, and peak memory.

    python benchmarks/startup.py [rounds]

Run it with the interpreter of an environment that sunrack is installed in. Packages are byte-compiled first, since an
interpreter told not to write bytecode compiles everything anew at every start.
"""

import os
import platform
import statistics
import subprocess
import sys
import sysconfig
import time
from importlib.metadata import version

NOTHING = """import typer
app = typer.Typer()
@app.command()
def nothing(word: str = ""): pass
app()"""
COMMANDS = {
    'python -c "import pint"': [sys.executable, "-c", "import pint"],
    "pint, and typer running nothing": [sys.executable, "-c", f"import pint\n{NOTHING}"],
    "sunrack --help": [sys.executable, "-m", "sunrack", "--help"],
    "sunrack check": [sys.executable, "-m", "sunrack", "check", "rack-100kw"],
    "sunrack report": [sys.executable, "-m", "sunrack", "report"],
}


def run(command):
    """Wall time [s] and peak memory [MiB] of one process."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    taken = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return taken, usage.ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    compiled = [sys.executable, "-m", "compileall", "-q", "-j0", sysconfig.get_path("purelib")]
    subprocess.run(compiled, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    for command in COMMANDS.values():
        run(command)  # a first run that fills the file cache
    rounds = [{name: run(command) for name, command in COMMANDS.items()} for _ in range(runs)]
    base = next(iter(COMMANDS))
    names = ("sunrack", "pint", "numpy", "pydantic", "typer")
    print(
        f"python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in names)
        + f"; {runs} rounds in turn"
    )
    print(f"{'':<33}{'median s':>10}{'least s':>10}{'ratio':>8}{'peak MiB':>10}")
    for name in COMMANDS:
        times = [one[name][0] for one in rounds]
        ratio = statistics.median(one[name][0] / one[base][0] for one in rounds)
        memory = max(one[name][1] for one in rounds)
        print(f"{name:<33}{statistics.median(times):>10.3f}{min(times):>10.3f}{ratio:>8.2f}{memory:>10.0f}")


if __name__ == "__main__":
    main()
