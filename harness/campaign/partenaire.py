"""The party under test: what it declares, what it prepared, what has to be asked of it because no file shows it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime

from harness.campaign.pupitre import Question
from harness.network.calendrier import Calendrier, Delai
from harness.network.circumstances import Circonstance, connue_de, termes_de
from harness.network.facts import Fait, Nature
from harness.network.network import Reseau
from harness.protocol.terms import Modele, Partie, Situation

DE_L_OI = frozenset({
    Nature.ADRESSE_FERMEE, Nature.SATURATION, Nature.HOTLINE, Nature.ADDUCTION, Nature.INGENIERIE, Nature.POSITION,
    Nature.ACCES, Nature.PLAN_DE_CHARGE, Nature.EMPECHEMENT, Nature.REPRISE,
})  # fmt: skip
DE_L_OC = frozenset({Nature.RENONCEMENT, Nature.REPORT, Nature.ABANDON_RDV, Nature.HESITATION, Nature.CRENEAUX})
SUR_PLACE = frozenset({Nature.INCIDENT, Nature.OBSTACLE})
"""Facts by whose they are: the OI's, the OC's and its client's, those that whoever comes to the dwelling finds."""

AU_CHOIX = frozenset({"demande", "financement"})
"""Terms of a contract that an order, or a system, may change from one time to the next: nothing to declare."""

