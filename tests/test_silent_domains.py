"""Outside its domain no law gives a plain number: every law, every argument, bare and with units."""

import importlib
import pkgutil
import warnings

import numpy as np
import pytest
from test_laws import _value

import sunrack as sr
from sunrack.units import LAWS, Domain, Q, inside, law

for _module in pkgutil.walk_packages(sr.__path__, "sunrack."):
    if not _module.name.startswith(("sunrack.cli", "sunrack.__main__")):
        importlib.import_module(_module.name)
NAMES = sorted(LAWS)


@pytest.fixture(autouse=True)
def _silence_is_a_fault():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", sr.SunrackWarning)  # extreme designs are meant here
        yield


def _point(one):
    return {name: _value(one, name) for name in one.domains}


def _beyond(domain, usual):
    """Numbers just outside, far outside and without end, and nan, which is in no domain."""
    step = 1e-6 * max(abs(usual), *(abs(end) for end in (domain.low, domain.high) if np.isfinite(end)), 1e-9)
    numbers = [np.nan]
    if np.isfinite(domain.low):
        numbers += [domain.low - step, domain.low - 1e6 * step, domain.low - 1e12 * step, -np.inf]
    if np.isfinite(domain.high):
        numbers += [domain.high + step, domain.high + 1e6 * step, domain.high + 1e12 * step, np.inf]
    return numbers


@pytest.mark.parametrize("name", NAMES)
def test_k22_every_argument_declares_its_domain(name):
    assert all(isinstance(domain, Domain) for domain in LAWS[name].domains.values())
    assert LAWS[name].domains.keys() == LAWS[name].parameters.keys() - {"return"}


@pytest.mark.parametrize("name", NAMES)
def test_k22_a_law_outside_its_domain_gives_no_plain_number(name):
    one, point = LAWS[name], _point(LAWS[name])
    plain = one.si(**point)
    for argument, domain in one.domains.items():
        beyond = _beyond(domain, point[argument])
        for number in beyond:
            assert not np.isfinite(one.si(**point | {argument: number})), (argument, number)
        mixed = one.si(**point | {argument: np.array([point[argument], *beyond])})
        np.testing.assert_allclose(np.broadcast_to(mixed, len(beyond) + 1)[0], plain, rtol=1e-12)
        assert not np.isfinite(mixed[1:]).any(), argument


@pytest.mark.parametrize("name", NAMES)
def test_k22_nor_does_a_law_of_quantities(name):
    one = LAWS[name]
    units = {argument: one.parameters[argument][0] for argument in one.domains}
    point = {argument: Q(number, units[argument]) for argument, number in _point(one).items()}
    for argument, domain in one.domains.items():
        beyond = Q(_beyond(domain, point[argument].magnitude), units[argument])
        assert not np.isfinite(one(**point | {argument: beyond}).magnitude).any(), argument
        assert not np.isfinite(one(**point | {argument: beyond[-1]}).magnitude), argument


@pytest.mark.parametrize("name", NAMES)
def test_k22_inside_its_domain_a_law_gives_what_it_gave(name):
    """At a plausible point and at every bound, to the last bit and of the same type."""
    one, point = LAWS[name], _point(LAWS[name])
    ends = [
        {argument: end}
        for argument, domain in one.domains.items()
        for end in (domain.low, domain.high)
        if np.isfinite(end)
    ]
    for changed in ({}, *ends):
        checked = one.si(**point | changed)
        with inside():
            bare = one.si(**point | changed)
        assert type(checked) is type(bare)
        np.testing.assert_array_equal(checked, bare)


def test_k22_plausible_points_have_plain_answers():
    """So that the tests above do not hold for want of numbers."""
    finite = [bool(np.all(np.isfinite(one.si(**_point(one))))) for one in LAWS.values()]
    assert np.mean(finite) > 0.85


