"""Links: geometry, optical budget, delay, demand, and the sizing that composes them."""

import itertools
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import case
from hypothesis import given
from hypothesis import strategies as st

import sunrack as sr
from sunrack import link
from sunrack.catalogue import records, sources
from sunrack.constants import EARTH_RADIUS, SPEED_OF_LIGHT
from sunrack.reading import to_value
from sunrack.units import Q, UnitError, bare

DEGREE = np.pi / 180
altitudes = st.floats(150e3, 40e6)
elevations = st.floats(0.0, 90.0, allow_subnormal=False).map(lambda degrees: degrees * DEGREE)

WRITTEN = {
    "terminals": 4, "aperture_efficiency": 0.8, "optical_efficiency": 0.25, "pointing_loss": 0.5, "required_margin": 3, "isl_range": "2000 km",
    "grazing_height": "100 km", "relay_path": "4000 km", "hop_delay": "0.1 ms", "minimum_elevation": "25 deg", "sites": 4, "ground_rate": "80 Gbit/s",
    "optical_ground_rate": "100 Gbit/s", "uplink_share": 1, "rain_availability": 0.99, "site_availability": 0.69, "fibre_distance": "500 km", "fibre_index": 1.468,
    "route_stretch": 1.5,
}  # fmt: skip


def keys(**changed):
    """The section with its records chosen, as `Value`s."""
    words = {"terminal": "starlink-class", "ground": "ka-band", "workload": "chat-serving"}
    words |= {key: changed.pop(key) for key in words.keys() & changed.keys()}
    raw = WRITTEN | changed
    for key in link.Link.model_fields:
        chosen = link.Link.extra(key).get("chosen_by", "")
        if chosen and key not in raw:
            kind, field = chosen.split(".")
            raw[key] = records(f"{kind}s")[words[kind]][field]
    return link.Link(**words, **raw)


def inputs(section, *, si=False):
    """What `size` is given: quantities, or bare SI numbers."""
    pick = (lambda v: v if isinstance(v, str) else v.si) if si else (lambda v: v if isinstance(v, str) else v.quantity)
    return SimpleNamespace(**{key: pick(getattr(section, key)) for key in link.Link.model_fields})


def sized(rack_power="100 kW", altitude="650 km", **changed):
    return link.size(inputs(keys(**changed)), altitude=Q(altitude), period=Q("97.73 min"), rack_power=Q(rack_power))


# ----------------------------------------------------------------- published


def test_telescope_gain_and_divergence_of_suncatcher():
    """Published: Suncatcher, arXiv:2511.19468, 10 cm at 1550 nm; 0.1 dB and 0.1 µrad are the digits printed."""
    truth = case("SUN-FSO-GAIN")
    given_ = truth["inputs"]
    gain = link.telescope_gain.si(given_["D_m"], given_["wavelength_m"], given_["aperture_eff"])
    assert 10 * np.log10(gain) == pytest.approx(truth["outputs"]["gain_dB"], abs=truth["tolerance"]["abs"])
    assert link.beam_divergence(Q("10 cm"), Q("1550 nm")).to("rad").magnitude * 1e6 == pytest.approx(
        truth["outputs"]["divergence_urad"], abs=0.1
    )


def test_geostationary_geometry():
    """Published: textbook geostationary figures, 35,786 km overhead and 41,679 km at the horizon, 42.4 % of Earth; to the digits printed."""
    assert link.slant_range(Q("35786 km"), Q("0 deg")).to("km").magnitude == pytest.approx(41679, abs=1)
    assert link.access_fraction(Q("35786 km"), Q("0 deg")).magnitude == pytest.approx(0.424, abs=5e-4)


def test_starlink_class_budget_reaches_the_flown_range():
    """Published: links of 5,000-5,400 km held (Brashears 2024). The guessed optics must reach that without margin, and not twice as far."""
    links = sized(required_margin=0, altitude="1200 km")
    assert 5000 < links.isl_limit_range.to("km").magnitude < 10800


# --------------------------------------------------------------- independent


