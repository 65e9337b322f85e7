"""Claims of the seed documents: every one has a row, and its verdict is computed."""

import csv
import io
import json
import tomllib
from functools import cache

import pytest

import sunrack as sr
from sunrack.catalogue import SEEDS
from sunrack.published.claims import VERDICTS, shipped_claims

NAMES = """
rack_mass rack_height rack_depth rack_width rack_power racks_not_stations wing_500ft radiator_hundreds_ft sso_always_sun
radiator_deep_space v3_power cooling_solved laser_vacuum largest_fleet inference_orbit watts_2027_28 zoning turbines gpu_life
gpu_obsolete_2y loan_life financing components_exist horizon short_watts spacex_irr utilisation anthropic_11b
anthropic_valuation opus_tokens colossus_rent colossus_total build_days starlink_rev spacex_ipo gw_builder rental_justifies
llm_arr cursor_rl terafab tsmc_nvda amazon_5gw google_5gw commit_100b spacex_gpu colossus_memphis gw_10plus openai_10gw mfu_11
tokens_w_50x energy_1000x cadence platform_space_dc ellison space_backup
""".split()


@cache
def found():
    return sr.claims()


def test_every_one_of_the_55_has_a_row():
    assert [row.claim.name for row in found()] == NAMES and len(NAMES) == 55
    assert sum(found().counts.values()) == 55
    assert {row.verdict for row in found()} == set(VERDICTS)


def test_no_verdict_is_typed_by_hand():
    """The data hold no word for a verdict, a claim has a test or else a reason, and a test reads something."""
    for name, one in tomllib.loads((SEEDS / "claims.toml").read_text(encoding="utf-8"))["claims"].items():
        assert "verdict" not in one, name
        assert ("test" in one) != ("reason" in one), name
        assert one["document"] in ("000", "001", "002", "003") and one["line"] > 0
    for one in shipped_claims():
        if one.test is not None and one.name not in ("anthropic_valuation", "colossus_total", "rental_justifies"):
            assert one.test.names, f"{one.name} reads no result"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "one", "other", "verdicts"),
    [
        ("sso_always_sun", {"orbit.altitude": "650 km"}, {"orbit.altitude": "1400 km"}, ("holds if", "holds")),
        ("rack_power", {"rack.model": "gb200-nvl72"}, {"rack.model": "seed-rack"}, ("holds if", "holds")),
        ("utilisation", {"cost.utilisation": 0.8}, {"cost.utilisation": 1}, ("holds if", "holds")),
        (
            "cooling_solved",
            {"thermal.coolant_supply": "40 degC", "thermal.coolant_return": "51 degC"},
            {"thermal.coolant_supply": "50 degC", "thermal.coolant_return": "61 degC"},
            ("holds", "does not hold"),
        ),
        (
            "gw_10plus",
            {"ground.region_ramp": "180 MW/month"},
            {"ground.region_ramp": "2000 MW/month"},
            ("holds", "does not hold"),
        ),
        (
            "space_backup",
            {"cost.licence_time": "18 month"},
            {"cost.licence_time": "0 month"},
            ("does not hold", "holds"),
        ),
    ],
)
def test_an_input_moves_a_verdict(name, one, other, verdicts):
    assert tuple(sr.claims(sr.load().but(changes))[name].verdict for changes in (one, other)) == verdicts


def test_what_holds_if_holds_when_it_is_assumed():
    """Independent: each verdict "holds if" turns into "holds" when its assumption is put into the scenario."""
    rows = [row for row in found() if row.verdict == "holds if"]
    assert rows
    for row in rows[:3]:
        changed = sr.claims(sr.load().but(dict(row.assuming)))
        assert changed[row.claim.name].verdict == "holds", row.claim.name


def test_rent_as_money_of_an_hour():
    """Published: 1.25 BUSD a month over 325,000 accelerators are 5.27 USD an hour."""
    value, unit = found()["colossus_rent"].says["rent of a GPU-hour"]
    assert (round(value, 2), unit) == (5.27, "USD/hour")


def test_forms(run):
    rows = list(csv.DictReader(io.StringIO(run("claims", "--format", "csv").out)))
    assert [row["name"] for row in rows] == NAMES
    plain = json.loads(run("claims", "--format", "json", "--set", "orbit.altitude=1400 km").out)
    assert next(one for one in plain["claims"] if one["name"] == "sso_always_sun")["verdict"] == "holds"
    text = run("claims").out
    assert text.startswith("Claims of the seed documents") and max(map(len, text.splitlines())) <= 80
    assert len(found().to_frame()) == 55 and "holds" in repr(found()) and "<table>" in found()._repr_html_()
    with pytest.raises(KeyError, match='Did you mean "rack_mass"'):
        found()["rack_mas"]
