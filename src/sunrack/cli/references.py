"""`sunrack results` and `sunrack schema`: what there is to ask for, and the forms of files."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import FORMAT, OUTPUT, argument, one_of
from sunrack.cli.screen import give

_PATTERN = 'Part of a name, or a name with * and ?, such as "compare.*.cost_ratio". Default: every result.'
_KINDS = ("scenario", "report")


def results(
    pattern: Annotated[str, argument("PATTERN", _PATTERN, completions.results)] = "",
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """List every result: its name, unit and meaning; JSON names its law too."""
    form = one_of(format_)
    from sunrack.catalogue import Unknown
    from sunrack.drawing import Table
    from sunrack.reference import results as listed

    try:
        found = listed(pattern, laws=form == "json")
    except Unknown as problem:
        raise mistakes.Mistake(str(problem)) from None
    rows = [[one.name, one.unit, one.about] for one in found]
    give(
        form,
        output,
        lambda: [asdict(one) for one in found],
        lambda: [Table(["result", "unit", "meaning"], rows, wrap=[2])],
    )


def schema(
    kind: Annotated[str, argument("KIND", "scenario or report.", completions.words(*_KINDS))] = "scenario",
    output: OUTPUT = None,
) -> None:
    """Print the JSON Schema of a scenario or of the report."""
    one_of(kind, _KINDS, "KIND")
    from sunrack.reference import schema as made

    mistakes.write(json.dumps(made(kind), indent=2, ensure_ascii=False), output)