@given(altitudes, elevations)
def test_slant_range_by_vectors(altitude, elevation):
    """Independent: walk the slant range along the line of sight from the site and arrive at the orbit's radius."""
    distance = link.slant_range.si(altitude, elevation)
    point = np.array([distance * np.cos(elevation), EARTH_RADIUS + distance * np.sin(elevation)])
    assert np.hypot(*point) == pytest.approx(EARTH_RADIUS + altitude, rel=1e-9)
    assert np.arctan2(*point) == pytest.approx(link.footprint_angle.si(altitude, elevation), abs=1e-7)


def test_line_of_sight_just_grazes():
    """Independent: the midpoint of the longest beam stands at the grazing height."""
    half = link.line_of_sight_range.si(650e3, 100e3) / 2
    assert np.sqrt((EARTH_RADIUS + 650e3) ** 2 - half**2) == pytest.approx(EARTH_RADIUS + 100e3)
    assert link.line_of_sight_range.si(50e3, 100e3) == 0


def test_budget_in_decibels():
    """Independent: the link summed in decibels by hand, 5 W at 1550 nm over 2,000 km between two 80 mm telescopes."""
    gain = 10 * np.log10(0.8 * (np.pi * 0.08 / 1.55e-6) ** 2)
    space = 20 * np.log10(1.55e-6 / (4 * np.pi * 2e6))
    received = 10 * np.log10(5) + 2 * gain + space + 10 * np.log10(0.125)
    photon = 6.62607015e-34 * SPEED_OF_LIGHT / 1.55e-6
    needed = 10 * np.log10(10 * 100e9 * photon)
    assert sized().isl_margin.magnitude == pytest.approx(received - needed, abs=1e-9)


# ------------------------------------------------------------------ property


@given(altitudes, elevations, st.floats(0.0, 1.0, allow_subnormal=False))
def test_slant_range_falls_with_elevation(altitude, elevation, share):
    """Property: never below the altitude, never longer than at a lower elevation."""
    here, lower = link.slant_range.si(altitude, elevation), link.slant_range.si(altitude, elevation * share)
    assert altitude * (1 - 1e-9) <= here <= lower * (1 + 1e-9)


@pytest.mark.parametrize("elevation", ["-5 deg", "95 deg", "180 deg", "-90 deg"])
def test_elevation_out_of_range_is_no_number(elevation):
    """Property: an elevation outside 0 to 90 degrees gives nan, never a negative range."""
    for law in (link.slant_range, link.footprint_angle, link.access_fraction):
        assert np.isnan(law(Q("650 km"), Q(elevation)).magnitude)
    assert np.isnan(link.longest_pass(Q("650 km"), Q(elevation), Q("97 min")).magnitude)


@pytest.mark.parametrize("elevation", ["-5 deg", "95 deg"])
def test_a_scenario_with_such_an_elevation_is_refused(elevation):
    """Property: what a law answers with nan, a scenario refuses in words."""
    with pytest.raises(sr.ScenarioError, match="minimum_elevation"):
        sr.load().but({"link.minimum_elevation": elevation})


@given(st.floats(1e4, 1e8), st.floats(0.0, 10.0, allow_subnormal=False))
def test_closing_range_inverts_the_margin(distance, required):
    """Property: at the closing range the margin is what is required."""

    def margin(d):
        gain = link.telescope_gain.si(0.08, 1.55e-6, 0.8)
        return link.link_margin.si(link.received_power.si(5, gain, gain, d, 1.55e-6, 0.125), 1.55e-6, 1e11, 10)

    reach = link.closing_range.si(distance, margin(distance), required)
    assert margin(reach) == pytest.approx(required, abs=1e-6)


def test_received_power_never_exceeds_what_was_sent():
    """Property: in the near field the inverse square would give power from nothing."""
    assert link.received_power.si(5.0, 1e11, 1e11, 1.0, 1.55e-6, 0.5) == 2.5


def test_laws_refuse_bare_numbers():
    """Property: a number without a unit does not pass the door."""
    with pytest.raises(UnitError):
        link.slant_range(650e3, 0.4)


