"""A workbook on a terminal: its summary, one sheet, and what a reader should know of a workbook just read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from harness.protocol.spec import Champ, Fait, Protocole, Provenance
from harness.protocol.terms import Flux
from harness.workbook import colonnes
from harness.workbook.erreurs import cite
from harness.workbook.lecture import Lecture

_LARGEUR_MAX = 46


def resume(protocole: Protocole) -> str:
    """What a workbook holds: identity, then a line a flux with its statuses and where its facts come from."""
    lignes = [["Flux", "Champs", "O", "F", "C", *_sources(protocole)]]
    total: Counter[str] = Counter()
    for flux, forme in protocole.formats.items():
        compte: Counter[str] = Counter(c.statut.value for c in forme.champs)
        compte.update(s.value for c in forme.champs for s in _faits(c).values())
        compte["Champs"] = len(forme.champs)
        total.update(compte)
        lignes.append([flux.value, *(str(compte[titre]) for titre in lignes[0][1:])])
    lignes.append(["Total", *(str(total[titre]) for titre in lignes[0][1:])])
    origine = "fourni par l'utilisateur, il fait foi" if protocole.officiel else "celui du banc"
    return "\n".join(
        [
            f"Classeur {cite(protocole.nom)} ({origine})",
            f"SHA-256  {protocole.empreinte}",
            f"Motifs   {len(protocole.motifs)} dans « {colonnes.CODIFICATION} »",
            "",
            *_tableau(lignes, a_droite=True),
            "",
            *_legende(protocole),
        ]
    )


def _sources(protocole: Protocole) -> list[str]:
    presentes = {s for f in protocole.formats.values() for c in f.champs for s in _faits(c).values()}
    return [p.value for p in Provenance if p in presentes]


def _legende(protocole: Protocole) -> list[str]:
    if protocole.officiel:
        return ["Tous les faits viennent du classeur fourni : un manquement est une non-conformité."]
    return [
        "O obligatoire, F facultatif, C conditionné. Les autres colonnes comptent les faits selon leur provenance :",
        "seed (document 1.2), public (code public), inferred (déduit). Seul un fait seed fonde une non-conformité.",
    ]


def _faits(champ: Champ) -> dict[Fait, Provenance]:
    """Provenance of the facts this column really has."""
    presents: dict[Fait, object] = {
        "nom": True, "statut": True, "condition": champ.condition, "longueur": champ.longueur,
        "format": champ.format, "valeurs": champ.valeurs,
    }  # fmt: skip
    return {fait: champ.source(fait) for fait, valeur in presents.items() if valeur}


def flux(protocole: Protocole, quel: Flux) -> str:
    """The columns of one flux. `?` follows a fact that only warns."""
    titre, section = colonnes.DOCUMENT[quel]
    lignes = [["N°", "Champ", "Statut", "Long.", "Format ou valeurs", "Condition"]]
    for champ in protocole[quel].champs:
        attendu = _doute("|".join(champ.valeurs), champ, "valeurs") or _doute(champ.format, champ, "format")
        lignes.append(
            [
                str(champ.position),
                _doute(champ.nom, champ, "nom"),
                _doute(champ.statut.value, champ, "statut"),
                _doute("" if champ.longueur is None else str(champ.longueur), champ, "longueur"),
                attendu,
                _doute(str(champ.condition or ""), champ, "condition"),
            ]
        )
    entete = f"{quel} : {titre[0].lower()}{titre[1:]} ({section}), {len(protocole[quel].champs)} champs"
    return "\n".join([entete, "", *_tableau(lignes)])


def _doute(texte: str, champ: Champ, fait: Fait) -> str:
    coupe = texte if len(texte) <= _LARGEUR_MAX else texte[: _LARGEUR_MAX - 1] + "…"
    return coupe if not coupe or champ.source(fait).certaine else f"{coupe} ?"


def motifs(protocole: Protocole) -> str:
    """The codification of KO reasons."""
    lignes = [["Code", "Libellé", "Provenance"]]
    lignes += [[m.code, m.libelle, m.provenance.value] for m in protocole.motifs]
    return "\n".join([f"{colonnes.CODIFICATION} : {len(protocole.motifs)} motifs", "", *_tableau(lignes)])


def validation(lecture: Lecture) -> str:
    """What to know of a workbook that can be used."""
    p = lecture.protocole
    champs = [c for f in p.formats.values() for c in f.champs]
    verifiables = sum(1 for c in champs if c.condition and c.condition.verifiable)
    lignes = [
        f"{cite(p.nom)} : classeur utilisable, {len(p.formats)} flux, {len(champs)} champs, {len(p.motifs)} motifs",
        f"SHA-256 {p.empreinte}",
        f"Conditions : {verifiables} vérifiables, {len(lecture.prose)} en texte libre",
    ]
    if lecture.prose:
        lignes += ["", "Non vérifiable automatiquement :"]
        for (quel, texte), groupe in groupby(
            lecture.prose, key=lambda fc: (fc[0], fc[1].condition.texte if fc[1].condition else "")
        ):
            noms = [c.nom for _, c in groupe]
            suite = f" et {len(noms) - 1} autres" if noms[1:] else ""
            lignes.append(f"  {quel}, {cite(noms[0])}{suite} : {cite(texte)}")
    if lecture.avis:
        lignes += ["", "À savoir :", *(f"  {avis}" for avis in lecture.avis)]
    return "\n".join(lignes)


def _tableau(lignes: Sequence[Sequence[str]], *, a_droite: bool = False) -> list[str]:
    """Aligned columns; `a_droite` puts all but the first one to the right, as numbers are."""
    largeurs = [max(map(len, colonne)) for colonne in zip(*lignes, strict=True)]

    def rend(ligne: Sequence[str]) -> str:
        cellules = enumerate(zip(ligne, largeurs, strict=True))
        return "  ".join(t.rjust(n) if a_droite and i else t.ljust(n) for i, (t, n) in cellules).rstrip()

    return [rend(lignes[0]), "  ".join("-" * n for n in largeurs), *map(rend, lignes[1:])]
