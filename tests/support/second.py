"""A second implementation of the headline results: no code is shared with `src/sunrack`.

It reads a scenario's numbers and words, and computes areas, masses and the cost of a GPU-hour on both sides by plain Python, scalars where the
model has arrays, and other methods where there are any (bisection for Newton's steps, every day of the year tried, quadrature for closed forms).
"§ n" is the section of docs/equations.md that gives a formula. All numbers are SI.
"""

import math
import tomllib
from datetime import date
from pathlib import Path

import numpy as np

SEEDS = Path(__file__).parents[2] / "src" / "sunrack" / "seeds"  # the catalogues' tables, as data

# § 1 Constants and units
C_LIGHT, SIGMA, PLANCK, G0 = 299_792_458.0, 5.670_374_419e-8, 6.626_070_15e-34, 9.806_65
R_EARTH, MU, J2, R_SUN, AU = 6_378_137.0, 3.986_004_418e14, 1.082_626_68e-3, 6.957e8, 1.495_978_707e11
SUN, EARTH_TURN, DAY = 1361.0, 7.292_115e-5, 86_400.0
YEAR, TROPICAL_YEAR = 365.25 * DAY, 365.242_189_67 * DAY
SUN_RATE = 2 * math.pi / TROPICAL_YEAR

PREFIX = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "c": 1e-2, "m": 1e-3, "n": 1e-9}
ONE = {
    "m": 1.0, "s": 1.0, "W": 1.0, "g": 1e-3, "t": 1e3, "N": 1.0, "K": 1.0, "J": 1.0, "Pa": 1.0, "Hz": 1.0, "USD": 1.0, "bit": 1.0, "B": 8.0,
    "L": 1e-3, "Wh": 3600.0, "min": 60.0, "h": 3600.0, "hour": 3600.0, "day": DAY, "month": YEAR / 12, "year": YEAR, "deg": math.pi / 180,
    "ft": 0.3048, "ft²": 0.3048**2, "acre": 4046.8564224, "%": 0.01, "percent": 0.01, "dB": 1.0, "delta_K": 1.0, "rad_Si": 0.01,
    "m²": 1.0, "m³": 1.0, "cm²": 1e-4, "-": 1.0, "1": 1.0, "": 1.0,
}  # fmt: skip


def unit(text):
    """SI value of a unit as the keys' page writes it: "USD/kW/year", "kg/(L/min)"."""
    if "(" in text:
        head, inner = text.rstrip(")").split("/(")
        return unit(head) / unit(inner)
    over, *under = text.split("/")
    return math.prod(map(_factor, over.split("·"))) / math.prod(map(_factor, under))


def _factor(text):
    for prefix, scale in PREFIX.items():
        if text in ONE:
            return ONE[text]
        if prefix and text.startswith(prefix) and text[len(prefix) :] in ONE:
            return scale * ONE[text[len(prefix) :]]
    raise KeyError(text)


class Inputs(dict):
    """Numbers in SI and words by key; `ends` has (low, value, high) of each number, the value alone where there is no range."""

    def __init__(self, case):
        super().__init__({key: case[key] for key in case.keys() if key not in case.values()})  # noqa: SIM118
        self.ends, self.supply = {}, {name: home.supply for name, home in case.homes.items()}
        for key, one in case.values().items():
            if one.follows:
                continue  # worked out below
            scale = unit(one.unit)
            self[key] = one.number * scale
            low, high = (self[key] if end is None else end for end in (one.low, one.high))
            self.ends[key] = (min(low, self[key]), self[key], max(high, self[key]))
        self.plants, self.sites = list(case.plants), list(case.sites)
        self._follow()

    def __missing__(self, key):
        return None

    def _follow(self):
        """§ 2 What follows where the scenario does not write it."""
        k = self
        power = k["rack.power"] * k["rack.racks"] * k["rack.derate"]
        h, w, d, n = k["rack.height"], k["rack.width"], k["rack.depth"], k["rack.racks"]
        cap = 1.0 if k["rack.rated_power"] is None else min(k["rack.power"] / k["rack.rated_power"], 1.0)
        rated = math.nan if k["rack.rated_throughput"] is None else k["rack.rated_throughput"]
        k.setdefault("rack.throughput", rated * (1 - k["rack.derate_loss"] * (1 - cap)))
        k.setdefault("power.blanket_width", k["power.reference_width"] * math.sqrt(power / 100e3))
        k.setdefault("mass.thrust", power * k["mass.thrust_per_power"])
        k.setdefault("mass.thruster_mass", k["mass.thrust"] * k["mass.thruster_mass_per_thrust"])
        k.setdefault("mass.shielded_area", 2 * (h * w + h * d + w * d) * n ** (2 / 3))
        k.setdefault("mass.bus_volume", h * w * d * n * k["mass.bus_volume_per_rack_volume"])
        k.setdefault("cost.satellites_built_before", k["launch.satellites_built_before"])
        k.setdefault("finance.orbit_cost_of_capital", k["finance.cost_of_capital"])


def rack(k):
    """§ 2 The racks of one satellite."""
    n, spare = k["rack.racks"], 1 + k["rack.spares"]
    one = k["rack.mass"] if k["rack.flight"] == "as-built" else k["rack.power"] * k["rack.stripped_mass_per_power"]
    return {
        "full_power": n * k["rack.power"],
        "power": n * k["rack.power"] * k["rack.derate"],
        "mass": n * one * spare,
        "price": n * k["rack.price"] * spare,
        "gpus": n * k["rack.gpus"],
        "throughput": n * k["rack.throughput"],
        "speed": 1 - k["rack.derate_loss"] * (1 - k["rack.derate"]),
        "orbit_failure_rate": k["rack.failure_rate"] * k["rack.orbit_failure_multiplier"],
    }


# § 3 Orbit and its year
def speed(h):
    return math.sqrt(MU / (R_EARTH + h))


def sun_at(t):
    """§ 3.2 The geometric Sun at t days after J2000 noon: right ascension less that of the mean Sun is −ahead; declination; distance."""
    T = (t * DAY + 69.2) / (36_525 * DAY)
    longitude = 280.46646 + 36_000.76983 * T + 0.0003032 * T**2
    M = math.radians(357.52911 + 35_999.05029 * T - 0.0001537 * T**2)
    centre = (
        (1.914602 - 0.004817 * T - 0.000014 * T**2) * math.sin(M)
        + (0.019993 - 0.000101 * T) * math.sin(2 * M)
        + 0.000289 * math.sin(3 * M)
    )
    e = 0.016708634 - 0.000042037 * T - 0.0000001267 * T**2
    r = 1.000001018 * (1 - e * e) / (1 + e * math.cos(M + math.radians(centre)))
    S = T + 1  # centuries since 1900
    A, B = math.radians(153.23 + 22_518.7541 * S), math.radians(216.57 + 45_037.5082 * S)
    C, D, E = (
        math.radians(312.69 + 32_964.3577 * S),
        math.radians(350.74 + 445_267.1142 * S - 0.00144 * S**2),
        math.radians(231.19 + 20.20 * S),
    )
    pull = (
        0.00178 * math.sin(E)
        + 0.00134 * math.cos(A)
        + 0.00154 * math.cos(B)
        + 0.00200 * math.cos(C)
        + 0.00179 * math.sin(D)
    )
    r += 5.43e-6 * math.sin(A) + 1.575e-5 * math.sin(B) + 1.627e-5 * math.sin(C) + 3.076e-5 * math.cos(D)
    lam, eps = math.radians(longitude + centre + pull), math.radians(23.4392911 - 0.0130042 * T)
    alpha = math.atan2(math.cos(eps) * math.sin(lam), math.cos(lam))
    delta = math.asin(math.sin(eps) * math.sin(lam))
    mean = math.radians(280.46061837 + 0.98564736629 * t + 0.000387933 * (t / 36_525) ** 2)
    return mean - alpha, delta, AU * r


