"""The profile itself, section by section. Every key has its French sentence, from which `docs/profil.md` is made."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, PrivateAttr, model_validator

from harness.network.calendrier import OUVERTURE, Delai, Zone
from harness.network.circumstances import Circonstance
from harness.network.contract import PriseDeRdv, Saturation
from harness.profil.echange import Echange
from harness.profil.strict import Duree, DureeCourte, JoursOuvres, Quadrigramme, Section, Texte, refus
from harness.protocol.terms import Modele, Partie, Situation

Financement = Annotated[str, Field(pattern=r"^(COFI|LOCA)$")]
Compte = Annotated[int, Field(ge=0, le=60)]


class Operateurs(Section):
    """Who exchanges."""

    oi: Quadrigramme = Field(description="Code de l'OI, 4 caractères.")
    oc: Quadrigramme = Field(description="Code de l'OC, 4 caractères.")
    sous_test: Partie | None = Field(
        None, description="Partie dont ce profil décrit le système : « OI » ou « OC » ; le banc joue l'autre."
    )

    @model_validator(mode="after")
    def _distincts(self) -> Operateurs:
        if self.oi == self.oc:
            raise refus("« oi » et « oc » doivent être deux codes différents")
        return self


class ContratDeclare(Section):
    """What the contract settles and what is supported. A key left out was not declared."""

    modes: Annotated[tuple[Modele, ...], Field(min_length=1)] | None = Field(
        None, description="Modèles de raccordement pratiqués (§2.5), parmi OI, STOC, OC."
    )
    brassage: Partie | None = Field(None, description="Qui brasse au PM en mode STOC (§2.5) : OI ou OC.")
    pni: bool | None = Field(
        None, description="true : une commande peut laisser la prise existante non identifiée (§3.1, §4.3)."
    )
    pni_des_l_ar: bool | None = Field(
        None, description="Quand pni = false, true : le refus vient à l'AR (§4.3.2) ; false : au compte-rendu (§4.3.3)."
    )
    saturation: Saturation | None = Field(
        None, description="Réponse de l'OI quand il n'a plus de fibre (§7.2.2) : refus, route ou hotline."
    )
    notifie_meme_route: bool | None = Field(
        None, description="true : l'OI notifie aussi un problème levé sans changer la route (§5.1.4)."
    )
    nouvelle_prise: bool | None = Field(
        None, description="true : une nouvelle route s'accompagne d'une nouvelle référence de PTO."
    )
    financements: Annotated[tuple[Financement, ...], Field(min_length=1)] | None = Field(
        None, description="Financements que le contrat admet (§3.1), parmi COFI et LOCA."
    )
    financement: Financement | None = Field(
        None, description="Financement que l'OI retient quand l'OC le laisse choisir (§3.1) : COFI ou LOCA."
    )
    demande: Annotated[str, Field(pattern=r"^(COFI|LOCA|AUTO)$")] | None = Field(
        None, description="Financement que l'OC demande (§3.1) : COFI, LOCA ou AUTO."
    )
    rdv: PriseDeRdv | None = Field(
        None, description="Comment un rendez-vous se prend (§3.14) : outil (celui de l'OI) ou flux."
    )
    prevenance: Compte | None = Field(
        None, description="Jours ouvrés au moins entre une demande de rendez-vous et sa date (§3.14)."
    )
    validite_rdv: Compte | None = Field(
        None, description="Jours ouvrés pendant lesquels un rendez-vous sans commande est gardé (§3.14)."
    )
    reports: Compte | None = Field(None, description="Reports de rendez-vous admis (§3.14.5).")
    compte_les_reports: bool | None = Field(None, description="true : l'OC compte aussi ces reports (§3.14.5).")
    cr_ko_apres_annulation: bool | None = Field(
        None, description="true : une commande annulée reçoit aussi un compte-rendu KO (§3.3)."
    )
    notifie_avant_nouvel_echange: bool | None = Field(
        None, description="true : l'OI notifie avant de renvoyer l'OC sur place (§3.4, §3.6)."
    )
    rdv_par_message: bool | None = Field(
        None, description="true : l'OI demande un rendez-vous par un message, et non par Notif_Racc_KO (§4.1.6)."
    )
    visite: bool | None = Field(None, description="true : l'OC brasse lors d'une visite chez son client.")
    verifie: bool | None = Field(
        None, description="true : l'OC s'assure du service avant son compte-rendu de mise en service (§7.1.1)."
    )
    rappels: Compte | None = Field(
        None, description="Combien de fois l'OC rappelle une hotline qui n'a pas répondu (§7.1.2)."
    )
    repasse: bool | None = Field(
        None, description="true : l'OC annule et repasse commande s'il trouve une PTO qui était à construire (§7.1.4)."
    )


class DelaisDeclares(Section):
    """How long each step takes the operator; the harness keeps its own delays to those of its side."""

    commande: Duree | None = Field(None, description="OC : de la souscription du client à la commande.")
    ar: Duree | None = Field(None, description="OI : de la commande à son AR.")
    cr: Duree | None = Field(None, description="OI : de l'AR au compte-rendu de commande.")
    cmd_stoc: Duree | None = Field(None, description="OI : du compte-rendu à la commande STOC.")
    constat: Duree | None = Field(None, description="Technicien : le temps de constater un problème sur place.")
    hotline: Duree | None = Field(None, description="OI : la hotline, de l'appel à sa réponse.")
    notification: Duree | None = Field(None, description="OI : d'un changement de route à sa notification.")
    pose: Duree | None = Field(None, description="Technicien : le raccordement du client.")
    cr_stoc: Duree | None = Field(None, description="OC : de l'intervention au CR STOC.")
    mad: Duree | None = Field(None, description="OI : de la fin des travaux au CR de mise à disposition.")
    mes: Duree | None = Field(None, description="OC : de la mise à disposition à la mise en service.")
    cr_mes: Duree | None = Field(None, description="OC : de la mise en service à son compte-rendu.")
    releve: Duree | None = Field(None, description="Les deux : du dépôt d'un fichier à sa lecture.")
    reponse_rdv: Duree | None = Field(None, description="OI : réponse à une demande de rendez-vous.")
    cr_annulation: Duree | None = Field(None, description="OI : réponse à une annulation.")
    message: Duree | None = Field(None, description="Les deux : un message libre (§3.11).")
    intervention: Duree | None = Field(None, description="De la route reçue à l'intervention sur place.")
    rdv: JoursOuvres | None = Field(
        None, description="OC : avance à laquelle un rendez-vous est demandé, en jours ouvrés."
    )
    reparation: Duree | None = Field(None, description="OI : réparation du réseau.")
    abandon: Duree | None = Field(None, description="OC : attente d'une réparation avant d'annuler, en mode OC.")
    rappel: Duree | None = Field(None, description="OC : d'un appel sans réponse à la hotline au suivant (§7.1.2).")
    sav: Duree | None = Field(None, description="Du compte-rendu de mise en service à un problème de SAV (§7.1.1).")


class Attente(Section):
    """How long the harness waits for the party under test."""

    patience: Duree = Field(
        Delai(jours=5), description="Temps laissé à la partie sous test pour envoyer un message attendu."
    )
    scrutation: DureeCourte = Field(Delai(secondes=30), description="Temps entre deux relevés de l'échange.")


class CalendrierDeclare(Section):
    """Which days are worked."""

    zone: Zone = Field(Zone.METROPOLE, description="Jours fériés de quelle zone.")
    samedi: bool = Field(False, description="true : le samedi est ouvré.")
    fermetures: tuple[datetime.date, ...] = Field((), description="Autres jours non ouvrés (dates).")
    ouverture: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = Field(
        f"{OUVERTURE:%H:%M}", description="Heure d'ouverture d'un jour ouvré, « 09:00 »."
    )


class ClasseurDeclare(Section):
    """Which workbook was agreed on."""

    version: Texte | None = Field(
        None, description="Version du classeur des flux, telle que les deux parties la nomment."
    )
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = Field(
        None, description="Empreinte SHA-256 du fichier du classeur."
    )


class Donnee(Section):
    """Something that the operator under test prepared for the scenarios: columns of a flux, as it knows them."""

    description: str = Field("", description="À quoi sert cette donnée.")
    scenarios: tuple[Texte, ...] = Field(
        (), description="Scénarios qui s'en servent ; vide, tous ceux où elle convient."
    )
    circonstance: Circonstance | None = Field(
        None, description="Circonstance, telle que le catalogue l'écrit, que l'opérateur a préparée avec cette donnée."
    )
    situation: Situation | None = Field(None, description="Situation de la prise : PAC, PCI ou PNI (§4.1 à §4.3).")
    modele: Modele | None = Field(None, description="Modèle de raccordement où elle sert, si c'est un seul.")
    logement: Texte | None = Field(None, description="Logement du réseau ([reseau]) que cette donnée désigne.")
    champs: Mapping[str, str] = Field({}, description="Colonnes du flux et leurs valeurs, reprises telles quelles.")

    @model_validator(mode="after")
    def _quelque_chose(self) -> Donnee:
        if not self.champs and self.logement is None:
            raise refus("« champs » ou « logement » attendu")
        return self


class ReseauDeclare(Section):
    """The network on which the scenarios are played."""

    fichier: Texte | None = Field(
        None, description="Fichier TOML du réseau, relatif au profil ; sans lui, celui du banc aux codes du profil."
    )


class EcartConnu(Section):
    """A breach that is known, so that it does not hide a new one."""

    regle: Texte = Field(description="Identifiant de la règle enfreinte.")
    scenario: str = Field("", description="Scénario où elle l'est ; vide, tous.")
    champ: str = Field("", description="Colonne où elle l'est ; vide, toutes.")
    raison: Texte = Field(description="Pourquoi cet écart est admis pour l'instant.")
    date: datetime.date = Field(description="Date à laquelle il a été admis.")
    jusqu_au: datetime.date | None = Field(None, description="Dernier jour où il l'est encore.")

    @model_validator(mode="after")
    def _dates(self) -> EcartConnu:
        if self.jusqu_au is not None and self.jusqu_au < self.date:
            raise refus("« jusqu_au » doit suivre « date »")
        return self


class Profil(Section):
    """One profile, checked."""

    operateurs: Operateurs = Field(description="Qui échange.")
    contrat: ContratDeclare = Field(ContratDeclare(), description="Ce que le contrat règle, ce qui est pris en charge.")
    delais: DelaisDeclares = Field(DelaisDeclares(), description="Le temps que prend chaque étape.")
    attente: Attente = Field(Attente(), description="Ce que le banc attend, et combien de temps.")
    calendrier: CalendrierDeclare = Field(CalendrierDeclare(), description="Les jours ouvrés.")
    echange: Echange = Field(Echange(), description="Comment les fichiers s'écrivent, se nomment et voyagent.")
    classeur: ClasseurDeclare = Field(ClasseurDeclare(), description="Le classeur convenu.")
    reseau: ReseauDeclare = Field(ReseauDeclare(), description="Le réseau des scénarios.")
    donnees: Mapping[str, Donnee] = Field({}, description="Les données préparées par l'opérateur sous test.")
    ecarts_connus: tuple[EcartConnu, ...] = Field((), description="Les écarts connus, avec leur raison.")
    _chemin: Path | None = PrivateAttr(None)
    _sha256: str = PrivateAttr("")

    @property
    def nom(self) -> str:
        """Name of its file."""
        return self._chemin.name if self._chemin else ""

    @property
    def sha256(self) -> str:
        """Hash of its file."""
        return self._sha256

    @property
    def dossier(self) -> Path:
        """Folder that its paths are relative to."""
        return self._chemin.parent if self._chemin else Path()

    def vient_de(self, chemin: Path, sha256: str) -> Profil:
        """Remember the file it was read from."""
        self._chemin, self._sha256 = chemin, sha256
        return self
