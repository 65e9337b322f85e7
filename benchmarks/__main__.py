"""Every benchmark in turn, each in a process of its own: `python benchmarks`. Exits with 1 where a promise is
missed."""

import subprocess
import sys
from pathlib import Path

NAMES = ("startup", "compare", "eclipse_year", "study", "streaming")


def main():
    failed = []
    for name in NAMES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, str(Path(__file__).with_name(f"{name}.py"))], check=False).returncode:
            failed.append(name)
        print(flush=True)
    print(f"missed or not run: {', '.join(failed)}" if failed else "every promise kept")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
