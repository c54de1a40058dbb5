"""What every section of a profile is made of: strict, frozen, and nothing unknown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from harness.network.calendrier import Delai


class Section(BaseModel):
    """A table of the profile. Unknown keys are refused, nothing is converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def refus(attendu: str) -> PydanticCustomError:
    """A value that is refused, and what was expected instead, in French."""
    return PydanticCustomError("attendu", "{attendu}", {"attendu": attendu})


def _duree(jours: bool | None) -> Callable[[Any], Delai]:
    """A reader of delays: any, or only those in working days, or only those that are not."""

    def lit(brut: Any) -> Delai:
        if isinstance(brut, Delai):
            return brut
        attendu = {True: "« 2 jours ouvrés »", False: "« 30 secondes », « 10 minutes » ou « 2 heures »"}
        try:
            delai = Delai.lit(brut if isinstance(brut, str) else "")
        except ValueError as e:
            raise refus(str(e) if jours is None else f"{attendu[jours]} attendu") from None
        if jours is not None and bool(delai.jours) is not jours:
            raise refus(f"{attendu[jours]} attendu")
        return delai

    return lit


Duree = Annotated[Delai, PlainValidator(_duree(None))]
"""Any delay, as text."""

DureeCourte = Annotated[Delai, PlainValidator(_duree(False))]
"""A delay in seconds, minutes or hours."""

JoursOuvres = Annotated[Delai, PlainValidator(_duree(True))]
"""A delay in working days."""


def _chemin_relatif(brut: Any) -> Any:
    """A folder below the one that was agreed on."""
    if isinstance(brut, str):
        morceaux = PurePosixPath(brut).parts
        if not morceaux or brut.startswith("/") or ".." in morceaux or re.search(r"[\x00-\x1f\\]", brut):
            raise refus("un sous-dossier attendu, sans « .. » ni « / » au début")
    return brut


CheminRelatif = Annotated[str, BeforeValidator(_chemin_relatif)]
Texte = Annotated[str, Field(min_length=1)]
Quadrigramme = Annotated[str, Field(pattern=r"^[A-Z0-9]{4}$")]
Port = Annotated[int, Field(ge=1, le=65535)]