def orbit(k):
    h, a = k["orbit.altitude"], R_EARTH + k["orbit.altitude"]
    i = math.acos(-2 * SUN_RATE * a**3.5 / (3 * J2 * R_EARTH**2 * math.sqrt(MU)))  # § 3.1
    period, s2 = 2 * math.pi * math.sqrt(a**3 / MU), math.sin(i) ** 2
    nodal = period / (1 + 0.75 * J2 * (R_EARTH / a) ** 2 * (2 - 3 * s2 + 4 - 5 * s2))
    L, year = 2 * math.pi * (k["orbit.local_time"] / DAY - 0.5), round(k["orbit.year"])
    first, days = (
        date(year, 1, 1).toordinal() - date(2000, 1, 1).toordinal(),
        date(year + 1, 1, 1).toordinal() - date(year, 1, 1).toordinal(),
    )
    edge = {"cylinder": None, "umbra": -R_SUN, "penumbra": R_SUN}[k["orbit.shadow"]]
    sines, parts, noon = [], [], []
    for day in range(days):  # § 3.3 five moments a day
        row = []
        for j in range(-2, 3):
            ahead, delta, far = sun_at(first + day + j * 5.6 / 24)
            sine = math.cos(delta) * math.sin(i) * math.sin(ahead + L) + math.sin(delta) * math.cos(i)
            psi = math.asin(R_EARTH / a) + (0.0 if edge is None else math.asin((R_EARTH + edge) / far))
            row.append(math.acos(min(math.cos(psi) / math.sqrt(1 - sine * sine), 1.0)) / math.pi)
            sines.append(sine)
            if j == 0 and day < 365:
                noon.append((row[-1], sine, far))
        parts.append(row)
    every = [one for row in parts for one in row]
    share = sum(one > 0 for one in every) / len(every)
    life, betas = k["finance.satellite_life"], [math.asin(sine) for _, sine, _ in noon]
    least = max(min(sines), -max(sines), 0.0)
    low, v = k["orbit.drop_off_altitude"], speed(h)
    wind = lambda x: math.sqrt(speed(x) ** 2 - 2 * speed(x) * EARTH_TURN * (R_EARTH + x) * math.cos(i) + (EARTH_TURN * (R_EARTH + x)) ** 2 * (1 + math.cos(i) ** 2) / 2)  # fmt: skip  # noqa: E731
    di, da = k["orbit.inclination_error"], k["orbit.altitude_error"]
    tip = 0.75 * SUN_RATE**2 * period / (2 * math.pi) * math.sin(i) * 0.9209 * math.sin(2 * L)  # § 3.5
    down = min(h, k["orbit.disposal_altitude"])
    perigee = min(R_EARTH + k["orbit.entry_perigee"], R_EARTH + down)
    return {
        "altitude": h,
        "inclination": i,
        "period": period,
        "nodal_period": nodal,
        "speed": v,
        "sunlit_fraction": 1 - sum(every) / len(every),
        "worst_day_sunlit_fraction": 1 - max(sum(row) / 5 for row in parts),
        "longest_eclipse": max(every) * nodal,
        "eclipse_days": sum(any(row) for row in parts) * DAY,
        "eclipses_per_year": share * YEAR / nodal,
        "eclipses_in_life": share * life / nodal,
        "minimum_beta": math.asin(least),
        "mean_beta": sum(map(abs, betas)) / 365,
        "mean_double_sine": sum(abs(math.sin(2 * beta)) for beta in betas) / 365,
        "hottest_sun": (AU / min(far for *_, far in noon)) ** 2,
        "hold_delta_v": v * abs(tip) + v * (di + 0.5 * da / a) / life,
        "disposal_delta_v": abs(v - speed(down)),
        "entry_delta_v": speed(down) * (1 - math.sqrt(2 * perigee / (R_EARTH + down + perigee))),
        "air_density": air(h, k["orbit.solar_activity"]),
        "air_speed": wind(h),
        "drop_off_pressure": 0.5 * air(low, k["orbit.solar_activity"]) * wind(low) ** 2,
        "noon": noon,
    }


def air(h, activity):
    """§ 3.4 ln ρ linear in altitude between the entries of seeds/atmosphere.toml, on at the outermost slopes."""
    seed = tomllib.loads((SEEDS / "atmosphere.toml").read_text("utf-8"))
    return math.exp(
        along([1e3 * x for x in seed["altitude"]], np.log(seed["density"][["low", "mean", "high"].index(activity)]), h)
    )


def along(xs, ys, x):
    """Linear between entries and on at the first and last slope."""
    j = max(0, min(sum(one <= x for one in xs) - 1, len(xs) - 2))
    return ys[j] + (ys[j + 1] - ys[j]) * (x - xs[j]) / (xs[j + 1] - xs[j])


def climb(k, path, area):
    """§ 3.4 Drag, and the spiral up against it by eight points of Gauss."""
    drag_area, thrust = area * k["orbit.drag_coefficient"], k["mass.thrust"]
    low, way = k["orbit.drop_off_altitude"], path["altitude"] - k["orbit.drop_off_altitude"]
    spent = 0.0
    for x, weight in zip(*np.polynomial.legendre.leggauss(8), strict=True):
        h = low + way * (1 + x) / 2
        against = 0.5 * air(h, k["orbit.solar_activity"]) * speed(h) ** 2 * drag_area / thrust if way > 0 else 0.0
        spent += weight / 2 * abs(way) * 0.5 * math.sqrt(MU / (R_EARTH + h) ** 3) / (1 - against)
    return {
        "raise_delta_v": spent,
        "drag": 0.5 * path["air_density"] * path["air_speed"] ** 2 * drag_area,
        "drop_off_drag": path["drop_off_pressure"] * drag_area,
    }


# § 4 Attitude: what each face sees
def cone(sine, tilt):
    """§ 4.1 View factor of a plate to a cone of directions with half-angle asin(sine), its axis `tilt` from the normal."""
    x, across = math.sqrt(1 / sine**2 - 1), max(abs(math.sin(tilt)), 1e-15)
    y = max(-1.0, min(1.0, -x * math.cos(tilt) / across))
    root = math.sqrt(1 - y * y)
    return (sine**2 * (math.cos(tilt) * math.acos(y) - x * across * root) + math.atan2(across * root, x)) / math.pi


