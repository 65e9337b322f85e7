"""The end of a satellite: the last burn, what it weighs, and the odds and harm of a fall that is left to chance."""

import numpy as np
import pytest

import sunrack as sr
from sunrack import launch, mass, orbit
from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS, STANDARD_GRAVITY, YEAR


def test_the_last_burn_from_350_km_takes_88_metres_a_second():
    """Independent: vis-viva by hand, 88.3 m/s to a perigee of 50 km; nothing where the orbit is lower."""
    assert orbit.perigee_delta_v.si(350e3, 50e3) == pytest.approx(88.3, abs=0.05)
    high, low = EARTH_RADIUS + 350e3, EARTH_RADIUS + 50e3
    speed = np.sqrt(EARTH_GRAVITY * (2 / high - 2 / (high + low)))
    assert orbit.perigee_delta_v.si(350e3, 50e3) == pytest.approx(np.sqrt(EARTH_GRAVITY / high) - speed, rel=1e-12)
    assert orbit.perigee_delta_v.si(40e3, 50e3) == 0


def test_hydrazine_for_ten_tonnes():
    """Independent: 9.8 t at the start of the burn take about 394 kg at 220 s, and 0.5 to 1.4 kN for 10 to 30 minutes."""
    burnt = 9800 * (1 - np.exp(-88.3 / (220 * STANDARD_GRAVITY)))
    assert burnt == pytest.approx(394, rel=0.005)
    assert mass.burn_thrust.si(9800.0, 88.3, 600.0) == pytest.approx(1442, abs=1)
    assert mass.burn_thrust.si(9800.0, 88.3, 1800.0) == pytest.approx(481, abs=1)


def test_the_bill_with_and_without_a_last_burn():
    """Independent: the propellant by the rocket equation on the dry mass, the thrusters by their thrust; all lines add up."""
    with_burn, without = (sr.design(sr.load().but({"mass.controlled_entry": word})).mass for word in ("yes", "no"))
    dry, exhaust = with_burn.value("dry"), 220 * STANDARD_GRAVITY
    assert with_burn.value("entry_propellant") == pytest.approx(dry * np.expm1(88.27 / exhaust), rel=1e-3)
    start = dry + with_burn.value("entry_propellant")
    assert with_burn.value("entry_thrust") == pytest.approx(start * 88.27 / 900, rel=1e-3)
    burners = with_burn.line("entry_thrusters").best.to("kg").magnitude
    assert burners == pytest.approx(0.01 * with_burn.value("entry_thrust"), rel=1e-9)
    for bill in (with_burn, without):
        assert sum(one.predicted for one in bill.lines).to("kg").magnitude == pytest.approx(
            bill.value("wet"), rel=1e-12
        )
        assert abs(bill.value("residual")) < 1e-3
    assert without.value("entry_propellant") == 0 and without.value("entry_thrust") == 0
    assert [one.name for one in without.lines if one.name == "entry_thrusters"] == []
    assert 1.04 < with_burn.value("wet") / without.value("wet") < 1.08


def test_the_dead_on_station():
    """By hand: 1 %/year over five years leave 1 − e^−0.05 dead."""
    assert launch.dead_on_station.si(0.01 / YEAR, 5 * YEAR) == pytest.approx(1 - np.exp(-0.05))


def check(name, **changes):
    return next(one for one in sr.compare(sr.load().but(changes)).checks if one.name == name)


def test_disposal_is_likely_unless_too_many_die_where_drag_is_slow():
    """By hand: at 650 km the dead take longer than five years, so their share counts; lower down they come down in time."""
    assert check("Probability of disposal in time").value == pytest.approx(np.exp(-0.05))
    assert check("Probability of disposal in time", **{"orbit.altitude": "500 km"}).value == 1
    assert not check("Probability of disposal in time", **{"launch.satellite_loss": "3 %/year"}).passed


def test_casualties_to_be_expected():
    """By hand: 1e-4 a tonne of dry mass; of a controlled entry only the dead on station count. A satellite of a tonne may fall freely."""
    assert mass.casualty_expectation.si(1000.0, 1e-7, 1.0) == pytest.approx(1e-4)
    dry = sr.design().mass.value("dry")
    assert check("Casualty expectation within limit").value == pytest.approx(dry * 1e-7 * (1 - np.exp(-0.05)), rel=1e-9)
    alone = check("Casualty expectation within limit", **{"mass.controlled_entry": "no"})
    assert not alone.passed and alone.value > 9e-4


def test_yes_and_no_in_every_spelling():
    for word, meant in {"yes": "yes", "no": "no", True: "yes", False: "no", "true": "yes", "False": "no"}.items():
        assert sr.load().but({"mass.controlled_entry": word}).mass.controlled_entry == meant
    with pytest.raises(sr.ScenarioError, match="is not one of yes, no"):
        sr.load().but({"mass.controlled_entry": "perhaps"})
