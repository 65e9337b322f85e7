"""What the maker of a rack does not publish."""

from __future__ import annotations

from sunrack.catalogue import records
from sunrack.markup import listed
from sunrack.rack import OWN
from sunrack.scenario import Scenario


def unpublished(case: Scenario) -> list[str]:
    """What the maker of the rack does not publish, and what one GPU-hour of it is; nothing where all is known.

    Args:
        case: The scenario.
    """
    record = records("racks")[case.rack.model]
    if "unknown" not in record:
        return []
    words = {"power": "power", "mass": "mass", "price": "price", "gpus": "number of accelerators"}
    given = [word for key, word in words.items() if key not in record]
    lacking = ["tokens"] if case.rack.rated_throughput is None else []
    verb = "are" if len(given) > 1 else "is"
    own = case.rack.model == OWN
    told = [
        f"The {listed(given)} of {'the rack' if own else case.rack.model} {verb}"
        f" {'' if own else 'not published and '}your own.",
        *(
            [f"Its tokens are not {'given' if own else 'published'}, so that a price of tokens is unknown."]
            if lacking
            else []
        ),
        f"A GPU-hour is an hour of {record['accelerator']}.",
    ]
    return told if given else told[1:]