def attitude(k, path):
    h, beta, mean = path["altitude"], path["minimum_beta"], path["mean_beta"]
    horizon = R_EARTH / (R_EARTH + h)
    kind = k["attitude.radiator"]
    up = {"ram-wake": 0.0, "zenith-nadir": 1.0, "anti-sun": None}[kind]
    back, back_lit, face, face_lit, ahead = [], [], [], [], []
    for n in range(24):  # § 4.2 midpoints of half a revolution
        u = (n + 0.5) * math.pi / 24
        sun_up = math.cos(beta) * math.cos(u)
        lit = cone(math.sqrt(1 - horizon**2), math.acos(sun_up)) / (2 * (1 - horizon))
        seen = cone(horizon, math.acos(sun_up))
        back.append(seen)
        back_lit.append(seen * lit)
        if up is None:
            continue
        normal, _ = edge_normal(beta, u, up)
        both = (cone(horizon, math.acos(normal)) + cone(horizon, math.acos(-normal))) / 2
        face.append(both)
        face_lit.append(both * lit)
        ahead.append(abs(edge_normal(mean, u, 0.0)[1]))
    average = lambda row: sum(row) / 24  # noqa: E731
    plate = 2 / math.pi * abs(math.cos(mean))
    return {
        "array_earth_view": average(back),
        "array_albedo_view": average(back_lit),
        "faces": 1.0 if up is None else 2.0,
        "earth_view_factor": average(face or back),
        "albedo_view": average(face_lit or back_lit),
        "sun_on_face": 0.0 if up is None else math.sin(k["attitude.edge_error"]) / 2,
        "array_drag_fraction": plate,
        "radiator_drag_fraction": {
            "ram-wake": average(ahead),
            "zenith-nadir": 2 / math.pi * (1 - abs(math.sin(mean))),
            "anti-sun": plate,
        }[kind],
    }


def edge_normal(beta, u, up):
    """§ 4.2 Normal of a radiator edge-on to the Sun, along the radius and along the velocity."""
    sun_up, sun_ahead = math.cos(beta) * math.cos(u), -math.cos(beta) * math.sin(u)
    wanted = up * sun_up + (1 - up) * sun_ahead
    length = math.sqrt(max(up**2 + (1 - up) ** 2 - wanted**2, 1e-30))
    return (up - wanted * sun_up) / length, (1 - up - wanted * sun_ahead) / length


# § 5 Power
def ledger(k, payload, thrusters):
    """§ 5.1 Loads."""
    eta, fixed = (
        k["power.conversion_efficiency"],
        k["link.terminals"] * k["link.terminal_power"] + k["power.avionics_power"],
    )
    pump = k["thermal.coolant_pressure"] * flow_per_heat(k) / k["thermal.pump_efficiency"]
    heat = lambda loads, firing: (loads / eta + firing * (1 / eta - 1)) / (1 - pump / eta)  # noqa: E731
    kept = {"ride": 1.0, "throttle": k["power.throttle_fraction"], "sleep": k["power.sleep_fraction"]}[
        k["power.eclipse_policy"]
    ]
    full = heat(payload["power"] + fixed, thrusters)
    return {
        "heat_in_loop": full,
        "load_sunlit": full + thrusters,
        "load_eclipse": heat(payload["power"] * kept + fixed, thrusters) + thrusters,
        "load_safe": heat(fixed, 0.0),
        "pump": pump * full,
        "thrusters": thrusters,
        "kept": kept,
    }


def square_metre(k, facing, flux, left, back=None, albedo=True):
    """§ 5.3 Temperature and power of a square metre of array, by bisection of the balance."""
    back = k["power.back_emissivity"] if back is None else back
    out, light = k["power.cell_emissivity"] + back, flux * k["power.pointing"]
    load = facing["array_earth_view"] * k["thermal.earth_infrared"] * out
    load += k["power.cell_absorptivity"] * k["thermal.albedo"] * flux * facing["array_albedo_view"] * albedo
    made = lambda T: light * k["power.packing"] * k["power.cell_efficiency"] * left * (1 + k["power.cell_temperature_coefficient"] * (T - 301.15))  # fmt: skip  # noqa: E731
    low, high = 1.0, 1000.0
    for _ in range(80):
        middle = (low + high) / 2
        warm = k["power.cell_absorptivity"] * light + load - made(middle) > out * SIGMA * middle**4
        low, high = (middle, high) if warm else (low, middle)
    return low, max(made(low), 0.0)


def ageing(k):
    """§ 5.4 Share of its power that a cell keeps."""
    life = k["finance.satellite_life"]
    if k["power.cell_degradation"] is not None:
        return (1 - k["power.cell_degradation"] * YEAR) ** (life / YEAR)
    seed = tomllib.loads((SEEDS / "fluence.toml").read_text("utf-8"))
    heights, (thin, thick) = [1e3 * x for x in seed["altitude"]], [1e-3 * x for x in seed["cover_glass"]]
    a, b = (along(heights, np.log(row), k["orbit.altitude"]) for row in seed["fluence"])
    yearly = 1e4 * math.exp(a + (b - a) * math.log(k["power.cover_glass"] / thin) / math.log(thick / thin))
    fluence = yearly * life / YEAR * k["power.open_back"] * k["power.radiation_factor"] * k["power.cell_damage_weight"]
    kept = max(1 - k["power.cell_damage_slope"] * math.log10(1 + fluence / k["power.cell_damage_fluence"]), 0.0)
    return kept * (1 - k["power.cell_surface_loss"])


def power(k, path, facing, loads):
    period, longest, left = path["nodal_period"], path["longest_eclipse"], ageing(k)
    storage, line = k["power.battery_efficiency"] * k["power.conversion_efficiency"], k["power.line_efficiency"]
    charging = lambda dark: loads["load_eclipse"] * dark / (storage * (period - dark))  # noqa: E731
    required = lambda dark: (loads["load_sunlit"] + charging(dark)) / line  # § 5.2  # noqa: E731
    areas = {}
    for day, (fraction, _, far) in enumerate(path["noon"]):
        flux = SUN * (AU / far) ** 2
        areas[day] = required(fraction * period) / square_metre(k, facing, flux, left)[1]
    day = max(areas, key=areas.get)
    flux = SUN * (AU / path["noon"][day][2]) ** 2
    area, bol = areas[day], areas[day] * square_metre(k, facing, SUN, 1.0)[1]
    by_area, load = k["power.array_areal_mass"], loads["load_eclipse"] / math.sqrt(k["power.battery_efficiency"])
    strings = k["power.battery_strings"]
    depth = (1 - k["power.battery_fade"]) * (1 - 1 / strings if strings > 1 else 1)  # § 5.5
    if path["eclipses_in_life"] > 0:
        slope = math.log(k["power.shallow_depth"] / k["power.deep_depth"]) / math.log(
            k["power.shallow_cycles"] / k["power.deep_cycles"]
        )
        depth = min(depth, k["power.deep_depth"] * (path["eclipses_in_life"] / k["power.deep_cycles"]) ** slope)
    energy = k["power.battery_energy"]
    if energy is None:
        energy = load * max(longest / depth, 1 / k["power.battery_rate_limit"]) if longest else 0.0
    return {
        "charge_power": charging(longest),
        "charge_loss": charging(longest) * (1 - storage),
        "array_power_eol": required(longest),
        "array_power_bol": bol,
        "array_area": area,
        "array_mass": area * by_area if by_area is not None else bol / k["power.array_specific_power"],
        "array_cost": bol * k["power.array_price"],
        "sizing_day": day * DAY,
        "sizing_sunlight": flux,
        "degradation_factor": left,
        "cell_temperature": square_metre(k, facing, flux, left)[0],
        "back_temperature": square_metre(k, facing, SUN * path["hottest_sun"], left)[0],
        "wing_span_per_side": area / (2 * k["power.blanket_width"]),
        "stowed_volume": bol / k["power.stowed_power_density"],
        "depth_allowed": depth,
        "battery_energy": energy,
        "battery_mass": energy / k["power.battery_specific_energy"],
        "battery_cost": energy * k["power.battery_price"],
        "conversion_mass": required(longest) * k["power.conversion_mass"],
        "compute_fraction": path["sunlit_fraction"] + (1 - path["sunlit_fraction"]) * loads["kept"],
    }


