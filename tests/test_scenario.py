"""Scenarios: what loads, what is refused, and in which words (tests/bad: each file says what it expects)."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sunrack as sr
from sunrack.scenario import SECTIONS, read_file, shipped, shipped_text

BAD = sorted((Path(__file__).parent / "bad").glob("*.toml"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_problem_is_told_at_once_in_the_expected_words(path):
    expected = re.findall(r"^# expect: (.*)$", path.read_bytes().decode("utf-8", "replace"), re.MULTILINE)
    assert expected, "a bad file says what it expects"
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load(path)
    told = re.sub(r" +", " ", str(caught.value))
    for words in expected:
        assert words in told


def test_problems_of_a_file_are_counted_and_placed():
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load({"orbit": {"altitude": "5 kg", "altitud": 1}, "thermal": {"emisivity": "0.9"}})
    assert len(caught.value.problems) == 3
    assert str(caught.value).startswith("your scenario: 3 problems\n  orbit.altitude     ")


@pytest.mark.parametrize("name", shipped())
def test_shipped_scenarios_load_and_say_what_they_are(name):
    case = sr.load(name)
    assert case.title and case.about and case.name == name


def test_the_default_writes_every_key_or_says_where_it_comes_from():
    """What `init` writes is complete: each key stands there, or in a comment that names it."""
    text = shipped_text("rack-100kw")
    written = tomllib.loads(text)
    for section, model in SECTIONS.items():
        body = text[text.index(f"[{section}]") :]
        for key in model.model_fields:
            assert key in written[section] or re.search(rf"^# {key} = ", body, re.MULTILINE), f"{section}.{key}"


def test_every_shipped_value_has_a_source_and_every_guess_a_reason():
    from sunrack.catalogue import sources

    for name in shipped():
        for key, value in sr.load(name).values().items():
            if key == "finance.currency_year":
                continue
            assert value.source == "assumption" or value.source in sources(), f"{name}: {key} {value.source}"
            assert value.why or not value.is_guess, f"{name}: {key} is a guess without a reason"


def test_but_makes_another_scenario_and_leaves_the_first():
    case = sr.load()
    other = case.but(orbit={"altitude": "1400 km"})
    same = case.but({"orbit.altitude": "1400 km"})
    assert other.orbit.altitude.quantity.to("km").magnitude == same.orbit.altitude.quantity.to("km").magnitude == 1400
    assert case.orbit.altitude.quantity.to("km").magnitude == 650
    assert other.orbit.altitude.source == "your scenario" and other.orbit.altitude.low is None
    with pytest.raises(sr.ScenarioError, match="Did you mean"):
        case.but({"orbit.altitud": "1 km"})


def test_a_choice_brings_the_values_of_its_record_unless_written():
    case = sr.load().but({"power.cell": "triple-junction"})
    assert case.power.cell_efficiency.si == pytest.approx(0.298)
    assert case.but({"power.cell_efficiency": "0.25"}).power.cell_efficiency.si == 0.25
    wing = sr.load().but({"power.wing": "irosa"}).power
    assert wing.array_areal_mass is None and wing.array_specific_power.si == pytest.approx(59)
    own = sr.load().but({"power.array_specific_power": "100 W/kg"}).power
    assert own.array_areal_mass is None and own.array_specific_power.si == pytest.approx(100)


def test_a_region_can_be_changed():
    case = sr.load().but({"ground.texas.power_price": "0.10 USD/kWh", "ground.regions": ["texas"]})
    assert list(case.sites) == ["texas"]
    assert case.sites["texas"]["power_price"].source == "your scenario"


def test_money_moves_to_the_currency_year():
    """By hand: 2 % a year or so of inflation makes older dollars dearer in 2026, and the ratio is that of the index."""
    from sunrack.catalogue import price_index

    index = price_index()
    new, old = sr.load(), sr.load().but({"finance.currency_year": "2024"})
    assert new.cost.structure_price.si / old.cost.structure_price.si == pytest.approx(index[2026] / index[2024])


@pytest.mark.parametrize("name", ["", "nothing.toml", "/", "rack-100kx"])
def test_a_path_that_is_no_scenario_is_told(name):
    with pytest.raises(sr.ScenarioError, match=r"folder|does not exist"):
        sr.load(name)


def test_a_file_too_large_is_refused(tmp_path):
    big = tmp_path / "big.toml"
    big.write_text("#" * 1_000_001)
    with pytest.raises(sr.ScenarioError, match="larger than"):
        read_file(big)


@pytest.mark.slow
@given(
    st.dictionaries(
        st.sampled_from([*SECTIONS, "x"]),
        st.dictionaries(
            st.text(max_size=8), st.one_of(st.integers(), st.text(max_size=12), st.booleans(), st.none()), max_size=3
        ),
        max_size=4,
    )
)
def test_any_mapping_is_a_scenario_or_a_scenario_error(written):
    """Property: nothing but a ScenarioError comes out of a bad scenario."""
    try:
        sr.load(written)
    except sr.ScenarioError as error:
        assert error.problems


@pytest.mark.parametrize(("changes", "words"), [
    ({"orbit.altitude": sr.Q([500, 600], "km")}, "must be one number, not an array"),
    ({"orbit.altitude": None}, "must be a number with a unit"),
    ({"power.cell": ["silicon"]}, "must be one name"),
    ({"ground.regions": "texas"}, "must be a list of names"),
    ({5: 3}, "is not a key"),
    ({"base": "rack-gb200"}, "cannot be changed"),
    ({"launch.price": {"value": "5 USD/kg", "source": "nobody"}}, "is not a known source"),
    ({"launch.price": {"value": "5 USD/kg", "low": "9 USD/kg", "high": "1 USD/kg"}}, "has a low above its high"),
    ({"rack.gpus": "7.5"}, "must be a whole number"),
], ids=str)  # fmt: skip
def test_what_python_gives_is_refused_in_words_too(changes, words):
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load().but(changes)
    assert words in str(caught.value)


def test_a_tuple_of_regions_is_a_list():
    assert sr.load().but({"ground.regions": ("texas",)}).ground.regions == ["texas"]


def test_what_is_no_scenario_is_told():
    with pytest.raises(sr.ScenarioError, match="must be a name"):
        sr.load(5)


def test_a_file_nested_without_end_is_told(tmp_path):
    deep = tmp_path / "deep.toml"
    deep.write_text("a=" + "[" * 100_000)
    with pytest.raises(sr.ScenarioError, match="nested too deeply"):
        sr.load(deep)


def test_what_the_default_file_offers_as_a_comment_is_what_holds_without_it():
    """`# price = "600 USD/kg"` is the number of its catalogue, or the one that follows from others, to 1 %."""
    case, room, seen = sr.load(), "", 0
    for line in shipped_text("rack-100kw").splitlines():
        if head := re.match(r"\[([\w.-]+)\]", line):
            room = head[1]
        written = re.match(r'# (\w+) = ("[^"]*"|[\d.e+-]+)', line)
        if written and (key := f"{room}.{written[1]}") in case.values():
            offered = case.but({key: written[2].strip('"')}).values()[key]
            assert offered.si == pytest.approx(case.values()[key].si, rel=0.01), line
            seen += 1
    assert seen > 50
