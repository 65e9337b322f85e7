"""A limit for the walk: its arithmetic in one compiled loop over designs, by hand: `python benchmarks/fused.py`.

Scattered designs on one fixed orbit against one region: power, heat, torques, mass, launch, cost and the ratio, with nothing kept
but five results. What the design does not change (the orbit, its few sizing days, the loads, the region) is taken out of the loop.
Every design is checked against the walk. Needs numba, which the package does not. Processor time of one thread, best of a few runs.
"""

import platform
import sys
import time
from collections import namedtuple

import numpy as np
from study import RESULTS, SOME, ranged

import sunrack as sr
from sunrack.constants import (
    ASTRONOMICAL_UNIT,
    EARTH_GRAVITY,
    EARTH_RADIUS,
    SOLAR_CONSTANT,
    SPEED_OF_LIGHT,
    STANDARD_GRAVITY,
    STEFAN_BOLTZMANN,
    YEAR,
)
from sunrack.link import any_site, closing_rate, line_of_sight_range, received_power, telescope_gain
from sunrack.orbit import air_density, air_speed, solar_flux
from sunrack.power.cells import REFERENCE_TEMPERATURE
from sunrack.power.supply import SEASON
from sunrack.study.engine import evaluate
from sunrack.study.orbits import KEYS as ORBIT_KEYS
from sunrack.study.orbits import solve
from sunrack.study.plan import Plan
from sunrack.study.running import results
from sunrack.walk import Known

try:
    import numba
    from numba import njit
except ImportError:
    print("this benchmark needs numba: python -m pip install numba")
    sys.exit(2)

REGION = "texas"
FIVE = ["mass.wet", "power.array_area", "thermal.radiator_area", "cost.per_gpu_hour", f"compare.{REGION}.cost_ratio"]
KEYS = [key for key in SOME if not key.startswith("orbit.")]
COUNT = 500_000
AGREE = 1e-9
AIM = 0.5
CHOICES = {
    "rack.flight": "as-built",
    "attitude.radiator": "ram-wake",
    "attitude.wings": "along-track",
    "power.eclipse_policy": "ride",
}
CHOICES |= {"power.array_specific_power": None, "link.ground": "ka-band", "ground.source": "grid"}

Designs = namedtuple("Designs", [key.replace(".", "_") for key in KEYS])
compiled = njit(fastmath=False, error_model="numpy")