def cover(k, facing, supply, covered):
    """§ 5.6 A radiator on the array's back."""
    flux, left = supply["sizing_sunlight"], supply["degradation_factor"]
    free, hot = square_metre(k, facing, flux, left)[1], square_metre(k, facing, flux, left, back=0.0, albedo=False)[1]
    more = (
        min(supply["array_area"] + covered * (1 - hot / free), supply["array_area"] * free / hot) / supply["array_area"]
    )
    grown = ("array_power_bol", "array_area", "array_mass", "array_cost", "wing_span_per_side", "stowed_volume")
    return supply | {name: supply[name] * more for name in grown}


# § 6 Heat
def flow_per_heat(k):
    rise = k["thermal.coolant_return"] - k["thermal.coolant_supply"]
    return 1 / (k["thermal.coolant_density"] * k["thermal.coolant_heat_capacity"] * rise)


def rectangles(a, b, r, h, c):
    """§ 6.3 View factor from a rectangle, a deep and b wide, to one perpendicular to it: h high and c broad, r from the edge."""

    def G(q, y):
        angle = y * math.sqrt(q) * math.atan(y / math.sqrt(q)) if q else 0.0
        return angle - ((q - y * y) / 4 * math.log(q + y * y) if q + y * y else 0.0)

    total, scale = 0.0, (a + b + c + r + h) ** 2
    for sign_y, y in ((1, (b - c) / 2), (-1, (b + c) / 2)):
        for sign_z, z in ((1, r), (-1, r + h)):
            total += (
                sign_y
                * sign_z
                * (G(z * z / scale, y / math.sqrt(scale)) - G((a * a + z * z) / scale, y / math.sqrt(scale)))
            )
    return max(total, 0.0) * scale / (math.pi * a * b)


def array_view(k, area, span):
    """§ 6.3 Share of a radiator face's view that the array fills."""
    if k["attitude.radiator"] == "anti-sun":
        return 0.0
    aspect, root, breadth = k["mass.radiator_aspect"], k["mass.wing_root"], k["power.blanket_width"]
    deep, wide = (
        math.sqrt(area * aspect) / (2 if k["attitude.radiator_mount"] == "both-sides" else 1),
        math.sqrt(area / aspect),
    )
    if (k["attitude.radiator"] == "ram-wake") == (k["attitude.wings"] == "along-track"):
        return rectangles(deep, wide, root, span, breadth)
    return rectangles(deep, wide, 0.0, breadth / 2, 2 * (root + span)) - rectangles(
        deep, wide, 0.0, breadth / 2, 2 * root
    )


def thermal(k, path, facing, loads, supply):
    eps, faces, back = k["thermal.emissivity"], facing["faces"], supply["back_temperature"]
    heat, strength = loads["heat_in_loop"] + supply["charge_loss"], faces * eps * k["thermal.fin_efficiency"] * SIGMA
    hot, cold = (k[f"thermal.coolant_{end}"] - k["thermal.approach"] for end in ("return", "supply"))
    spare = 1 + k["thermal.puncture_margin"]

    def sink4(view):  # § 6.2, T_s⁴
        infrared = facing["earth_view_factor"] * k["thermal.earth_infrared"] + view * SIGMA * back**4
        light = k["thermal.albedo"] * facing["albedo_view"] + facing["sun_on_face"]
        return (eps * infrared + k["thermal.absorptivity"] * SUN * path["hottest_sun"] * light) / (eps * SIGMA)

    def about(view):  # § 6.3, the planform of a panel of one temperature
        return spare * heat / (strength * (((hot + cold) / 2) ** 4 - sink4(view)))

    first = array_view(k, about(0.0), supply["wing_span_per_side"])
    second = array_view(k, about(first), supply["wing_span_per_side"])
    view = first + (second - first) * first / (2 * first - second) if 2 * first > second else second
    x, w = np.polynomial.legendre.leggauss(40)  # § 6.1 the integral over the coolant's drop, by quadrature
    T = (hot + cold) / 2 + (hot - cold) / 2 * x
    working = heat / strength * float(np.sum(w / 2 / (T**4 - sink4(view))))
    area, flow = working * spare, flow_per_heat(k)
    coolant = k["thermal.coolant_density"] * heat * flow * k["thermal.transit_time"]
    settled4 = (
        facing["earth_view_factor"] * min(k["thermal.earth_infrared"], k["thermal.earth_infrared_cold"]) / SIGMA
    ) + loads["load_safe"] / (area * strength)  # § 6.4
    limit, bypass = max(k["thermal.coolant_minimum"], k["rack.cold_limit"]), k["thermal.bypass"]
    heaters = (
        area * strength * max((limit + k["thermal.heater_margin"]) ** 4 - settled4, 0.0) if bypass == "heaters" else 0.0
    )
    return {
        "heat": heat,
        "array_view": view,
        "sink_temperature": sink4(view) ** 0.25,
        "radiator_temperature": (sink4(view) + heat / working / strength) ** 0.25,
        "working_area": working,
        "radiator_area": area,
        "emitting_area": faces * area,
        "radiator_mass": area * k["thermal.areal_mass"],
        "coolant_mass": coolant,
        "loop_mass": heat * k["thermal.loop_mass"] + heat * flow * k["thermal.flow_mass"] + coolant,
        "stowed_volume": area / k["thermal.stowed_density"],
        "heater_power": heaters,
        "bypass_mass": heaters * k["thermal.heater_mass"]
        + (heat * k["thermal.valve_mass"] if bypass == "valve" else 0.0),
    }


# § 7 Torques, wheels, booms
def boom(k, supply):
    """§ 7.1 Booms beyond those in the wings' own mass."""
    wing = supply["array_mass"] / supply["array_area"]
    tube = k["mass.boom_factor"] * 2 * 1600.0 * math.sqrt(math.pi / (80e9 * 100.0))
    booms = lambda f, L, w: tube * 2 * math.pi * f / 3.516 * math.sqrt(wing * w) * L**2 / w  # noqa: E731
    needed = booms(k["mass.first_frequency"], supply["wing_span_per_side"], k["power.blanket_width"])
    return supply["array_area"] * max(needed - booms(0.1, 18.3, 6.0), 0.0)


