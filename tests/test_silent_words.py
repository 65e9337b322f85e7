"""Option words and doors are never silently wrong: an unknown word raises everywhere, and every door reads the same text alike."""

import json
import random
import tomllib
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.command import mistake

import sunrack as sr
from sunrack.attitude import face, see
from sunrack.catalogue import Unknown, by_word, records
from sunrack.cli.mistakes import Mistake, scenario
from sunrack.ground import plants_needed, region_record
from sunrack.link.sizing import ground_link
from sunrack.orbit.dose import doses
from sunrack.power.loads import eclipse_share
from sunrack.scenario import SECTIONS, chosen_values
from sunrack.scenario.sections import options
from sunrack.study.distributions import quantile
from sunrack.study.engine import evaluate
from sunrack.verdict import weigh

OPTIONS = [f"{room}.{key}" for room, model in SECTIONS.items() for key in model.model_fields if options(model, key)]


@pytest.fixture(scope="module")
def case():
    return sr.load()


def cost(c):
    """The answer that every option may move."""
    return float(c.result("cost.per_gpu_hour"))


# ---------------------------------------------------------------------- K21: option words


@pytest.mark.parametrize("key", OPTIONS)
def test_k21_a_misspelt_word_raises_in_load_in_evaluate_and_in_the_walk(case, key):
    room, name = key.split(".")
    word = options(SECTIONS[room], name)[0]
    for wrong in (word[:-1], word.upper(), word + " x", ""):
        with pytest.raises(sr.ScenarioError, match="is not one of"):
            case.but({key: wrong})
        with pytest.raises(Unknown, match="Choose from"):
            evaluate(case, words={key: wrong})
    source = {"ground.objective": "best", "ground.bridge": "bridge"}.get(key, "grid")  # which read these words
    inputs = case.but({"ground.source": source}).inputs()
    setattr(getattr(inputs, room), name, "nonsense")
    with pytest.raises(Unknown, match="nonsense"):
        weigh(case, inputs)


@pytest.mark.parametrize(("words", "told"), [
    ({"power.eclipse_polcy": "sleep"}, 'Did you mean "power.eclipse_policy"'),
    ({"orbit.altitude": 7e5}, "is a number, not an option"),
    ({"power.array_specific_power": 7e5}, "is a number, not an option"),
    ({"launch.vehicle": "falcon9"}, 'Did you mean "falcon-9"'),
    ({"launch.vehicle": 3.0}, '"3.0" is not a known'),
    ({"power": "sleep"}, "is not a known option"),
    ({"ground.regions": {"texas": 1}}, "takes a list of names"),
    ({"ground.regions": ["texs"]}, 'Did you mean "texas"'),
    ({"ground.regions": ["texas", "texas"]}, "twice"),
], ids=str)  # fmt: skip
def test_k21_evaluate_refuses_what_is_no_option(case, words, told):
    with pytest.raises(Unknown, match=told):
        evaluate(case, words=words)


@pytest.mark.parametrize("words", [
    {"launch.vehicle": "falcon-9"}, {"power.cell": "triple-junction"}, {"ground.source": "engines"}, {"ground.source": "best"},
    {"power.eclipse_policy": "sleep", "orbit.shadow": "umbra"}, {"rack.flight": "stripped"},
], ids=str)  # fmt: skip
def test_k21_evaluate_honours_options_and_catalogue_names(case, words):
    got, right = evaluate(case, words=words), sr.compare(case.but(words)).to_dict()
    assert cost(got) == pytest.approx(right["cost.per_gpu_hour"]["value"], rel=1e-12)
    assert float(got.result("launch.price")) == pytest.approx(right["launch.price"]["value"], rel=1e-12)
    assert float(got.result("ground.texas.power_price")) == pytest.approx(right["ground.texas.power_price"]["value"])


def test_k21_evaluate_takes_any_regions_or_none(case):
    assert list(evaluate(case, words={"ground.regions": []}).ground) == []
    assert list(evaluate(case, words={"ground.regions": ["ireland"]}).ground) == ["ireland"]


FAKE = SimpleNamespace(
    eclipse_policy="slep", throttle_fraction=0.5, sleep_fraction=0.1, radiator="ramwake", ground="radio",
    optical_ground_rate=1.0, ground_rate=1.0, site_availability=1.0, rain_availability=1.0,
)  # fmt: skip