@compiled
def fused(f, v, dark, sun, steps, shares, out):
    """Five results of every design: `f` holds what is fixed, `v` an array for each input, `dark` and `sun` the sizing days."""
    # loads, light and days
    storage = f.power_battery_efficiency * f.power_conversion_efficiency
    by_night = f.power_line_efficiency * storage
    aged = max(1 - f.power_cell_degradation * YEAR, 0.0) ** (f.finance_satellite_life / YEAR)
    radiated = (f.power_cell_emissivity + f.power_back_emissivity) * STEFAN_BOLTZMANN
    light = SOLAR_CONSTANT * max(f.facing_array_incidence, 0.0) * f.power_pointing
    infrared = (
        f.facing_array_earth_view * f.thermal_earth_infrared * (f.power_cell_emissivity + f.power_back_emissivity)
    )
    reflected = f.power_cell_absorptivity * f.thermal_albedo * SOLAR_CONSTANT * f.facing_array_albedo_view
    asked, place, factor = np.empty(dark.size), np.empty(dark.size), np.empty(dark.size)
    for day in range(dark.size):
        asked[day] = f.loads_load_sunlit / f.power_line_efficiency + f.loads_load_eclipse / by_night * (
            dark[day] / (1 - dark[day])
        )
        factor[day] = (ASTRONOMICAL_UNIT / sun[day]) ** 2
        place[day] = (factor[day] - 1) / SEASON
    slope = np.log(f.power_shallow_depth / f.power_deep_depth) / np.log(f.power_shallow_cycles / f.power_deep_cycles)
    depth = min(
        f.power_deep_depth * (max(f.path_eclipses_in_life, 0.0) / f.power_deep_cycles) ** slope,
        1 - f.power_battery_fade,
    )
    energy = f.loads_load_eclipse * f.path_longest_eclipse / (depth * np.sqrt(f.power_battery_efficiency))
    # heat
    inlet, outlet = f.thermal_coolant_return - f.thermal_approach, f.thermal_coolant_supply - f.thermal_approach
    seen = SOLAR_CONSTANT * f.path_hottest_sun * (f.thermal_albedo * f.facing_albedo_view + f.facing_sun_on_face)
    earthshine = f.facing_earth_view_factor * f.thermal_earth_infrared
    # torques and propellant
    radius = EARTH_RADIUS + f.path_altitude
    gradient, angle = 1.5 * EARTH_GRAVITY / radius**3, abs(f.path_minimum_beta)
    lean = gradient * np.sin(2 * min(np.pi / 2 - angle, np.pi / 4))
    swing = gradient * np.sin(2 * min(np.arctan2(1 - np.sin(angle), 2 * np.sqrt(np.sin(angle))), np.pi / 4))
    lasting_lean = 0.5 * gradient * np.sin(2 * abs(f.path_mean_beta))
    pressure = f.path_hottest_sun * SOLAR_CONSTANT / SPEED_OF_LIGHT * (2 - f.power_cell_absorptivity)
    exhaust = f.mass_specific_impulse * STANDARD_GRAVITY
    of_disposal = np.exp(f.path_disposal_delta_v / exhaust)
    others = f.thermal_loop_mass * f.loads_heat_in_loop  # the loop also carries the charger's loss, below
    # launch, cost and region
    life = min(f.finance_compute_life, f.finance_satellite_life)
    fleet = np.ceil(f.launch_fleet_power / f.payload_power * (1 - 1e-12))
    first, last = np.log(0.5), np.log(fleet + 0.5)
    by_power = (
        f.payload_gpus * f.payload_speed * f.supply_compute_fraction * f.cost_orbit_availability * f.cost_utilisation
    )
    hours = by_power * f.books_working_share * f.books_fleet_share
    ground_hours = (
        f.rack_gpus / (1 + f.rack_failure_rate * f.cost_repair_time) * f.cost_ground_availability * f.cost_utilisation
    )

    for i in range(v.rack_price.size):
        # the hardest day of the few that can be, then the array on it
        efficiency, emissivity = v.power_cell_efficiency[i], v.thermal_emissivity[i]
        low, _ = square_metre(f, efficiency * aged, light * (1 - SEASON), infrared + reflected * (1 - SEASON), radiated)
        mean, _ = square_metre(f, efficiency * aged, light, infrared + reflected, radiated)
        high, _ = square_metre(
            f, efficiency * aged, light * (1 + SEASON), infrared + reflected * (1 + SEASON), radiated
        )
        tilt, bend = (high - low) / 2, (high + low) / 2 - mean
        day, most = 0, -1.0
        for one in range(dark.size):
            size = asked[one] / max(mean + place[one] * (tilt + place[one] * bend), 0.0)
            if size > most:
                day, most = one, size
        power, hot = square_metre(
            f, efficiency * aged, light * factor[day], infrared + reflected * factor[day], radiated
        )
        area = asked[day] / max(power, 0.0)
        power_new = area * square_metre(f, efficiency, light, infrared + reflected, radiated)[0]
        array_mass = area * v.power_array_areal_mass[i]
        battery = energy / v.power_battery_specific_energy[i]

        # the radiator along its coolant
        charge = f.loads_load_eclipse * dark[day] / (storage * (1 - dark[day]))
        heat = f.loads_heat_in_loop + charge * (1 - storage)
        taken = (
            emissivity * (earthshine + f.facing_array_view * STEFAN_BOLTZMANN * hot * hot * hot * hot)
            + v.thermal_absorptivity[i] * seen
        )
        sink = np.sqrt(np.sqrt(taken / (emissivity * STEFAN_BOLTZMANN)))
        per_heat = mean_inverse(inlet, outlet, sink) / (
            f.facing_faces * emissivity * v.thermal_fin_efficiency[i] * STEFAN_BOLTZMANN
        )
        built = (heat * per_heat if min(inlet, outlet) > sink else np.inf) * (1 + f.thermal_puncture_margin)
        panel = built * v.thermal_areal_mass[i]

        # drag, the climb against it, and the torques
        ahead = (
            area * f.facing_array_drag_fraction + built * f.facing_radiator_drag_fraction
        ) * f.orbit_drag_coefficient
        drag, drop_off = 0.5 * f.path_air_density * f.path_air_speed**2 * ahead, f.drop_off_pressure * ahead
        climb = 0.0
        for k in range(steps.size):
            left = 1 - steps[k] * ahead / f.mass_thrust
            climb = climb + shares[k] / left if left > 0 else np.inf
        span = area / (2 * f.power_blanket_width)
        offset = f.mass_pressure_offset * span
        sunward = panel * built * f.mass_radiator_aspect / 12
        upward = array_mass * f.power_blanket_width**2 / 12 + panel * built / f.mass_radiator_aspect / 12
        forward = array_mass * (2 * span) ** 2 / 12
        worst = lean * abs(upward - sunward) + swing * abs(forward - upward) + (pressure * area + drop_off) * offset
        wheels = 0.707 * worst * f.path_period / 4 * f.mass_momentum_mass * f.mass_wheels
        force = drag + (lasting_lean * abs(upward - sunward) + drag * offset) / f.mass_dump_arm

        # the bill, closed
        electronics = (
            asked[day] * v.power_conversion_mass[i]
            + f.links_terminal_mass
            + wheels
            + f.mass_avionics_mass
            + f.mass_thruster_mass
        )
        thermal = panel + others + charge * (1 - storage) * f.thermal_loop_mass
        shield = f.mass_shielded_area * f.orbit_shield_thickness * f.mass_shield_density
        fixed = f.payload_mass + array_mass + battery + electronics + thermal + shield
        apart = (
            f.payload_mass * (1 + f.mass_rack_growth)
            + array_mass * (1 + f.mass_array_growth)
            + battery * (1 + f.mass_battery_growth)
        )
        apart += f.links_terminal_mass * (1 + f.mass_electronics_growth)
        grown = apart + (electronics - f.links_terminal_mass) * (1 + f.mass_electronics_growth)
        grown += thermal * (1 + f.mass_thermal_growth) + shield * (1 + f.mass_structure_growth)
        share = v.mass_structure_fraction[i] + f.mass_harness_fraction
        share_grown = v.mass_structure_fraction[i] * (1 + f.mass_structure_growth) + f.mass_harness_fraction * (
            1 + f.mass_harness_growth
        )
        until = np.exp((climb + f.path_hold_delta_v * f.finance_satellite_life) / exhaust)
        per_dry = until * of_disposal - 1
        for_force = force * f.finance_satellite_life / exhaust * until
        tank, free = f.mass_tank_fraction, 1 - share
        lifted = 1 - (1 + f.mass_structure_growth) * tank * per_dry - share_grown * tank * per_dry / free
        start = (
            grown + (1 + f.mass_structure_growth) * tank * for_force + share_grown * (fixed + tank * for_force) / free
        )
        dry = start / lifted if free > 0 and lifted > 0 else np.inf
        wet = dry * (1 + per_dry) + for_force

        # the ride
        allocated = dry * (1 + v.mass_margin[i]) * (1 + per_dry) + for_force
        stowed = power_new / f.power_stowed_power_density + built / f.thermal_stowed_density + f.mass_bus_volume
        fit = min(
            f.launch_payload * f.launch_orbit_factor / allocated,
            f.launch_fairing_volume * f.launch_packing_efficiency / stowed,
        )
        aboard = np.floor(max(fit * (1 + 1e-12), 0.0))
        whole = np.ceil(fleet / aboard * (1 - 1e-12)) if aboard > 0 else np.inf
        launch = v.launch_price[i] * f.launch_payload * max(whole, fleet * (1 + f.launch_spares) / aboard) / fleet

        # the books
        learned = 1 + np.log2(v.cost_learning[i])
        spread = (np.exp(learned * last) - np.exp(learned * first)) / learned if learned != 0 else last - first
        bus = (dry - apart) * v.cost_first_unit[i] * spread / fleet
        bought = power_new * f.power_array_price + energy * f.power_battery_price + f.links_terminal_cost
        hardware = (bus + bought) * (1 + f.cost_integration)
        nonrecurring = f.cost_nonrecurring / fleet
        satellite = (hardware + v.rack_price[i] * (1 + f.rack_spares)) * (1 + f.launch_spares) + nonrecurring
        insured = 1 + f.cost_premium_loading * (1 / (v.launch_success[i] * (1 - f.cost_infant_loss)) - 1)
        rate = v.finance_cost_of_capital[i]
        growth = np.log1p(rate * YEAR) / YEAR
        capital = ((satellite + launch) * insured - nonrecurring * (insured - 1) + f.cost_ground_segment) * (
            1 + rate * f.finance_satellite_construction / 2
        )
        yearly = capital * recovery(rate, growth, life) + (hardware + nonrecurring) * v.cost_operations[i]
        mesh = f.link_terminals * (
            min(f.link_terminal_rate, f.closing_per_watt * v.link_transmit_power[i]) if f.in_sight > 0 else 0.0
        )
        users = min(min(mesh, f.up) / f.need_in, min(mesh, f.down) / f.need_out)
        margin = min(users, max(mesh - max(f.need_in, f.need_out), 0.0) / f.need_racks if f.need_racks > 0 else np.inf)
        per_hour = yearly / (hours * min(margin, 1.0))

        # the region
        facility = (
            f.site_facility_capex * (1 + rate * f.site_works_time / 2) * recovery(rate, growth, f.ground_facility_life)
        )
        resold = 1 - f.finance_residual_value * np.exp(-f.finance_compute_life * growth)
        compute = (
            v.rack_price[i]
            * (rate * f.finance_rack_installation / 2 + resold)
            * recovery(rate, growth, f.finance_compute_life)
        )
        repair = v.rack_price[i] * f.rack_failure_rate * f.cost_repair_price
        site = (facility + f.site_operations_per_kw_year + f.site_power_per_kw_year) * f.rack_power
        out[0, i], out[1, i], out[2, i], out[3, i] = wet, area, built, per_hour * 3600
        out[4, i] = per_hour / ((site + compute + repair) / ground_hours)


