"""`sunrack explain`."""

from __future__ import annotations

import textwrap
from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, QUIET, REGION, SCENARIO, SET, argument, format_of, option, place
from sunrack.cli.screen import width

_FORMS = ("text", "md", "json", "mermaid")
_RESULT = "Name of a result, such as cost.per_gpu_hour. List them with sunrack results."
_DEPTH = "How many levels to show below the result; 0 shows all."


def explain(
    result: Annotated[str, argument("RESULT", _RESULT, completions.results)],
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    region: REGION = None,
    depth: Annotated[int, option("--depth", "N", _DEPTH)] = 3,
    format_: Annotated[str | None, format_of(*_FORMS)] = None,
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Show how a result came about: laws, arithmetic, inputs and their sources."""
    where = place(format_, output, quiet, _FORMS)
    if depth < 0:
        raise mistakes.Mistake(f"--depth {depth} must be 0 (all levels) or more")
    case = mistakes.scenario(scenario, set_, region, quiet=quiet)
    from sunrack.catalogue import Unknown
    from sunrack.explanation import explain as explained

    try:
        e = explained(case, result, depth=depth or None)
    except Unknown as problem:
        raise mistakes.Mistake(str(problem)) from None
    if where.form == "json":
        from sunrack.report import strict_json

        where.write(strict_json(e.to_dict()))
    elif where.form == "text":
        columns = width(output)
        where.write(str(e) if columns is None else _wrapped(str(e), columns))
    else:
        where.write(e.to_markdown() if where.form == "md" else e.to_mermaid())


def _wrapped(text: str, columns: int) -> str:
    """Lines that fit; what is wrapped stands further in."""
    rows = []
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        rows += textwrap.wrap(
            line.lstrip(),
            max(columns, len(indent) + 30),
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(rows)
