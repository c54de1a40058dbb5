"""The rules of the judge, shown: the page `docs/regles.md`. Pure; whoever calls it has imported the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from harness.judge.coverage import selecteurs
from harness.judge.registry import Portee, Regle
from harness.judge.requirement_rules import COUVERTURE
from harness.judge.results import Gravite
from harness.protocol.ambiguites import Ambiguite
from harness.protocol.francais import accorde
from harness.protocol.terms import EMETTEURS, Partie
from harness.reporting.phrases import liste, paragraphe, phrase_finie

CORPUS = "../fixtures/corpus"
"""Where the corpus is, as the page links to it."""

TITRES: Mapping[Portee, tuple[str, str]] = {
    Portee.LOT: ("Fichier", "un fichier entier : ses octets, son en-tête"),
    Portee.LIGNE: ("Ligne", "une ligne du fichier, avant ses cellules"),
    Portee.CHAMP: ("Champ", "une cellule, d'après la ligne du classeur qui décrit sa colonne"),
    Portee.ENREGISTREMENT: ("Enregistrement", "des cellules d'une même ligne qui doivent s'accorder"),
    Portee.CONVERSATION: ("Conversation", "un message à sa place dans son dossier"),
    Portee.RENDEZ_VOUS: ("Rendez-vous", "un message à sa place dans la vie d'un rendez-vous"),
    Portee.JOURNAL: ("Journal", "plusieurs dossiers, leurs fichiers, un silence"),
    Portee.OBSERVATION: ("Observation", "ce que le document permet et qu'un partenaire a fait ; rien ne l'enfreint"),
}
"""What one application of a rule looks at."""

_MESSAGES = (Portee.CONVERSATION, Portee.RENDEZ_VOUS, Portee.JOURNAL)

GRAVITES: Mapping[Gravite, str] = {
    Gravite.NON_CONFORME: "non conforme",
    Gravite.AVERTISSEMENT: "avertissement",
    Gravite.INTERPRETATION: "interprétation",
    Gravite.INFORMATION: "information",
}


def markdown(regles: Iterable[Regle], exemples: Mapping[str, Sequence[str]], registre: Iterable[Ambiguite]) -> str:
    """The whole catalogue. `exemples` are the folders of the corpus that show each rule, by its id."""
    toutes, clauses = tuple(regles), tuple(registre)
    lignes = [
        "# Catalogue des règles",
        "",
        "<!-- Page engendrée des règles et du corpus par « make generer » : ne pas la modifier à la main. -->",
        "",
        f"Le juge applique {accorde(len(toutes), 'règle')}. Chacune a dans le [corpus](corpus.md) des lots qu'elle",
        "accepte et, observations mises à part, des lots qu'elle attrape, écrits à la main d'après le document.",
        "",
        "La gravité est celle d'un écart à un fait du document. Quand le fait est public ou déduit, ou quand la clause",
        "se lit de plusieurs façons, elle est moindre ([classeur](classeur.md), [ambiguïtés](ambiguites.md)).",
        "",
        "| portée | ce que la règle regarde | règles |",
        "| --- | --- | --- |",
        *(f"| {titre} | {quoi} | {sum(r.portee is p for r in toutes)} |" for p, (titre, quoi) in TITRES.items()),
    ]
    for portee, (titre, _) in TITRES.items():
        lignes += ["", f"## {titre}"]
        for regle in toutes:
            if regle.portee is portee:
                lignes += ["", *_entree(regle, exemples.get(regle.id, ()), clauses)]
    return "\n".join(lignes) + "\n"


def _entree(regle: Regle, exemples: Sequence[str], clauses: Iterable[Ambiguite]) -> Iterator[str]:
    yield f'### <a id="{regle.id}"></a>`{regle.id}`'
    yield ""
    yield phrase_finie(regle.phrase)
    yield ""
    yield f"- {paragraphe(regle.section) if regle.section else '§ de la colonne'} ; {_gravite(regle)}"
    yield f"- Partie en cause : {_partie(regle)}"
    if regle.flux:
        yield f"- Flux : {liste(sorted(regle.flux))}"
    if exigences := _exigences(regle.id):
        yield f"- Exigences : {', '.join(exigences)}"
    if liees := [f"[{a.id}](ambiguites.md#{a.id.lower()})" for a in clauses if regle.id in a.regles]:
        yield f"- Ambiguïtés : {', '.join(liees)}"
    for genre, quoi in (("conforme", "Accepte"), ("ecart", "Attrape")):
        dossiers = [e for e in exemples if e.startswith(f"{genre}-")]
        if dossiers:
            liens = (f"[{e.removeprefix(f'{genre}-')}]({CORPUS}/{regle.id}/{e}/)" for e in dossiers)
            yield f"- {quoi} : {', '.join(liens)}"


def _gravite(regle: Regle) -> str:
    if regle.observe:
        return "sans gravité"
    if regle.fait is None:
        return GRAVITES[regle.gravite]
    return f"{GRAVITES[regle.gravite]}, selon la provenance du fait « {regle.fait} » de la colonne"


def _partie(regle: Regle) -> str:
    """Who may be blamed: the senders of the flux, the sender of the file when the rule serves all."""
    if regle.observe or regle.id == "conv.debut_absent":
        return "aucune"
    parties = {p for flux in regle.flux for p in EMETTEURS[flux]}
    if parties:
        return " ou ".join(f"l'{p}" for p in sorted(parties, key=list(Partie).index))
    return "l'émetteur du message" if regle.portee in _MESSAGES else "l'émetteur du fichier, s'il est connu"


def _exigences(id_: str) -> list[str]:
    return [e for e, texte in COUVERTURE.items() if any(s.regle == id_ for s in selecteurs(texte))]
