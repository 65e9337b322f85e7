"""The orbit's year for people and machines: words first, a chart by week, rows by day, a figure."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from sunrack import markup
from sunrack.constants import ASTRONOMICAL_UNIT
from sunrack.drawing import Block, Text, amount, as_text, number
from sunrack.findings.calendar import Calendar
from sunrack.section import plain

COLUMNS = ("date", "beta_deg", "eclipse_min", "sunlit_fraction", "sun_distance_au")
MONTHS = "January February March April May June July August September October November December".split()
SHORT = tuple(month[:3] for month in MONTHS)
TICKS = "▁▂▃▄▅▆▇█"
FIGURES = ("png", "svg", "pdf")


def as_words(c: Calendar, width: int | None = 80, colour: bool = False) -> str:
    """The whole answer as plain text no wider than `width`; None for a file, where text is not wrapped."""
    drawn = "\n" + "\n".join(chart(c, 80 if width is None else min(80, max(20, width)))) + "\n" if c.exists else ""
    return as_text(blocks(c), width, colour) + drawn


def blocks(c: Calendar) -> list[Block]:
    """The answer in sentences, or that there is no such orbit."""
    return opening(c) if c.exists else [Text(_nowhere(c), strong=True)]


def _nowhere(c: Calendar) -> str:
    edge = amount(c.path.highest_altitude, "km", 4)
    return (
        f"No sun-synchronous orbit is possible at {c.case.orbit.altitude}: circular sun-synchronous orbits end at"
        f" {edge}."
    )


def opening(c: Calendar) -> list[Block]:
    """The answer in sentences: sunlit, seasons, longest eclipse, the altitude without eclipses, drift."""
    return [Text(_eclipses(c), strong=True), Text(_geometry(c)), Text(_drift(c))]


def _eclipses(c: Calendar) -> str:
    shadow = c.case.orbit.shadow
    if not (c.days.eclipse > 0).any():
        return f"There is no eclipse in {c.year} at {place(c)} (shadow model: {shadow}).{_grazes(c)}"
    worst = c.days.date[int(np.argmax(c.days.eclipse))]
    season = ", ".join(_season(first, last) for first, last in c.seasons)
    all_year = bool((c.days.eclipse > 0).all())
    when = f"every day of {c.year}" if all_year else f"{_count((c.days.eclipse > 0).sum(), 'day')}: {season}"
    return (
        f"Sunlit fraction in {c.year} at {place(c)}: {min(99.99, 100 * plain(c.path.sunlit_fraction, '')):.2f} %"
        f" (shadow model: {shadow}).\nEclipses occur on {when}.\nThe longest eclipse lasts"
        f" {amount(c.path.longest_eclipse, 'min', 4)}, on {_said(worst)} {c.year}. There are"
        f" {number(plain(c.path.eclipses_per_year, ''), 4)} eclipses a year, one in every"
        f" orbit{'' if all_year else ' of the eclipse season'}."
    )


def _grazes(c: Calendar) -> str:
    """What is left of eclipse where the chosen shadow is missed but a part of the Sun is hidden."""
    if c.case.orbit.shadow == "penumbra":
        return ""
    count, longest = c.partial
    return (
        f" A part of the Sun is hidden (penumbra) on {_count(count, 'day')}, for up to {number(longest / 60)} min per"
        " orbit."
        if count
        else ""
    )


def _geometry(c: Calendar) -> str:
    hour = clock(c.case.orbit.local_time.si)
    if math.isfinite(c.clear_altitude):
        free = f"The lowest eclipse-free altitude at {hour} is {math.ceil(c.clear_altitude / 1e3):,} km"
    else:
        free = f"At a local time of {hour} there are eclipses at every altitude"
    return (
        f"The minimum beta angle (between Sun and orbit plane) is {amount(c.path.minimum_beta, 'deg', 4)}, the"
        f" inclination {amount(c.path.inclination, 'deg', 4)}, the nodal period"
        f" {amount(c.path.nodal_period, 'min', 4)}. {free} (shadow model: {c.case.orbit.shadow})."
    )


def _drift(c: Calendar) -> str:
    """What the injection errors make of the year if nothing is done, and what holding the orbit takes."""
    found, years = c.drift, _count(c.drift.life, "year")
    hold = f"Orbit maintenance takes {amount(c.path.hold_delta_v, 'm/s/year')}."
    cause = f"Uncorrected injection errors of {c.case.orbit.altitude_error} and {c.case.orbit.inclination_error}"
    if found.eclipse_days is None or found.longest_eclipse is None:
        hours = number(found.local_time / 60)
        return f"{cause} shift the local time by {hours} hours in {years}, through dawn, noon and midnight. {hold}"
    days, moved = found.eclipse_days, found.local_time
    after = (
        f"{_count(days, 'day')} with eclipses of up to {number(found.longest_eclipse)} min" if days else "no eclipse"
    )
    return (
        f"{cause} shift the local time by {number(moved)} min in {years}. In the worst case a year has {after}. {hold}"
    )


def chart(c: Calendar, width: int) -> list[str]:
    """A line for the year and a line a week: the week's mean β, its longest eclipse, its sunlit part, and a bar of the
    eclipse."""
    beta, minutes, sunlit = np.degrees(c.days.beta), c.days.eclipse / 60, 100 * c.days.sunlit_fraction
    starts = np.arange(0, beta.size - 1, 7)  # the last day or two close the last week
    weeks = [slice(start, start + 7 if start + 14 <= beta.size else None) for start in starts[: beta.size // 7]]
    means, longest, light = (
        [f(row[week]) for week in weeks] for f, row in ((np.mean, beta), (np.max, minutes), (np.mean, sunlit))
    )
    top = max(longest)
    wide = width >= 48
    head = f"{'week of':<7} {'β deg':>6} {'eclipse min':>11}" + (f" {'sunlit %':>8}" if wide else "")
    room = width - len(head) - 1
    lines = (
        [f"|β|     {_spark(np.abs(means), width - 8)}", f"eclipse {_spark(longest, width - 8)}"] if width >= 30 else []
    )
    if width >= len(weeks) + 8:
        initials = {int(c.days.date[week.start][5:7]): k for k, week in reversed(list(enumerate(weeks)))}
        marks = {k: MONTHS[month - 1][0] for month, k in initials.items()}
        lines.append((" " * 8 + "".join(marks.get(k, " ") for k in range(len(weeks)))).rstrip())
    lines += ["", head if width >= len(head) else "week    β deg   min"]
    for week, mean, most, share in zip(weeks, means, longest, light, strict=True):
        month, day = c.days.date[week.start][5:].split("-")
        row = f"{SHORT[int(month) - 1]} {int(day):>2}  {mean:6.1f} {most:11.1f}" + (f" {share:8.2f}" if wide else "")
        bar = "#" * math.ceil(most / top * room) if top > 0 and room > 3 else ""
        lines.append(f"{row} {bar}".rstrip() if width >= len(head) else f"{row[:6]} {mean:6.1f} {most:5.1f}")
    return [
        *lines,
        "",
        *as_text(
            [
                Text(
                    "β is the angle between the Sun and the orbit plane, averaged over the week. Eclipse is the longest"
                    " of the week."
                )
            ],
            width,
        ).splitlines(),
    ]


def _spark(levels: Any, room: int) -> str:
    """One character a level, lowest to highest from zero; a blank where there is nothing; fewer characters where room
    is short."""
    row = np.asarray(levels, float)
    if room < row.size:
        row = np.array([part.max() for part in np.array_split(row, room)])
    top = row.max()
    return "".join(" " if one <= 0 or top <= 0 else TICKS[min(7, int(8 * one / top))] for one in row).rstrip()


def rows(c: Calendar) -> list[dict[str, Any]]:
    """A row a day in the units of its column's name; none where there is no orbit."""
    if not c.exists:
        return []
    beta, minutes, distance = np.degrees(c.days.beta), c.days.eclipse / 60, c.days.sun_distance / ASTRONOMICAL_UNIT
    columns = (
        c.days.date,
        beta.round(5).tolist(),
        minutes.round(5).tolist(),
        c.days.sunlit_fraction.round(7).tolist(),
        distance.round(7).tolist(),
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]