@pytest.mark.parametrize("call", [
    lambda: sr.orbit.solve_year(650e3, 1.7, 21600.0, 2027, shadow="cyl"),
    lambda: sr.orbit.solve_year(np.zeros(0), 1.7, 21600.0, 2027, shadow="cyl"),
    lambda: sr.orbit.clear_altitude(21600.0, 2027, shadow="umbr"),
    lambda: sr.orbit.by_day(sr.load().inputs().orbit, "cylindre"),
    lambda: sr.orbit.solar_flux("hihg"),
    lambda: doses(650e3, 0.002, "nominl"),
    lambda: see("antisun", altitude=650e3, beta=1.0, mean_beta=1.0),
    lambda: face(FAKE, altitude=650e3, beta=1.0, mean_beta=1.0),
    lambda: eclipse_share(FAKE),
    lambda: ground_link(FAKE),
    lambda: plants_needed("engine", "engines"),
    lambda: plants_needed("bridge", "engine"),
    lambda: region_record("texs"),
    lambda: records("regons"),
    lambda: quantile("trianglar", 0.5, 0.0, 1.0, 2.0),
    lambda: chosen_values("launch", {"vehicle": "falcon9"}),
    lambda: chosen_values("launch", {"vehicl": "falcon-9"}),
    lambda: chosen_values("lunch", {"vehicle": "falcon-9"}),
    lambda: by_word({"a": 1}, ["a"], "letter"),
])  # fmt: skip
def test_k21_functions_that_take_a_word_refuse_another(call):
    with pytest.raises(Unknown, match="is not"):
        call()


# ---------------------------------------------------------------------- K23: two doors, one reading


def by_set(*changes, name="rack-100kw", regions=()):
    """The scenario of a command line."""
    return scenario(name, list(changes), list(regions))


@pytest.mark.parametrize(("text", "toml"), [
    ("power.eclipse_policy= sleep ", '" sleep "'), ('power.eclipse_policy="sleep"', '"sleep"'), ("launch.vehicle='falcon-9'", '"falcon-9"'),
    ("orbit.local_time=6:00", '"6:00"'), ("orbit.local_time=06:00", '"06:00"'), ("orbit.year=2028", "2028"), ("rack.derate=0.9", "0.9"),
    ("rack.derate=90 %", '"90 %"'), ("rack.mass=1_000 kg", '"1_000 kg"'), ("orbit.altitude=  700 km ", '"  700 km "'),
    ("ground.regions=texas, india", '["texas", "india"]'), ('ground.regions=["texas","india"]', '["texas", "india"]'),
    ("ground.regions=all", '["all"]'), ('launch.price={ value = "9 USD/kg", low = "8 USD/kg" }', '{ value = "9 USD/kg", low = "8 USD/kg" }'),
    ("launch.price.year=2020", "2020"), ("orbit.local_time=6:00 am", '"6:00 am"'), ("rack.gpus=true", '"true"'), ("rack.mass=", '""'),
], ids=lambda text: text)  # fmt: skip
def test_k23_set_toml_and_python_read_the_same_text_alike(tmp_path, case, text, toml):
    key = text.partition("=")[0]
    path = tmp_path / "mine.toml"
    path.write_text(f"{key} = {toml}\n")
    content = tomllib.loads(f"x = {toml}")["x"]
    told = []
    for door in (
        lambda: by_set(text), lambda: sr.load(path), lambda: sr.load({key: content}), lambda: case.but({key: content}),
    ):  # fmt: skip
        try:
            told.append(door())
        except (sr.ScenarioError, Mistake) as problem:
            told.append(str(problem).partition("\n")[2].replace("line 1  ", ""))
    assert all(one == told[0] for one in told), told


def test_k6_set_twice_on_one_table_loses_nothing():
    mine = by_set(
        "orbit.altitude=700 km", "orbit.altitude.low=600 km", "ground.texas.pue=1.3", "ground.texas.capex=9 USD/W"
    )
    assert (mine.orbit.altitude.si, mine.orbit.altitude.low) == (700e3, 600e3)
    assert mine.sites["texas"]["pue"].si == 1.3 and mine.sites["texas"]["capex"].si == 9
    with pytest.raises(Mistake, match="is given twice"):
        by_set("orbit.altitude=700 km", "orbit.altitude=800 km")
    with pytest.raises(Mistake, match="is given twice"):
        by_set("ground.regions=texas", regions=["india"])
    assert by_set("ground.mine.base=texas", regions=["all"]).ground.regions == [*records("regions"), "mine"]


