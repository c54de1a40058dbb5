"""Large invented lots, the same on every machine: a realistic mix with one faulty line in a thousand.

Every fault breaks one rule on one line, so that what a contender finds can be compared with what was planted.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

from bench.invente import CR, Commande, Fabrique, reference

PAR_MILLE = 1000
"""One faulty line in so many."""

Cellules = dict[str, str]
Faute = Callable[[Cellules], None]


@dataclass(frozen=True, slots=True)
class Lot:
    """A generated file and what was planted in it, by kind. `vides` is the share of empty cells."""

    flux: str
    chemin: str
    lignes: int
    octets: int
    vides: float
    fautes: dict[str, int]


def _met(champ: str, valeur: str) -> Faute:
    def faute(cellules: Cellules) -> None:
        cellules[champ] = valeur

    return faute


def _trois_blocs(cellules: Cellules) -> None:
    for nom in [n for n in cellules if n.endswith((" N°2", " N°3"))]:
        cellules[nom] = cellules[nom.replace("N°2", "N°1").replace("N°3", "N°1")]
    for nom in [n for n in cellules if n.endswith(" N°4")]:
        cellules[nom] = ""


def _sans_operateur(cellules: Cellules) -> None:
    for n in (1, 2, 3, 4):
        if cellules[f"OC {n}"]:
            cellules[f"OC {n}"] = "NA"


LARGEUR, REPETEE = "nombre de cellules", "référence répétée"

FAUTES: dict[str, dict[str, Faute]] = {
    "Cmd_Acces": {
        "obligatoire vide": _met("ReferencePm", ""),
        "condition": _met("IdRdv", ""),
        "liste": _met("TypeCommandeDemande", "ACHAT"),
        "date mal écrite": _met("DateCommandePrise", "2014-10-01 11:06"),
        "date inexistante": _met("DateCommandePrise", "20140931 11:06"),
        "trop long": _met("ReferencePm", "PM-QUI-N-EN-FINIT-PAS-01"),
        "format": _met("CodePostalImmeuble", "9900A"),
    },
    "CR_Cmd_Acces": {
        "obligatoire vide": _met("ReferencePm", ""),
        "condition": _met("ReferencePrestationPrise", ""),
        "liste": _met("TypeCommandeRetenu", "ACHT"),
        "date mal écrite": _met("DateCrCommandePrise", "01/10/2014 11:06"),
        "date inexistante": _met("DateCrCommandePrise", "20140229 11:06"),
        "trop long": _met("InformationTubePBO N°1", "tube rouge à deux bagues"),
        "format": _met("ConnecteurPriseNumero N°1", "un"),
        "bloc incomplet": _met("NomModulePm N°1", ""),
        "trois blocs": _trois_blocs,
        "opérateur absent": _sans_operateur,
    },
}
"""Kinds of fault planted in each flux, each on a line that broke nothing."""


REGLES = {
    "obligatoire vide": "champ.obligatoire",
    "condition": "champ.conditionnel",
    "liste": "champ.hors_liste",
    "date mal écrite": "champ.date",
    "date inexistante": "champ.date_inexistante",
    "trop long": "champ.trop_long",
    "format": "champ.format",
    "bloc incomplet": "route.bloc_incomplet",
    "trois blocs": "route.nombre_de_blocs",
    "opérateur absent": "route.operateur_absent",
    LARGEUR: "ligne.nombre_de_cellules",
    REPETEE: "ligne.reference_repetee",
}
"""The rule of `verifier` that each kind breaks."""


def especes(flux: str) -> tuple[str, ...]:
    """Every kind of fault planted in a flux, in order of planting."""
    return (*FAUTES[flux], LARGEUR, REPETEE)


def lot(dossier: Path, flux: str, lignes: int) -> Lot:
    """A lot of so many lines, written unless the same one is there already."""
    fiche, recette = dossier / f"{flux}_{lignes}.json", _recette()
    try:
        lu = json.loads(fiche.read_text(encoding="utf-8"))
        if lu.pop("recette") == recette and Path(lu["chemin"]).stat().st_size == lu["octets"]:
            return Lot(**lu)
    except (OSError, ValueError, KeyError, TypeError):
        pass
    dossier.mkdir(parents=True, exist_ok=True)
    fait = _ecrit(dossier / f"{flux}_{lignes}.csv", flux, lignes)
    fiche.write_text(json.dumps(asdict(fait) | {"recette": recette}, ensure_ascii=False), encoding="utf-8")
    return fait


def _recette() -> str:
    ici = Path(__file__)
    return hashlib.sha256(ici.read_bytes() + ici.with_name("invente.py").read_bytes()).hexdigest()


def _ecrit(chemin: Path, flux: str, lignes: int) -> Lot:
    from harness.protocol.terms import Flux
    from harness.workbook.compile import charge

    noms = charge()[Flux(flux)].noms
    fabrique: Fabrique = Commande(noms) if flux == "Cmd_Acces" else CR(noms)
    fautes: Counter[str] = Counter()
    vides = 0
    with chemin.open("w", encoding="utf-8", newline="\n") as sortie:
        sortie.write(";".join(noms) + "\n")
        for ligne in _lignes(fabrique, flux, lignes, fautes):
            sortie.write(ligne + "\n")
            vides += ligne.split(";").count("")
    part = vides / max(1, lignes * len(noms))
    return Lot(flux, str(chemin), lignes, chemin.stat().st_size, part, dict(fautes))


def _lignes(fabrique: Fabrique, flux: str, lignes: int, fautes: Counter[str]) -> Iterator[str]:
    """Sound lines, with one faulty line at a random place of each whole thousand."""
    hasard = Random(1000)
    prochaine = hasard.randrange(10, PAR_MILLE - 10)
    prevues = especes(flux)
    for rang in range(lignes):
        if rang != prochaine or rang // PAR_MILLE >= lignes // PAR_MILLE:
            yield fabrique.ligne(rang)
            continue
        espece = prevues[rang // PAR_MILLE % len(prevues)]
        fautes[espece] += 1
        prochaine = (rang // PAR_MILLE + 1) * PAR_MILLE + hasard.randrange(10, PAR_MILLE - 10)
        yield _abime(fabrique, flux, rang, espece)


def _abime(fabrique: Fabrique, flux: str, rang: int, espece: str) -> str:
    ligne = fabrique.modele(rang)
    if espece == LARGEUR:
        return ligne + ";" if rang % 2 else ligne[: ligne.rindex(";")]
    cellules = dict(zip(fabrique.noms, ligne.split(";"), strict=True))
    if espece == REPETEE:
        cellules[fabrique.noms[0]] = reference(rang - 5)
    else:
        FAUTES[flux][espece](cellules)
    return ";".join(cellules.values())