# -------------------------------------------------------------------- sizing


def test_both_modes_agree():
    """Property: with quantities and with bare SI numbers every result is the same to 1e-12, for one design and for arrays."""
    section = keys()
    checked = link.size(inputs(section), altitude=Q("650 km"), period=Q("97.73 min"), rack_power=Q("100 kW")).to_dict()
    with bare():
        swept = link.size(inputs(section, si=True), altitude=650e3, period=97.73 * 60, rack_power=1e5).to_dict()
        many = link.size(
            inputs(section, si=True),
            altitude=np.array([[650e3], [1400e3]]),
            period=5864.0,
            rack_power=np.array([1e5, 2e5]),
        ).to_dict()
    for name, row in checked.items():
        assert swept[name]["value"] == pytest.approx(row["value"], rel=1e-12), name
        assert swept[name]["unit"] == row["unit"]
        assert np.ravel(many[name]["value"])[0] == pytest.approx(row["value"], rel=1e-2), name


def test_default_links():
    """Property: the default rack is served, its round trip is twice the light time, and a mesh carries far more than one direct link."""
    links = sized()
    assert links.round_trip.to("ms").magnitude == pytest.approx(2 * links.latency_one_way.to("ms").magnitude)
    assert links.relay_round_trip > links.round_trip
    assert links.data_rate > 20 * links.direct_rate
    assert links.workload_margin.to("").magnitude > 1
    terminal = Q(records("terminals")["starlink-class"]["mass"]["value"])
    assert links.terminal_mass.to("kg").magnitude == pytest.approx(4 * terminal.to("kg").magnitude)


def test_beyond_the_line_of_sight_nothing_passes():
    """Property: a range that the Earth cuts carries nothing, and what does not close carries less."""
    assert sized(isl_range="6000 km").data_rate.to("bit/s").magnitude == 0
    weak = sized(isl_range="5000 km")
    assert 0 < weak.isl_rate.to("Gbit/s").magnitude < 100
    assert weak.isl_limit_range < Q("5000 km")


def test_clouds_cost_optical_ground_links():
    """Property: one optical site is clear as often as its availability; four are nearly always."""
    one, four = (sized(ground="optical", sites=n) for n in (1, 4))
    assert one.data_rate.to("Gbit/s").magnitude == pytest.approx(69)
    assert four.availability.magnitude == pytest.approx(1 - 0.31**4)


@pytest.mark.parametrize("kind", ["terminals", "workloads"])
def test_every_record_fills_the_section(kind):
    """Property: any terminal and any workload of the catalogue makes a valid section, and names a known source or says why it guesses."""
    for name, record in records(kind).items():
        keys(**{kind[:-1]: name})
        for value in (v for v in record.values() if isinstance(v, dict)):
            assert value["source"] in sources() or (value["source"] == "assumption" and value["why"])


def test_high_bounds_hold_the_value():
    """Property: low ≤ value ≤ high in every record (to_value refuses others) and money bears a year."""
    units = {"mass": "kg", "power": "W", "price": "kUSD", "rate": "Gbit/s"}
    for (_, record), (field, unit) in itertools.product(records("terminals").items(), units.items()):
        value = to_value(record[field], unit)
        assert not value.is_money or value.year


@given(st.floats(1e-10, 1e-3), st.floats(1, 1000), st.floats(0, 20, allow_subnormal=False))
def test_a_margin_of_ten_decibels_costs_nine_tenths_of_the_rate(received, sensitivity, margin):
    """Independent: photons a second over photons a bit, with the energy of a photon by hand."""
    from sunrack.link.budget import closing_rate

    photons = received * 1.55e-6 / (6.626_070_15e-34 * SPEED_OF_LIGHT)
    found = closing_rate.si(received, 1.55e-6, sensitivity, margin)
    assert found == pytest.approx(photons / sensitivity / 10 ** (margin / 10), rel=1e-9)
    assert closing_rate.si(received, 1.55e-6, sensitivity, margin + 10) == pytest.approx(found / 10, rel=1e-9)