@compiled
def square_metre(f, efficiency, light, load, radiated):
    """Electric power and temperature of a square metre of array, by the walk's Newton steps."""
    made, taken = f.power_packing * efficiency * light, f.power_cell_absorptivity * light + load
    slope = made * f.power_cell_temperature_coefficient
    heat = taken - made + slope * REFERENCE_TEMPERATURE
    temperature = np.sqrt(np.sqrt(taken / radiated))
    for _ in range(5):
        cube = radiated * temperature * temperature * temperature
        temperature = (3 * cube * temperature + heat) / max(4 * cube + slope, 1e-30)
    return made * max(
        1 + f.power_cell_temperature_coefficient * (temperature - REFERENCE_TEMPERATURE), 0.0
    ), temperature


@compiled
def mean_inverse(inlet, outlet, sink):
    """Mean of 1/(T⁴ − T_s⁴) between two temperatures that lie well apart."""
    return (shape(sink / outlet) / outlet**3 - shape(sink / inlet) / inlet**3) / (2 * (inlet - outlet))


@compiled
def shape(x):
    """(artanh x − arctan x) / x³."""
    if x < 0.2:
        return 2 / 3 + x**4 * (2 / 7 + x**4 * (2 / 11 + x**4 * 2 / 15))
    return (np.arctanh(x) - np.arctan(x)) / x**3


