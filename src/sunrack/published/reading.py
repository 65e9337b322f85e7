"""Records read from TOML and checked, every problem told at once, with its line where that is simple to say."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sunrack.catalogue import SEEDS, Unknown, near, near_record, records
from sunrack.published.expressions import Expression, ExpressionError
from sunrack.published.records import Analysis, Answer, Group
from sunrack.scenario import ScenarioError, read_file
from sunrack.units import UnitError, to_si

TIERS = ("primary", "secondary", "weak")
MOST_GROUPS = 8  # 2⁸ subsets
KNOWN = {
    "analysis": "title short author year url tier read boundary counts region waterfall status cannot note groups"
    " answers inputs orbit_inputs ground_inputs",
    "group": "title why inferred inputs orbit_inputs ground_inputs",
    "answer": "title result value unit why inputs",
}
Problems = list[tuple[str, str]]


def read(source: str | Path) -> Analysis:
    """The record of a shipped name, a unique part of one, or a TOML file of the same form.

    Raises:
        Unknown: No such name, and no file.
        ScenarioError: What is wrong with the file, all of it.
    """
    known = shipped()
    text = str(source)
    if text in known:
        return known[text]
    if isinstance(source, Path) or text.endswith(".toml"):
        path = Path(source)
        if not path.exists():
            how = "List the published analyses with: sunrack reconcile"
            raise ScenarioError(text, [("file", f"does not exist{near(path.stem, known) or '.'} {how}")])
        table = read_file(path)
        return parsed(path.stem, table, path.read_text(encoding="utf-8-sig"), str(source))
    inside = [name for name in known if text.lower() in name]
    if text and len(inside) == 1:
        return known[inside[0]]
    several = f"; it may be {' or '.join(inside)}" if text and inside else near(text, known)
    end = several if several.endswith("?") else f"{several}."
    how = 'List them with "sunrack reconcile", or name a .toml file of the same form'
    raise Unknown(f'"{text[:60]}" is not a published analysis{end} {how}')


@cache
def shipped() -> dict[str, Analysis]:
    """Every record that ships, analyses and then satellites, each by name in the order of the alphabet."""
    folder = SEEDS / "published"
    texts = {one.name.removesuffix(".toml"): one.read_text(encoding="utf-8") for one in folder.iterdir()}
    found = {name: parsed(name, tomllib.loads(texts[name]), texts[name], name) for name in sorted(texts)}
    text = (SEEDS / "announced.toml").read_text(encoding="utf-8")
    return found | {
        name: parsed(name, table, "", f"announced.toml, {name}") for name, table in sorted(tomllib.loads(text).items())
    }


def parsed(name: str, table: Mapping[str, Any], text: str, file: str) -> Analysis:
    """A record from the tables of a file.

    Args:
        name: What it is called.
        table: Its tables.
        text: The text of the file, for the numbers of lines; may be empty.
        file: What the file is called in messages.
    Raises:
        ScenarioError: Every problem at once.
    """
    problems: Problems = []
    lines = _lines(text)
    _unknown("", table, "analysis", problems)
    groups = tuple(_groups(_grouped(table), problems))
    answers = tuple(_answers(table.get("answers", {}), problems))
    said = {key: _text(table, key, "", problems) for key in KNOWN["analysis"].split() if key in _TEXTS}
    for key in ("title", "boundary", "tier"):
        if not said[key]:
            problems.append((key, "is missing"))
    if said["tier"] and said["tier"] not in TIERS:
        problems.append(("tier", f'"{said["tier"]}" is not one of {", ".join(TIERS)}'))
    year = table.get("year")
    if isinstance(year, bool) or not isinstance(year, int):
        problems.append(("year", "must be a whole number, such as 2026"))
    region = said.pop("region") or "texas"
    if region not in records("regions"):
        problems.append(("region", f'"{region}" is not a region{near_record(region, "regions", records("regions"))}'))
    computed = [one.name for one in answers if one.result and not math.isnan(one.low)]
    explained = said.pop("waterfall") or next((one for one in ("ratio", "orbit", *computed) if one in computed), "")
    if explained and explained not in computed:
        problems.append(("waterfall", f'"{explained}" is not an answer with a result{near(explained, computed)}'))
    cannot = table.get("cannot", [])
    if not isinstance(cannot, list) or not all(isinstance(one, str) for one in cannot):
        problems.append(("cannot", 'must be a list of sentences, such as ["No key holds a tax."]'))
        cannot = []
    if problems:
        raise ScenarioError(file, placed(problems, lines))
    return Analysis(
        name=name,
        **{key: one for key, one in said.items() if key not in ("short", "counts")},
        short=said["short"] or said["title"],
        counts=said["counts"] or said["boundary"],
        year=int(year or 0),
        region=region,
        cannot=tuple(cannot),
        groups=groups,
        answers=answers,
        explained=explained,
        file=file,
        lines=lines,
    )


_TEXTS = "title short author url tier read boundary counts region waterfall status note".split()


def placed(problems: Problems, lines: Mapping[str, int]) -> Problems:
    """Problems with the line where each stands, if that is known, in the order of the lines."""
    found = []
    for place, words in dict.fromkeys(problems):
        line = next((lines[one] for one in (place, place.rpartition(".")[2]) if one in lines), 0)
        found.append((line or math.inf, f"line {line}  {place}" if line else place, words))
    return [(place, words) for _, place, words in sorted(found, key=lambda one: one[0])]


def _lines(text: str) -> dict[str, int]:
    """The line of each key, each table and each dotted name of a key of ours, where it first stands."""
    found: dict[str, int] = {}
    header, counts = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if table := re.match(r"\s*\[+\s*([^\]#]+?)\s*\]+", line):
            header = table[1].replace('"', "")
            if header == "groups":
                counts += 1
                header = f"groups {counts}"
            found.setdefault(header, number)
        elif key := re.match(r"\s*([\w.\"-]+)\s*=", line):
            name = key[1].replace('"', "")
            inner = re.sub(r"^(?:orbit_|ground_)?inputs\.", "", name)
            found.setdefault(f"{header}.{name}".lstrip("."), number)
            found.setdefault(inner, number)
        for quoted in re.findall(r"\"([a-z]+(?:\.[\w-]+)+)\"\s*=", line):
            found.setdefault(quoted, number)
    return found


def _unknown(place: str, table: Mapping[str, Any], kind: str, problems: Problems) -> None:
    known = KNOWN[kind].split()
    for key in table:
        if key not in known:
            problems.append((f"{place}.{key}".lstrip("."), f"Unknown key{near(key, known) or '.'}"))


def _text(table: Mapping[str, Any], key: str, place: str, problems: Problems) -> str:
    content = table.get(key, "")
    if not isinstance(content, str):
        problems.append((f"{place}.{key}".lstrip("."), "must be text"))
        return ""
    return content


def _grouped(table: Mapping[str, Any]) -> Any:
    """The groups, and before them one of the inputs that stand outside of any."""
    alone = {key: table[key] for key in ("inputs", "orbit_inputs", "ground_inputs") if key in table}
    groups = table.get("groups", [])
    return [{"title": "Other inputs", **alone}, *groups] if alone and isinstance(groups, list) else groups


def _groups(tables: Any, problems: Problems) -> Iterator[Group]:
    if not isinstance(tables, list) or not all(isinstance(one, Mapping) for one in tables):
        problems.append(("groups", "must be tables, each under its own [[groups]]"))
        return
    if len(tables) > MOST_GROUPS:
        problems.append(("groups", f"are {len(tables)}; a waterfall has {MOST_GROUPS} at most, so put some together"))
    titles: list[str] = []
    for number, table in enumerate(tables, 1):
        place = f"groups {number}"
        _unknown(place, table, "group", problems)
        title = _text(table, "title", place, problems)
        if not title or title in titles:
            problems.append((f"{place}.title", "is missing" if not title else f'"{title}" is there already'))
        titles.append(title)
        parts = {key: table.get(key, {}) for key in ("inputs", "orbit_inputs", "ground_inputs")}
        for key, part in parts.items():
            if not isinstance(part, Mapping):
                problems.append((f"{place}.{key}", 'must be a table such as {"launch.price" = "200 USD/kg"}'))
                parts[key] = {}
        if not isinstance(inferred := table.get("inferred", False), bool):
            problems.append((f"{place}.inferred", "must be true or false"))
        yield Group(title=title, why=_text(table, "why", place, problems), inferred=inferred is True, **parts)


def _answers(tables: Any, problems: Problems) -> Iterator[Answer]:
    if not isinstance(tables, Mapping) or not tables:
        problems.append(("answers", "are missing: write for example [answers.orbit] with result, value and unit"))
        return
    for name, table in tables.items():
        place = f"answers.{name}"
        if not isinstance(table, Mapping):
            problems.append((place, f"must be a table, under [{place}]"))
            continue
        _unknown(place, table, "answer", problems)
        unit, ends = _unit(table, place, problems), _ends(table.get("value"), place, problems)
        result = None
        if "result" in table:
            try:
                result = Expression.parse(table["result"])
            except ExpressionError as problem:
                problems.append((f"{place}.result", str(problem)))
        if result is None and "value" not in table and "result" not in table:
            problems.append((place, "has neither a value nor a result"))
        inputs = table.get("inputs", {})
        if not isinstance(inputs, Mapping):
            problems.append((f"{place}.inputs", "must be a table"))
            inputs = {}
        yield Answer(
            name=str(name),
            title=_text(table, "title", place, problems) or str(name),
            unit=unit,
            low=ends[0],
            high=ends[1],
            result=result,
            why=_text(table, "why", place, problems),
            inputs=inputs,
        )


def _unit(table: Mapping[str, Any], place: str, problems: Problems) -> str:
    unit = _text(table, "unit", place, problems)
    try:
        to_si(unit)
    except UnitError as problem:
        problems.append((f"{place}.unit", str(problem)))
    return unit


def _ends(value: Any, place: str, problems: Problems) -> tuple[float, float]:
    """A figure as both ends of its range; no numbers where none is stated."""
    ends = value if isinstance(value, list) else [value, value]
    if value is None:
        return math.nan, math.nan
    if len(ends) != 2 or any(isinstance(one, bool) or not isinstance(one, (int, float)) for one in ends):
        words = "must be a number, or [low, high], in the unit that stands beside it"
        problems.append((f"{place}.value", words))
        return (0.0, 0.0)
    if not all(map(math.isfinite, ends)) or ends[0] > ends[1]:
        problems.append((f"{place}.value", "must be finite, the lower end first"))
    return float(ends[0]), float(ends[1])
