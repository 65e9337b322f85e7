"""Local effects: jobs, tax, bills, noise, land and water, for each accelerator-hour that is sold, on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunrack.findings.base import Finding
from sunrack.findings.world import Given, given
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

HOUR = 3600.0


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Site(Finding):
    """A data centre's effects on its neighbours, per accelerator-hour sold; a rented hall has no land of its own."""

    region: str
    rents: bool
    jobs: float = shown("", "lasting jobs of the project")
    work: float = shown("min", "time that people at the site work, for 1,000 accelerator-hours")
    work_low: float = shown("min", "the same at the low end of jobs a megawatt")
    work_high: float = shown("min", "the same at the high end")
    tax: float = shown("USD", "property tax to the county, for 1,000 accelerator-hours")
    tax_low: float = shown("USD", "the same at the low end")
    tax_high: float = shown("USD", "the same at the high end")
    land: float = shown("m²", "land of the campus for one accelerator")
    water: float = shown("L", "water on site for one accelerator-hour")
    water_off: float = shown("L", "water that the power plants use up for one accelerator-hour")
    sound_at_homes: float = shown("", "sound of the cooling at the nearest homes, dB(A)")
    quiet_by_night: float = shown("ft", "distance from its middle at which 45 dB(A) is met")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Aloft(Finding):
    """What an accelerator-hour from orbit does where people live."""

    launches: float = shown("1/year", "launches a year that keep the fleet, each heard around its site")
    burnt: float = shown("g", "mass that burns up in the air at the end, for one accelerator-hour")
    launch_carbon: float = shown("g", "carbon dioxide of launch, for one accelerator-hour")
    wages: float = shown("USD", "yearly operations (flight control, ground stations), for 1,000 accelerator-hours")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Local(Finding):
    """Both sides, and what data centres added to other customers' bills."""

    sites: tuple[Site, ...]
    orbit: Aloft
    bills: Given
    jobs: Given
    tax: Given
    unanswered: tuple[str, ...]


UNANSWERED = (
    "Bills: what data centres add to other customers' bills is published for PJM as a whole and by auction, not by"
    " energy used; it cannot be given for each GPU-hour, and elsewhere it is not known.",
    "Tax in orbit: which county or state taxes a satellite is not settled, and no figure is published.",
    "Jobs in orbit: nobody publishes the people behind a satellite of this kind; its operations are given in dollars.",
    "Noise and water of launch: sonic booms and pad water depend on the site, and are not computed here.",
)


def find(f: Findings) -> Local:
    """The section of one comparison."""
    return Local(
        sites=tuple(_site(f, name) for name in f.comparison.ground),
        orbit=_aloft(f),
        bills=given("others-bills"),
        jobs=given("site-jobs"),
        tax=given("local-tax"),
        unanswered=UNANSWERED,
    )


def _site(f: Findings, region: str) -> Site:
    """One region; per accelerator-hour sold, as the report's costs."""
    c, inputs = f.comparison.bare, f.bench.inputs
    rival, campus = c.ground[region], f.zoning.campus
    hours = rival.delivered_fraction / HOUR  # accelerator-hours sold per accelerator and second
    each = rival.power_per_gpu  # [W]
    rents = bool(rival.facility_capex == 0)
    jobs, tax, shift = (
        given("site-jobs"),
        given("local-tax", round(float(inputs.finance.currency_year))),
        given("working-hours"),
    )

    def minutes(jobs_per_megawatt: float) -> float:
        return float(1000 * jobs_per_megawatt / 1e6 * each * shift.si / hours / 60)

    def dollars(million_per_megawatt_year: float) -> float:
        return float(1000 * tax.si / tax.value * million_per_megawatt_year * each / hours)

    return Site(
        region=region,
        rents=rents,
        jobs=float(jobs.value / 1e6 * inputs.launch.fleet_power),
        work=minutes(jobs.value),
        work_low=minutes(jobs.low),
        work_high=minutes(jobs.high),
        tax=dollars(tax.value),
        tax_low=dollars(tax.low),
        tax_high=dollars(tax.high),
        land=0.0 if rents else float(inputs.ground.land_per_power * each),
        water=float(rival.water_per_kw_year * each / hours * 1000),
        water_off=float(rival.water_off_per_kw_year * each / hours * 1000),
        sound_at_homes=campus.sound_at_homes,
        quiet_by_night=campus.quiet_by_night,
    )


def _aloft(f: Findings) -> Aloft:
    c = f.comparison.bare
    price, ride, mass = c.design.cost, c.design.launch, c.design.mass
    sold = price.gpu_hours_per_year / HOUR  # accelerator-hours sold per satellite and second
    dry = (mass.wet - mass.propellant) * ride.flown_per_satellite
    power = c.design.rack.full_power
    return Aloft(
        launches=plain(ride.replenishment_launches, "1/year"),
        burnt=float(1e3 * dry / (sold * price.orbital_life)),
        launch_carbon=float(1e3 * c.design.carbon.launch_per_kw_year * power / sold),
        wages=float(1000 * price.operations_per_year / sold),
    )