@compiled
def recovery(rate, growth, life):
    """Capital recovery factor, a second; `growth` is the rate compounded continuously."""
    if rate == 0:
        return 1 / life
    return rate / -np.expm1(-life * growth)


def fixed(case):
    """What no design changes, as one record; the sizing days; drag and Δv at the points of the climb."""
    for key, word in CHOICES.items():
        room, _, name = key.partition(".")
        assert getattr(getattr(case, room), name) == word, f"the loop is written for {key} = {word}"
    values = case.values()
    year = solve(*(values[key].si for key in ORBIT_KEYS), case.orbit.shadow)
    nominal = evaluate(case, words={"ground.regions": [REGION]}, known=Known(year=year))
    flown, inputs = nominal.design, case.inputs(bare=True)
    rooms = {**{name: room for name, room in vars(inputs).items() if name != "sites"}, "site": nominal.ground[REGION]}
    parts = {
        "path": "orbit",
        "facing": "attitude",
        "loads": "ledger",
        "payload": "rack",
        "supply": "power",
        "links": "link",
        "books": "cost",
    }
    rooms |= {name: getattr(flown, part) for name, part in parts.items()}
    numbers = [(f"{name}_{key}", one) for name, room in rooms.items() for key, one in vars(room).items()]
    known = {name: one for name, one in numbers if isinstance(one, (float, np.ndarray)) and np.ndim(one) == 0}
    flux, low, high = solar_flux(inputs.orbit.solar_activity), inputs.orbit.drop_off_altitude, flown.orbit.altitude
    link, racks = inputs.link, flown.rack.power
    gain = telescope_gain.si(link.aperture, link.wavelength, link.aperture_efficiency)
    received = received_power.si(
        1.0, gain, gain, link.isl_range, link.wavelength, link.optical_efficiency * (1 - link.pointing_loss)
    )
    down = link.ground_rate * any_site.si(link.rain_availability, link.sites)
    known |= {
        "drop_off_pressure": 0.5 * air_density.si(low, flux) * air_speed.si(low, flown.orbit.inclination) ** 2,
        "closing_per_watt": closing_rate.si(received, link.wavelength, link.sensitivity, link.required_margin),
        "in_sight": line_of_sight_range.si(high, link.grazing_height) - link.isl_range,
        "down": down,
        "up": down * link.uplink_share,
        "need_in": link.workload_in * racks,
        "need_out": link.workload_out * racks,
        "need_racks": link.workload_racks * racks,
    }
    points, weights = np.polynomial.legendre.leggauss(8)
    radius = EARTH_RADIUS + low + (high - low) * (1 + points) / 2
    steps = 0.5 * air_density.si(radius - EARTH_RADIUS, flux) * EARTH_GRAVITY / radius
    shares = 0.25 * (high - low) * weights * np.sqrt(EARTH_GRAVITY / radius) / radius
    record = namedtuple("Fixed", known)(**{name: float(one) for name, one in known.items()})
    return record, flown.orbit.day_eclipse_fraction, flown.orbit.day_sun_distance, steps, shares


