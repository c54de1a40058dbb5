"""The judgement for a terminal or a mail: verdict, counts, what fails first, then scenarios, files and requirements."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set

from harness.judge.results import Constat, Gravite, ResultatLot, ResultatScenario, Verdict
from harness.protocol.francais import accorde
from harness.reporting.bilan import Bilan
from harness.reporting.lisible import lisible, observe
from harness.reporting.phrases import (
    LIBELLES_VERDICT,
    SANS_PARTIE,
    SIGNES_GRAVITE,
    SIGNES_VERDICT,
    a_la_charge,
    compte_gravite,
    compte_verdict,
    ecart_connu,
    lieu,
    liste,
    nuance,
    paragraphe,
    partie_en_cause,
    phrase_finie,
    reste,
)
from harness.reporting.regroupement import Groupe, groupes

PAR_REGLE = 5
"""Findings written out for one rule of one file."""
GROUPES = 20
"""Rules written out under « À corriger d'abord »."""
FICHIERS = 200
"""Files written out; those that fail come first."""

_COULEURS = {
    Verdict.CONFORME: "green",
    Verdict.NON_CONFORME: "red",
    Verdict.ECART_CONNU: "cyan",
    Verdict.NON_CONCLUANT: "yellow",
    Verdict.NON_EXERCE: "yellow",
    Verdict.SANS_OBJET: "blue",
    Verdict.ERREUR_BANC: "magenta",
}
_COULEURS_GRAVITE = {
    Gravite.NON_CONFORME: "red",
    Gravite.ECART_CONNU: "cyan",
    Gravite.AVERTISSEMENT: "yellow",
    Gravite.INTERPRETATION: "cyan",
    Gravite.INFORMATION: "blue",
}

Peint = Callable[[str, str], str]
"""(text, colour name) -> text, coloured or not."""


def _peintre(couleur: bool) -> Peint:
    if not couleur:
        return lambda texte, _: texte
    from click import style

    return lambda texte, nom: style(texte, fg=nom, bold=True)


def _ligne_de_verdict(verdict: Verdict, texte: str, peint: Peint) -> str:
    return f"  {peint(SIGNES_VERDICT[verdict], _COULEURS[verdict])} {lisible(texte)} : {LIBELLES_VERDICT[verdict]}"


def _comptes(bilan: Bilan) -> Iterator[str]:
    for nom, feminin, singulier in (
        ("scenarios", False, "scénario"),
        ("exigences", True, "exigence"),
        ("lots", False, "fichier"),
    ):
        compte = bilan.verdicts()[nom]
        total = sum(compte.values())
        if total or (nom == "lots" and not bilan.jugement):
            detail = liste(compte_verdict(n, v, feminin=feminin) for v, n in compte.items() if n)
            yield f"  {accorde(total, singulier)}{f' : {detail}' if detail else ''}"
    gravites = bilan.par_gravite()
    detail = liste(compte_gravite(n, g) for g, n in gravites.items() if n) or "aucun constat"
    fautes = a_la_charge(bilan.fautes())
    yield f"  Constats : {detail}{f' (non-conformités : {fautes})' if fautes else ''}"


def _resume_de_groupe(g: Groupe, bilan: Bilan, peint: Peint) -> str:
    premier = bilan.constats[g.rangs[0]]
    qui = partie_en_cause(g.partie) if g.partie else SANS_PARTIE
    tete = f"{qui} · {paragraphe(g.section)} · {g.regle}, {accorde(g.nombre, 'constat')}"
    signe = peint(SIGNES_GRAVITE[g.gravite], _COULEURS_GRAVITE[g.gravite])
    return f"  {signe} {lisible(tete)}\n      {lisible(phrase_finie(premier.message))}\n      {lisible(lieu(premier))}"


