"""The French words of every report: labels, legends, plural agreement. One place, so that formats agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from harness.judge.results import Constat, EcartConnu, EtatEcart, Gravite, Verdict
from harness.protocol.francais import accorde, nombre
from harness.protocol.spec import Provenance
from harness.protocol.terms import Partie

LIBELLES_VERDICT: Mapping[Verdict, str] = {
    Verdict.CONFORME: "conforme",
    Verdict.NON_CONFORME: "non conforme",
    Verdict.ECART_CONNU: "écart connu",
    Verdict.NON_CONCLUANT: "non concluant",
    Verdict.NON_EXERCE: "non exercé",
    Verdict.SANS_OBJET: "sans objet",
    Verdict.ERREUR_BANC: "erreur du banc",
}

_ACCORDS: Mapping[Verdict, tuple[str, str, str]] = {
    Verdict.CONFORME: ("conforme", "conformes", "conformes"),
    Verdict.NON_CONFORME: ("non conforme", "non conformes", "non conformes"),
    Verdict.ECART_CONNU: ("écart connu", "écarts connus", "écarts connus"),
    Verdict.NON_CONCLUANT: ("non concluante", "non concluants", "non concluantes"),
    Verdict.NON_EXERCE: ("non exercée", "non exercés", "non exercées"),
    Verdict.SANS_OBJET: ("sans objet", "sans objet", "sans objet"),
    Verdict.ERREUR_BANC: ("erreur du banc", "erreurs du banc", "erreurs du banc"),
}
"""Feminine, plural, feminine plural; the masculine is the label."""

SIGNES_VERDICT: Mapping[Verdict, str] = {
    Verdict.CONFORME: "✓",
    Verdict.NON_CONFORME: "✗",
    Verdict.ECART_CONNU: "≠",
    Verdict.NON_CONCLUANT: "?",
    Verdict.NON_EXERCE: "–",
    Verdict.SANS_OBJET: "○",
    Verdict.ERREUR_BANC: "!",
}

LEGENDE_VERDICTS: Mapping[Verdict, str] = {
    Verdict.CONFORME: "exercé, au moins un message témoin, aucun manquement",
    Verdict.NON_CONFORME: "un manquement prouvé : partie en cause, fichier, ligne, champ et § sont donnés",
    Verdict.ECART_CONNU: "les seuls manquements prouvés sont des écarts connus du profil, avec leur raison",
    Verdict.NON_CONCLUANT: "aurait dû être atteint et ne l'a pas été : la raison est donnée",
    Verdict.NON_EXERCE: "rien de tel n'a été échangé : ce n'est ni une réussite ni un échec",
    Verdict.SANS_OBJET: "écarté par le profil bilatéral, avec la raison",
    Verdict.ERREUR_BANC: "défaut du banc d'essai lui-même, jamais imputé à un partenaire",
}

PHRASES_VERDICT: Mapping[Verdict, str] = {
    Verdict.CONFORME: "Aucun manquement dans ce qui a été exercé.",
    Verdict.NON_CONFORME: "Au moins un manquement au protocole est prouvé.",
    Verdict.ECART_CONNU: "Aucun manquement dans ce qui a été exercé, hormis les écarts connus du profil.",
    Verdict.NON_CONCLUANT: "Ce qui devait être vérifié n'a pas pu l'être jusqu'au bout.",
    Verdict.NON_EXERCE: "Rien n'a été exercé : ce rapport ne prouve rien.",
    Verdict.SANS_OBJET: "Le profil bilatéral écarte tout ce qui était demandé.",
    Verdict.ERREUR_BANC: "Le banc d'essai a échoué : aucun partenaire n'est en cause.",
}
"""Used when a judgement comes without a sentence of its own."""

LIBELLES_GRAVITE: Mapping[Gravite, str] = {
    Gravite.NON_CONFORME: "non-conformité",
    Gravite.ECART_CONNU: "écart connu",
    Gravite.AVERTISSEMENT: "avertissement",
    Gravite.INTERPRETATION: "interprétation",
    Gravite.INFORMATION: "information",
}

TITRES_GRAVITE: Mapping[Gravite, str] = {
    Gravite.NON_CONFORME: "Non-conformités",
    Gravite.ECART_CONNU: "Écarts connus",
    Gravite.AVERTISSEMENT: "Avertissements à confirmer",
    Gravite.INTERPRETATION: "Interprétations",
    Gravite.INFORMATION: "Informations",
}

SIGNES_GRAVITE: Mapping[Gravite, str] = {
    Gravite.NON_CONFORME: "✗",
    Gravite.ECART_CONNU: "≠",
    Gravite.AVERTISSEMENT: "△",
    Gravite.INTERPRETATION: "≈",
    Gravite.INFORMATION: "i",
}

LEGENDE_GRAVITES: Mapping[Gravite, str] = {
    Gravite.NON_CONFORME: "manquement à une exigence écrite : la seule gravité qui condamne",
    Gravite.ECART_CONNU: "manquement que le profil admet pour l'instant, avec une raison et une date",
    Gravite.AVERTISSEMENT: "écart à confirmer, par exemple à un fait que le document ne donne pas lui-même",
    Gravite.INTERPRETATION: "le texte admet plusieurs lectures et le partenaire en suit une autre",
    Gravite.INFORMATION: "remarque sans conséquence sur le verdict",
}

PROVENANCES: Mapping[Provenance, str] = {
    Provenance.SEED: "document de présentation 1.2",
    Provenance.PUBLIC: "source publique",
    Provenance.INFERRED: "fait déduit",
    Provenance.CLASSEUR: "classeur fourni",
}

_NOMS_PARTIE: Mapping[str, str] = {"les deux": "OI et OC", "": "aucune partie"}
SANS_PARTIE = "sans partie désignée"
"""Whom a breach is laid to when the file does not say who sent it."""


def compte_verdict(n: int, verdict: Verdict, *, feminin: bool = False) -> str:
    """« 3 non conformes », « 1 non exercée »: a number of things and their verdict."""
    feminine, pluriel, feminin_pluriel = _ACCORDS[verdict]
    if n < 2:
        return f"{nombre(n)} {feminine if feminin else LIBELLES_VERDICT[verdict]}"
    return f"{nombre(n)} {feminin_pluriel if feminin else pluriel}"


def compte_gravite(n: int, gravite: Gravite) -> str:
    """« 1 non-conformité », « 12 avertissements à confirmer »."""
    if gravite is Gravite.AVERTISSEMENT:
        return accorde(n, "avertissement à confirmer", "avertissements à confirmer")
    if gravite is Gravite.ECART_CONNU:
        return accorde(n, "écart connu", "écarts connus")
    return accorde(n, LIBELLES_GRAVITE[gravite])


def partie_en_cause(partie: Partie | str | None) -> str:
    """Name of the party that a finding or a requirement is about."""
    texte = str(partie or "")
    return _NOMS_PARTIE.get(texte, texte)


def a_la_charge(fautes: Mapping[Partie | None, int]) -> str:
    """« OI 43, OC 28, sans partie désignée 10 »: how many breaches are laid to whom, nobody with none."""
    return liste(f"{partie_en_cause(p) if p else SANS_PARTIE} {nombre(n)}" for p, n in fautes.items() if n)


def paragraphe(section: str) -> str:
    """« §3.3 » from « 3.3 » or « §3.3 »; « annexe » for the appendix."""
    texte = section.strip()
    if texte.casefold() == "annexe":
        return "annexe"
    return f"§{texte}" if texte[:1].isdigit() else texte


def lieu(constat: Constat) -> str:
    """« lot.csv, ligne 12, NomClient »: what is known of the place."""
    morceaux = [constat.fichier]
    if constat.ligne is not None:
        morceaux.append(f"ligne {constat.ligne}")
    if constat.champ:
        morceaux.append(constat.champ)
    return ", ".join(m for m in morceaux if m) or "ensemble de l'échange"


def nuance(constat: Constat) -> str:
    """Why a finding does not condemn although it is a gap: its fact is not from the document, or it is known."""
    if constat.gravite is Gravite.ECART_CONNU:
        return f"admis : {constat.admis}"
    if constat.gravite is not Gravite.AVERTISSEMENT or constat.provenance.certaine:
        return ""
    return f"à confirmer : {PROVENANCES[constat.provenance]}"


ETATS_ECART: Mapping[EtatEcart, str] = {
    EtatEcart.CONSTATE: "constaté",
    EtatEcart.DISPARU: "n'a plus lieu : à retirer du profil",
    EtatEcart.EXPIRE: "échu : il ne compte plus",
    EtatEcart.NON_RENCONTRE: "non rencontré",
}


def ecart_connu(ecart: EcartConnu) -> str:
    """« ar.motif (STOC-PAC-ARKO), 2 constats : constaté. Admis le 05/01/2026 jusqu'au 30/06/2026 : raison. »"""
    lieux = liste((ecart.scenario, ecart.champ))
    ou = f" ({lieux})" if lieux else ""
    compte = f", {accorde(ecart.constats, 'constat')}" if ecart.constats else ""
    fin = f" jusqu'au {date_et_heure(ecart.jusqu_au)[0]}" if ecart.jusqu_au else ""
    quand = f"Admis le {date_et_heure(ecart.date)[0]}{fin}"
    return f"{ecart.regle}{ou}{compte} : {ETATS_ECART[ecart.etat]}. {quand} : {phrase_finie(ecart.raison)}"


def phrase_finie(texte: str) -> str:
    """The sentence with its full stop."""
    texte = texte.strip()
    return texte if not texte or texte[-1] in ".!?…" else f"{texte}."


def majuscule(texte: str) -> str:
    """The text with a capital first letter."""
    return texte[:1].upper() + texte[1:]


def reste(n: int) -> str:
    """« et 312 autres », « et 1 autre »."""
    return f"et {accorde(n, 'autre')}"


def liste(morceaux: Iterable[str]) -> str:
    """Parts joined by commas, the empty ones left out."""
    return ", ".join(m for m in morceaux if m)


_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d))?")


def date_et_heure(instant: str) -> tuple[str, str]:
    """« 15/01/2024 » and « 09:30 » from an ISO 8601 instant; the text itself and "" when it is none."""
    m = _INSTANT.match(instant)
    if m is None:
        return instant, ""
    return f"{m[3]}/{m[2]}/{m[1]}", m[4] or ""