def torques(k, path, facing, payload, supply, cooling, force, booms):
    span, breadth, root = supply["wing_span_per_side"], k["power.blanket_width"], k["mass.wing_root"]
    array, panel, area = supply["array_mass"] + booms, cooling["radiator_mass"], cooling["radiator_area"]
    body = payload["mass"] + supply["battery_mass"] + supply["conversion_mass"] + cooling["loop_mass"]
    balance, kind = panel / (body + array + panel), k["attitude.radiator"]
    J = {"sun": 0.0, "up": 0.0, "ahead": 0.0}  # § 7.2 second moments along three axes
    wing, across = ("ahead", "up") if k["attitude.wings"] == "along-track" else ("up", "ahead")
    J[wing] += array * (span**2 / 12 + (root + span / 2) ** 2)
    J[across] += array * breadth**2 / 12
    length, width = math.sqrt(area * k["mass.radiator_aspect"]), math.sqrt(area / k["mass.radiator_aspect"])
    behind = length / 2 if kind != "anti-sun" and k["attitude.radiator_mount"] == "behind" else 0.0
    if kind == "anti-sun":
        J[wing] += panel * (area / breadth) ** 2 / 12
        J[across] += panel * breadth**2 / 12
    else:
        J["sun"] += panel * length**2 / 12 + (1 - balance) * panel * behind**2
        J["up" if kind == "ram-wake" else "ahead"] += panel * width**2 / 12
    n = math.sqrt(MU / (R_EARTH + path["altitude"]) ** 3)
    beta, lean, hold = path["minimum_beta"], abs(J["up"] - J["sun"]), 1.5 * n**2 * abs(J["ahead"] - J["up"])
    following = (J["up"] + J["ahead"]) * n * (1 / math.sin(beta) - math.sin(beta)) / 2 if beta else math.inf  # § 7.3
    offset = k["mass.pressure_offset"] * span
    sunlight = path["hottest_sun"] * SUN / C_LIGHT * supply["array_area"] * (2 - k["power.cell_absorptivity"]) * offset
    ahead = (
        area
        * facing["radiator_drag_fraction"]
        / (area * facing["radiator_drag_fraction"] + supply["array_area"] * facing["array_drag_fraction"])
    )
    air_torque = force["drop_off_drag"] * (offset + abs(ahead - balance) * behind)
    momentum = (
        min(following, hold / (2 * n))
        + math.cos(beta) * 1.5 * n**2 * lean / (2 * n)
        + 0.707 * (sunlight + air_torque) * path["period"] / 4
    )
    lasting = force["drag"] * offset + path["mean_double_sine"] * 0.75 * n**2 * lean
    return {
        "momentum_following": following,
        "momentum_still": hold / (2 * n),
        "momentum": momentum,
        "wheels": k["mass.wheels"] * momentum * k["mass.momentum_mass"],
        "lasting": lasting,
        "dump_force": lasting / k["mass.dump_arm"],
    }


def body(k, payload, path, facing, thrusters):
    """§ 7.4 All of it for one power of the thrusters."""
    loads = ledger(k, payload, thrusters)
    supply = power(k, path, facing, loads)
    cooling = thermal(k, path, facing, loads, supply)
    if k["attitude.radiator"] == "anti-sun":
        supply = cover(k, facing, supply, cooling["radiator_area"])
    booms = boom(k, supply)
    ahead = (
        supply["array_area"] * facing["array_drag_fraction"]
        + cooling["radiator_area"] * facing["radiator_drag_fraction"]
    )
    force = climb(k, path, ahead)
    held = torques(k, path, facing, payload, supply, cooling, force, booms)
    needed = (
        (force["drag"] + held["dump_force"]) * G0 * k["mass.specific_impulse"] / (2 * k["power.thruster_efficiency"])
    )
    return {
        "ledger": loads,
        "power": supply,
        "thermal": cooling,
        "torques": held,
        "climb": force,
        "boom": booms,
        "needed": needed,
    }


def powered(k, payload, path, facing):
    """§ 7.4 Thrusters need power, power needs area, area meets air: sized twice."""
    if k["power.thruster_power"] is not None:
        return body(k, payload, path, facing, k["power.thruster_power"])
    one = body(k, payload, path, facing, 0.0)
    loads, before, dark = ledger(k, payload, one["needed"]), one["ledger"], path["longest_eclipse"]
    recharge = (loads["load_eclipse"] - before["load_eclipse"]) * dark
    recharge /= k["power.battery_efficiency"] * k["power.conversion_efficiency"] * (path["nodal_period"] - dark)
    wider = 1 + (loads["load_sunlit"] - before["load_sunlit"] + recharge) / (
        before["load_sunlit"] + one["power"]["charge_power"]
    )
    warmer = loads["heat_in_loop"] / before["heat_in_loop"]
    array = one["power"]["array_area"] * facing["array_drag_fraction"]
    radiator = one["thermal"]["radiator_area"] * facing["radiator_drag_fraction"]
    drag, dump = one["climb"]["drag"], one["torques"]["dump_force"]
    growth = (array * wider + radiator * warmer) / (array + radiator) * (drag + dump * wider) / (drag + dump) - 1
    return body(k, payload, path, facing, one["needed"] / (1 - growth))


# § 8 Links
def link(k, path, payload):
    gain = k["link.aperture_efficiency"] * (math.pi * k["link.aperture"] / k["link.wavelength"]) ** 2
    spread = min(gain**2 * (k["link.wavelength"] / (4 * math.pi * k["link.isl_range"])) ** 2, 1.0)
    received = k["link.transmit_power"] * k["link.optical_efficiency"] * (1 - k["link.pointing_loss"]) * spread
    bits = received * k["link.wavelength"] / (PLANCK * C_LIGHT) / k["link.sensitivity"]
    h, low = path["altitude"], k["link.grazing_height"]
    sight = 2 * math.sqrt(max(h - low, 0.0) * (2 * R_EARTH + h + low))
    one = (
        min(k["link.terminal_rate"], bits / 10 ** (k["link.required_margin"] / 10))
        if k["link.isl_range"] <= sight
        else 0.0
    )
    rate, clear = {
        "optical": ("optical_ground_rate", "site_availability"),
        "ka-band": ("ground_rate", "rain_availability"),
    }[k["link.ground"]]
    mesh, usable = k["link.terminals"] * one, 1 - (1 - k[f"link.{clear}"]) ** k["link.sites"]
    down = min(mesh, k[f"link.{rate}"] * usable)
    up = min(mesh, k[f"link.{rate}"] * k["link.uplink_share"] * usable)
    work = payload["power"] * payload["speed"] * payload["full_power"] / payload["power"]
    into, out, racks = (k[f"link.workload_{one}"] * work for one in ("in", "out", "racks"))
    margin = lambda have, need: max(have, 0.0) / need if need > 0 else math.inf  # noqa: E731
    return {
        "isl_margin": 10 * math.log10(bits / k["link.terminal_rate"]),
        "isl_rate": one,
        "data_rate": down,
        "uplink_rate": up,
        "terminal_mass": k["link.terminals"] * k["link.terminal_mass"],
        "terminal_cost": k["link.terminals"] * k["link.terminal_price"],
        "workload_margin": min(margin(up, into), margin(down, out), margin(mesh - max(into, out), racks)),
    }


