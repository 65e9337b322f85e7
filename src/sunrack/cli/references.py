"""`sunrack results` and `sunrack schema`: what there is to ask for, and the forms of files."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, QUIET, ROWS, ROWS_FORMAT, argument, one_of, place
from sunrack.markup import as_json

_PATTERN = 'Part of a name, or a name with * and ?, such as "compare.*.cost_ratio".'
_KINDS = ("scenario", "report")


def results(
    pattern: Annotated[str, argument("PATTERN", _PATTERN, completions.results, "every result")] = "",
    format_: ROWS_FORMAT = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """List every result: its name, unit and meaning; JSON and CSV name its law too."""
    where = place(format_, output, quiet, ROWS)
    from sunrack.catalogue import Unknown
    from sunrack.drawing import Table
    from sunrack.reference import results as listed

    try:
        found = listed(pattern, laws=where.form in ("json", "csv"))
    except Unknown as problem:
        raise mistakes.Mistake(str(problem)) from None
    rows = [[one.name, one.unit, one.about] for one in found]
    where.give(
        lambda: [asdict(one) for one in found],
        lambda: [Table(["Result", "Unit", "Meaning"], rows, wrap=[2])],
        "Results",
        lambda: [asdict(one) for one in found],
    )


def schema(
    kind: Annotated[str, argument("KIND", "scenario or report.", completions.words(*_KINDS))] = "scenario",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Print the JSON Schema of a scenario or of the report."""
    one_of(kind, _KINDS, "KIND")
    where = place("json", output, quiet, ("json",))
    from sunrack.reference import schema as made

    where.write(as_json(made(kind)))
