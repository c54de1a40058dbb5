"""The lifecycle table, shown: the lines that a model and a situation keep, as text and as JSON. Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from harness.protocol.evenements import evenements
from harness.protocol.lifecycle import (
    COUPS,
    FINALS,
    LIMITE,
    MEMOIRE,
    OUVERTS,
    PENDANT_ANNULATION,
    SANS_EFFET,
    Coup,
    Etat,
    Issue,
)
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation

MODELES = tuple(Modele)
SITUATIONS = tuple(Situation)

NOMS_MODELES = {Modele.OI: "modèle OI", Modele.STOC: "modèle STOC", Modele.OC: "modèle OC"}
NOMS_SITUATIONS = {
    Situation.A_CONSTRUIRE: "PTO à construire",
    Situation.IDENTIFIEE: "PTO construite et identifiée",
    Situation.NON_IDENTIFIEE: "PTO construite, non identifiée",
}
_CHAPITRES = {Modele.OI: 4, Modele.STOC: 5, Modele.OC: 6}


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line as it is shown: a move, and where it holds. `etats` has several when one sentence says them all."""

    etats: str
    emetteur: Partie
    message: str
    suivant: str
    section: str
    tolerance: str
    modeles: tuple[Modele, ...]
    situations: tuple[Situation, ...]


def titre(modele: Modele, situation: Situation) -> str:
    """« Modèle STOC, PTO à construire (§5.1) »."""
    nom = NOMS_MODELES[modele]
    return f"{nom[:1].upper()}{nom[1:]}, {NOMS_SITUATIONS[situation]} (§{section(modele, situation)})"


def section(modele: Modele, situation: Situation) -> str:
    """The section of the document that unfolds a model and a situation, without §."""
    return f"{_CHAPITRES[modele]}.{SITUATIONS.index(situation) + 1}"


def message(flux: Flux, issue: Issue) -> str:
    """« CR_Cmd_Acces OK »."""
    return f"{flux} {issue}".strip()


def coups(modele: Modele, situation: Situation) -> tuple[Coup, ...]:
    """The moves of one model and one situation, in the order of the table."""
    return tuple(c for (m, s, *_), c in COUPS.items() if (m, s) == (modele, situation))


def lignes(modeles: Collection[Modele] = MODELES, situations: Collection[Situation] = SITUATIONS) -> tuple[Ligne, ...]:
    """The table for these models and situations, by state; the lines that differ only by where they hold are one."""
    places: dict[Coup, list[tuple[Modele, Situation]]] = {}
    for (m, s, *_), c in COUPS.items():
        if m in modeles and s in situations and not _annule(c):
            places.setdefault(c, []).append((m, s))
    ordre = list(Etat)
    ranges = sorted(places.items(), key=lambda p: ordre.index(p[0].etat))
    return (*(_ligne(c, lieux) for c, lieux in ranges), *_annulations(modeles, situations))


def _annule(c: Coup) -> bool:
    return c.flux in (Flux.ANNULATION, Flux.CR_ANNULATION)


def _ligne(c: Coup, lieux: Collection[tuple[Modele, Situation]]) -> Ligne:
    modeles = tuple(m for m in Modele if m in {m for m, _ in lieux})
    situations = tuple(s for s in Situation if s in {s for _, s in lieux})
    return Ligne(c.etat, c.emetteur, message(c.flux, c.issue), c.suivant, c.section, c.tolerance, modeles, situations)


def _annulations(modeles: Collection[Modele], situations: Collection[Situation]) -> Iterator[Ligne]:
    """Cancellation holds from every open state: one line says them all, and memory decides where the answer leads."""
    la = tuple(m for m in Modele if m in modeles), tuple(s for s in Situation if s in situations)
    demande = message(Flux.ANNULATION, Issue.AUCUNE)
    yield Ligne("tout état en cours", Partie.OC, demande, Etat.ANNULATION_DEMANDEE, "3.12", "", *la)
    yield Ligne(Etat.EN_SERVICE, Partie.OC, demande, Etat.ANNULATION_DEMANDEE, "7.1.1", "", *la)
    accord, refus = (message(Flux.CR_ANNULATION, i) for i in (Issue.OK, Issue.KO))
    depart = Etat.ANNULATION_DEMANDEE
    resiliation, reprise = MEMOIRE
    yield Ligne(depart, Partie.OI, accord, Etat.ANNULEE, "3.13", "", *la)
    yield Ligne(depart, Partie.OI, accord, resiliation.suivant, resiliation.section, "", *la)
    yield Ligne(depart, Partie.OI, refus, "l'état d'avant", reprise.section, "", *la)


def remarques(modeles: Collection[Modele] = MODELES) -> tuple[str, ...]:
    """What the lines do not say, in French: the limit of §3.12, what a cancellation does not stop, what has no effect."""  # noqa: E501
    limites: dict[Flux, list[str]] = {}
    for m in Modele:
        if m in modeles:
            limites.setdefault(LIMITE[m][0], []).append(m)
    bornes = [
        f"le premier {flux} OK" + (f" en modèle {' et '.join(noms)}" if len(limites) > 1 else "")
        for flux, noms in limites.items()
    ]
    suites = ", ".join(f"{message(f, i)} (§{s})" for (f, i), s in PENDANT_ANNULATION.items())
    return (
        f"Un CR d'annulation OK annule, ou résilie dès {', '.join(bornes)} (§3.12).",
        f"Tant que l'annulation attend sa réponse peuvent encore venir : {suites}.",
        *(_fenetre(flux) for flux in SANS_EFFET),
    )


