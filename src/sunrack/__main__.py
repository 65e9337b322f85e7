"""`sunrack` and `python -m sunrack`: what starts the command."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command in a process of its own, without looking for garbage: a short command has hardly any."""
    gc.disable()
    try:
        from sunrack.cli import main as run

        run()
    finally:
        gc.freeze()  # or Python would look through every object once more before the process ends


if __name__ == "__main__":
    main()