def test_k22_samples():
    area = sr.thermal.radiator_area
    assert area.si(114e3, 314.0, 201.0, 0.8) == pytest.approx(155.34, abs=0.01)
    assert np.isnan(area.si(114e3, 314.0, 201.0, 1.5))
    assert np.isnan(area.si(-5.0, 314.0, 201.0, 0.8))
    assert area.si(114e3, 200.0, 201.0, 0.8) == np.inf
    assert np.isnan(sr.orbit.orbital_period.si(-10e3))
    assert np.isnan(sr.geometry.earth_view_factor("650 km", "200 deg").magnitude)
    assert np.isnan(sr.orbit.eclipse_fraction("650 km", "120 deg").magnitude)
    with pytest.raises(sr.UnitError):
        area("-5 kg", "314 K", "201 K", 1.5)


def test_k22_shapes_broadcast_and_only_what_is_outside_is_nan():
    found = sr.thermal.radiator_area.si([[1e3], [-1e3]], [300.0, 310.0, -1.0], 200.0, 0.8)
    assert np.isnan(found).tolist() == [[False, False, True], [True, True, True]]
    assert found[0, 1] == sr.thermal.radiator_area.si(1e3, 310.0, 200.0, 0.8)


def test_k22_rounding_does_not_leave_a_domain():
    assert np.isfinite(sr.thermal.radiator_area.si(1e3, 310.0, 200.0, 0.7 + 0.2 + 0.1 + 2e-16))
    assert np.isfinite(sr.geometry.earth_view_factor("650 km", "10800 arcmin").magnitude)


def test_k22_answers_below_the_ground_and_times_that_run_backwards():
    """What two arguments or the answer decide is nan as well."""
    assert np.isnan(sr.orbit.repeat_altitude.si([17.5, 5.0])).all()  # below the ground; no Sun-synchronous orbit
    assert np.isnan(sr.thermal.cooling_time.si(300.0, 310.0, 200.0, 0.8, 4e3))


def test_k22_a_law_without_a_domain_is_found():
    from typing import Annotated, Any

    bad = Annotated[Any, "m"]

    def _longer(length):
        """For this test alone."""
        return 2 * length

    _longer.__annotations__ = {"length": bad, "return": bad}
    made = law(_longer)
    try:
        with pytest.raises(TypeError, match="_longer: length declares no domain"):
            made.si(1.0)
    finally:
        LAWS.pop(made.name)


def test_k22_a_law_shows_its_domains():
    assert repr(sr.thermal.radiator_area.domains["emissivity"]) == "0 to 1"
    assert repr(sr.orbit.node_rate.domains["eccentricity"]) == "0 to below 1"
    assert repr(sr.orbit.orbital_period.domains["altitude"]) == "at least 0"
    assert repr(sr.finance.worth.domains["margin"]) == "any number"


_EXTREME = [
    {"orbit.altitude": "7000 km"},  # no Sun-synchronous orbit
    {"orbit.altitude": "1 km", "orbit.drop_off_altitude": "36000 km"},
    {"thermal.coolant_supply": "150 K", "thermal.coolant_return": "160 K"},  # colder than the sink
    {"power.cell_efficiency": 1, "power.cell_temperature_coefficient": "-2 1/K"},
    {"mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2},  # the mass does not close
    {"power.conversion_efficiency": 0.3, "thermal.coolant_pressure": "8500 kPa"},
    {"mass.specific_impulse": "1 s", "finance.satellite_life": "100 year"},
    {"link.isl_range": "20000 km", "link.minimum_elevation": "90 deg"},
]


@pytest.mark.parametrize("changes", _EXTREME)
def test_k22_a_design_that_cannot_be_built_is_the_same_with_and_without_units(changes):
    """No domain is checked in the walk: what cannot be built comes out alike in both modes, sign and nan too."""
    from sunrack.study.engine import evaluate

    case = sr.load().but(changes)
    united, bare = sr.compare(case).to_dict(), evaluate(case).to_dict()
    for name, row in united.items():
        if not isinstance(row["value"], str):
            np.testing.assert_allclose(row["value"], bare[name]["value"], rtol=1e-11, err_msg=name)
