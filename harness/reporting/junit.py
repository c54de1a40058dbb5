"""JUnit XML for continuous integration (GitLab, GitHub, Jenkins).

A build server knows three colours; this is how six verdicts meet them, so that nothing unproven looks green:
non conforme → `failure`; erreur du banc and non concluant → `error` (the test could not end), told apart by `type`;
écart connu, non exercé and sans objet → `skipped` with the reason. The first suite holds one case, the verdict of the
whole run, and one property a known breach of the profile. It passes only when the exit code is 0, so an empty run, or
one where everything was skipped, is red.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence

from harness.judge.results import Constat, Gravite, ResultatExigence, ResultatLot, ResultatScenario, Verdict
from harness.reporting.bilan import Bilan
from harness.reporting.constats import ligne_de_constat
from harness.reporting.lisible import lisible
from harness.reporting.phrases import (
    LEGENDE_VERDICTS,
    LIBELLES_VERDICT,
    ecart_connu,
    liste,
    paragraphe,
    partie_en_cause,
    reste,
)
from harness.reporting.sections import chapitre, titre_de_section

LIMITE = 50
"""Findings written out in one case; the JSON has them all."""

_BALISES = {
    Verdict.NON_CONFORME: "failure",
    Verdict.ECART_CONNU: "skipped",
    Verdict.ERREUR_BANC: "error",
    Verdict.NON_CONCLUANT: "error",
    Verdict.NON_EXERCE: "skipped",
    Verdict.SANS_OBJET: "skipped",
}
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def _ligne(rang: int, c: Constat) -> str:
    return ligne_de_constat(c, f"c{rang + 1}")


def _lignes(bilan: Bilan, rangs: Sequence[int]) -> str:
    lignes = [_ligne(i, bilan.constats[i]) for i in rangs[:LIMITE]]
    if len(rangs) > LIMITE:
        lignes.append(f"{reste(len(rangs) - LIMITE)}, dans le rapport JSON")
    return "\n".join(lignes)


def _tries(bilan: Bilan, rangs: Iterable[int]) -> tuple[list[int], list[int]]:
    """Ranks of the findings that condemn, and of the others."""
    fautes: list[int] = []
    autres: list[int] = []
    for i in rangs:
        (fautes if bilan.constats[i].gravite is Gravite.NON_CONFORME else autres).append(i)
    return fautes, autres


def _resume(bilan: Bilan, fautes: Sequence[int], raison: str, verdict: Verdict) -> str:
    if verdict is Verdict.NON_CONFORME and fautes:
        suite = f" ({reste(len(fautes) - 1)})" if len(fautes) > 1 else ""
        return _ligne(fautes[0], bilan.constats[fautes[0]]) + suite
    return raison or LEGENDE_VERDICTS[verdict]


def _cas(
    suite: ET.Element, classe: str, nom: str, verdict: Verdict, bilan: Bilan, rangs: Sequence[int], raison: str
) -> ET.Element:
    cas = ET.SubElement(suite, "testcase", classname=lisible(classe), name=lisible(nom), time="0")
    fautes, autres = _tries(bilan, rangs)
    if (balise := _BALISES.get(verdict)) is not None:
        resume = f"{LIBELLES_VERDICT[verdict]} : {_resume(bilan, fautes, raison, verdict)}"
        element = ET.SubElement(cas, balise, message=lisible(resume))
        if balise != "skipped":
            element.set("type", verdict)
            details = _lignes(bilan, fautes) if verdict is Verdict.NON_CONFORME else ""
            element.text = "\n".join(filter(None, (lisible(raison), details)))
    dits = autres if verdict is Verdict.NON_CONFORME else rangs
    if dits:
        ET.SubElement(cas, "system-out").text = _lignes(bilan, dits)
    return cas


def _suite(racine: ET.Element, nom: str, bilan: Bilan) -> ET.Element:
    suite = ET.SubElement(racine, "testsuite", name=nom, time="0")
    if _INSTANT.match(bilan.resultats.identite.debut):
        suite.set("timestamp", bilan.resultats.identite.debut[:19])
    return suite


def _suite_verdict(racine: ET.Element, bilan: Bilan) -> None:
    suite = _suite(racine, "verdict", bilan)
    identite = bilan.resultats.identite
    proprietes = ET.SubElement(suite, "properties")
    for nom, valeur in (
        ("commande", identite.commande),
        ("harnais", identite.harnais),
        ("classeur", identite.classeur),
        ("classeur_sha256", identite.classeur_sha256),
        ("classeur_officiel", "oui" if identite.classeur_officiel else "non"),
        ("journal_sha256", identite.journal_sha256),
        ("catalogue_sha256", identite.catalogue_sha256),
        ("profil", identite.profil),
        ("profil_sha256", identite.profil_sha256),
        ("graine", identite.graine),
    ):
        if valeur:
            ET.SubElement(proprietes, "property", name=nom, value=lisible(valeur))
    for ecart in bilan.resultats.ecarts:
        ET.SubElement(proprietes, "property", name="ecart_connu", value=lisible(ecart_connu(ecart)))
    ranges = {i for rangs in (*bilan.constats_des_lots, *bilan.constats_des_scenarios) for i in rangs}
    seuls = [i for i in range(len(bilan.constats)) if i not in ranges]
    cas = _cas(suite, "verdict", "verdict d'ensemble", bilan.verdict, bilan, seuls, bilan.phrase)
    ignore = cas.find("skipped")
    if ignore is not None and bilan.code_sortie == 0:
        cas.remove(ignore)
    elif ignore is not None:
        ignore.tag = "error"
        ignore.set("type", bilan.verdict)
    reserves = ET.SubElement(suite, "system-out")
    reserves.text = "\n".join(lisible(r) for r in bilan.reserves())


def _classe_de_scenario(s: ResultatScenario) -> str:
    groupe = chapitre(s.section)
    titre = titre_de_section(groupe)
    return "scenarios." + " ".join(filter(None, (paragraphe(groupe), titre))).replace(".", " ")


def _scenario(suite: ET.Element, s: ResultatScenario, bilan: Bilan, rangs: Sequence[int]) -> None:
    manquees = [
        f"attente non tenue : {a.texte}{f' ({a.raison})' if a.raison else ''}" for a in s.attentes if not a.tenue
    ]
    raison = " ; ".join(filter(None, (s.raison, *manquees)))
    nom = f"{s.id} - {s.titre} ({paragraphe(s.section)})"
    _cas(suite, _classe_de_scenario(s), nom, s.verdict, bilan, rangs, raison)


def _lot(suite: ET.Element, lot: ResultatLot, bilan: Bilan, rangs: Sequence[int]) -> None:
    cas = _cas(suite, f"fichiers.{lot.flux or 'flux inconnu'}", lot.fichier, lot.verdict, bilan, rangs, "")
    cas.set("file", lisible(lot.fichier))


def _exigence(suite: ET.Element, e: ResultatExigence) -> None:
    classe = f"exigences.{paragraphe(e.section).replace('.', '-')}"
    cas = ET.SubElement(suite, "testcase", classname=lisible(classe), name=lisible(f"{e.id} - {e.enonce}"), time="0")
    raison = e.raison or LEGENDE_VERDICTS[e.verdict]
    message = lisible(f"{LIBELLES_VERDICT[e.verdict]} ({partie_en_cause(e.partie)}) : {raison}")
    if e.verdict in (Verdict.NON_CONFORME, Verdict.ERREUR_BANC):
        element = ET.SubElement(cas, _BALISES[e.verdict], message=message, type=e.verdict)
        element.text = lisible(f"Règles : {liste(e.regles)}")
    elif e.verdict is not Verdict.CONFORME:
        ET.SubElement(cas, "skipped", message=message)


def _compte(racine: ET.Element) -> None:
    noms = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for suite in (*racine, racine):
        cas = list(suite.iter("testcase"))
        suite.set("tests", str(len(cas)))
        for attribut, balise in noms.items():
            suite.set(attribut, str(sum(c.find(balise) is not None for c in cas)))


def junit_de(bilan: Bilan) -> str:
    """JUnit XML text: suites « verdict », then « scenarios », « fichiers » and, of an exchange, « exigences »."""
    r = bilan.resultats
    racine = ET.Element("testsuites", name="interop-acces", time="0")
    _suite_verdict(racine, bilan)
    if r.scenarios:
        suite = _suite(racine, "scenarios", bilan)
        for s, rangs in zip(r.scenarios, bilan.constats_des_scenarios, strict=True):
            _scenario(suite, s, bilan, rangs)
    if r.lots:
        suite = _suite(racine, "fichiers", bilan)
        for lot, rangs in zip(r.lots, bilan.constats_des_lots, strict=True):
            _lot(suite, lot, bilan, rangs)
    if r.exigences and bilan.jugement:
        suite = _suite(racine, "exigences", bilan)
        for e in r.exigences:
            _exigence(suite, e)
    _compte(racine)
    ET.indent(racine)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(racine, encoding="unicode") + "\n"