def _a_corriger(bilan: Bilan, peint: Peint) -> Iterator[str]:
    fautes = [g for g in groupes(bilan.constats) if g.gravite is Gravite.NON_CONFORME]
    if not fautes:
        return
    yield "\nÀ CORRIGER D'ABORD"
    for g in fautes[:GROUPES]:
        yield _resume_de_groupe(g, bilan, peint)
    if len(fautes) > GROUPES:
        yield f"  … et {accorde(len(fautes) - GROUPES, 'autre règle', 'autres règles')}"


def _interpretations(bilan: Bilan) -> Iterator[str]:
    """The unclear clauses that were read otherwise, once each; the findings are told where they happened."""
    if bilan.resultats.ambiguites:
        yield "\nINTERPRÉTATIONS (le document se lit de plusieurs façons)"
    for a in bilan.resultats.ambiguites:
        ou = liste(paragraphe(s) for s in a.sections)
        nombre_ = accorde(bilan.interpretations(a.id), "constat")
        yield f"  {SIGNES_GRAVITE[Gravite.INTERPRETATION]} {a.id} ({ou}), {nombre_}"
        yield f"      {a.question}"
        yield f"      Lecture retenue : {phrase_finie(a.retenue)}"
        yield from (f"      Autre lecture : {phrase_finie(autre)}" for autre in a.autres)


def _ecarts_connus(bilan: Bilan) -> Iterator[str]:
    """Every entry of the profile, whatever became of it: nothing of the baseline is hidden."""
    if bilan.resultats.ecarts:
        yield "\nÉCARTS CONNUS (du profil)"
    yield from (f"  {SIGNES_GRAVITE[Gravite.ECART_CONNU]} {lisible(ecart_connu(e))}" for e in bilan.resultats.ecarts)


def _ou(c: Constat) -> str:
    return liste((f"ligne {c.ligne}" if c.ligne is not None else "", c.champ)) or "fichier entier"


def _place(c: Constat, *, detail: bool = False) -> str:
    """« ligne 12, NomClient, observé « … » »; with the sentence when it is not that of its neighbours."""
    observation = observe(c)
    note = nuance(c)
    ou = f"{_ou(c)} : {phrase_finie(c.message)}" if detail else _ou(c)
    vu = f"{' Observé' if detail else ', observé'} : {observation}" if observation else ""
    return f"{ou}{vu}{f' [{note}]' if note else ''}"


def _constats(bilan: Bilan, rangs: Sequence[int], peint: Peint, marge: str) -> Iterator[str]:
    """Findings of one file or scenario, by rule, the worst first."""
    constats = [bilan.constats[i] for i in rangs]
    for g in groupes(constats):
        signe = peint(SIGNES_GRAVITE[g.gravite], _COULEURS_GRAVITE[g.gravite])
        premiers = g.rangs[:PAR_REGLE]
        tete = liste((partie_en_cause(g.partie) if g.partie else "", paragraphe(g.section), g.regle))
        yield f"{marge}{signe} {lisible(tete)} ({accorde(g.nombre, 'constat')})"
        messages = {constats[rang].message for rang in premiers}
        if len(messages) == 1:
            yield f"{marge}    {lisible(phrase_finie(messages.pop()))}"
            yield from (f"{marge}    - {lisible(_place(constats[rang]))}" for rang in premiers)
        else:
            yield from (f"{marge}    - {lisible(_place(constats[rang], detail=True))}" for rang in premiers)
        if g.nombre > len(premiers):
            yield f"{marge}    … {reste(g.nombre - len(premiers))}"


def _scenario(s: ResultatScenario, bilan: Bilan, rangs: Sequence[int], peint: Peint) -> Iterator[str]:
    yield _ligne_de_verdict(s.verdict, f"{s.id} {paragraphe(s.section)} {s.titre}", peint)
    if s.raison:
        yield f"      {lisible(phrase_finie(s.raison))}"
    for a in s.attentes:
        if not a.tenue:
            yield lisible(f"      attente non tenue : {a.texte}{f' ({a.raison})' if a.raison else ''}")
    yield from _constats(bilan, rangs, peint, "      ")