def _fenetre(flux: Flux) -> str:
    etats, ou = SANS_EFFET[flux]
    qui = " ou ".join(f"l'{p}" for p in Partie if p in EMETTEURS[flux])
    exclus = ", ".join(f"« {e} »" for e in Etat if e in OUVERTS - etats)
    return f"{flux}, de {qui}, laisse l'état tel quel, dans tout état en cours sauf {exclus} (§{ou})."


ENTETE = ("État", "De", "Message", "État suivant", "§", "Modèle", "Prise", "Toléré par")


def cellules(ligne: Ligne) -> tuple[str, ...]:
    """The cells of one line, under `ENTETE`. A model or a situation that is not named is any."""
    return (
        ligne.etats,
        ligne.emetteur,
        ligne.message,
        ligne.suivant,
        ligne.section,
        " ".join(ligne.modeles),
        " ".join(ligne.situations),
        ligne.tolerance,
    )


def texte(modeles: Collection[Modele] = MODELES, situations: Collection[Situation] = SITUATIONS) -> str:
    """The table as aligned columns, one block a state, then the sentences that go with it."""
    rangs = [cellules(ligne) for ligne in lignes(modeles, situations)]
    largeurs = [max(len(r[i]) for r in [ENTETE, *rangs]) for i in range(len(ENTETE))]
    blocs: list[str] = [_aligne(ENTETE, largeurs), _aligne(tuple("─" * n for n in largeurs), largeurs)]
    dernier = rangs[0][0] if rangs else ""
    for rang in rangs:
        if rang[0] != dernier:
            blocs.append("")
        blocs.append(_aligne(rang, largeurs))
        dernier = rang[0]
    faits = [
        f"Hors fichiers, « {e.etat} » : {e.texte} (§{e.section})."
        for e in dict.fromkeys(e for m in modeles for s in situations for e in evenements(m, s))
    ]
    finals = ", ".join(e for e in Etat if e in FINALS)
    return "\n".join([*blocs, "", *faits, "", *remarques(modeles), f"La commande est terminée : {finals}.", ""])


def _aligne(cellules_: tuple[str, ...], largeurs: list[int]) -> str:
    return "  ".join(c.ljust(n) for c, n in zip(cellules_, largeurs, strict=True)).rstrip()


def en_json(modeles: Collection[Modele] = MODELES, situations: Collection[Situation] = SITUATIONS) -> str:
    """The table unfolded, one object a move, for machines."""
    depliees = [
        {
            "modele": m,
            "situation": s,
            "etat": c.etat,
            "emetteur": c.emetteur,
            "flux": c.flux,
            "issue": c.issue,
            "suivant": c.suivant,
            "section": c.section,
            "tolerance": c.tolerance,
        }
        for (m, s, *_), c in COUPS.items()
        if m in modeles and s in situations
    ]
    contenu = {
        "etats": [{"etat": e, "terminee": e in FINALS, "en_cours": e in OUVERTS} for e in Etat],
        "coups": depliees,
        "hors_fichiers": [
            {"modele": m, "situation": s, "etat": e.etat, "texte": e.texte, "section": e.section}
            for m in modeles for s in situations for e in evenements(m, s)
        ],
        "memoire": [
            {"etat": c.etat, "emetteur": c.emetteur, "flux": c.flux, "issue": c.issue, "section": c.section,
             "suivant": c.suivant if c.suivant is not c.etat else "l'état d'avant"}
            for c in MEMOIRE
        ],
        "limite_de_resiliation": [{"modele": m, "flux": LIMITE[m][0]} for m in Modele if m in modeles],
        "pendant_annulation": [{"flux": f, "issue": i, "section": s} for (f, i), s in PENDANT_ANNULATION.items()],
        "sans_effet": [
            {"flux": f, "etats": [e for e in Etat if e in etats], "section": s} for f, (etats, s) in SANS_EFFET.items()
        ],
    }  # fmt: skip
    return json.dumps(contenu, ensure_ascii=False, indent=1) + "\n"


def nom_du_dessin(modele: Modele, situation: Situation) -> str:
    """Name of the file that draws one model and one situation."""
    return f"{modele}-{situation}.svg".lower()


def markdown() -> str:
    """The page `docs/cycle.md`: a drawing and a table for each model and situation."""
    blocs = [
        "# Cycle de vie d'une commande",
        "",
        "<!-- Page et dessins engendrés de la table du cycle de vie par « make generer » : ne pas les modifier. -->",
        "",
        "C'est la table même que lisent les simulateurs et le juge : qui peut envoyer quoi, dans quel état, selon quel",
        "paragraphe. `interop-acces cycle` la montre à l'écran. Un coup « toléré » n'est admis que par une lecture du",
        "[registre des ambiguïtés](ambiguites.md) : il donne une interprétation, jamais une non-conformité.",
    ]
    for m in MODELES:
        for s in SITUATIONS:
            blocs += ["", *_chapitre(m, s)]
    return "\n".join(blocs) + "\n"


def _chapitre(m: Modele, s: Situation) -> Iterator[str]:
    yield f"## {titre(m, s)}"
    yield ""
    yield f"![{titre(m, s)}](cycle/{nom_du_dessin(m, s)})"
    yield ""
    yield "| état | de | message | état suivant | § |"
    yield "| --- | --- | --- | --- | --- |"
    for ligne in lignes((m,), (s,)):
        tolere = f" ; toléré, {ligne.tolerance}" if ligne.tolerance else ""
        yield f"| {ligne.etats} | {ligne.emetteur} | {ligne.message} | {ligne.suivant} | §{ligne.section}{tolere} |"
    yield ""
    yield "Dans le monde, hors fichiers :"
    yield ""
    yield from (f"- « {e.etat} » : {e.texte} (§{e.section})" for e in evenements(m, s))
    yield ""
    yield from (f"- {phrase}" for phrase in remarques((m,)))