CHAUD = ("PBO", "tube", "fibre", "decharge")
"""What a hotline gives with a new route."""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Something that the party under test prepared for the scenarios, as its profile names it.

    `scenarios` empty: any. `circonstance` "" for a plain client; `logement` "" when only `champs` matter.
    """

    nom: str
    scenarios: tuple[str, ...] = ()
    circonstance: str = ""
    situation: Situation | None = None
    modele: Modele | None = None
    logement: str = ""
    champs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Partenaire:
    """`declare` is what its contract says, as a scenario would say it: term -> "oui", "non" or its text."""

    partie: Partie
    code: str
    patience: Delai
    calendrier: Calendrier
    declare: Mapping[str, str] = field(default_factory=dict)
    prepare: tuple[Prepare, ...] = ()

    def jusqu_a(self, instant: datetime) -> datetime:
        """Until when a message is waited for, from an instant on."""
        return self.calendrier.apres(instant, self.patience)

    def sans_objet(self, modele: Modele, situation: Situation, circonstances: Set[str]) -> str:
        """Why the profile rules a scenario out, in French; "" when it does not."""
        termes = {c: t for c in sorted(circonstances) if (t := termes_de(Circonstance(c)))}
        modes = self.declare.get("modes")
        if modes is not None and modele not in modes.split("|"):
            return f"le profil ne déclare pas le mode {modele} (modes = {modes.replace('|', ', ')})"
        for phrase, convenus in termes.items():
            for terme, voulu in convenus.items():
                if terme not in AU_CHOIX and (dit := self.declare.get(terme, voulu)) != voulu:
                    return f"« {phrase} » : le profil déclare {terme} = {dit}"
        if Circonstance.EN_SERVICE in circonstances:
            return "le profil n'a qu'un OC, l'écrasement d'une ligne en demande deux"
        refusee = self.declare.get("pni") == "non" and not any("pni" in t for t in termes.values())
        if situation is Situation.NON_IDENTIFIEE and refusee:
            return "le profil déclare que l'OI refuse une prise non identifiée (pni = non)"
        return ""

    def client(
        self, scenario: str, modele: Modele, situation: Situation, circonstances: Set[str] = frozenset()
    ) -> Prepare | None:
        """What was prepared for the client of a scenario: for one of its circumstances rather than for none."""
        convient = [
            p
            for p in self.prepare
            if (not p.scenarios or scenario in p.scenarios)
            and p.situation in (None, situation)
            and p.modele in (None, modele)
            and (not p.circonstance or p.circonstance in circonstances)
        ]
        return max(convient, key=lambda p: (bool(p.scenarios), bool(p.circonstance)), default=None)

    def concerne(self, circonstance: Circonstance, nature: Nature, modele: Modele | None) -> bool:
        """Whether it is for the party under test to make a circumstance so."""
        if nature in DE_L_OI:
            return self.partie is Partie.OI and nature is not Nature.HOTLINE
        if nature in DE_L_OC:
            return self.partie is Partie.OC
        if nature in SUR_PLACE:
            return self.partie is (Partie.OI if modele is Modele.OI else Partie.OC)
        if nature is Nature.CONTRAT:
            return any(self.declare.get(terme) != valeur for terme, valeur in termes_de(circonstance).items())
        return connue_de(circonstance) in (None, self.partie)


def question_de_fait(id_: str, partie: Partie, circonstance: Circonstance, reference: str, lieu: str) -> Question:
    """To make so something that a scenario says of the party under test."""
    ou = ", ".join(t for t in (f"commande {reference}" if reference else "", lieu) if t)
    return Question(id_, partie, f"faites que, de votre côté : {circonstance}" + (f" ({ou})." if ou else "."))


def question_de_faute(id_: str, partie: Partie, texte: str) -> Question:
    """To make a fault on purpose."""
    return Question(id_, partie, f"faites que, dans votre prochain fichier : {texte}.")


def question_d_appel(id_: str, appel: Fait) -> Question:
    """Our technician calls the hotline of the OI under test: what does it answer?"""
    motif = f" (motif {appel['motif']})" if appel["motif"] else ""
    prise = f", PTO lue sur place : {appel['prise']}" if appel["prise"] else ""
    texte = (
        f"notre technicien appelle votre hotline pour la commande {appel.dossier}{motif}{prise}. Répondez « nouvelle "
        "route » (avec PBO, tube, fibre, decharge, et prise si elle change), « même route » ou « sans solution »."
    )
    return Question(id_, Partie.OI, texte, utiles=(*CHAUD, "prise"))


def question_de_rdv(id_: str, reference: str, lieu: str) -> Question:
    """Our OC needs an appointment from the tool of the OI under test."""
    texte = (
        f"prenez pour nous un rendez-vous dans votre outil ({lieu}, commande {reference}) et donnez rdv (IdRdv) et "
        "date (AAAAMMJJ HH:MM)."
    )
    return Question(id_, Partie.OI, texte, ("rdv", "date"))


def question_de_l_appel(id_: str, reference: str) -> Question:
    """The technician of the OC under test should call our hotline."""
    texte = (
        f"faites appeler notre hotline par votre technicien pour la commande {reference} ; donnez le motif (un code de "
        "la codification, vide s'il n'y en a pas) et la PTO lue sur place s'il y en a une (prise)."
    )
    return Question(id_, Partie.OC, texte, utiles=("motif", "prise"))


def lieu(reseau: Reseau, logement: str, champs: Mapping[str, str]) -> str:
    """A dwelling, as its people find it in their own system."""
    lg = reseau.logements[logement]
    adresse = reseau.adresses[lg.adresse]
    pbo = reseau.pbos[lg.pbo]
    donnees = {
        "adresse": f"{adresse.numero} {adresse.type_voie} {adresse.libelle}, {adresse.commune}".strip(),
        "CodeAdresseImmeuble": champs.get("CodeAdresseImmeuble", adresse.code),
        "Batiment": champs.get("Batiment", lg.batiment),
        "Escalier": champs.get("Escalier", lg.escalier),
        "Etage": champs.get("Etage", lg.etage),
        "ReferencePm": champs.get("ReferencePm", pbo.pm),
        "ReferencePrise": champs.get("ReferencePrise", lg.prise),
    }
    return ", ".join(f"{nom} {valeur}" for nom, valeur in donnees.items() if valeur)


def consigne_de_commande(
    reseau: Reseau, logement: str, situation: Situation, modele: Modele, oc: str, rdv: Mapping[str, str]
) -> str:
    """What the OC under test has to order."""
    quoi = {
        Situation.A_CONSTRUIRE: "PTO à construire",
        Situation.IDENTIFIEE: "PTO existante et identifiée",
        Situation.NON_IDENTIFIEE: "PTO existante, sans donner sa référence",
    }
    pm = reseau.pms[reseau.pbos[reseau.logements[logement].pbo].pm]
    quand = f", rendez-vous {rdv['rdv']} le {rdv['date']}" if rdv else ""
    prestation = pm.prestations.get(oc, "")
    return (
        f"envoyez une Cmd_Acces : TypeRacco {modele}, {quoi[situation]}, {lieu(reseau, logement, {})}, "
        f"ReferencePrestationPm {prestation}{quand}."
    )