def _lot(lot: ResultatLot, bilan: Bilan, rangs: Sequence[int], deja: Set[int], peint: Peint) -> Iterator[str]:
    flux = f"{lot.flux or 'flux non reconnu'} {lot.version}".strip()
    details = liste((flux, accorde(lot.lignes, "ligne"), lot.encodage))
    yield _ligne_de_verdict(lot.verdict, f"{lot.fichier} ({details})", peint)
    nouveaux = [i for i in rangs if i not in deja]
    yield from _constats(bilan, nouveaux, peint, "      ")
    if len(nouveaux) < len(rangs):
        dits = accorde(len(rangs) - len(nouveaux), "constat déjà dit", "constats déjà dits")
        yield f"      {dits} plus haut, au scénario"


def _lots(bilan: Bilan, peint: Peint) -> Iterator[str]:
    """Files, those that fail first; in a judgement, files without a finding are only counted."""
    deja = {i for rangs in bilan.constats_des_scenarios for i in rangs}
    paires = list(zip(bilan.resultats.lots, bilan.constats_des_lots, strict=True))
    paires.sort(key=lambda p: (p[0].verdict is not Verdict.NON_CONFORME, p[0].verdict is Verdict.CONFORME, not p[1]))
    if paires:
        yield "\nFICHIERS (verdict de forme)"
    dits = [p for p in paires if p[1] or p[0].verdict is not Verdict.CONFORME or not bilan.jugement][:FICHIERS]
    for lot, rangs in dits:
        yield from _lot(lot, bilan, rangs, deja, peint)
    if len(dits) < len(paires):
        suite = "sans constat" if len(dits) < FICHIERS else "dans le rapport JSON"
        yield f"  {'… et ' if dits else ''}{accorde(len(paires) - len(dits), 'fichier')} {suite}"


def _exigences(bilan: Bilan, peint: Peint) -> Iterator[str]:
    mauvaises = (Verdict.NON_CONFORME, Verdict.ECART_CONNU, Verdict.ERREUR_BANC, Verdict.NON_CONCLUANT)
    retenues = [e for e in bilan.resultats.exigences if e.verdict in mauvaises]
    if not retenues or not bilan.jugement:
        return
    yield "\nEXIGENCES EN DÉFAUT"
    for e in retenues:
        yield _ligne_de_verdict(e.verdict, f"{e.id} ({partie_en_cause(e.partie)}) {e.enonce}", peint)
        if e.raison:
            yield f"      {lisible(phrase_finie(e.raison))}"


def texte_de(bilan: Bilan, *, couleur: bool = False) -> str:
    """Plain text; ANSI colours only on demand, and never from the data: control characters are shown, not sent."""
    peint = _peintre(couleur)
    ranges = {i for rangs in (*bilan.constats_des_lots, *bilan.constats_des_scenarios) for i in rangs}
    seuls = [i for i in range(len(bilan.constats)) if i not in ranges]
    lignes = [f"Verdict : {peint(LIBELLES_VERDICT[bilan.verdict].upper(), _COULEURS[bilan.verdict])}"]
    lignes += [lisible(bilan.phrase), "", *_comptes(bilan), *_a_corriger(bilan, peint)]
    if bilan.resultats.scenarios:
        lignes.append("\nSCÉNARIOS")
    for s, rangs in zip(bilan.resultats.scenarios, bilan.constats_des_scenarios, strict=True):
        lignes += _scenario(s, bilan, rangs, peint)
    lignes += _lots(bilan, peint)
    if seuls:
        lignes += ["\nSUR L'ENSEMBLE", *_constats(bilan, seuls, peint, "  ")]
    lignes += [*_ecarts_connus(bilan), *_interpretations(bilan), *_exigences(bilan, peint)]
    lignes += ["\nRÉSERVES", *(f"  - {lisible(r)}" for r in bilan.reserves())]
    return "\n".join(lignes) + "\n"
