"""Scenarios are never silently wrong: changes, names, values of other scenarios, keys that are not text, pickling, read-only tables."""

import copy
import multiprocessing
import pickle
from concurrent.futures import ProcessPoolExecutor
from enum import Enum, StrEnum
from pathlib import Path

import numpy as np
import pytest

import sunrack as sr
from sunrack import Q
from sunrack.catalogue import Unknown, price_index, records, sources


@pytest.fixture(scope="module")
def case():
    return sr.load()


def refused(change, *words):
    """The sentence with which a change of the default is refused."""
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load().but(change)
    told = " ".join(str(caught.value).split())
    assert all(one in told for one in words), told
    return told


# ---------------------------------------------------------------------- K2 and K6: values and changes


def test_k2_a_value_of_another_kind_is_refused(case):
    refused({"orbit.altitude": case.launch.price}, "has the unit USD/kg; needs one like km")
    refused({"rack.derate": case.orbit.altitude}, "rack.derate")


def test_k2_a_value_keeps_its_range_and_a_record_around_it_its_own_parts(case):
    assert case.but({"orbit.altitude": case.orbit.altitude}).orbit.altitude == case.orbit.altitude
    mine = case.but({"orbit.altitude": {"value": case.orbit.altitude, "low": "640 km", "why": "mine"}}).orbit.altitude
    assert (mine.si, mine.low, mine.high, mine.why) == (650e3, 640e3, 700e3, "mine")


@pytest.mark.parametrize(
    "key", ["ground.equipment_lead", "ground.gas_fuel_price", "cost.structure_price", "thermal.coolant_supply"]
)
def test_k2_a_value_goes_from_one_scenario_to_another_and_stays_the_same(case, key):
    """A price is moved to the currency year once, and not again when it is used again."""
    value = case.values()[key]
    again = case.but({key: value}).values()[key]
    assert (again.si, again.low, again.high, again.source) == (value.si, value.low, value.high, value.source)


def test_k2_a_price_is_not_moved_by_the_index_twice(case):
    price = case.values()["ground.georgia.power_price"]
    assert price.year == 2025 and price.moved_to == 2026
    assert case.but({"ground.georgia.power_price": price}).values()["ground.georgia.power_price"].si == price.si


def test_k6_two_changes_of_one_table_are_both_made(case):
    both = case.but({"ground.texas.power_price": "0.01 USD/kWh"}, ground={"texas": {"grid_wait": "1 month"}})
    texas = both.sites["texas"]
    assert str(texas["power_price"]) == "0.01 USD/kWh" and texas["grid_wait"].quantity.to("month").magnitude == 1


@pytest.mark.parametrize("value", ["700 km", Q(700, "km"), sr.load().but({"orbit.altitude": "700 km"}).orbit.altitude])
@pytest.mark.parametrize("order", [1, -1])
def test_k6_a_value_and_parts_of_its_record_are_one_record(case, value, order):
    changes = {"orbit.altitude": value, "orbit.altitude.low": "600 km", "orbit.altitude.why": "mine"}
    mine = case.but(dict(list(changes.items())[::order])).orbit.altitude
    assert (mine.si, mine.low, mine.high, mine.why) == (700e3, 600e3, None, "mine")


def test_k6_a_part_of_a_record_alone_leaves_the_other_parts(case):
    assert case.but({"orbit.altitude.low": "610 km"}).orbit.altitude.low == 610e3
    assert case.but({"orbit.altitude.low": "610 km"}).orbit.altitude.high == case.orbit.altitude.high
    given = case.but({"launch.price.low": "150 USD/kg"}).launch.price  # the vehicle's record gives the price
    assert (given.si, given.low, given.high) == (case.launch.price.si, 150, case.launch.price.high)
    texas = case.but({"ground.texas.grid_wait.high": "9 year"}).sites["texas"]["grid_wait"]
    assert texas.si == case.sites["texas"]["grid_wait"].si and texas.high == pytest.approx(9 * 365.25 * 86400)
    refused({"orbit.altitude.low": "800 km"}, "orbit.altitude has a low above its high, 800 km to 700 km")
    refused({"orbit.altitude.hihg": "800 km"}, 'an unknown key "hihg"')