def walked(case, values, outputs):
    """Results of the walk for every design, one thread, nothing kept but `outputs`."""
    plan = Plan(case, tuple(outputs), draws=lambda a, b: {key: one[a:b] for key, one in values.items()}, count=COUNT)
    return [found for _, found in results(plan, threads=1)]


def best(work, times=5):
    """Processor seconds of the fastest of a few runs, and what it made."""
    spent = []
    for _ in range(times):
        start = time.process_time()
        made = work()
        spent.append(time.process_time() - start)
    return min(spent), made


def main():
    case = sr.load().but({"ground.regions": [REGION]})
    random, ends = np.random.default_rng(1), ranged(case)
    values = {key: random.uniform(*ends[key], COUNT) for key in KEYS}
    known, dark, sun, steps, shares = fixed(case)
    designs, made = Designs(*values.values()), np.empty((len(FIVE), COUNT))
    fused(known, designs, dark, sun, steps, shares, made)  # compiles it
    loop, _ = best(lambda: fused(known, designs, dark, sun, steps, shares, made))
    five, blocks = best(lambda: walked(case, values, FIVE))
    every, _ = best(lambda: walked(case, values, RESULTS))
    for name, one in zip(FIVE, made, strict=True):
        gap = np.max(np.abs(one / np.concatenate([block[name] for block in blocks]) - 1))
        assert gap < AGREE, f"{name} is off by {gap:.1e}"
    print(
        f"sunrack {sr.__version__}, Python {platform.python_version()}, numpy {np.__version__}, numba {numba.__version__}"
    )
    print(
        f"{platform.system()} {platform.machine()}; {COUNT:,} designs, {len(KEYS)} inputs, one thread; all five results agree to {AGREE:g}\n"
    )
    print(f"{'':<40} {'a second':>12} {'of the loop':>12}")
    for name, spent in (
        ("compiled loop, five results", loop),
        ("walk, five results", five),
        (f"walk, {len(RESULTS)} results", every),
    ):
        print(f"{name:<40} {COUNT / spent:>12,.0f} {loop / spent:>12.2f}")
    reached = loop / five >= AIM
    print(f"\naim: the walk at {AIM} of the loop or better: {'reached' if reached else 'MISSED'}")
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
