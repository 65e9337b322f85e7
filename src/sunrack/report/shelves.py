"""The catalogues as tables: kinds, records, one record whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sunrack.catalogue import KINDS, records, tier
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.report.words import quality


def kinds() -> list[Block]:
    """Every catalogue and what it holds."""
    return [
        Heading("Catalogues"),
        Table(["Catalogue", "Entries"], [[one, ", ".join(records(one))] for one in KINDS], wrap=[1]),
    ]


def kind(name: str) -> list[Block]:
    """Every entry of one catalogue, a line each."""
    rows = []
    for key, record in records(name).items():
        numbers = [
            f"{field.replace('_', ' ')} {content['value']}{_dollars(content)}"
            for field, content in record.items()
            if isinstance(content, Mapping)
        ]
        told = [str(record[field]) for field in _TOLD.get(name, ()) if field in record]
        rows.append([key, str(record.get("title", "")), ", ".join([*told, *numbers])])
    owed = credit(records(name).values())
    return [Heading(name), Table(["Entry", "Title", "Values"], rows, wrap=[2, 1]), *([Text(owed)] if owed else [])]


_TOLD = {"projects": ("outcome",), "jurisdictions": ("route",)}  # words that a line of a record begins with
_OPEN = ("datacentertracker.org (G. Ingebretsen)", "Moratorium Nation (M. Bommarito)")


def credit(found: Iterable[Mapping[str, Any]]) -> str:
    """The credit that is owed for figures drawn from open data; empty where none is."""
    said = " ".join(str(one.get("attribution", "")) for one in found)
    names = [one for one in _OPEN if one in said]
    return (
        f"Partly based on data of {' and '.join(names)}, CC BY 4.0. The data were changed: read off, counted and"
        " smoothed."
        if names
        else ""
    )


def record(name: str, key: str) -> list[Block]:
    """One record whole: values, ranges, sources, reasons."""
    found = records(name)[key]
    words = [f"{field}: {content}" for field, content in found.items() if isinstance(content, str) and field != "title"]
    rows = [_row(field, content) for field, content in found.items() if isinstance(content, Mapping)]
    blocks: list[Block] = [Heading(f"{key}: {found.get('title', '')}")]
    blocks += [Text(one) for one in words]
    return [*blocks, Table(["Field", "Value", "Range", "Quality", "Source and reason"], rows, wrap=[4])]


def _row(field: str, content: Mapping[str, Any]) -> list[str]:
    limits = f"{content['low']} to {content['high']}" if "low" in content and "high" in content else ""
    source = str(content.get("source", ""))
    return [
        field,
        f"{content['value']}{_dollars(content)}",
        limits,
        quality(tier(source)),
        f"{source}{'. ' + str(content['why']) if content.get('why') else ''}",
    ]


def _dollars(content: Mapping[str, Any]) -> str:
    """The year of a price, as the catalogue holds it: a scenario moves it to its own."""
    return f" (in {content['year']} USD)" if "year" in content and "USD" in str(content["value"]) else ""
