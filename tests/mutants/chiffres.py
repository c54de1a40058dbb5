"""The figures of a full run, kept in a file of the documentation: each of the two commands writes its own part."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.mutants.page import markdown


def garde(fichier: Path, part: str, chiffres: dict[str, Any]) -> None:
    """Write one part of the file, the others left as they are; then its page."""
    lus = json.loads(fichier.read_text(encoding="utf-8")) if fichier.exists() else {}
    lus[part] = chiffres
    fichier.write_text(json.dumps(lus, ensure_ascii=False, indent=1, sort_keys=False) + "\n", encoding="utf-8")
    fichier.with_suffix(".md").write_text(markdown(lus), encoding="utf-8", newline="\n")
