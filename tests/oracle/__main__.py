"""`python -m tests.oracle JOURNAL`: what the naive oracle says of each order of a journal folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracle.oracle import NON_CONFORME, Oracle, lots_du_journal


def main() -> int:
    """Print a line an order, then what is wrong with the files; 1 when something is."""
    avis = Oracle().juge(lots_du_journal(Path(sys.argv[1])))
    for reference, (verdict, raison) in avis.dossiers.items():
        sys.stdout.write(f"{reference} : {verdict}{' : ' if raison else ''}{raison}\n")
    for faute in avis.fautes:
        sys.stdout.write(f"faute : {faute}\n")
    return 1 if avis.verdict == NON_CONFORME else 0


if __name__ == "__main__":
    sys.exit(main())