@pytest.mark.parametrize(("change", "told"), [
    ("orbit.altitude", "is not KEY=VALUE"), ("=5", "is not KEY=VALUE"), ("grid_wait=5 years", 'Did you mean ground.texas.grid_wait'),
    ("altitude=5 km", 'Did you mean orbit.altitude'), ("base=rack-gb200", "cannot be changed"), ('launch.vehicle="falcon', "starts like TOML"),
    ('launch.vehicle="a"\nx=1', "more than one key"), ("ground.us.east.pue=1.2", "cannot name a region"),
], ids=str)  # fmt: skip
def test_k23_what_is_no_change_is_told(change, told):
    with pytest.raises(Mistake, match=told):
        by_set(change)


# ---------------------------------------------------------------------- the same change in every form and order

NUMBERS = [
    ("orbit.altitude", "700 km", 700e3), ("rack.derate", "0.9", 0.9), ("launch.price", "300 USD/kg", 300.0),
    ("thermal.emissivity", "0.85", 0.85), ("ground.texas.pue", "1.3", 1.3), ("ground.engines.spare", "1.5", 1.5),
    ("ground.mine.grid_wait", "2 year", 2 * 31557600.0), ("finance.currency_year", "2025", 2025.0),
]  # fmt: skip
WORDS = [("power.eclipse_policy", "sleep"), ("launch.vehicle", "falcon-9"), ("orbit.shadow", "umbra")]
USUAL = [("ground.source", "best"), ("ground.mine.base", "texas"), ("ground.regions", ["mine", "texas"])]


def spelled(key, content, form):
    """One change in one of the forms that are allowed."""
    room, *path = key.split(".")
    if form == "dotted":
        return {key: content}
    if form == "record" and key in [one for one, _, _ in NUMBERS]:
        return {f"{key}.value": content}
    nested = content
    for step in reversed(path if form == "nested" else [".".join(path)]):
        nested = {step: nested}
    return {room: nested}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32), st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=5, unique=True))
def test_any_spelling_and_any_order_give_the_same_scenario(seed, numbers):
    dice = random.Random(seed)
    changes = [(key, text) for key, text, _ in numbers]
    changes += [*dice.sample(WORDS, 2), *USUAL]
    case = sr.load()
    right = case.but(dict(changes))
    for key, _, si in numbers:
        assert right.values()[key].si == pytest.approx(si)
    dice.shuffle(changes)
    forms = ["dotted", "nested", "half", "record"]
    assert case.but(*(spelled(key, content, dice.choice(forms)) for key, content in changes)) == right
    assert sr.load(dict(changes)) == right
    assert (
        by_set(*(f"{key}={','.join(content) if isinstance(content, list) else content}" for key, content in changes))
        == right
    )
    assert list(case.but(dict(changes)).homes) == list(right.homes)


# ---------------------------------------------------------------------- the commands


def test_cli4_check_tells_what_lies_outside_the_cited_range(run, tmp_path):
    path = tmp_path / "light.toml"
    path.write_text('[rack]\nmass = "5 kg"\n')
    told = run("check", str(path))
    assert (
        told.code == 0 and "is valid" in told.out and "rack.mass  warning: 5 kg is outside the cited range" in told.out
    )
    assert "warning" not in run("check", "rack-100kw").out


def test_k15_check_prints_on_a_screen_that_is_not_utf_8(tmp_path):
    import os
    import subprocess
    import sys

    path = tmp_path / "é.toml"
    path.write_text("")
    for encoding in ("ascii", "cp1252"):
        ran = subprocess.run(
            [sys.executable, "-m", "sunrack", "check", str(path)], capture_output=True, check=False,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert ran.returncode == 0 and b"is valid" in ran.stdout and ran.stderr == b""


def test_cli9_money_shows_its_year(run):
    assert "0.068 USD/kWh (in 2025 USD)" in run("catalogue", "regions", "georgia", "--format", "md").out
    told = " ".join(run("sources", "ground.georgia.power_price").out.split())
    assert "2026, moved from 2025 by the price index" in told
    (row,) = json.loads(run("sources", "ground.georgia.power_price", "--format", "json").out)
    assert row["dollars_of"] == 2026


def test_cli18_init_from_a_stance_is_complete(run, tmp_path):
    text = run("init", "--base", "rack-100kw-flown").out
    written = tomllib.loads(text)
    for room, model in SECTIONS.items():
        for key in model.model_fields:
            assert key in written[room] or f"\n# {key} = " in text or key == "array_areal_mass", f"{room}.{key}"
    assert mistake(run("init", "--base", "nothing"), "does not exist")
