"""The optical link budget: what a telescope gathers, what arrives, what that can carry."""

from __future__ import annotations

import numpy as np

from sunrack.constants import PLANCK, SPEED_OF_LIGHT
from sunrack.units import BitPerSecond, Decibel, Hertz, Metre, Radian, Ratio, Share, Watt, law


@law
def telescope_gain(aperture: Metre, wavelength: Metre, efficiency: Share) -> Ratio:
    """On-axis gain of a telescope at its diffraction limit.

        G = η (π D / λ)²

    Args:
        aperture: Diameter of the telescope [m].
        wavelength: Wavelength of the light [m].
        efficiency: Share of the ideal gain reached, for the shape and blocking of the aperture [-].
    Returns:
        Gain over an isotropic source, as a plain ratio [-]; 10 log₁₀ of it is in dB.

    Valid for an aperture much larger than the wavelength.
    Source: aguera-2025, free-space optical link budget.
    """
    return efficiency * (np.pi * aperture / wavelength) ** 2


@law
def beam_divergence(aperture: Metre, wavelength: Metre) -> Radian:
    """Angle from the axis to the first dark ring of a diffraction-limited beam.

        θ = 1.22 λ / D

    Args:
        aperture: Diameter of the telescope [m].
        wavelength: Wavelength of the light [m].
    Returns:
        Divergence half-angle [rad].

    Valid for a uniformly lit round aperture.
    Source: aguera-2025, free-space optical link budget.
    """
    return 1.22 * wavelength / aperture


@law
def received_power(
    power: Watt, transmit_gain: Ratio, receive_gain: Ratio, distance: Metre, wavelength: Metre, efficiency: Share
) -> Watt:
    """Power at the detector of a free-space link (Friis).

        P_r = P_t G_t G_r η (λ / 4πd)²

    Args:
        power: Transmitted power [W].
        transmit_gain: Gain of the transmitting telescope, plain ratio [-].
        receive_gain: Gain of the receiving telescope, plain ratio [-].
        distance: Range of the link [m].
        wavelength: Wavelength of the light [m].
        efficiency: All other losses as one factor: optics of both ends, coupling, mispointing [-].
    Returns:
        Received power [W].

    Valid in the far field (beyond about D²/λ, 4 km for 80 mm); nearer, capped at P_t η, which no passive link exceeds.
    Source: aguera-2025, free-space optical link budget.
    """
    spread = transmit_gain * receive_gain * (wavelength / (4 * np.pi * distance)) ** 2
    return power * efficiency * np.minimum(spread, 1)


@law
def photon_rate(power: Watt, wavelength: Metre) -> Hertz:
    """Photons a second in a beam.

        n = P λ / (h c)

    Args:
        power: Power of the beam [W].
        wavelength: Wavelength of the light [m].
    Returns:
        Photons a second [1/s].

    Source: einstein-1905, light quanta.
    """
    return power * wavelength / (PLANCK * SPEED_OF_LIGHT)


@law
def link_margin(received: Watt, wavelength: Metre, rate: BitPerSecond, sensitivity: Ratio) -> Ratio:
    """Decibels by which the received power exceeds what the receiver needs.

        M = 10 log₁₀(P_r λ / (h c N R))

    Args:
        received: Power at the detector [W].
        wavelength: Wavelength of the light [m].
        rate: Data rate of the link [bit/s].
        sensitivity: Photons that the receiver needs for each bit, coding included [-].
    Returns:
        Margin in dB, a plain number [-]; below zero the link does not close at that rate.

    Valid where signal photons, not background light, set the errors.
    Source: aguera-2025, free-space optical link budget.
    """
    return 10 * np.log10(photon_rate.si(received, wavelength) / (sensitivity * rate))


@law
def closing_rate(received: Watt, wavelength: Metre, sensitivity: Ratio, margin: Decibel) -> BitPerSecond:
    """Data rate that the received power carries with a margin kept.

        R = P_r λ / (h c N 10^(M/10))

    Args:
        received: Power at the detector [W].
        wavelength: Wavelength of the light [m].
        sensitivity: Photons that the receiver needs for each bit, coding included [-].
        margin: Margin to keep, in dB, a plain number [-].
    Returns:
        Rate at which the link closes [bit/s]; electronics may be slower.

    Source: aguera-2025, free-space optical link budget.
    """
    return photon_rate.si(received, wavelength) / (sensitivity * 10 ** (margin / 10))


@law
def closing_range(distance: Metre, margin: Decibel, required: Decibel) -> Metre:
    """Range at which the margin of a link, known at one range, falls to what is required.

        d' = d 10^((M − M_req) / 20)

    Args:
        distance: Range at which the margin is known [m].
        margin: Margin there in dB, a plain number [-].
        required: Margin to keep in dB, a plain number [-].
    Returns:
        Longest range by the budget alone [m].

    Valid in the far field, where power falls with the square of the range.
    Source: aguera-2025, free-space optical link budget.
    """
    return distance * 10 ** ((margin - required) / 20)


@law
def clear_rate(rate: BitPerSecond, distance: Metre, limit: Metre) -> BitPerSecond:
    """Rate of a beam that the Earth does not cut.

        R where 0 ≤ d ≤ d_max, else 0

    Args:
        rate: Rate of the unobstructed link [bit/s].
        distance: Range of the link [m].
        limit: Longest line of sight above the grazing height [m].
    Returns:
        The rate, or 0 beyond the line of sight [bit/s].

    Source: wertz-larson-1999, ch. 5.2.
    """
    return np.where((distance >= 0) & (distance <= limit), rate, 0.0)


@law
def any_site(availability: Share, sites: Ratio) -> Ratio:
    """Chance that at least one of several ground sites can be used.

        A = 1 − (1 − a)ⁿ

    Args:
        availability: Share of time that one site is free of cloud or heavy rain [-].
        sites: Number of sites [-].
    Returns:
        Availability of the network [-].

    Valid for sites far enough apart (some 500 km) that their weather is independent.
    Source: wertz-larson-1999, ch. 13.3.
    """
    return 1 - (1 - availability) ** sites
