"""What each class of work needs, and whether the links serve it: by hand, at every limit, with relays and without."""

import numpy as np
import pytest
from test_link import inputs, keys, sized
from test_link_access import nearest

from sunrack import link
from sunrack.catalogue import records
from sunrack.reading import to_value
from sunrack.units import Q, bare

NAMED = {
    "chat-serving", "long-context-serving", "batch-inference", "embeddings", "image-generation", "video-generation", "earth-observation", "fine-tuning",
    "pre-training",
}  # fmt: skip
FLOWS = ("rate_in", "rate_out", "rate_racks")
RACK = 136.0  # kW of the measured rack


def rates(name):
    """Rates in, out and between racks of a workload, Mbit/s of a 136 kW rack."""
    return [to_value(records("workloads")[name][field], "Mbit/s/kW").si * RACK * 1e3 / 1e6 for field in FLOWS]


def over(latitude="40.7 deg", **changed):
    where = {"altitude": Q("650 km"), "inclination": Q("97.99 deg"), "period": Q("97.85 min")}
    return link.alone(inputs(keys(**changed)), latitude=Q(latitude), **where)


def served(rack_power="100 kW", alone=None, **changed):
    chosen = changed.pop("chosen", None)
    works = link.services(sized(rack_power=rack_power, **changed), rack_power=Q(rack_power), alone=alone, chosen=chosen)
    return {one.workload: one for one in works}


def limit(service, name):
    return next(one for one in service.limits if one.name == name)


# ----------------------------------------------------------------- published


@pytest.mark.parametrize(
    ("name", "index", "mbit"),
    [
        ("chat-serving", 1, 388_778 * 200 * 8 / 1e6),  # tokens a second of a rack, bytes a token
        ("chat-serving", 0, 388_778 * 5.47 * 4.5 * 8 / 1e6),  # tokens in over tokens out, bytes of text
        ("chat-serving-split", 2, 388_778 * 5.47 * 61 * (512 + 64) * 2 * 8 / 1e6),  # layers, latent numbers, bytes
        ("long-context-serving", 0, 19.46 * 54_158 * 8 / 1e6),  # requests a second, bytes of text
        (
            "long-context-split",
            2,
            19.46 * 12_035 * 126 * 2 * 8 * 128 * 2 * 8 / 1e6,
        ),  # tokens, layers, key and value, heads, width, bytes
        ("agentic-coding", 0, 1_096_770 / 400 * 28_800 * 8 / 1e6),
        ("agentic-coding", 1, 1_096_770 * 200 * 8 / 1e6),
        ("batch-inference", 0, 623_578 * 5.47 * 4.5 * 8 / 1e6),
        ("fine-tuning", 0, 4_819 * 72 * 4.5 * 8 / 1e6),
        ("pre-training", 0, 1_048 * 72 * 4.5 * 8 / 1e6),
        ("pre-training", 2, 2 * 7 / 8 * 810e9 * 8 / 2.08 / 1e6),  # ring of eight, within a tenth of a 20.8 s step
    ],
)
def test_rates_follow_from_measured_racks(name, index, mbit):
    """Published: MLPerf, Azure, Mooncake and Megatron figures of one rack, times bytes; 3 % for the digits kept (0.02 has one: 10 %)."""
    assert rates(name)[index] == pytest.approx(mbit, rel=0.1 if (name, index) == ("pre-training", 0) else 0.03)


# --------------------------------------------------------------- independent


def test_longest_gap_by_flying_the_rack():
    """Independent: the passes of 20 days by J2 drifts over a turning Earth; 3 minutes of 13 hours for the period's digits and the steps."""
    phi = np.radians([40.7, 60.0])
    seen = nearest(650e3, np.radians(97.99), phi, days=20, step=20) >= np.cos(
        link.footprint_angle.si(650e3, np.radians(25))
    )
    flown = [np.max(np.diff(np.flatnonzero(row))) * 20 for row in seen]
    law = link.longest_gap.si(650e3, np.radians(97.99), phi, np.radians(25), 97.85 * 60)
    np.testing.assert_allclose(law, flown, atol=180)


def test_scarcest_need_by_trying_all_three():
    """Independent: the need of the smallest of three margins, by a loop over random links and needs."""
    draws = 10 ** np.random.default_rng(3).uniform(0, 6, size=(200, 6))
    for up, down, mesh, inward, out, racks in draws:
        free = max(mesh - max(inward, out), 0)
        margin, need = min((up / inward, inward), (down / out, out), (free / racks, racks))
        if margin > 0:
            assert link.scarcest_need.si(up, down, mesh, inward, out, racks) == need


# ------------------------------------------------------------------ property


def test_every_work_that_is_asked_for_is_there_and_says_what_is_missing():
    """Property: all classes of work have rates three ways, a latency and an access; what rests on a guess says which figure nobody publishes."""
    works = served()
    assert works.keys() >= NAMED
    for name, record in records("workloads").items():
        guessed = any(
            record[field]["source"] == "assumption" and to_value(record[field], "Mbit/s/kW").si > 0 for field in FLOWS
        )
        assert works[name].gap or not guessed, name


def test_the_default_serves_users_and_not_what_spreads_over_racks():
    """Property: over a ring of relays all work within one rack is served; prefill apart from decode, and gradients, are not."""
    works = served()
    assert {name for name, one in works.items() if one.verdict != "serves"} == {
        "chat-serving-split",
        "long-context-split",
        "pre-training",
    }
    for name in ("chat-serving-split", "long-context-split", "pre-training"):
        assert works[name].verdict == "limited by memory traffic"


