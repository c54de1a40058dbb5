"""The judgement as JSON, for machines: everything, with the same reservations as the page (docs/schema/*.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from harness.judge.results import (
    Attente,
    Constat,
    EcartConnu,
    Etape,
    ResultatExigence,
    ResultatLot,
    ResultatScenario,
    Temoin,
)
from harness.protocol.ambiguites import Ambiguite
from harness.reporting.bilan import Bilan

VERSION_SCHEMA = "1.2"
"""Of the shape of the JSON. The minor number grows with a key, the major one when a key changes or goes."""

Objet = dict[str, Any]

_A_ECHAPPER = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_SUBSTITUTS = re.compile("[\ud800-\udfff]")
_RARES = re.compile(f"{_A_ECHAPPER.pattern}|{_SUBSTITUTS.pattern}")


def _constat(rang: int, c: Constat) -> Objet:
    return {
        "id": f"c{rang + 1}",
        "regle": c.regle,
        "gravite": c.gravite,
        "partie": c.partie,
        "fichier": c.fichier,
        "ligne": c.ligne,
        "champ": c.champ,
        "section": c.section,
        "message": c.message,
        "valeur": c.valeur,
        "provenance": c.provenance,
        "flux": c.flux,
        "dossier": c.dossier,
        "occurrences": c.occurrences,
        "ambiguite": c.ambiguite,
        "admis": c.admis,
    }


def _lot(lot: ResultatLot, constats: int, controles: int) -> Objet:
    return {
        "fichier": lot.fichier,
        "flux": lot.flux,
        "version": lot.version,
        "lignes": lot.lignes,
        "verdict": lot.verdict,
        "sha256": lot.sha256,
        "encodage": lot.encodage,
        "octets": lot.octets,
        "constats": constats,
        "controles": controles,
        "ordre": lot.ordre,
        "emetteur": lot.emetteur,
        "recepteur": lot.recepteur,
        "instant": lot.instant,
    }


def _temoin(t: Temoin) -> Objet:
    return {"fichier": t.fichier, "ligne": t.ligne}


def _etape(e: Etape) -> Objet:
    return {
        "ordre": e.ordre,
        "instant": e.instant,
        "emetteur": e.emetteur,
        "flux": e.flux,
        "texte": e.texte,
        "fichier": e.fichier,
        "ligne": e.ligne,
        "dossier": e.dossier,
    }


def _attente(a: Attente) -> Objet:
    return {"texte": a.texte, "tenue": a.tenue, "temoin": _temoin(a.temoin) if a.temoin else None, "raison": a.raison}


def _scenario(s: ResultatScenario, constats: Iterable[Objet]) -> Objet:
    return {
        "id": s.id,
        "section": s.section,
        "titre": s.titre,
        "verdict": s.verdict,
        "raison": s.raison,
        "constats": list(constats),
        "attentes": [_attente(a) for a in s.attentes],
        "etapes": [_etape(e) for e in s.etapes],
    }


def _exigence(e: ResultatExigence) -> Objet:
    return {
        "id": e.id,
        "verdict": e.verdict,
        "temoins": [_temoin(t) for t in e.temoins],
        "raison": e.raison,
        "section": e.section,
        "partie": e.partie,
        "niveau": e.niveau,
        "enonce": e.enonce,
        "regles": list(e.regles),
        "constats": e.constats,
    }


def _interpretation(bilan: Bilan, a: Ambiguite) -> Objet:
    return {
        "id": a.id,
        "sections": list(a.sections),
        "question": a.question,
        "retenue": a.retenue,
        "autres": list(a.autres),
        "constats": bilan.interpretations(a.id),
    }


def _ecart(e: EcartConnu) -> Objet:
    return {
        "regle": e.regle,
        "scenario": e.scenario,
        "champ": e.champ,
        "raison": e.raison,
        "date": e.date,
        "jusqu_au": e.jusqu_au or None,
        "etat": e.etat,
        "constats": e.constats,
    }


def _identite(bilan: Bilan) -> Objet:
    i = bilan.resultats.identite
    return {
        "commande": i.commande,
        "harnais": i.harnais,
        "classeur": i.classeur,
        "classeur_sha256": i.classeur_sha256,
        "classeur_officiel": i.classeur_officiel,
        "journal_sha256": i.journal_sha256,
        "catalogue_sha256": i.catalogue_sha256,
        "profil": i.profil,
        "profil_sha256": i.profil_sha256,
        "graine": i.graine,
        "debut": i.debut,
    }


def _comptes(bilan: Bilan) -> Objet:
    verdicts = bilan.verdicts()
    comptes: Objet = {"lots": verdicts["lots"], "constats": bilan.par_gravite()}
    comptes["non_conformites"] = {str(p or "aucune"): n for p, n in bilan.fautes().items()}
    comptes["exigences"] = verdicts["exigences"]
    if bilan.jugement:
        comptes["scenarios"] = verdicts["scenarios"]
    return comptes


def objet(bilan: Bilan) -> Objet:
    """The whole judgement as plain values, in the order of the file."""
    r = bilan.resultats
    constats = [_constat(i, c) for i, c in enumerate(bilan.constats)]
    contenu: Objet = {
        "nature": "jugement" if bilan.jugement else "verification",
        "version_schema": VERSION_SCHEMA,
        "verdict": bilan.verdict,
        "code_sortie": bilan.code_sortie,
        "phrase": bilan.phrase,
        "reserves": list(bilan.reserves()),
        "donnees_en_clair": bilan.en_clair,
        "identite": _identite(bilan),
        "comptes": _comptes(bilan),
        "lots": [
            _lot(lot, len(rangs), controles)
            for lot, rangs, controles in zip(r.lots, bilan.constats_des_lots, bilan.controles, strict=True)
        ],
        "constats": constats,
    }
    if bilan.jugement:
        contenu["ecarts_connus"] = [_ecart(e) for e in r.ecarts]
        contenu["interpretations"] = [_interpretation(bilan, a) for a in r.ambiguites]
        contenu["scenarios"] = [
            _scenario(s, (constats[i] for i in rangs))
            for s, rangs in zip(r.scenarios, bilan.constats_des_scenarios, strict=True)
        ]
    contenu["exigences"] = [_exigence(e) for e in r.exigences]
    return contenu


_JSON = json.JSONEncoder(ensure_ascii=False)
"""Made once: `json.dumps` would make one for every finding."""


def _encode(valeur: object) -> str:
    texte = _JSON.encode(valeur)
    if texte.isascii():
        return texte.replace("\x7f", "\\u007f")
    if not _RARES.search(texte):
        return texte
    return _A_ECHAPPER.sub(_echappe, _SUBSTITUTS.sub("\ufffd", texte))


def _echappe(trouve: re.Match[str]) -> str:
    utf16 = trouve[0].encode("utf-16-be")
    return "".join(f"\\u{utf16[i]:02x}{utf16[i + 1]:02x}" for i in range(0, len(utf16), 2))


def _lignes(contenu: Mapping[str, object]) -> Iterable[str]:
    for cle, valeur in contenu.items():
        if isinstance(valeur, list) and valeur:
            yield f"  {_encode(cle)}: [\n" + ",\n".join(f"    {_encode(v)}" for v in valeur) + "\n  ]"
        else:
            yield f"  {_encode(cle)}: {_encode(valeur)}"


def json_de(bilan: Bilan) -> str:
    """JSON text, one item of a list per line: two reports can be compared line by line.

    Characters that a terminal or an editor would obey (direction, line separators, C1) are escaped, lone surrogates
    replaced by U+FFFD.
    """
    return "{\n" + ",\n".join(_lignes(objet(bilan))) + "\n}\n"
