"""Racks of other chips: what is published, what is not, and both sides compared."""

import warnings

import numpy as np
import pytest

import sunrack as sr
from sunrack import scenario
from sunrack.catalogue import records
from sunrack.scenario import ScenarioError

UNPUBLISHED = {name: row for name, row in records("racks").items() if "unknown" in row}


def test_the_racks_that_the_seed_documents_name_are_there_and_say_what_one_gpu_hour_is():
    names = " ".join(records("racks"))
    for one in ("vera-rubin", "tpu", "trainium", "groq", "cerebras", "jalapeno"):
        assert one in names
    assert all(row["accelerator"] for row in records("racks").values())


@pytest.mark.slow
@pytest.mark.parametrize("name", UNPUBLISHED)
def test_what_is_not_published_is_asked_for_by_key_and_the_rest_is_enough(name, run):
    """The command names each missing key with a --set that can be used; with those figures the report runs."""
    row = UNPUBLISHED[name]
    missing = [key for key in ("power", "mass", "price", "gpus") if key not in row]
    assert all(key in row["unknown"] for key in missing), "the record says so too"
    answer = run("report", "--set", f"rack.model={name}")
    assert answer.code == 2 and "Traceback" not in answer.err
    told = answer.err.split('--set "')[1:]
    assert sorted(one.split("=")[0] for one in told) == sorted(f"rack.{key}" for key in missing)
    given = {"rack.power": "80 kW", "rack.mass": "900 kg", "rack.price": "2 MUSD", "rack.gpus": 64}
    case = sr.load().but({"rack.model": name} | {key: given[key] for key in (f"rack.{one}" for one in missing)})
    c = sr.compare(case)
    assert np.isfinite(c.result("cost.per_gpu_hour")) and np.isnan(c.result("cost.per_million_tokens"))
    page = "".join(str(sr.report(c, sections=["money"])).split())  # a line may end within a word with a hyphen
    for said in (
        "of the rack are your own" if name == "own" else f"of {name} ",
        "your own" if name == "own" else "not published and your own",
        f"A GPU-hour is an hour of {row['accelerator']}",
        "a price of tokens is unknown",
    ):
        assert said.replace(" ", "") in page
    assert sr.report(c).to_dict()["results"]["cost.per_million_tokens"]["value"] is None
    checked = sr.compare(case, checked=True)
    assert checked.result("cost.per_gpu_hour") == pytest.approx(c.result("cost.per_gpu_hour"), rel=1e-12)


def test_independent_each_row_is_the_report_of_that_rack():
    """The section walks all racks as arrays; each is compared with a scenario of its own."""
    found = sr.findings(sr.compare(), "racks")
    for row in found.rows[1:]:
        if row.orbit is None:
            assert row.unknown
            continue
        record = records("racks")[row.name]
        own = {f"rack.{key}": record[key]["value"] for key in ("power", "mass")}
        c = sr.compare(sr.load().but({"rack.model": row.name} | own), against=found.region)
        assert row.orbit == pytest.approx(c.result("cost.per_gpu_hour"), rel=1e-9), row.name
        assert row.ground == pytest.approx(c.result(f"ground.{found.region}.per_gpu_hour"), rel=1e-9)
        assert row.orbit_tokens == pytest.approx(c.result("cost.per_million_tokens"), rel=1e-9)
    own = found.rows[0]
    assert own.ratio == pytest.approx(sr.compare().result(f"compare.{found.region}.cost_ratio"), rel=1e-9)


def test_a_file_that_describes_its_own_rack_and_orbit_is_told_what_to_write_and_then_reported(tmp_path, run):
    """As a newcomer does it: `check` names each missing figure, and the page says which are the user's own."""
    path = tmp_path / "mine.toml"
    path.write_text('[rack]\nmodel = "own"\npower = "60 kW"\n\n[orbit]\naltitude = "700 km"\n')
    answer = run("check", str(path))
    assert answer.code == 2
    assert all(f"rack.{key}" in answer.out for key in ("mass", "gpus", "price")) and "rack.power" not in answer.out
    own = 'power = "60 kW"\nmass = "800 kg"\nprice = "1.5 MUSD"\ngpus = 32'
    path.write_text(path.read_text().replace('power = "60 kW"', own))
    c = sr.compare(path)
    assert c["rack.power"].to("kW").magnitude == pytest.approx(60)
    assert "The power, mass, price and number of accelerators of the rack are your own." in str(sr.report(c))
    assert not any(row.name == "own" for row in sr.findings(c, "racks").rows)


def test_scenarios_of_a_rack_without_published_tokens_are_equal_and_hash_alike():
    own = {"rack.model": "own", "rack.power": "60 kW", "rack.mass": "800 kg", "rack.price": "1.5 MUSD", "rack.gpus": 32}
    one, other = sr.load().but(own), sr.load().but(own)
    assert one == other and hash(one) == hash(other) and one == one.but({})


@pytest.mark.parametrize(
    ("power", "mass", "price", "told"),
    [
        ("60 kW", "800 kg", "1.5 MUSD", ()),
        ("60 W", "800 g", "1.5 USD", ("rack.power", "rack.price")),
        ("60 kW", "8 kg", "1.5 MUSD", ("rack.mass",)),
    ],
)
def test_numbers_of_an_own_rack_that_no_rack_comes_near_are_told(power, mass, price, told):
    own = {"rack.model": "own", "rack.power": power, "rack.mass": mass, "rack.price": price, "rack.gpus": 32}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", sr.SunrackWarning)
        said = scenario.warnings(sr.load().but(own))
    assert tuple(place for place, _ in said) == told
    assert all("racks of the catalogue have" in words for _, words in said)


def test_a_rack_without_a_published_power_takes_any_and_one_with_it_keeps_its_range():
    case = sr.load().but(
        {"rack.model": "jalapeno", "rack.power": "600 kW", "rack.mass": "2 t", "rack.price": "5 MUSD", "rack.gpus": 144}
    )
    assert sr.compare(case)["rack.power"].to("kW").magnitude == pytest.approx(600)
    with pytest.raises(ScenarioError, match=r"69\.4 kW to 100 kW"):
        sr.load().but(
            {"rack.model": "tpu7x-ironwood", "rack.power": "200 kW", "rack.mass": "1 t", "rack.price": "2 MUSD"}
        )


def test_the_section_says_unknown_in_place_of_a_number(run):
    answer = run("report", "--section", "racks")
    assert answer.code == 0 and "unknown" in answer.out and "one TPU7x chip" in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines())
