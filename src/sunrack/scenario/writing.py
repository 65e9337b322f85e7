"""A scenario as text: the TOML file that loads to it, how it differs from another, and what it shows of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sunrack import markup
from sunrack.catalogue import records, tier
from sunrack.drawing import ranged
from sunrack.scenario.changes import said, shipped_tables
from sunrack.scenario.files import shipped_text
from sunrack.scenario.sections import SECTIONS, WORDS
from sunrack.values import Value

if TYPE_CHECKING:
    from sunrack.scenario import Scenario

COMPLETE = "rack-100kw"  # the shipped file that has every key, with a comment
MOST_ROWS = 15
_KEY = re.compile(r"(# )?(\w+) = (.*?)( *#.*)?")


def as_toml(raw: Mapping[str, Any]) -> str:
    """The tables of a scenario as a complete, commented TOML file, which loads to the same scenario."""
    text, usual = shipped_text(COMPLETE), shipped_tables(COMPLETE)
    if raw == usual:
        return text
    lines = ["# A complete scenario: a key that you leave out keeps the value of its base."]
    room, block = "", []
    for line in [*text[text.index("title = ") :].splitlines(), "[]"]:
        if not (header := re.fullmatch(r"\[(\w*)\]", line)):
            block.append(line)
            continue
        above = len(block)  # the comments right above the next header, and the empty line before them
        while above and (
            not block[above - 1] or (block[above - 1].startswith("# ") and not _KEY.fullmatch(block[above - 1]))
        ):
            above -= 1
        written, known = (raw[room], usual[room]) if room else (raw, usual)
        lines += [*_block(block[:above], room, written, known), *block[above:], *([line] if header[1] else [])]
        room, block = header[1], []
    for name, table in raw["ground"].items():
        if isinstance(table, Mapping) and name not in SECTIONS["ground"].model_fields:
            lines += ["", f"[ground.{name}]", *(f"{key} = {_toml(content)}" for key, content in table.items())]
    return "\n".join(lines) + "\n"


def _block(lines: list[str], room: str, written: Mapping[str, Any], usual: Mapping[str, Any]) -> list[str]:
    """The lines of one section, each key with what is written; what the file that has every key lacks comes last."""
    known = SECTIONS[room].model_fields if room else WORDS
    made, left = [], {key: content for key, content in written.items() if key in known}
    for line in lines:
        found = _KEY.fullmatch(line)
        key = found[2] if found else ""
        if found is None or key not in known or (not found[1] and key in written and written[key] == usual.get(key)):
            made.append(line)
        elif key in left:
            made.append(f"{key} = {_toml(left[key])}")
        elif (given := _given(room, key, written)) == _given(room, key, usual):
            made.append(line)
        elif given:
            made.append(f"# {key} = {_toml(given)}{found[4] or ''}")
        left.pop(key, None)
    return [*made, *(f"{key} = {_toml(content)}" for key, content in left.items())]


def _given(room: str, key: str, written: Mapping[str, Any]) -> Any:
    """What the chosen record gives for a key; nothing where there is none."""
    selector, item = SECTIONS[room].given_by(key)
    kind = SECTIONS[room].extra(selector).get("catalogue") if selector else None
    content = records(str(kind))[written[selector]].get(item, {}) if kind else {}
    return content["value"] if isinstance(content, Mapping) and content else content


def _toml(content: Any) -> str:
    """A content as TOML writes it."""
    if isinstance(content, str):
        return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(content, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(part)}' for key, part in content.items())} }}"
    if isinstance(content, (list, tuple)):
        return f"[{', '.join(map(_toml, content))}]"
    return str(content).lower() if isinstance(content, bool) else repr(content)


def contents(case: Scenario) -> dict[str, Any]:
    """Everything that a scenario says, by key: numbers as `Value`, words as text, lists of names as tuples."""
    rows: dict[str, Any] = {"title": case.title, "about": case.about}
    for room, section in case.sections().items():
        rows |= {
            f"{room}.{key}": tuple(content) if isinstance(content, list) else content
            for key, content in section
            if content is not None
        }
    rows |= case.values()
    rows = {key: one for key, one in rows.items() if not (isinstance(one, Value) and one.follows)}
    for site, home in case.homes.items():
        if site != home.base:
            rows |= {f"ground.{site}.base": home.base, f"ground.{site}.supply": home.supply}
    return rows


def as_frame(values: Mapping[str, Value]) -> Any:
    """Numbers as a pandas DataFrame: the key as the index; value, unit, low, high, source and tier as columns."""
    from pandas import DataFrame

    rows = {}
    for key, one in values.items():
        low, high = (None if end is None else float(one.in_unit(end).magnitude) for end in (one.low, one.high))
        number = float(one.quantity.magnitude)
        rows[key] = (number, one.unit, low, high, one.source, tier(one.source))
    columns = ["value", "unit", "low", "high", "source", "tier"]
    return DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("key")


def difference(case: Scenario, other: Scenario) -> dict[str, tuple[Any, Any]]:
    """Key → (mine, theirs) of all in which two scenarios differ; None where one of them has no such key."""
    mine, theirs = contents(case), contents(other)
    keys = dict.fromkeys([*mine, *theirs])
    return {key: (mine.get(key), theirs.get(key)) for key in keys if mine.get(key) != theirs.get(key)}


def rows_of(difference: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """A difference as rows of text (key, mine, theirs); ranges and sources are shown where the numbers are the same."""
    return [(key, *_pair(mine, theirs)) for key, (mine, theirs) in difference.items()]


def _pair(mine: Any, theirs: Any) -> tuple[str, str]:
    pair = _shown(mine), _shown(theirs)
    if isinstance(mine, Value) and isinstance(theirs, Value) and pair[0] == pair[1]:
        pair = ranged(mine), ranged(theirs)
        if pair[0] == pair[1]:
            pair = f"{pair[0]} ({mine.source})", f"{pair[1]} ({theirs.source})"
    return pair


def _shown(content: Any) -> str:
    if isinstance(content, tuple):
        return said(", ".join(content)).strip('"')
    return "none" if content is None else said(str(content)).strip('"')


def summary(case: Scenario, base: Scenario) -> str:
    """A scenario in at most a screen: its title, and what differs from its base."""
    rows = rows_of(difference(case, base))
    head = f"Scenario {markup.clean(case.name)}: {said(case.title).strip(chr(34))}"
    if not rows:
        return f"{head}\n  as {base.name} ships"
    width = max(len(key) for key, _, _ in rows[:MOST_ROWS])
    lines = [f"  {key:<{width}}  {mine} instead of {theirs}"[:118] for key, mine, theirs in rows[:MOST_ROWS]]
    left = [f"  … and {len(rows) - MOST_ROWS} more: case.diff({base.name!r})"] if len(rows) > MOST_ROWS else []
    return "\n".join([head, f"  differs from {base.name} as it ships in {len(rows)}:", *lines, *left])


def as_html(case: Scenario, base: Scenario) -> str:
    """The same as a table for a notebook; without one where nothing differs."""
    rows = rows_of(difference(case, base))[:MOST_ROWS]
    differing = markup.table(["key", "this scenario", base.name], rows, "lll") if rows else ""
    return markup.paragraph(f"{case.name}: {case.title}", strong=True) + differing
