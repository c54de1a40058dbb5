"""What the header of a journal and its entries say of time: the delays that were agreed on, and when nobody looked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from harness.exchange.croisements import fenetre_de_releve
from harness.exchange.entries import REPRISE, Entete, EntreeDepose, EntreeEvenement, EntreeFaute, EntreeLot
from harness.exchange.journal import JournalLu
from harness.judge.conversation.convenus import Convenus
from harness.judge.conversation.ensemble import TERME
from harness.network.calendrier import Calendrier, Delai, Zone


def convenus(lu: JournalLu) -> Convenus | None:
    """The delays that a journal declares and what it takes to measure them; None when it declares none."""
    delais = {nom: delai for nom, texte in lu.entete.delais.items() if (delai := _delai(texte)) is not None}
    if not delais:
        return None
    lots = {e.ordre: e.fichier for e in lu.entrees if isinstance(e, EntreeLot)}
    instants = [i for e in lu.entrees if (i := _instant(e)) is not None]
    reprises = [i for i, e in enumerate(lu.entrees) if isinstance(e, EntreeEvenement) and e.quoi == REPRISE]
    return Convenus(
        delais={nom: str(delai) for nom, delai in delais.items()},
        echeance=_echeance(lu.entete, delais),
        fin=max(instants, default=datetime.min),
        deposes={
            lots[e.ordre]: datetime.fromisoformat(e.instant)
            for e in lu.entrees
            if isinstance(e, EntreeDepose) and e.ordre in lots
        },
        fautifs=frozenset(e.dossier for e in lu.entrees if isinstance(e, EntreeFaute)),
        absences=tuple((_avant(lu, i), vu) for i in reprises if (vu := _instant(lu.entrees[i])) is not None),
    )


def _echeance(entete: Entete, delais: dict[str, Delai]) -> Callable[[datetime, Sequence[str]], datetime]:
    calendrier, marge = _calendrier(entete), 2 * fenetre_de_releve(entete.profil)

    def echeance(depuis: datetime, noms: Sequence[str]) -> datetime:
        for nom in noms:
            depuis = calendrier.apres(depuis, delais[nom])
        return depuis + marge

    return echeance


def patience(entete: Entete) -> Callable[[datetime], datetime] | None:
    """Until when a silence may last from an instant on, as a journal declares it; None when it does not."""
    delai, calendrier = _delai(entete.profil.get(TERME, "")), _calendrier(entete)
    return None if delai is None else lambda instant: calendrier.apres(instant, delai)


def _delai(texte: str) -> Delai | None:
    """A delay as a profile writes it. A journal is not a profile: what cannot be read was not declared."""
    with suppress(ValueError):
        return Delai.lit(texte)
    return None


def _instant(entree: object) -> datetime | None:
    with suppress(ValueError):
        return datetime.fromisoformat(getattr(entree, "instant", ""))
    return None


def _avant(lu: JournalLu, rang: int) -> datetime:
    """When the harness was last seen at work before an interruption."""
    instants = (_instant(e) for e in reversed(lu.entrees[:rang]))
    return next((i for i in instants if i is not None), datetime.fromisoformat(lu.entete.debut))


def _calendrier(entete: Entete) -> Calendrier:
    """The working days that the header tells."""
    texte = entete.profil.get("calendrier", "")
    zone = Zone.METROPOLE
    with suppress(ValueError):
        zone = Zone(texte.partition(",")[0])
    fermetures = tuple(datetime.strptime(d, "%d/%m/%Y").date() for d in re.findall(r"\d{2}/\d{2}/\d{4}", texte))
    return Calendrier(zone, "samedi ouvré" in texte, fermetures)
