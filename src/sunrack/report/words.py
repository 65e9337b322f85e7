"""Words that several pages of the report share: sides, sources of power, lists, quality of a source."""

from __future__ import annotations

from sunrack.catalogue import place, the_place, title

_SOURCES = {
    "grid": "Grid",
    "on-site-gas": "Gas turbines on site",
    "combined-cycle": "Combined-cycle gas turbine",
    "engines": "Gas engines on site",
    "fuel-cells": "Fuel cells on gas",
    "solar-battery": "Solar array and battery",
    "bridge": "Engines, then grid",
}


_WORKLOADS = {
    "chat-serving": "Chat serving",
    "chat-serving-split": "Chat serving, split",
    "long-context-serving": "Long context",
    "long-context-split": "Long context, split",
    "video-generation": "Video generation",
    "earth-observation": "Earth observation",
    "fine-tuning": "Fine-tuning",
    "pre-training": "Pre-training",
    "pre-training-diloco": "Pre-training, DiLoCo",
}

LIMITS = {
    "rate in": "uplink",
    "rate out": "downlink",
    "memory traffic": "inter-rack traffic",
    "latency": "round trip",
    "access": "visibility",
}
"""What of the links limits a class of work, in words."""


def workload(name: str) -> str:
    """A workload in a word or two; split is prefill in one rack and decode in another."""
    return _WORKLOADS.get(name) or title("workloads", name)


def side(name: str) -> str:
    """Orbit, or a region by its title."""
    return "Orbit" if name == "orbit" else place(name)


def power_source(name: str) -> str:
    """A source of power on the ground in words."""
    return _SOURCES.get(name) or title("generators", name)


def months_apart(saved: float, region: str) -> str:
    """By how much orbit is earlier or later than a region: "19 months later than Texas"."""
    if saved != saved or abs(saved) == float("inf"):
        return f"never as early as {the_place(region)}" if saved < 0 else f"no finite time in {the_place(region)}"
    count = round(abs(saved))
    if not count:
        return f"at the same time as {the_place(region)}"
    return f"{count} month{'s' * (count != 1)} {'earlier' if saved > 0 else 'later'} than {the_place(region)}"


def quality(tier: str) -> str:
    """The quality of a source as tables print it: an assumption has none."""
    return {"guess": "assumed", "yours": "yours"}.get(tier, tier)