# § 9 Mass
def mass(k, payload, path, sized, links):
    supply, cooling, g = sized["power"], sized["thermal"], lambda name: k[f"mass.{name}_growth"]
    best = {
        "rack": (payload["mass"], g("rack")),
        "array": (supply["array_mass"], g("array")),
        "boom": (sized["boom"], g("array")),
        "battery": (supply["battery_mass"], g("battery")),
        "conversion": (supply["conversion_mass"], g("electronics")),
        "radiator": (cooling["radiator_mass"], g("thermal")),
        "loop": (cooling["loop_mass"], g("thermal")),
        "bypass": (cooling["bypass_mass"], g("thermal")),
        "terminals": (links["terminal_mass"], g("electronics")),
        "shielding": (k["mass.shielded_area"] * k["orbit.shield_thickness"] * k["mass.shield_density"], g("structure")),
        "attitude_control": (sized["torques"]["wheels"], g("electronics")),
        "avionics": (k["mass.avionics_mass"], g("electronics")),
        "thrusters": (k["mass.thruster_mass"], g("electronics")),
    }  # § 9.1
    exhaust, life = k["mass.specific_impulse"] * G0, k["finance.satellite_life"]
    until = math.exp((sized["climb"]["raise_delta_v"] + path["hold_delta_v"] * life) / exhaust)  # § 9.2
    burn, burners = 0.0, 0.0
    if k["mass.controlled_entry"] == "yes":
        burn = math.expm1(path["entry_delta_v"] / (k["mass.entry_specific_impulse"] * G0))
        burners = (1 + burn) * path["entry_delta_v"] / k["mass.entry_burn_time"] * k["mass.entry_thruster_mass"]
    per_dry = until * math.exp(path["disposal_delta_v"] / exhaust) * (1 + burn) - 1
    steady = (sized["climb"]["drag"] + sized["torques"]["dump_force"]) * life / exhaust * until
    structure, harness = k["mass.structure_fraction"], k["mass.harness_fraction"]
    dry = sum(mass * (1 + growth) for mass, growth in best.values())
    for _ in range(300):  # § 9.3 the closure, by repetition in place of the closed form
        propellant = dry * per_dry + steady
        tail = {"tanks": (k["mass.tank_fraction"] * propellant, g("structure"))}
        if k["mass.controlled_entry"] == "yes":
            tail["entry_thrusters"] = (burners * dry, g("electronics"))
        whole = sum(mass for mass, _ in (*best.values(), *tail.values())) / (1 - structure - harness)
        shares = {"structure": (structure * whole, g("structure")), "harness": (harness * whole, g("harness"))}
        lines = best | shares | tail
        before, dry = dry, sum(mass * (1 + growth) for mass, growth in lines.values())
        if abs(dry - before) < 1e-13 * dry:
            break
    if k["mass.total"] is not None:  # § 9.4
        scale, dry = k["mass.total"] / dry, k["mass.total"]
        lines, whole, propellant = (
            {name: (mass * scale, growth) for name, (mass, growth) in lines.items()},
            whole * scale,
            dry * per_dry + steady,
        )
    grown = {name: mass * (1 + growth) for name, (mass, growth) in lines.items()} | {"propellant": propellant}
    own = sum(grown[name] for name in ("rack", "array", "battery", "terminals", "radiator"))
    return {
        "best_estimate": whole,
        "dry": dry,
        "propellant": propellant,
        "entry_propellant": dry * burn,
        "wet": dry + propellant,
        "allocated": dry * (1 + k["mass.margin"]) * (1 + per_dry) + steady,
        "per_power": (dry + propellant) / payload["power"],
        "without_rack": dry + propellant - grown["rack"],
        "priced_by_mass": dry - own,
        "boom": lines["boom"][0],
        "lines": grown,
    }


# § 10 Launch
def launch(k, payload, bill, stowed):
    by_mass = k["launch.payload"] * k["launch.orbit_factor"] / bill["allocated"]
    by_volume = k["launch.fairing_volume"] * k["launch.packing_efficiency"] / stowed
    aboard = math.floor(min(by_mass, by_volume) * (1 + 1e-12))
    fleet = math.ceil(k["launch.fleet_power"] / payload["full_power"] * (1 - 1e-12))
    flown = 1 + k["launch.spares"]
    if aboard < 1:
        launches, paid = math.inf, math.inf
    elif k["launch.by_the_kilogram"] == "yes":
        launches, paid = fleet * flown / min(by_mass, by_volume), k["launch.payload"] * flown / by_mass
    else:
        launches = max(math.ceil(fleet / aboard * (1 - 1e-12)), fleet * flown / aboard)
        paid = k["launch.payload"] * launches / fleet
    return {
        "satellites_by_mass": by_mass,
        "satellites_by_volume": by_volume,
        "satellites_per_launch": aboard,
        "paid_payload": paid,
        "cost_per_satellite": k["launch.price"] * paid,
        "fleet_satellites": fleet,
        "fleet_launches": launches,
        "flown_per_satellite": flown,
    }


# § 11 Cost in orbit
def crf(rate, life):
    """§ 11.1 Yearly payment on capital; rate and life in SI."""
    r, n = rate * YEAR, life / YEAR
    return (r / (1 - (1 + r) ** -n) if r and n else 1 / n if n else math.inf) / YEAR


def working(loss, life, spares=0.0, idle=0.0):
    """§ 11.4 Share of a life that a population works."""
    if not loss:
        return 1.0
    whole = min((math.log1p(idle * spares) / idle if idle else spares) / loss, life)
    return (whole + (1 - math.exp(-loss * (life - whole))) / loss) / life


def learned(k, units):
    """§ 11.2 Mean price of the fleet's units over the mean of the first `priced_units`."""
    b = 1 + math.log2(k["cost.learning"])
    area = lambda low, high: (high**b - low**b) / b if b else math.log(high / low)  # noqa: E731
    before, first = k["cost.satellites_built_before"], k["cost.priced_units"]
    return k["cost.price_level"] * area(before + 0.5, before + units + 0.5) / units / (area(0.5, first + 0.5) / first)


def cost(k, payload, supply, cooling, links, bill, ride):
    fleet, bought, sound = (
        ride["fleet_satellites"],
        ride["flown_per_satellite"],
        k["launch.success"] * (1 - k["cost.infant_loss"]),
    )
    units, lines = fleet * bought * k["rack.racks"] / sound, bill["lines"]
    level = learned(k, units)
    bought_as = {
        "electronics": ("conversion", "harness", "avionics"),
        "propulsion": ("thrusters", "entry_thrusters"),
        "attitude": ("attitude_control",),
        "structure": ("structure", "boom", "tanks", "shielding", "loop", "bypass"),
    }
    parts = {
        kind: level * k[f"cost.{kind}_price"] * sum(lines.get(one, 0.0) for one in names)
        for kind, names in bought_as.items()
    }
    by_mass = sum(parts.values())
    parts["radiator"] = level * k["cost.radiator_price"] * cooling["radiator_area"]
    parts |= {"array": supply["array_cost"], "battery": supply["battery_cost"], "terminals": links["terminal_cost"]}
    parts["integration"] = k["cost.integration"] * sum(parts.values())
    hardware, develop, full = sum(parts.values()), k["cost.nonrecurring"] / fleet, payload["full_power"]
    if k["cost.satellite_per_watt"] is not None:
        hardware, develop = k["cost.satellite_per_watt"] * full / bought, 0.0
        parts = {"imposed": hardware}
    rate, life = k["finance.orbit_cost_of_capital"], min(k["finance.compute_life"], k["finance.satellite_life"])
    without = hardware * bought + develop
    satellite, racks, ride_cost = (
        without + payload["price"] * bought,
        payload["price"] * bought,
        ride["cost_per_satellite"],
    )
    premium, waiting = (
        k["cost.premium_loading"] * (1 / sound - 1),
        rate * k["finance.satellite_construction"] / 2,
    )  # § 11.3
    insurance, stations = (satellite - develop + ride_cost) * premium, k["cost.ground_segment"] * k["rack.racks"]
    paid, annuity, operations = (
        satellite + ride_cost + insurance + stations,
        crf(rate, life),
        k["cost.operations"] * full,
    )
    bare = paid - racks * (1 + premium)
    shares = {
        "speed_share": payload["speed"],
        "eclipse_share": supply["compute_fraction"],
        "working_share": working(payload["orbit_failure_rate"], life, k["rack.spares"], k["rack.spare_failures"]),
        "fleet_share": working(k["launch.satellite_loss"], life, k["launch.spares"]),
        "available_share": k["cost.orbit_availability"],
        "upset_share": 1 - k["rack.upset_overhead"],
        "link_share": min(links["workload_margin"], 1.0),
        "sold_share": k["cost.utilisation"],
    }
    delivered, yearly = math.prod(shares.values()), paid * (1 + waiting) * annuity + operations
    sold = payload["gpus"] * delivered
    stack = {
        "rack": racks,
        "satellite": without,
        "launch": ride_cost,
        "insurance": insurance,
        "ground_segment": stations,
        "interest": paid * waiting,
    }
    stack = {name: money * annuity for name, money in stack.items()} | {"operations": operations}
    return shares | {
        "delivered_fraction": delivered,
        "units_built": units,
        "learned": level,
        "bus_price": by_mass / bill["priced_by_mass"],
        "satellite": satellite,
        "without_rack": without,
        "launch": ride_cost,
        "insurance": insurance,
        "premium": premium,
        "interest": paid * waiting,
        "capital": paid * (1 + waiting),
        "operations_per_year": operations,
        "annuity": annuity,
        "capex_per_watt_without_compute": bare / full,
        "satellite_per_watt": without / full,
        "fleet_capital": paid * (1 + waiting) * fleet,
        "launch_only_per_kw_year": ride_cost * annuity / full,
        "infrastructure_per_kw_year": (bare * (1 + waiting) * annuity + operations) / full,
        "all_in_per_kw_year": yearly / full,
        "per_gpu_hour": yearly / sold,
        "per_million_tokens": 1e6 * yearly / delivered / payload["throughput"],
        "per_launch_dollar": (1 + premium) * (1 + waiting) * annuity / sold,
        "parts": {"rack": payload["price"]}
        | parts
        | {"nonrecurring": develop, "spares": (hardware + payload["price"]) * (bought - 1)},
        "stack": stacked(stack, payload["gpus"], delivered, k["cost.utilisation"]),
    }


