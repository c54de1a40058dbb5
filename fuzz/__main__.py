"""`python -m fuzz CIBLE --secondes 120`: atheris drives one target of `tests.fuzz.cibles`.

A crash is written to tests/fuzz/crashs/, where it stays as a test once it is repaired. A run that takes more than 20 s
on one input, or more than 2 GB, is a crash as well.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import mkdtemp

import atheris

with atheris.instrument_imports(include=["harness"]):
    from tests.fuzz.cibles import CIBLES, CRASHS


def main() -> None:
    """Fuzz one target; libFuzzer ends the process."""
    arguments = argparse.ArgumentParser(prog="python -m fuzz")
    arguments.add_argument("cible", choices=sorted(CIBLES))
    arguments.add_argument("--secondes", type=int, default=60)
    choix = arguments.parse_args()
    cible = CIBLES[choix.cible]
    depart = Path(mkdtemp(prefix=f"fuzz-{cible.nom}-"))
    for rang, octets in enumerate(cible.graines()):
        (depart / f"graine-{rang}").write_bytes(octets)
    options = [
        sys.argv[0], str(depart), f"-max_total_time={choix.secondes}", "-timeout=20", "-rss_limit_mb=2048",
        f"-artifact_prefix={CRASHS}/{cible.nom}-", "-print_final_stats=1", "-max_len=60000",
    ]  # fmt: skip
    atheris.Setup(options, cible.essaie)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