def test_the_verdict_on_pre_training_is_no_and_by_how_much():
    """Property: at 136 kW four links are a fourteenth of what would lose a tenth of a step, less what the checkpoint takes."""
    one = served(rack_power="136 kW")["pre-training"]
    assert one.binding.has == pytest.approx(400e9 - 1.7e6 * 136)
    assert one.margin == pytest.approx(one.binding.has / 5440e9)


@pytest.mark.parametrize(
    ("changes", "work", "said"),
    [
        ({"relay_path": "20000 km"}, "chat-serving", "limited by latency"),
        ({"ground": "optical", "sites": 1}, "chat-serving", "limited by access"),
        ({"ground_rate": "2 Gbit/s"}, "embeddings", "limited by rate out"),
        ({"ground_rate": "5 Gbit/s", "uplink_share": 0.07}, "embeddings", "limited by rate in"),
        ({"terminals": 1}, "earth-observation", "serves"),
        ({"terminals": 1, "relay_path": "20000 km"}, "pre-training", "limited by memory traffic and latency"),
        ({"relay_path": "20000 km"}, "batch-inference", "serves"),
        ({"terminals": 0}, "chat-serving", "does not serve"),
        ({"isl_range": "6000 km"}, "batch-inference", "does not serve"),
    ],
)
def test_the_verdict_names_what_is_short(changes, work, said):
    """Property: each limit in turn is named, each way of the link apart, and nothing at all is told from too little."""
    assert served(**changes)[work].verdict == said


def test_by_how_much_is_what_there_is_over_what_is_needed():
    """Property: rates and times are ratios; access compares the time missed, where it is enough, and the time there is, where it is not."""
    one = served()["chat-serving"]
    assert limit(one, "rate out").margin == pytest.approx(80e9 * (1 - 1e-8) / 460e6)
    assert limit(one, "latency").margin == pytest.approx(0.06 / limit(one, "latency").has)
    assert link.access_margin.si(0.999, 0.99) == pytest.approx(10) and link.access_margin.si(
        0.5, 0.99
    ) == pytest.approx(0.5 / 0.99)
    assert link.access_margin.si(1.0, 0.99) == np.inf and link.access_margin.si(0.0, 0.0) == np.inf
    np.testing.assert_allclose(
        link.rate_margin.si(np.array([[-1.0], [2.0]]), np.array([0.0, 4.0])), [[np.inf, 0], [np.inf, 0.5]]
    )


def test_hard_needs_are_harder():
    """Property: no work has more to spare at the hard end of its ranges, and what serves by little there may not."""
    works = served().values()
    assert all(one.worst <= one.margin * (1 + 1e-12) for one in works)
    assert served()["earth-observation"].worst < 1 < served()["earth-observation"].margin


def test_a_lone_rack_without_relays_serves_only_what_waits():
    """Property: batch and fine-tuning wait for a pass; users find it 0.6 % of the time; what needs other racks has none."""
    sky = over()
    works = served(alone=sky)
    verdicts = {name: link.verdict(one.alone) for name, one in works.items()}
    assert {name for name, said in verdicts.items() if said == "serves"} == {"batch-inference", "fine-tuning"}
    assert "access" in verdicts["chat-serving"] and verdicts["pre-training"] == "does not serve"
    least = min(works["chat-serving"].alone, key=lambda one: one.margin)
    assert least.has == pytest.approx(
        0.99 * link.site_access_fraction.si(650e3, np.radians(97.99), np.radians(40.7), np.radians(25)), rel=1e-3
    )
    assert sky.data_rate.to("Gbit/s").magnitude == pytest.approx(80 * least.has)


def test_a_lone_rack_that_never_passes_serves_nothing():
    """Property: where the satellite is never high enough the gap is infinite, the rate 0 and the verdict no; no such place gives nan."""
    never = over("90 deg", minimum_elevation="80 deg")
    assert never.longest_gap.magnitude == np.inf and never.data_rate.magnitude == 0
    assert {link.verdict(one.alone) for one in served(alone=never).values()} == {"does not serve"}
    assert np.isnan(link.longest_gap(Q("650 km"), Q("98 deg"), Q("91 deg"), Q("25 deg"), Q("98 min")).magnitude)


def test_numbers_of_the_scenario_hold_for_the_work_that_it_names():
    """Property: a rate written in the scenario changes the verdict on its workload, and on no other."""
    mine = keys(workload_out="900 Mbit/s/kW", workload_latency="10 ms")
    works, plain = served(chosen=mine), served()
    assert works["chat-serving"].verdict == "limited by rate out and latency"
    assert limit(works["chat-serving"], "rate out").tier == "yours"
    assert [name for name in works if works[name].limits != plain[name].limits] == ["chat-serving"]


def test_the_design_counts_the_flow_served_least():
    """Property: need and margin of the walk are those of the table, in, out or between racks."""
    for name, one in served().items():
        sized_for = sized(workload=name)
        least = min(one.limits[:3], key=lambda each: each.margin)
        assert sized_for.workload_need.to("bit/s").magnitude == pytest.approx(least.needs)
        assert sized_for.workload_margin.to("").magnitude == pytest.approx(least.margin)
    idle = sized(workload_in="0 Mbit/s/kW", workload_racks="0 Mbit/s/kW")
    assert idle.workload_need.to("Mbit/s").magnitude == pytest.approx(460)


def test_both_modes_agree():
    """Property: quantities and bare numbers give the same lone rack and the same verdicts."""
    where = {"altitude": 650e3, "inclination": np.radians(97.99), "period": 97.85 * 60, "latitude": np.radians(40.7)}
    with bare():
        swept = link.alone(inputs(keys(), si=True), **where).to_dict()
    for name, row in over().to_dict().items():
        assert swept[name]["value"] == pytest.approx(row["value"], rel=1e-12), name