def stacked(yearly, gpus, delivered, sold):
    """§ 11.5 Parts of the cost of an hour sold."""
    parts = {name: money / gpus for name, money in yearly.items()}
    every, lost = sum(parts.values()), delivered / sold
    return parts | {"hours_lost": every * (1 / lost - 1), "hours_unsold": every / lost * (1 / sold - 1)}


# § 12 The ground
GATES = (
    "site",
    "zoning",
    "later",
    "retry",
    "build",
    "equipment",
    "grid",
    "plant",
    "air",
    "water",
    "commissioning",
    "refusals",
)


def points():
    """§ 12.2 512 points that fill a cube of twelve dimensions evenly."""
    phi = 1.5
    for _ in range(200):
        phi = (1 + phi) ** (1 / 13)
    return {name: [(0.5 + n * phi ** -(j + 1)) % 1 for n in range(1, 513)] for j, name in enumerate(GATES)}


def triangle(u, ends):
    low, mode, high = ends
    width = high - low
    if width and u < (mode - low) / width:
        return low + math.sqrt(u * width * (mode - low))
    return high - math.sqrt((1 - u) * width * (high - mode))


def quantile(sample, p):
    place = min(max(p * len(sample) - 0.5, 0.0), len(sample) - 1.0)
    low, sample = int(place), sorted(sample)
    a, b = sample[low], sample[min(low + 1, len(sample) - 1)]
    return a + (place - low) * (b - a)


U = points()


def scaled(ends, factor):
    return tuple(factor * end for end in ends)


def project(k):
    """§ 12.1 What the size of the project means."""
    rows = tomllib.loads((SEEDS / "catalogue" / "sizes.toml").read_text("utf-8")).values()
    at = [math.log(float(row["power"]["value"].removesuffix(" MW"))) for row in rows]
    x = math.log(k["launch.fleet_power"] / 1e6)
    share = {
        one: float(np.interp(x, at, [float(row[one]["value"]) for row in rows]))
        for one in ("rent", "zoning", "queue", "build", "equipment")
    }
    ramp = min(
        k["ground.ramp_rate"] * max(k["launch.fleet_power"] / k["ground.campus_power"], 1.0), k["ground.region_ramp"]
    )
    rents = k["launch.fleet_power"] <= k["ground.colocation_limit"]
    later = {
        name: 0.0 if rents else max(part * k["launch.fleet_power"] - k["ground.hall_power"], 0.0) / ramp
        for name, part in (("half", 0.5), ("all", 1.0))
    }
    return share | {"rents": rents} | later


def schedule(k, region, waits, size):
    """§ 12.2 The 512 outcomes of the network: P50 and the medians of its parts."""
    e = lambda key: k.ends[f"ground.{key}"]  # noqa: E731
    own = lambda key: k.ends[f"ground.{region}.{key}"]  # noqa: E731
    zoning = scaled(own("zoning"), size["zoning"])
    build = scaled(e("build_time"), k[f"ground.{region}.build_factor"] * size["build"])
    times = {"site": e("site_control"), "zoning": zoning, "later": zoning, "retry": e("retry_time"), "build": build, "equipment": scaled(e("equipment_lead"), size["equipment"]), "water": e("water_permit"), "commissioning": e("commissioning")}  # fmt: skip
    times |= {name: scaled(ends, size["queue"]) if name == "grid" else ends for name, ends in waits.items()}
    odds = size["zoning"] * k[f"ground.{region}.contested"] * k[f"ground.{region}.failure_if_contested"]
    late, rows = k["ground.approved_delay_odds"], {"total": [], "permission": [], "works": [], "supply": []}
    for n in range(512):
        t = {name: triangle(U[name][n], ends) for name, ends in times.items()}
        u = U["refusals"][n]
        refused = (
            k["ground.most_refusals"]
            if odds >= 1
            else 0.0
            if odds <= 0
            else min(math.floor(math.log(1 - u) / math.log(odds)), k["ground.most_refusals"])
        )
        other = (997 * u) % 1
        delay = triangle(min(other / late, 1.0), e("approved_delay")) if other < late else 0.0
        moratorium = triangle((997 * U["site"][n]) % 1, own("moratorium_wait"))
        permission = max(t["site"], moratorium) + t["zoning"] + refused * (t["retry"] + t["later"])
        grid = t["site"] + t["grid"] if "grid" in t else math.inf
        plant = max(t["plant"], t["site"] + t["air"]) if "plant" in t else math.inf
        supply = max(t["equipment"], min(grid, plant), t["site"] + t["water"]) + delay
        rows["total"].append(max(permission + t["build"], supply) + t["commissioning"])
        for name, one in (("permission", permission), ("works", t["build"]), ("supply", supply)):
            rows[name].append(one)
    found = {name: quantile(row, 0.5) for name, row in rows.items()}
    found |= {"p10": quantile(rows["total"], 0.1), "p90": quantile(rows["total"], 0.9)}
    found["idle"] = max(found["supply"] - found["permission"] - found["works"], 0.0)
    if size["rents"]:
        room = scaled(e("colocation_time"), size["rent"])
        found = dict.fromkeys(found, 0.0) | {
            "p10": triangle(0.1, room),
            "total": triangle(0.5, room),
            "p90": triangle(0.9, room),
        }
    return found


def sources(k, region):
    """§ 12.3 Price of power and waits of each source that a region has."""
    r, rate = lambda key: k[f"ground.{region}.{key}"], k["finance.cost_of_capital"]
    wait = k.ends[f"ground.{region}.grid_wait"]
    if k.supply[region] != "grid":
        return {k.supply[region]: (r("power_price"), {"plant": wait, "air": (0.0, 0.0, 0.0)})}
    found = {"grid": (r("power_price"), {"grid": wait})}
    for plant in k.plants:
        p = lambda key, plant=plant: k[f"ground.{plant}.{key}"]  # noqa: E731
        pay = crf(rate, p("life"))
        if p("storage") is not None:
            price = (
                p("capex") / (r("winter_sun") * p("storage_efficiency")) + p("storage") * p("storage_capex")
            ) * pay + p("upkeep")
        else:
            fuel = k["ground.gas_fuel_price"] * r("gas_factor") / p("efficiency")
            price = p("capex") * p("spare") * pay / k["cost.utilisation"] + fuel + p("upkeep")
        found[plant] = price, {"plant": k.ends[f"ground.{plant}.lead"], "air": k.ends[f"ground.{plant}.permit"]}
    return found


