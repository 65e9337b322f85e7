"""The catalogue names of a section: checked, and what their records give filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sunrack.catalogue import records
from sunrack.scenario.regions import ALL, no_such, with_given
from sunrack.section import Section


def choose(
    place: str,
    model: type[Section],
    written: dict[str, Any],
    problems: list[tuple[str, str]],
    own: Collection[str] = (),
) -> set[str]:
    """Check the catalogue names of a section (or the user's own), and fill in what the chosen records give.

    Answers with the keys that it refused, and takes these out of what is written.
    """
    refused: set[str] = set()
    for key in model.model_fields:
        kind = str(model.extra(key).get("catalogue") or "")
        if kind and key in written:
            many = str(model.model_fields[key].annotation).startswith("list")
            written[key], wrong = _names(written[key], kind, many, own)
            problems += [(f"{place}.{key}", words) for words in wrong]
            if wrong:
                refused.add(key)
                del written[key]
    for key in model.model_fields:
        other = str(model.extra(key).get("unless") or "")
        if other and key in written and other in written and key < other:
            problems.append((f"{place}.{key}", f"and {other} describe the same quantity. Write one of them"))
    for key in model.model_fields:
        selector, item = model.given_by(key)
        other = str(model.extra(key).get("unless") or "")
        if not selector or (other and other in written and not _chosen_here(model, other, written)):
            continue
        chosen = model.extra(selector).get("catalogue")
        record = records(chosen).get(written.get(selector, ""), {}) if chosen else {}
        if item in record:
            written[key] = with_given(written.get(key, record[item]), record[item])
    for key in model.model_fields:
        lacking = [one for one in model.extra(key).get("together") or () if one not in written]
        if key in written and lacking:
            problems.append((f"{place}.{key}", f"has no effect without {' and '.join(lacking)}. Write them too"))
    return refused


def _names(given: Any, kind: str, many: bool, own: Collection[str]) -> tuple[Any, list[str]]:
    """The names of a choice, and what is wrong with them."""
    known = records(kind)
    if isinstance(given, Mapping):
        return given, [f'is a choice: it takes a name, not a record. Example: "{next(iter(known))}"']
    if many != isinstance(given, (list, tuple)):
        return given, ['must be a list of names, for example ["texas"]' if many else "must be one name"]
    names = list(given) if many else [given]
    if many and names == [ALL]:
        names = [*known, *(one for one in own if one not in known)]
    if not names:
        return given, [f"is empty. Name at least one. See: sunrack catalogue {kind}"]
    wrong = []
    for place, one in enumerate(names):
        if not isinstance(one, str) or (one not in known and one not in own):
            wrong.append(f'"{str(one)[:60]}" {no_such(one, kind)}')
        elif one in names[:place]:
            wrong.append(f'names "{one}" twice')
    return (names if many else given), wrong


def _chosen_here(model: type[Section], key: str, written: Mapping[str, Any]) -> bool:
    selector, item = model.given_by(key)
    kind = model.extra(selector).get("catalogue")
    return bool(kind) and records(str(kind)).get(written.get(selector, ""), {}).get(item) is written.get(key)
