"""Racks as one machine, and the sites on the ground: what passes between them."""

import numpy as np
import pytest
from test_link import inputs, keys, sized

from sunrack import link
from sunrack.units import Q, bare

WHERE = {"altitude": Q("650 km"), "rack_power": Q("136 kW")}


def gang(racks=8, spacing="2000 km", **changed):
    return link.cluster(inputs(keys(**changed)), racks=racks, spacing=Q(spacing), **WHERE)


def test_wires_within_a_rack_are_published():
    """Published: NVIDIA, 1.8 TB/s a GPU both ways: 130 TB/s over 72 GPUs; 1 % for the rounding."""
    fabric = (gang().rack_rate / gang().rack_fabric_share).to("Tbit/s").magnitude
    assert 2 * fabric / 8 == pytest.approx(130, rel=0.01)


def test_computing_share_by_walking_the_ring():
    """Independent: 14 rounds of 1.42 TB / 14 each, one after the other, after 20.8 s of computing; 2 % for the digits of the note."""
    rate, step = 400e9, 20.8
    exchange = sum(8 * 1.42e12 / 14 / rate + 2e6 / 299792458 for _ in range(14))
    assert gang().computing_share.magnitude == pytest.approx(step / (step + exchange), rel=0.02)


def test_training_stays_on_the_ground():
    """Property: over lasers a rack computes less than half its time, on the ground nearly all; light time is the least of it."""
    orbit = gang()
    assert orbit.computing_share.magnitude < 0.5 and orbit.ground_computing_share.magnitude > 0.98
    assert orbit.bisection_rate.to("Gbit/s").magnitude == 1600
    assert (orbit.bisection_rate / orbit.ground_bisection_rate).magnitude == pytest.approx(
        orbit.ground_network_share.to("").magnitude
    )
    assert orbit.rack_fabric_share.to("").magnitude < 1e-3
    assert gang(spacing="1 km").computing_share.magnitude == pytest.approx(orbit.computing_share.magnitude, rel=0.01)


def test_a_close_formation_with_wide_links_does_better_and_not_well():
    """Property: eight bench-grade links a rack, 1 km apart, are sixteen times the flown ones and still a tenth of the ground's network."""
    close = gang(spacing="1 km", terminal="suncatcher", terminals=8)
    assert close.rack_rate.to("Gbit/s").magnitude == 6400
    assert 0.9 < close.computing_share.magnitude < close.ground_computing_share.magnitude
    assert close.ground_network_share.to("").magnitude == pytest.approx(1 / 9)


def test_racks_that_do_not_see_each_other_do_not_train():
    """Property: beyond the line of sight the rate and the share of computing are 0."""
    blind = gang(spacing="6000 km")
    assert blind.bisection_rate.magnitude == 0 and blind.computing_share.magnitude == 0


def test_both_modes_agree():
    """Property: quantities and bare numbers give the same cluster."""
    with bare():
        swept = link.cluster(inputs(keys(), si=True), altitude=650e3, rack_power=136e3, racks=8, spacing=2e6).to_dict()
    for name, row in gang().to_dict().items():
        assert swept[name]["value"] == pytest.approx(row["value"], rel=1e-12), name


# -------------------------------------------------------------------- ground


@pytest.mark.parametrize("sites", [1, 2, 4, 8])
def test_any_of_several_sites_by_throwing_clouds(sites):
    """Independent: draw the sky over each site 200,000 times; four standard errors."""
    clear = np.random.default_rng(2).random((200_000, sites)) < 0.69
    expected = link.any_site.si(0.69, sites)
    assert clear.any(axis=1).mean() == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / 200_000))


def test_light_or_radio_to_the_ground():
    """Property: with one site radio carries more than light through clouds; with eight clear skies light carries more."""
    light, radio = (
        [sized(ground=kind, sites=n).data_rate.to("Gbit/s").magnitude for n in (1, 8)]
        for kind in ("optical", "ka-band")
    )
    assert light[0] < radio[0] and light[1] > radio[1]
    assert radio[0] == pytest.approx(0.99 * 80) and light[1] == pytest.approx(100, rel=1e-3)
