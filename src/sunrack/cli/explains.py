"""`sunrack explain`."""

from __future__ import annotations

import sys
import textwrap
from typing import Annotated

from sunrack.cli import completions, mistakes
from sunrack.cli.options import OUTPUT, QUIET, SCENARIO, SET, argument, choice, one_of, option
from sunrack.cli.screen import width

_FORMS = ("text", "md", "json", "mermaid")
_RESULT = "Name of a result, such as cost.per_gpu_hour. List them with: sunrack results"
_DEPTH = "How many levels to show below the result; 0 shows all. Default: 3."


def explain(
    result: Annotated[str, argument("RESULT", _RESULT, completions.results)],
    scenario: SCENARIO = "rack-100kw",
    set_: SET = None,
    depth: Annotated[int, option("--depth", "N", _DEPTH)] = 3,
    format_: Annotated[str, choice("--format", "FORMAT", "text, md, json or mermaid.", *_FORMS)] = "text",
    output: OUTPUT = None,
    quiet: QUIET = False,
) -> None:
    """Show how a result came about: laws, arithmetic, inputs and their sources."""
    form = one_of(format_, _FORMS)
    if depth < 0:
        raise mistakes.Mistake(f"--depth {depth} must be 0 (all levels) or more")
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.catalogue import Unknown
    from sunrack.explanation import explain as explained

    try:
        e = explained(case, result, depth=depth or None)
    except Unknown as problem:
        raise mistakes.Mistake(f"{problem}; list them with: sunrack results") from None
    if form == "json":
        from sunrack.report import strict_json

        text = strict_json(e.to_dict())
    elif form == "text":
        text = _wrapped(str(e)) if output is None and sys.stdout is not None and sys.stdout.isatty() else str(e)
    else:
        text = e.to_markdown() if form == "md" else e.to_mermaid()
    mistakes.write(text, output)
    if output is not None and not quiet:
        print(f"wrote {output}", file=sys.stderr)


def _wrapped(text: str) -> str:
    """Lines that fit a terminal; what is wrapped stands further in. A file or a pipe gets whole lines."""
    rows = []
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip())]
        rows += textwrap.wrap(
            line.lstrip(),
            max(width(), len(indent) + 30),
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(rows)
