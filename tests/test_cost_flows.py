"""Both sides as tables of cash flows, month by month and year by year, against the closed forms of the walk."""

import numpy as np
import pytest

import sunrack as sr

HOURS = 8766  # of a Julian year
SHORT = 0.002  # interest before service is simple in the walk and compound here


@pytest.fixture(scope="module", params=["rack-100kw", "rack-100kw-claimed", "rack-gb200"])
def nominal(request):
    return sr.compare(request.param)


def number(quantity, unit):
    return quantity.to(unit).magnitude


def paid_before(money: float, months: float, rate: float) -> float:
    """Worth on the first day of service of a sum paid evenly over the months before it, compounded."""
    steps = (np.arange(1000) + 0.5) / 1000 * months / 12
    return money * np.mean((1 + rate) ** steps)


def test_a_satellite_as_a_table_of_years(nominal):
    """Independent: outlays before service, operations and hours at each year's end; at that price they are worth nothing."""
    price, case = nominal.design.cost, nominal.scenario
    rate, life = case.finance.cost_of_capital.quantity.magnitude / 100, round(number(price.orbital_life, "year"))
    bought = sum(
        number(money, "USD") for money in (price.satellite, price.launch, price.insurance, price.ground_segment)
    )
    outlay = paid_before(bought, number(case.finance.satellite_construction.quantity, "month"), rate)
    running, hours = number(price.operations_per_year, "USD/year"), number(price.gpu_hours_per_year, "hour/year")
    years = [1 / (1 + rate) ** year for year in range(1, life + 1)]
    levelised = (outlay + sum(running * worth for worth in years)) / sum(hours * worth for worth in years)
    assert number(price.per_gpu_hour, "USD/hour") == pytest.approx(levelised, rel=SHORT)
    income = price.per_gpu_hour * price.gpu_hours_per_year - price.operations_per_year
    worth = sr.finance.net_present_value(
        flow=income, rate=case.finance.cost_of_capital.quantity, life=price.orbital_life, outlay=price.capital
    )
    assert number(worth, "USD") == pytest.approx(0, abs=1e-9 * bought)


def test_hours_that_are_not_discounted_charge_orbit_a_little_more(nominal):
    """Independent: with the hours of each year as they decay, early ones worth more, a GPU-hour costs less, by under 1 %: the convention says so."""
    price, case = nominal.design.cost, nominal.scenario
    rate, life = case.finance.cost_of_capital.quantity.magnitude / 100, round(number(price.orbital_life, "year"))
    loss = number(nominal.design.rack.orbit_failure_rate, "1/year")
    left = [(np.exp(-loss * (year - 1)) - np.exp(-loss * year)) / loss for year in range(1, life + 1)]
    assert np.mean(left) == pytest.approx(number(price.working_share, ""), rel=1e-12)
    discounted = np.average(left, weights=[1 / (1 + rate) ** year for year in range(1, life + 1)])
    assert 1 < discounted / np.mean(left) < 1.01


@pytest.mark.parametrize("residual", ["0", "0.05", "0.3"])
@pytest.mark.parametrize("region", ["texas", "india"])
def test_the_ground_as_a_table_of_years(region, residual):
    """Independent: seventy years, in which five-year racks and fourteen-year facilities are bought anew and sold, from the inputs alone; land is
    bought once and sold at its price at the end."""
    changes = {"finance.residual_value": residual, "ground.regions": [region], "ground.facility_life": "14 year"}
    c = sr.compare(sr.load().but(changes))
    case, site, rival = c.scenario, c.scenario.sites[region], c.ground[region]
    rate, power, fails = (
        case.finance.cost_of_capital.quantity.magnitude / 100,
        100.0,
        number(case.rack.failure_rate.quantity, "1/year"),
    )
    price, keep = number(case.rack.price.quantity, "USD") * (1 + site["import_duty"].si), float(residual)
    land = number(site["land_price"].quantity, "USD/m²") * number(case.ground.land_per_power.quantity, "m²/kW") * power
    facility = number(site["capex"].quantity, "USD/kW") * power
    electricity = (
        number(site["power_price"].quantity, "USD/kWh")
        * number(site["pue"].quantity, "")
        * case.cost.utilisation.si
        * HOURS
        * power
    )
    upkeep = facility * case.ground.operations.quantity.magnitude / 100
    repair = price * fails * case.cost.repair_price.si * (1 - case.ground.warranty_share.si)
    months = number(rival.works_time, "month")
    worth = [1 / (1 + rate) ** year for year in range(71)]
    present = sum((electricity + upkeep + repair) * worth[year] for year in range(1, 71))
    present += sum(
        paid_before(price, number(case.finance.rack_installation.quantity, "month"), rate) * worth[year]
        - keep * price * worth[year + 5]
        for year in range(0, 70, 5)
    )
    present += sum(paid_before(facility, months, rate) * worth[year] for year in range(0, 70, 14))
    present += land - land * worth[70]
    yearly = present / sum(worth[1:])
    assert number(rival.all_in_per_kw_year, "USD/kW/year") == pytest.approx(yearly / power, rel=SHORT)
    stopped = 1 + fails * number(case.cost.repair_time.quantity, "year")
    hours = 72 * HOURS * case.cost.ground_availability.si / stopped * case.cost.utilisation.si
    assert number(rival.per_gpu_hour, "USD/hour") == pytest.approx(yearly / hours, rel=SHORT)
