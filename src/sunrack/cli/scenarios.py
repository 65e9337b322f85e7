"""`sunrack init` and `sunrack check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from sunrack.cli import mistakes
from sunrack.cli.options import QUIET

_SCHEMA = "scenario.schema.json"
_SCHEMA_LINE = f"#:schema ./{_SCHEMA}"  # editors with a TOML server read the schema that this line names


def init(
    file: Annotated[Path | None, typer.Argument(help="File to write; the screen if left out.")] = None,
    base: Annotated[str, typer.Option("--base", help="Shipped scenario to start from.")] = "rack-100kw",
    quiet: QUIET = False,
) -> None:
    """A complete, commented scenario to edit; an existing file is left as it is."""
    from sunrack.catalogue import near
    from sunrack.scenario import load, shipped

    if base not in shipped():
        raise mistakes.Mistake(
            f'--base "{base}" is not a shipped scenario; those are {", ".join(shipped())}{near(base, shipped())}'
        )
    mistakes.write(f"{_SCHEMA_LINE}\n{load(base).to_toml()}", file, overwrite=False)
    if file is not None and not quiet:
        name = mistakes.printable(file)
        print(f"wrote {name}; edit it, then: sunrack report {name}", file=sys.stderr)
        schema = mistakes.printable(file.parent / _SCHEMA)
        print(f"so that an editor completes and checks it: sunrack schema -o {schema}", file=sys.stderr)


def check(file: Annotated[str, typer.Argument(help="A scenario: a .toml file or a shipped name.")]) -> None:
    """Every problem of a scenario at once; exit code 2 if there is any."""
    from sunrack.cautions import cautions

    case = mistakes.scenario(file, [], [])
    yours = sum(1 for value in case.values().values() if value.source == "your scenario")
    said = f"{mistakes.printable(file)} is sound: {len(case.values())} values, {yours} of them its own"
    mistakes.write(said, None)
    mistakes.warned(cautions(case))  # those that need no walk: a report has the others too