def test_k6_a_new_value_drops_the_old_range(case):
    assert case.but({"orbit.altitude": "700 km"}).orbit.altitude.high is None


def test_k6_one_key_with_two_contents_is_refused_and_with_one_content_is_not(case):
    with pytest.raises(sr.ScenarioError, match='is given twice, as "700 km" and as "800 km"'):
        case.but({"orbit.altitude": "700 km"}, orbit={"altitude": "800 km"})
    assert case.but({"orbit.altitude": "700 km"}, orbit={"altitude": "700 km"}).orbit.altitude.si == 700e3
    with pytest.raises(sr.ScenarioError, match="is given twice"):
        case.but({"ground.texas.pue": 1.2, "ground": {"texas.pue": 1.3}})
    refused({"orbit": 5, "orbit.altitude": "700 km"}, "orbit must be a table of keys: [orbit]")
    refused({"ground.texas": 5}, "must be a table of keys: [ground.texas]")
    refused({"power.eclipse_policy": "ride", "power.eclipse_policy.low": "sleep"}, "takes a name, not a record")


def test_k6_what_the_caller_gives_is_neither_changed_nor_kept(case):
    texas, names = {"grid_wait": "1 month"}, ["texas"]
    given = {"ground.texas": texas, "ground.texas.power_price": "0.01 USD/kWh", "ground.regions": names}
    before = copy.deepcopy(given)
    mine = case.but(given)
    assert given == before
    texas["grid_wait"] = "9 year"
    names.append("india")
    assert mine.but({}).ground.regions == ["texas"] and mine.but({}).sites == mine.sites
    written = {"orbit": {"altitude": {"value": "700 km"}}}
    loaded = sr.load(written)
    written["orbit"]["altitude"]["value"] = "1 km"
    assert loaded.raw["orbit"]["altitude"]["value"] == "700 km"


# ---------------------------------------------------------------------- K7: names of regions

BAD_NAMES = [
    "us.east",
    "us/east",
    "us,east",
    "us\neast",
    "ośrodek",
    "東",
    "",
    " ",
    "a" * 65,
    "a b",
    "all",
    "luck",
    "best",
]


@pytest.mark.parametrize("name", [*BAD_NAMES, "grid_wait", "power_price", "operations"])
def test_k7_a_name_that_would_break_files_and_results_is_refused_at_load(name):
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load({"ground": {"regions": [name], name: {"base": "texas"}}})
    assert caught.value.problems


@pytest.mark.parametrize("name", ["us.east", "us/east", "us,east", "ośrodek"])
def test_k7_the_sentence_says_which_names_will_do(name):
    refused({"ground": {name: {"base": "texas"}}}, "cannot name a region", '"-" and "_"')


@pytest.mark.parametrize("name", ["us-east", "us_east", "7", "A" * 64])
def test_k7_other_names_work_throughout(name):
    mine = sr.load({"ground": {"regions": [name], name: {"base": "texas"}}})
    assert list(mine.sites) == [name] and sr.compare(mine).cheapest == name


# ---------------------------------------------------------------------- K9 and K16: other processes, read-only


def load_badly(_):
    return sr.load({"orbit": {"altitude": "5 kg"}})


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_k9_a_scenario_error_comes_back_from_a_process(method):
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(1, mp_context=context) as pool, pytest.raises(sr.ScenarioError) as caught:
        list(pool.map(load_badly, [1]))
    assert caught.value.problems == [("orbit.altitude", 'has the unit kg; needs one like km, for example "650 km"')]


@pytest.mark.parametrize("error", [
    sr.ScenarioError("mine", [("a.b", "is wrong")]), sr.UnitError("has no unit"), Unknown("is not known"),
], ids=lambda error: type(error).__name__)  # fmt: skip
def test_k9_errors_pickle_and_copy(error):
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error) and str(again) == str(error) and vars(again) == vars(error)


