"""One contender, one file, one process: prints what it found as JSON, by kind of fault."""

from __future__ import annotations

import importlib
import json
import sys

ETALON = "pandas"
SCHEMAS = ("dataframely", "pandera_polars", "pandera_pandas", "pointblank", "frictionless")


def lit_seulement(chemin: str) -> None:
    """The yardstick: reading, and nothing else. Lines of the wrong width are left out, else it stops at the first."""
    import pandas

    pandas.read_csv(chemin, engine="pyarrow", dtype=str, sep=";", on_bad_lines="skip")


def main() -> None:
    """`python -m bench.candidats NOM FICHIER FLUX`."""
    nom, chemin, flux = sys.argv[1:]
    if nom == ETALON:
        lit_seulement(chemin)
        print("{}")
        return
    trouves = importlib.import_module(f"bench.schemas.{nom}").verifie(chemin, flux)
    print(json.dumps({e: n for e, n in trouves.items() if n}, ensure_ascii=False))


if __name__ == "__main__":
    main()
