"""A workbook on a terminal: its summary, one sheet, and what a reader should know of a workbook just read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from harness.protocol.formats import verifiable
from harness.protocol.spec import Champ, Fait, Protocole, Provenance, Statut
from harness.protocol.terms import Flux
from harness.workbook import colonnes
from harness.workbook.erreurs import cite
from harness.workbook.lecture import Lecture
from harness.workbook.lieux import NonVerifiable

_CONDITION_MAX = 160
_LEGENDE_FLUX = (
    "? : le document 1.2 ne le dit pas lui-même, un manquement est un avertissement à confirmer.",
    "« ... » : condition en texte libre ou format inconnu du banc, non vérifiable automatiquement.",
)


def resume(protocole: Protocole, chemin: Path) -> str:
    """What the workbook at `chemin` holds: identity, then a line a flux: statuses, and where its facts come from."""
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
            f"Chemin   {cite(str(chemin), 200)}",
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
        attendu = _doute("|".join(champ.valeurs), champ, "valeurs") or _doute(_format(champ), champ, "format")
        lignes.append(
            [
                str(champ.position),
                _doute(champ.nom, champ, "nom"),
                _doute(champ.statut.value, champ, "statut"),
                _doute("" if champ.longueur is None else str(champ.longueur), champ, "longueur"),
                attendu,
                _condition(champ),
            ]
        )
    entete = f"{quel} : {titre[0].lower()}{titre[1:]} ({section}), {len(protocole[quel].champs)} champs"
    return "\n".join([entete, "", *_tableau(lignes), "", *_LEGENDE_FLUX])


def _doute(texte: str, champ: Champ, fait: Fait) -> str:
    return texte if not texte or champ.source(fait).certaine else f"{texte} ?"


def _format(champ: Champ) -> str:
    connu = not champ.format or verifiable(champ.format, champ.nom)
    return champ.format if connu else f"« {cite(champ.format)} »"


def _condition(champ: Champ) -> str:
    if champ.condition is None:
        return ""
    texte = str(champ.condition) if champ.condition.verifiable else f"« {champ.condition} »"
    return _doute(cite(texte, _CONDITION_MAX), champ, "condition")


def motifs(protocole: Protocole) -> str:
    """The codification of KO reasons."""
    lignes = [["Code", "Libellé", "Provenance"]]
    lignes += [[m.code, m.libelle, m.provenance.value] for m in protocole.motifs]
    return "\n".join([f"{colonnes.CODIFICATION} : {len(protocole.motifs)} motifs", "", *_tableau(lignes)])


def validation(lecture: Lecture, *, du_banc: bool) -> str:
    """What to know of a workbook that can be used. `du_banc`: it is a copy of the bundled one."""
    p = lecture.protocole
    champs = [c for f in p.formats.values() for c in f.champs]
    verifiables = sum(1 for c in champs if c.statut is Statut.C and c.condition and c.condition.verifiable)
    prose = sum(1 for n in lecture.non_verifiables if n.colonne == "condition")
    lignes = [
        f"{cite(p.nom)} : classeur utilisable, {len(p.formats)} flux, {len(champs)} champs, {len(p.motifs)} motifs",
        f"SHA-256 {p.empreinte}",
        f"Conditions : {verifiables} vérifiables, {prose} en texte libre",
    ]
    if lecture.non_verifiables:
        lignes += ["", "Non vérifiable automatiquement :", *_non_verifiables(lecture.non_verifiables)]
    avis = list(lecture.avis)
    if du_banc:
        avis.append("c'est une copie du classeur du banc, reconstitué : ce n'est pas le classeur officiel")
    if avis:
        lignes += ["", "À savoir :", *(f"  {a}" for a in avis)]
    return "\n".join(lignes)


def _non_verifiables(cellules: Iterable[NonVerifiable]) -> list[str]:
    """A line for each text of each column of each sheet, with the cells that hold it."""
    groupes: dict[tuple[str, str, str], list[NonVerifiable]] = {}
    for c in cellules:
        groupes.setdefault((c.feuille, c.colonne, c.texte), []).append(c)
    return [
        f"  feuille {cite(feuille)}, {_lieu(trouvees)}, {colonne} de {_liste([cite(c.champ) for c in trouvees])} :"
        f" « {cite(texte, _CONDITION_MAX)} »"
        for (feuille, colonne, texte), trouvees in groupes.items()
    ]


def _lieu(cellules: list[NonVerifiable]) -> str:
    """Row and cell, or the rows of a column when there are several: « cellules G25 à G27 et G31 »."""
    if len(cellules) == 1:
        return f"ligne {cellules[0].ligne}, cellule {cellules[0].lettre}{cellules[0].ligne}"
    suites: list[list[int]] = []
    for c in cellules:
        if suites and c.ligne == suites[-1][-1] + 1:
            suites[-1].append(c.ligne)
        else:
            suites.append([c.ligne])
    lettre = cellules[0].lettre
    dites = [f"{lettre}{s[0]} à {lettre}{s[-1]}" if s[1:] else f"{lettre}{s[0]}" for s in suites]
    return f"cellules {', '.join(dites)}"


def _liste(noms: list[str]) -> str:
    if len(noms) <= 2:
        return " et ".join(noms)
    return f"{noms[0]} et {len(noms) - 1} autres champs"


def _tableau(lignes: Sequence[Sequence[str]], *, a_droite: bool = False) -> list[str]:
    """Aligned columns; `a_droite` puts all but the first one to the right, as numbers are."""
    largeurs = [max(map(len, colonne)) for colonne in zip(*lignes, strict=True)]

    def rend(ligne: Sequence[str]) -> str:
        cellules = enumerate(zip(ligne, largeurs, strict=True))
        return "  ".join(t.rjust(n) if a_droite and i else t.ljust(n) for i, (t, n) in cellules).rstrip()

    return [rend(lignes[0]), "  ".join("-" * n for n in largeurs), *map(rend, lignes[1:])]
