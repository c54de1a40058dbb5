"""`python -m fuzz.essai CIBLE --secondes N`: atheris drives one target; libFuzzer ends the process."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["harness", "openpyxl"]):  # a part of an .xlsx gets no further than there
    import openpyxl  # noqa: F401

    from tests.fuzz.bornes import MEGAOCTETS, SECONDES, occupe
    from tests.fuzz.cibles import CIBLES, CRASHS


def main() -> None:
    """Fuzz one target from its seeds."""
    arguments = argparse.ArgumentParser(prog="python -m fuzz.essai")
    arguments.add_argument("cible", choices=sorted(CIBLES))
    arguments.add_argument("--secondes", type=int, required=True)
    arguments.add_argument("--graine", type=int, required=True)
    arguments.add_argument("--dossier", type=Path, required=True, help="vide, pour tout ce qui s'écrit")
    choix = arguments.parse_args()
    cible = CIBLES[choix.cible]
    tempfile.tempdir = str(choix.dossier)
    depart = choix.dossier / "graines"
    depart.mkdir()
    graines = [*cible.graines(), *cible.amorces]
    for rang, octets in enumerate(graines):
        (depart / f"graine-{rang}").write_bytes(octets)
        cible.essaie(octets)  # what is only ever done once is not counted as one input's
    options = [
        sys.argv[0], str(depart), f"-max_total_time={choix.secondes}", f"-seed={choix.graine}", f"-timeout={SECONDES}",
        f"-rss_limit_mb={occupe() + MEGAOCTETS}", f"-artifact_prefix={CRASHS}/{cible.nom}-", "-print_final_stats=1",
        f"-max_len={3 * max(map(len, graines))}", "-len_control=0",
    ]  # fmt: skip
    atheris.Setup(options, cible.essaie)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
