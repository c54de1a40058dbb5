"""Reading every lot of a journal: its form, what it shows, and the dossiers that its lines make."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from harness.examen.retards import convenus, patience
from harness.examen.verification import Options
from harness.examen.views import vue_du_lot
from harness.exchange.codec import LotLu, cellules_brutes, lit, sans_commande, temoins
from harness.exchange.croisements import fenetre_de_releve
from harness.exchange.dossiers import Dossier, Echange, dossiers
from harness.exchange.entries import (
    CONTRAT,
    EntreeFait,
    EntreeFaute,
    EntreeFin,
    EntreeLot,
    EntreeReception,
    EntreeScenario,
)
from harness.exchange.journal import JournalLu
from harness.exchange.messages import Message
from harness.judge.conversation.judge import Conversations, juge_dossiers
from harness.judge.registry import REGLES
from harness.judge.results import Constat, Gravite, ResultatLot, Verdict, VueLot, verdict_des_constats
from harness.protocol.ambiguites import Ambiguite
from harness.protocol.spec import Protocole, Provenance
from harness.protocol.terms import Flux

Verificateur = Callable[[bytes, str, Protocole, Options], ResultatLot]
"""How one file is judged on its form: bytes, name, workbook, what is known of it."""


@dataclass(frozen=True)
class Releves:
    """Every lot of a journal: judged on its form, shown, and read into dossiers. `messages` are those of each file."""

    lots: tuple[ResultatLot, ...]
    vues: tuple[VueLot, ...]
    dossiers: tuple[Dossier, ...]
    messages: Mapping[str, tuple[Message, ...]]
    echanges: tuple[Echange, ...]
    defauts: Mapping[tuple[str, int], str]

    def juge(
        self,
        lu: JournalLu,
        officiel: bool,
        registre: Mapping[str, Ambiguite],
        fichiers: frozenset[str] | None = None,
    ) -> Conversations:
        """What the conversations show; of those files only, when `fichiers` tells which."""
        retenus = [e for e in self.echanges if fichiers is None or e.fichier in fichiers]
        return juge_dossiers(
            self.dossiers if fichiers is None else dossiers(retenus),
            officiel=officiel,
            releve=fenetre_de_releve(lu.entete.profil),
            ambiguites=registre,
            echanges=retenus,
            attente=patience(lu.entete),
            defauts=self.defauts,
            convenus=convenus(lu),
        )


def releve(
    lu: JournalLu,
    protocole: Protocole,
    fautes: Fautes,
    vues: bool,
    avance: Callable[[int], None],
    verifie: Verificateur,
) -> Releves:
    """Read and judge every lot. A file that a party sends twice is counted once."""
    lots: list[ResultatLot] = []
    montres: list[VueLot] = []
    echanges: list[Echange] = []
    messages: dict[str, tuple[Message, ...]] = {}
    defauts: dict[tuple[str, int], str] = {}
    fichiers: dict[tuple[str, str], str] = {}
    recus = {e.ordre: e.instant for e in reversed(lu.entrees) if isinstance(e, EntreeReception)}
    horizons = _horizons(lu)
    termes = _termes(lu)
    for entree in (e for e in lu.entrees if isinstance(e, EntreeLot)):
        octets = lu.octets(entree)
        juge_lot = verifie(octets, entree.fichier, protocole, Options(emetteur=entree.emetteur))
        contenu = _lit(entree, octets, protocole, recus.get(entree.ordre, ""))
        constats = [pese(c, fautes) for c in juge_lot.constats]
        double = fichiers.setdefault((entree.emetteur, entree.sha256), entree.fichier)
        echange = _echange(entree, contenu, octets, horizons.get(entree.ordre, ""))
        echanges.append(replace(echange, copie=double != entree.fichier, termes=termes[entree.ordre]))
        if double != entree.fichier:
            constats.append(_double(juge_lot, double))
        else:
            defauts |= _defauts(juge_lot)
            messages[entree.fichier] = temoins(contenu, entree.emetteur, entree.ordre, entree.fichier, entree.instant)
        lots.append(_vu(juge_lot, entree, tuple(constats)))
        if vues:
            montres.append(vue_du_lot(octets, lots[-1]))
        avance(1)
    return Releves(tuple(lots), tuple(montres), dossiers(echanges), messages, tuple(echanges), defauts)


def _lit(entree: EntreeLot, octets: bytes, protocole: Protocole, recu: str) -> LotLu:
    return lit(octets, entree.fichier, protocole, entree.emetteur, entree.ordre, entree.instant, recu)


def _vu(lot: ResultatLot, entree: EntreeLot, constats: tuple[Constat, ...]) -> ResultatLot:
    verdict = lot.verdict
    if verdict is Verdict.NON_CONFORME:
        verdict = verdict_des_constats(constats, lot.lignes > 0)
    return replace(
        lot,
        constats=constats,
        verdict=verdict,
        ordre=entree.ordre,
        emetteur=entree.emetteur,
        recepteur=entree.recepteur,
        instant=entree.instant,
    )


def _echange(entree: EntreeLot, contenu: LotLu, octets: bytes, horizon: str) -> Echange:
    illisible = sans_commande(contenu)
    return Echange(
        contenu.messages,
        entree.de,
        entree.a,
        entree.fichier,
        contenu.flux,
        entree.emetteur,
        illisible,
        cellules_brutes(octets) if illisible else frozenset(),
        entree.instant,
        horizon,
    )


def _horizons(lu: JournalLu) -> dict[int, str]:
    """Until when an answer to each lot was listened to: the end of its scenario, else of the journal."""
    horizons: dict[int, str] = {}
    ouverts: list[int] = []
    dernier = ""
    for entree in lu.entrees:
        if isinstance(entree, EntreeLot):
            ouverts.append(entree.ordre)
        if isinstance(entree, EntreeLot | EntreeFin | EntreeScenario):
            dernier = entree.instant
        if isinstance(entree, EntreeScenario) and entree.phase == "fin":
            horizons |= dict.fromkeys(ouverts, entree.instant)
            ouverts = []
    return horizons | dict.fromkeys(ouverts, dernier)


def _termes(lu: JournalLu) -> dict[int, Mapping[str, str]]:
    """What the contract says when each lot is exchanged: the profile, on the terms of its scenario if it has some."""
    termes: dict[int, Mapping[str, str]] = {}
    dits: Mapping[str, str] = lu.entete.profil
    for entree in lu.entrees:
        if isinstance(entree, EntreeScenario):
            dits = lu.entete.profil
        elif isinstance(entree, EntreeFait) and entree.nature == CONTRAT:
            dits = {**dits, **entree.donnees}
        elif isinstance(entree, EntreeLot):
            termes[entree.ordre] = dits
    return termes


def _defauts(lot: ResultatLot) -> dict[tuple[str, int], str]:
    """What the form of ordered lines surely breaks, as the OI had to see it before its AR (§3.2)."""
    return {
        (c.fichier, c.ligne): REGLES[c.regle].phrase
        for c in lot.constats
        if lot.flux is Flux.CMD_ACCES and c.gravite is Gravite.NON_CONFORME and c.ligne not in (None, 1)
    }


def _double(lot: ResultatLot, premier: str) -> Constat:
    return Constat(
        "lot.envoye_deux_fois", Gravite.INFORMATION, lot.emetteur, lot.fichier, None, "", "§2.3",
        f"Le même fichier a été envoyé deux fois : il est identique à {premier} et n'est compté qu'une fois.",
        Provenance.SEED, flux=lot.flux,
    )  # fmt: skip


Fautes = Mapping[str, Sequence[EntreeFaute]]
"""File -> the faults that the scenario asked for in it."""


def fautes_voulues(lu: JournalLu) -> Fautes:
    """A fault is told before the lot that holds it, which is the next one of its party."""
    fautes: dict[str, list[EntreeFaute]] = {}
    annoncees: list[EntreeFaute] = []
    for entree in lu.entrees:
        if isinstance(entree, EntreeFaute):
            annoncees.append(entree)
        elif isinstance(entree, EntreeLot) and annoncees and entree.emetteur is annoncees[0].partie:
            fautes[entree.fichier], annoncees = annoncees, []
    return fautes


def pese(constat: Constat, fautes: Fautes) -> Constat:
    """A finding as it counts. On a fault that the scenario itself asked for, it is told and held against nobody.

    So it is on the freeze of an appointment, which the document gives as an indication only (§3.14.4).
    """
    if constat.flux is Flux.GEL_DEGEL_RDV and constat.gravite is not Gravite.INFORMATION:
        message = f"{constat.message} Flux indicatif, non implémenté : à titre d'information."
        return replace(constat, gravite=Gravite.INFORMATION, partie=None, message=message)
    for faute in fautes.get(constat.fichier, ()):
        quelconque = not faute.dossier and faute.champ  # asked of the party under test, whose order was not known yet
        dossier = constat.dossier if quelconque else faute.dossier
        if (faute.flux, faute.champ, dossier) == (constat.flux, constat.champ, constat.dossier):
            message = f"{constat.message} Écart voulu par le scénario : {faute.texte}."
            return replace(constat, gravite=Gravite.INFORMATION, partie=None, message=message)
    return constat
