"""`sunrack sources` and `sunrack catalogue`: what ships, and where it comes from."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from sunrack.cli import mistakes
from sunrack.cli.options import FORMAT, OUTPUT, SET, choice, one_of
from sunrack.cli.screen import drawn

_SOURCE_FORMS = ("table", "md", "json", "csv", "bibtex")


def sources(
    key: Annotated[
        str | None, typer.Argument(help="A value such as orbit.altitude, or a source; all values if left out.")
    ] = None,
    scenario: Annotated[str, typer.Option("--scenario", help="A shipped scenario or a .toml file.")] = "rack-100kw",
    set_: SET = None,
    format_: Annotated[
        str, choice("--format", "FORMAT", "table, md, json, csv, or bibtex: the works that are named.", *_SOURCE_FORMS)
    ] = "table",
    output: OUTPUT = None,
) -> None:
    """Every value with its source, range, tier and effect on the answer, guesses first."""
    form = one_of(format_, _SOURCE_FORMS)
    case = mistakes.scenario(scenario, set_ or [], [])
    from sunrack.catalogue import near
    from sunrack.catalogue import sources as works
    from sunrack.findings.sources import as_rows, effects_on_answer
    from sunrack.report import cited, sourced, strict_json
    from sunrack.verdict import compare

    values = case.values()
    if key is not None:
        picked = {name: one for name, one in values.items() if key in (name, one.source) or name.startswith(f"{key}.")}
        if not picked and not (form == "bibtex" and key in works()):
            raise mistakes.Mistake(f'"{key}" is no value and no source{near(key, [*values, *works()])}')
        values = picked
    if form == "bibtex":
        mistakes.write(cited.as_bibtex([*(one.source for one in values.values()), *([key] if key else [])]), output)
        return
    if key in values and form in ("table", "md"):
        mistakes.write(drawn(sourced.one(str(key), values[str(key)]), form, output is None), output)
        return
    effects = effects_on_answer(compare(case))
    if form == "csv":
        text = cited.as_csv(as_rows(values, effects))
    elif form == "json":
        text = strict_json(as_rows(values, effects))
    else:
        text = drawn(sourced.listing(values, effects), form, output is None)
    mistakes.write(text, output)


def catalogue(
    kind: Annotated[str | None, typer.Argument(help="cells, arrays, batteries, …; the kinds if left out.")] = None,
    name: Annotated[str | None, typer.Argument(help="One record of it.")] = None,
    format_: FORMAT = "table",
    output: OUTPUT = None,
) -> None:
    """What ships: the kinds, a kind's records, or one record with its sources."""
    form = one_of(format_)
    from sunrack.catalogue import KINDS, near, records
    from sunrack.report import shelves

    if kind is not None and kind not in KINDS:
        raise mistakes.Mistake(f'"{kind}" is not a catalogue; those are {", ".join(KINDS)}{near(kind, KINDS)}')
    if kind is not None and name is not None and name not in records(kind):
        raise mistakes.Mistake(
            f'"{name}" is not in {kind}; known are {", ".join(records(kind))}{near(name, records(kind))}'
        )
    if form == "json":
        content: Any = list(KINDS) if kind is None else dict(records(kind)) if name is None else records(kind)[name]
        mistakes.write(json.dumps(content, indent=2, ensure_ascii=False), output)
        return
    blocks = shelves.kinds() if kind is None else shelves.kind(kind) if name is None else shelves.record(kind, name)
    mistakes.write(drawn(blocks, form, output is None), output)
