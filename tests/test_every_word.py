"""The walk on bare numbers, which the command alone runs, is the walk with units: for every pair of option words, and
every record of every catalogue."""

from itertools import combinations

import pytest

import sunrack as sr
from sunrack.catalogue import records
from sunrack.scenario import SECTIONS, ScenarioError
from sunrack.scenario.sections import options
from sunrack.verdict import compare_bare

KEYS = [(room, model, key) for room, model in SECTIONS.items() for key in model.model_fields]
WORDS = {f"{room}.{key}": options(model, key) for room, model, key in KEYS if options(model, key)}
RECORDS = {
    f"{room}.{key}": list(records(model.extra(key)["catalogue"]))
    for room, model, key in KEYS
    if model.extra(key).get("catalogue")
}


def covering():
    """Choices of a word for every option, so that each pair of words of two options stands in one of them."""
    wanted = {((a, x), (b, y)) for a, b in combinations(WORDS, 2) for x in WORDS[a] for y in WORDS[b]}
    rows = []
    while wanted:
        row = dict(min(wanted))
        for key in WORDS:
            if key not in row:
                row[key] = max(WORDS[key], key=lambda word, key=key: gained(row | {key: word}, key, wanted))
        wanted -= {((a, row[a]), (b, row[b])) for a, b in combinations(WORDS, 2)}
        rows.append(row)
    return rows


def gained(row, key, wanted):
    """How many wanted pairs a word brings beside those that are chosen."""
    return sum(
        tuple(sorted(((key, row[key]), one), key=lambda pair: list(WORDS).index(pair[0]))) in wanted
        for one in row.items()
    )


ROWS = covering()


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(ROWS)))
def test_bare_and_with_units_are_one_for_every_pair_of_words(place):
    """Independent: the walk with quantities, every unit checked. The same numbers to 1e-12, units, and verdict."""
    case = sr.load().but(ROWS[place])
    for key, names in RECORDS.items():
        name = names[place % len(names)]
        try:
            case = case.but({key: [name] if key == "ground.regions" else name})
        except ScenarioError:  # a record that lacks a number which the others gave
            continue
    found, checked = compare_bare(case), sr.compare(case, checked=True)
    ours, theirs = found.to_dict(), checked.to_dict()
    assert ours.keys() == theirs.keys()
    for name, row in theirs.items():
        same = row["value"] if isinstance(row["value"], str) else pytest.approx(row["value"], rel=1e-12, nan_ok=True)
        assert ours[name] == {"value": same, "unit": row["unit"]}, name
    assert found.verdict == checked.verdict


def test_every_pair_and_every_record_is_walked():
    for a, b in combinations(WORDS, 2):
        assert {(row[a], row[b]) for row in ROWS} == {(x, y) for x in WORDS[a] for y in WORDS[b]}
    assert all(len(names) <= len(ROWS) for names in RECORDS.values())


def test_the_command_gives_what_python_gives_and_quantities_when_asked():
    case = sr.load().but({"launch.price": "321 USD/kg"})
    bare, whole = compare_bare(case), sr.compare(case)
    assert repr(bare.to_dict()) == repr(whole.to_dict()) and str(bare) == str(whole)
    assert bare.design.mass.wet == whole.design.mass.wet and str(bare["mass.wet"].units) == "kg"
