"""Claims."""


class Claims:
    """Claims."""


def claims() -> None:
    """Claims."""