def test_k9_scenarios_pickle_and_copy(case):
    mine = case.but({"launch.price": Q(300, "USD/kg"), "ground.mine": {"base": "texas"}, "ground.regions": ["mine"]})
    for again in (pickle.loads(pickle.dumps(mine)), copy.copy(mine), copy.deepcopy(mine)):
        assert again == mine and hash(again) == hash(mine) and again.but({}) == mine


def test_k16_nothing_of_a_scenario_can_be_changed():
    one = sr.load()
    for change in (
        lambda: one.raw["orbit"].__setitem__("altitude", "1 km"),
        lambda: one.raw.update(orbit={}),
        lambda: one.raw["orbit"]["altitude"].pop("value"),
        lambda: one.sites["texas"].clear(),
        lambda: one.homes.setdefault("x", 1),
        lambda: one.plants.update({}),
        lambda: one.ground.regions.append("ireland"),
        lambda: records("regions")["texas"]["power_price"].__setitem__("value", "9 USD/kWh"),
        lambda: records("regions")["texas"]["jurisdictions"].append("x"),
        lambda: sources()["aguera-2025"].pop("title"),
        lambda: price_index().__setitem__(2025, 1.0),
        lambda: sr.ground.region_values("texas").pop("pue"),
    ):
        with pytest.raises(TypeError, match="read-only"):
            change()
    assert sr.load() == one and sr.load().orbit.altitude.si == 650e3


# ---------------------------------------------------------------------- K13 and R5: what is no key, no word, no number


@pytest.mark.parametrize("digits", [400, 4_000, 5_000])
def test_k13_a_huge_whole_number_is_refused_in_words(tmp_path, digits):
    path = tmp_path / "huge.toml"
    path.write_text(f"[orbit]\nyear = {'9' * digits}\n")
    with pytest.raises(sr.ScenarioError, match="whole number of"):
        sr.load(path)
    with pytest.raises(sr.ScenarioError, match="whole number of"):
        sr.load({"launch": {"price": {"value": "5 USD/kg", "year": 10**digits}}})


def circle():
    """A dictionary that contains itself."""
    made = {}
    made["orbit"] = made
    return made


def deep():
    """A dictionary that is nested 3,000 times."""
    made = {"a": 1}
    for _ in range(3_000):
        made = {"orbit": made}
    return made


@pytest.mark.parametrize("written", [
    {None: 1}, {1: 2}, {b"orbit": {}}, {("orbit",): 1}, {"orbit": {None: 1}}, {"orbit": {"altitude": {5: 1}}},
    {"launch": {"vehicle": 3.0}}, {"launch": {"vehicle": {1, 2}}}, {"launch": {"vehicle": None}}, {"launch": {"vehicle": b"falcon-9"}},
    {"power": {"eclipse_policy": 3.5}}, {"power": {"eclipse_policy": ["ride"]}}, {"power": {"eclipse_policy": {"a": 1}}},
    {"power": {"eclipse_policy": Path("sleep")}}, {"ground": {"regions": (one for one in ["texas"])}}, {"ground": {"regions": {"texas"}}},
    {"ground": {"regions": [["texas"]]}}, {"ground": {"regions": [None]}}, {"ground": {"regions": ["texas", "texas"]}},
    {"orbit": {"altitude": object()}}, {"orbit": {"altitude": (one for one in [1])}}, {"orbit": {"year": True}}, {"orbit": {"year": None}},
    {"base": ["rack-gb200"]}, {"base": None}, {"title": 5}, {"": 1}, {"orbit.": 1}, {"orbit..altitude": "5 km"}, circle(), deep(),
], ids=lambda written: next(iter(written)))  # fmt: skip
def test_r5_what_is_no_scenario_is_a_scenario_error(written):
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load(written)
    assert all(len(words) < 400 for _, words in caught.value.problems)


class Policy(StrEnum):
    SLEEP = "sleep"


class Old(str, Enum):  # noqa: UP042 - as older programs write it
    SLEEP = "sleep"


@pytest.mark.parametrize("word", ["sleep", " sleep ", np.str_("sleep"), Policy.SLEEP, Old.SLEEP], ids=repr)
def test_r5_a_word_is_a_word_whatever_its_type(case, word):
    assert case.but({"power.eclipse_policy": word}).power.eclipse_policy == "sleep"