def as_csv(c: Calendar) -> str:
    """The rows under their names."""
    return "\n".join([",".join(COLUMNS), *(",".join(str(cell) for cell in row.values()) for row in rows(c))]) + "\n"


def as_json(c: Calendar) -> str:
    """The year's results with their units, the seasons, and the rows; strict JSON, null where there is no number."""
    results = {name: entry for name, entry in c.path.to_dict("orbit.").items() if name.split(".")[1] not in _OF_MASS}
    content = {
        "scenario": c.case.name,
        "year": c.year,
        "altitude_km": plain(c.path.altitude, "km"),
        "local_time": clock(c.case.orbit.local_time.si),
        "shadow": c.case.orbit.shadow,
        "exists": c.exists,
        "seasons": [list(season) for season in c.seasons],
        "longest_eclipse_date": c.days.date[int(np.argmax(c.days.eclipse))] if c.seasons else None,
        "eclipse_free_altitude_km": _finite(c.clear_altitude / 1e3),
        "results": {name: {**entry, "value": _finite(entry["value"])} for name, entry in results.items()},
        "days": rows(c),
    }
    return markup.as_json(content)


_OF_MASS = ("drag_delta_v", "passive_lifetime", "disposal_time", "raise_time")  # known only once the satellite is sized


def _finite(content: Any) -> Any:
    return None if isinstance(content, float) and not math.isfinite(content) else content


