"""`python -m sunrack`."""

from sunrack.cli import main

main()