def ground(k, region):
    size, known = project(k), sources(k, region)
    wanted = k["ground.source"] if k.supply[region] == "grid" else k.supply[region]
    names = ("grid", *k.plants, "bridge") if wanted == "best" else (wanted,)
    best = None
    for name in names:
        if name == "bridge":  # § 12.3 a plant until the grid
            (grid, waits), (plant, others) = known["grid"], known[k["ground.bridge"]]
            when = schedule(k, region, waits | others, size)
            share = min(
                max((schedule(k, region, waits, size)["total"] - when["total"]) / k["ground.facility_life"], 0.0), 1.0
            )
            price = grid + share * (plant - grid)
        else:
            price, waits = known[name]
            when = schedule(k, region, waits, size)
        one = site(k, region, size, next(iter(known.values()))[0] if size["rents"] else price, when) | {"source": name}
        if size["rents"]:
            one["source"] = next(iter(known))
        judged = when["total"] if k["ground.objective"] == "time" else one["judged"]
        if best is None or judged < best[0]:
            best = judged, one
    return best[1]


def site(k, region, size, price, when):
    """§ 12.4 Money of one site, for a watt of computers."""
    r, g, rate, life = (
        lambda key: k[f"ground.{region}.{key}"],
        lambda key: k[f"ground.{key}"],
        k["finance.cost_of_capital"],
        k["finance.compute_life"],
    )
    idle = rate * when["works"] / 2
    shell, electrical, cooling = g("facility_life"), g("electrical_share"), g("cooling_share")
    recovery = electrical * crf(rate, min(g("electrical_life"), shell)) + cooling * crf(
        rate, min(g("cooling_life"), shell)
    )
    recovery += (1 - electrical - cooling) * crf(rate, shell)
    capex, land = r("capex"), r("land_price") * g("land_per_power")
    facility, operations, interest = (
        capex * (1 + idle) * recovery + land * rate,
        capex * g("operations"),
        capex * idle * recovery,
    )
    if size["rents"]:
        facility, operations, interest, capex, land, idle = g("colocation_rent"), 0.0, 0.0, 0.0, 0.0, 0.0
    electricity = price * r("pue") * k["cost.utilisation"]
    duty, full = 1 + r("import_duty"), k["rack.power"]
    installing, pay = rate * k["finance.rack_installation"] / 2, crf(rate, life)
    resale = k["finance.residual_value"] * (1 + rate * YEAR) ** (-life / YEAR)
    compute = duty * k["rack.price"] * (1 + installing - resale) / full * pay
    repair = duty * k["rack.price"] * k["rack.failure_rate"] * k["cost.repair_price"] * (1 - g("warranty_share")) / full
    working_share = 1 / (1 + k["rack.failure_rate"] * k["cost.repair_time"])
    delivered = working_share * k["cost.ground_availability"] * k["cost.utilisation"]
    infrastructure = facility + operations + electricity
    all_in, each = infrastructure + compute + repair, full / k["rack.gpus"]
    margin = g("compute_value") / each * delivered - all_in  # § 12.5 waiting
    spent, aged = {
        "uncommitted": (0.0, 0.0),
        "shell-built": (facility + operations, 0.0),
        "compute-waiting": (facility + operations + compute, 1.0),
    }[g("delay_cost")]
    gain, wait = max(margin, 0.0), when["total"] + size["half"]
    later = lambda time: (1 + rate * YEAR) ** (-time / YEAR)  # noqa: E731
    left = max(life - aged * when["idle"], 0.0)
    waiting = (
        gain / pay - gain / crf(rate, left) * later(wait) + spent / crf(rate, when["idle"]) * later(wait - when["idle"])
    )
    racked = duty * k["rack.price"] * installing / full * pay
    stack = {
        "rack": compute - racked,
        "facility": facility - interest,
        "power": electricity,
        "operations": operations,
        "repair": repair,
        "interest": interest + racked,
    }
    racks = math.ceil(k["launch.fleet_power"] / full * (1 - 1e-12))
    return {
        "power_price": price,
        "facility_capital": capex * (1 + idle) + land,
        "facility_per_kw_year": facility,
        "operations_per_kw_year": operations,
        "power_per_kw_year": electricity,
        "infrastructure_per_kw_year": infrastructure,
        "compute_per_kw_year": compute,
        "repair_per_kw_year": repair,
        "all_in_per_kw_year": all_in,
        "working_share": working_share,
        "delivered_fraction": delivered,
        "per_gpu_hour": all_in * each / delivered,
        "fleet_capital": racks * (duty * k["rack.price"] * (1 + installing) + (capex * (1 + idle) + land) * full),
        "margin_per_kw_year": margin,
        "waiting_cost_per_kw": waiting,
        "judged": infrastructure + waiting * pay,
        "time_to_power_p10": when["p10"],
        "time_to_power_p50": when["total"],
        "time_to_power_p90": when["p90"],
        "time_to_half": wait,
        "time_to_all": when["total"] + size["all"],
        "zoning_time": when["permission"],
        "works_time": when["works"],
        "supply_time": when["supply"],
        "stack": stacked({name: money * each for name, money in stack.items()}, 1.0, delivered, k["cost.utilisation"]),
    }


def walk(case):
    """Every result that this file computes, by its dotted name, in SI; `source` of a region is a word."""
    k = Inputs(case)
    payload, path = rack(k), orbit(k)
    facing = attitude(k, path)
    sized = powered(k, payload, path, facing)
    links = link(k, path, payload)
    bill = mass(k, payload, path, sized, links)
    stowed = sized["power"]["stowed_volume"] + sized["thermal"]["stowed_volume"] + k["mass.bus_volume"]
    ride = launch(k, payload, bill, stowed)
    price = cost(k, payload, sized["power"], sized["thermal"], links, bill, ride)
    rooms = {
        "rack": payload,
        "orbit": path | sized["climb"],
        "attitude": facing,
        "power": sized["power"] | {"ledger": sized["ledger"]},
    }
    rooms |= {
        "thermal": sized["thermal"],
        "link": links,
        "torques": sized["torques"],
        "mass": bill,
        "launch": ride,
        "cost": price,
    }
    rooms["power"] |= {"thruster_power": sized["ledger"]["thrusters"], "thruster_power_needed": sized["needed"]}
    for region in k["ground.regions"]:
        here = rooms[f"ground.{region}"] = ground(k, region)
        even = k["launch.price"] + (here["per_gpu_hour"] - price["per_gpu_hour"]) / (
            price["per_launch_dollar"] * ride["paid_payload"]
        )
        rooms[f"compare.{region}"] = {
            "cost_ratio": price["per_gpu_hour"] / here["per_gpu_hour"],
            "breakeven_launch_price": even,
        }
    hidden = {"orbit.noon", "orbit.entry_delta_v", "orbit.drop_off_pressure", "power.ledger.kept"} | {
        f"ground.{one}.judged" for one in k["ground.regions"]
    }
    return {name: number for name, number in flat(rooms).items() if name not in hidden}


def flat(rooms, head=""):
    found = {}
    for name, one in rooms.items():
        found |= flat(one, f"{head}{name}.") if isinstance(one, dict) else {head + name: one}
    return found