def figure(c: Calendar, file: Path | BinaryIO, form: str) -> None:
    """β and eclipse minutes over the year as a figure, in one of `FIGURES`."""
    from matplotlib.figure import Figure  # Agg or a vector canvas, by the form: no screen is opened

    drawing = Figure(figsize=(8, 5), layout="constrained")
    upper, lower = drawing.subplots(2, 1, sharex=True)
    day = np.arange(len(c.days.date))
    upper.plot(day, np.degrees(c.days.beta), color="tab:orange")
    upper.axhline(0, color="0.7", linewidth=0.8)
    upper.set(
        ylabel="β [deg]",
        title=f"Sun-synchronous orbit, {place(c)}, {c.year}: {100 * plain(c.path.sunlit_fraction, ''):.2f} % sunlit",
    )
    lower.fill_between(day, c.days.eclipse / 60, color="0.3")
    lower.set(ylabel="longest eclipse [min]", xlim=(0, day[-1]), ylim=(0, max(1.0, 1.1 * c.days.eclipse.max() / 60)))
    first = [k for k, date in enumerate(c.days.date) if date.endswith("-01")]
    lower.set_xticks(first, SHORT)
    drawing.savefig(file, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)


def place(c: Calendar) -> str:
    """The orbit in words: 650 km, 06:00."""
    return f"{c.case.orbit.altitude}, {clock(c.case.orbit.local_time.si)}"


def clock(seconds: float) -> str:
    """A local time as people write it: 06:00, and seconds where they matter."""
    whole = round(seconds)
    text = f"{whole // 3600:02d}:{whole // 60 % 60:02d}"
    return text if whole % 60 == 0 else f"{text}:{whole % 60:02d}"


def _count(number_of: Any, thing: str) -> str:
    """88 days, 1 day, 2.5 years."""
    text = f"{float(number_of):.3g}"
    return f"{text} {thing}" if text == "1" else f"{text} {thing}s"


def _said(date: str) -> str:
    return f"{int(date[8:])} {MONTHS[int(date[5:7]) - 1]}"


def _season(first: str, last: str) -> str:
    over = ", over New Year" if first > last else ""
    return f"{_said(first)} to {_said(last)}{over}" if first != last else _said(first)
