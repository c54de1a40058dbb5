"""One order, message by message, as §3 to §7 tell it. Flags and ifs, on purpose: no table to share a mistake with.

`Ecart` is a breach; `Doute` is a place where the text is silent, contradicts itself, or is read in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.oracle.faits import ETAT, OI, RPP, bloc
from tests.oracle.fichier import Rangee, remplis


class Ecart(Exception):
    """The document does not allow this."""


class Doute(Exception):
    """The document does not say."""


@dataclass(frozen=True)
class Message:
    """One row: its flux, its cells, who sent it and when (ISO 8601, "" when unknown)."""

    flux: str
    r: Rangee
    emetteur: str
    instant: str = ""

    def __getitem__(self, champ: str) -> str:
        return self.r.get(champ, "")

    @property
    def etat(self) -> str:
        """OK, KO, CHAUD, FROID, or ""."""
        champ = "TypeReprov" if self.flux == "Notif_Reprov" else ETAT.get(self.flux, ("",))[0]
        return self[champ].upper()


class Commande:
    """Where one order stands. Each method below is one flux: it says whether its message may come now."""

    def __init__(self, cmd: Message, oc: str) -> None:
        self.oc = oc
        self.cmd = cmd
        self.modele = cmd["TypeRacco"].upper()
        if cmd["PriseExistante"].upper() != "O":
            self.pto = "A_CONSTRUIRE"
        else:
            self.pto = "IDENTIFIEE" if cmd["ReferencePrise"] else "NON_IDENTIFIEE"
        self.ar = self.cr = ""  # OK, KO; the CR may be HOTLINE
        self.stoc_en_cours = False  # a Cmd_STOC that has no CR_STOC yet
        self.stoc = ""  # last CR_STOC: OK, A_POSER (KO, nothing built), SUR_PLACE (KO, a socket is there)
        self.mad_ok = False  # the line was delivered and nothing was said since
        self.mad_instant = ""  # of the first CR MAD OK
        self.deja_mad = False
        self.echec = False  # the OC signalled a failure that the OI has not answered
        self.rdv_a_reprendre = False  # the OI could not build (model OI)
        self.reprov = ""  # last Notif_Reprov that nothing followed: CHAUD, FROID
        self.mes = False
        self.fin = ""
        self.annulation = ""  # instant of a cancellation that waits
        self.annulation_datee = ""
        self.rpp = ""
        self.route: dict[int, list[str]] = {}
        self.prise = ""
        self.decharges: list[str] = []
        self.decharge_rendue = ""
        self.decharges: set[str] = set()  # what the hotline gave so far
        self.chaud: Message | None = None  # last hot notification of the exchange under way
        self.chaud_nouveau = False
        self.appel_dit = False  # the CR_STOC of this exchange says that the hotline gave a new route

    def recoit(self, m: Message) -> None:
        """Take one message. Raises Ecart or Doute."""
        if m.flux == "Cmd_Acces":
            raise Ecart("référence de commande déjà employée (§3.3, §4.1.2)")
        if m.flux in ETAT and ETAT[m.flux][0] not in m.r:
            raise Doute(f"{m.flux} : la colonne de son état manque")
        self._references(m)
        if self.annulation and m.flux not in ("CR_Annulation_Acces", "Annulation_Acces"):
            self._pendant_annulation(m)
            return
        if (self.fin or self.mes) and not self.annulation:
            self._apres_la_fin(m)
            return
        getattr(self, PAR_FLUX[m.flux])(m)

    def _references(self, m: Message) -> None:
        if m[RPP] and not self.rpp and m.emetteur == OI:
            self.rpp = m[RPP]
        elif m[RPP] and self.rpp and m[RPP] != self.rpp:
            raise Ecart(f"{m.flux} : {RPP} n'est pas celle de l'OI (§3.3)")

    def _pendant_annulation(self, m: Message) -> None:
        """§3.12: everything stops; what crossed it on its way, and the answers still owed, are not its business."""
        if m.emetteur == OI or m.flux == "Mess_OC_Cmd_Acces":
            raise Doute(f"{m.flux} entre l'annulation et son compte-rendu (§3.12)")
        raise Ecart(f"{m.flux} de l'OC après sa propre annulation (§3.12)")

    def _apres_la_fin(self, m: Message) -> None:
        if m.flux == "Notif_Ecrasement" and self.mes:
            self.mes, self.fin = False, "écrasée"
        elif m.flux == "Annulation_Acces" and self.mes:  # §7.1: « résilier son accès et repasser commande »
            self.annulation, self.annulation_datee = m.instant or "?", m["DateAnnulation"]
        elif m.flux == "CR_Annulation_Acces" and self.annulation:
            self.cr_annulation(m)
        elif self.fin == "annulée" and m.flux == "CR_Cmd_Acces" and m.etat == "KO":
            raise Doute("CR KO après l'annulation (§3.3, §3.12)")
        elif self.modele == "OC" and self.mes and m.flux == "Notif_Reprov" and m.etat == "CHAUD":
            raise Doute("la notification à chaud croise le CR MES (§7.1.4)")
        else:
            raise Ecart(f"{m.flux} sur une commande {self.fin or 'en service'} (§3.6, §3.8, §4.1.2)")

    # --- §3.2, §3.3

    def ar_cmd(self, m: Message) -> None:
        if self.ar:
            raise Ecart("un second AR (§3.2)")
        self.ar = m.etat
        if m.etat == "KO":
            self.fin = "rejetée"

    def cr_cmd(self, m: Message) -> None:
        if self.ar != "OK":
            raise Ecart("CR de commande sans AR OK (§3.3)")
        if self.cr:
            raise Ecart("un second CR de commande (§3.3)")
        self.cr = m.etat
        if m.etat == "KO":
            self.fin = "refusée"
            return
        self._operateur(m)
        if self.cmd["TypeCommandeDemande"].upper() == "AUTO" and m["TypeCommandeRetenu"].upper() == "NA":
            raise Ecart("ni COFI ni LOCA en réponse à AUTO (§3.1)")
        hotline = m["ReferencePrise"].upper() == "HOTLINE"
        if self.pto == "NON_IDENTIFIEE" and not hotline:
            raise Ecart("une route sur une prise non identifiée : HOTLINE attendu (§3.1)")
        if hotline:
            self.cr = "HOTLINE"
            if self.pto == "IDENTIFIEE" or (self.pto == "A_CONSTRUIRE" and self.modele == "OI"):
                raise Doute("HOTLINE hors des cas écrits (§3.3, §7.2.2)")
        elif self.pto == "IDENTIFIEE" and m["ReferencePrise"].upper() != self.cmd["ReferencePrise"].upper():
            raise Doute("le CR donne une autre prise que celle de la commande (§3.1, §3.3)")
        self.route, self.prise = _technique(m), m["ReferencePrise"]

    def _operateur(self, m: Message) -> None:
        """§3.3: the block that is given to the OC bears its code; NA elsewhere says nothing."""
        codes = {m[f"OC {n}"].upper() for n in (1, 2, 3, 4)} - {"", "NA"}
        if self.oc and codes and self.oc.upper() not in codes:
            raise Ecart(f"aucun bloc n'est à {self.oc} (§3.3)")

    # --- §3.4, §3.5

    def cmd_stoc(self, m: Message) -> None:
        if self.modele != "STOC":
            raise Ecart("Cmd_STOC hors modèle STOC (§3.4)")
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("Cmd_STOC avant le CR de commande OK (§3.4)")
        if self.stoc_en_cours:
            raise Ecart("Cmd_STOC alors que la précédente attend son CR (§3.4)")
        if self.echec:
            raise Doute("échange STOC sans notification (§3.6)")
        if self.stoc and not self.deja_mad and self.reprov != "FROID":
            raise Ecart("nouvelle Cmd_STOC sans notification à froid (§3.4)")
        if self.stoc in ("OK", "SUR_PLACE") and not self.deja_mad:
            raise Ecart("nouvelle Cmd_STOC alors que la prise est en place (§5.1.5)")
        if self.mad_ok:
            raise Ecart("Cmd_STOC sur une ligne livrée dont rien n'est dit (§3.6)")
        if self.pto != "A_CONSTRUIRE" and not self.reprov:
            raise Ecart("Cmd_STOC sur prise existante, sans notification (§3.4)")
        if self.pto == "A_CONSTRUIRE" and self.reprov == "CHAUD":
            raise Doute("Cmd_STOC après une notification à chaud, PTO à construire (§3.4)")
        self.chaud, self.chaud_nouveau = self.chaud if self.reprov == "CHAUD" else None, False
        self.appel_dit = False
        self.stoc_en_cours, self.mad_ok, self.reprov = True, False, ""

    def cr_stoc(self, m: Message) -> None:
        if self.modele != "STOC":
            raise Ecart("CR_STOC hors modèle STOC (§3.5)")
        if not self.stoc_en_cours:
            raise Ecart("CR_STOC sans Cmd_STOC (§3.5)")
        self.stoc_en_cours, self.reprov = False, ""
        if not {"MotifKoCrRaccordementPrise", "PrisePosee"} <= m.r.keys() and m.etat == "KO":
            raise Doute("CR_STOC KO dont le motif ou la pose n'est pas donné (§3.5)")
        motif = m["MotifKoCrRaccordementPrise"].upper()
        sur_place = m["PrisePosee"].upper() == "OUI" or "PTO EXISTANTE" in motif or "FIMP18" in motif
        self.stoc = "OK" if m.etat == "OK" else "SUR_PLACE" if sur_place else "A_POSER"
        self.decharge_rendue = m["NumeroDecharge"]
        self.appel_dit = m["NotificationReprovisioningHL"].upper() == "OUI"
        self._hotline(m)

    def _hotline(self, m: Message) -> None:
        """§3.5, §3.9: what the hotline gave is told again in the CR STOC."""
        if self.chaud is None:
            return
        donnee, rendue = self.chaud["NumeroDecharge"], m["NumeroDecharge"]
        if donnee and rendue and rendue not in self.decharges:  # two calls in one visit give two numbers
            raise Ecart("le CR STOC rend une autre décharge que celle de la notification (§3.5)")
        prise, nouvelle = m["ReferencePrise"], self.chaud["ReferencePrise"]
        if m.etat == "OK" and prise and nouvelle and prise != nouvelle:
            raise Ecart("le CR STOC OK ne porte pas la nouvelle référence de prise (§3.5)")
        if self.chaud_nouveau:
            oui = m["NotificationReprovisioningHL"].upper() == "OUI"
            if not oui or not rendue:
                raise Ecart("le CR STOC tait l'appel qui a donné une nouvelle route (§3.5)")

    # --- §3.9

    def notif_reprov(self, m: Message) -> None:
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("reprovisionnement avant le CR de commande OK (§3.9)")
        self._operateur(m)
        nouvelle = not _meme(self.route, _technique(m))
        if m.etat == "CHAUD":
            if not m["NumeroDecharge"] and "NumeroDecharge" in m.r:
                if nouvelle and self.pto != "NON_IDENTIFIEE":
                    raise Ecart("nouvelle route à chaud sans numéro de décharge (§3.9)")
                raise Doute("notification à chaud sans décharge (§5.1.4, §5.3.1)")
            self._a_chaud()
            self.chaud, self.chaud_nouveau = m, nouvelle and self.stoc_en_cours
            self.decharges.add(m["NumeroDecharge"])
        else:
            self._a_froid()
        self.route, self.prise = _technique(m), m["ReferencePrise"]
        self.rdv_a_reprendre = False
        if not self.stoc_en_cours:
            self.reprov, self.mad_ok, self.echec = m.etat, False, False

    def _a_chaud(self) -> None:
        if self.echec:
            if self.pto == "NON_IDENTIFIEE" and self.modele == "STOC":
                raise Doute("à chaud après une notification KO, prise non identifiée (§5.3.4)")
            raise Ecart("à chaud après une notification de raccordement KO (§3.9)")
        if self.modele == "OC" or self.stoc_en_cours:
            return
        if self.modele == "STOC" and self.stoc and not self.deja_mad:
            raise Doute("la notification à chaud croise le CR STOC (§5.1.4)")
        if self.mad_ok and self.pto == "IDENTIFIEE":
            return
        if self.modele == "STOC" and self.pto == "NON_IDENTIFIEE" and not self.reprov and not self.mad_ok:
            return
        raise Doute(f"reprovisionnement à chaud à ce point, modèle {self.modele} (§3.9, §4.1.5, §4.3.1)")

    def _a_froid(self) -> None:
        if self.echec:
            return
        if self.stoc_en_cours or (self.modele == "STOC" and self.stoc == "OK" and not self.deja_mad):
            raise Doute("à froid pendant l'échange STOC (§5.1.4)")
        if self.stoc in ("A_POSER", "SUR_PLACE") and not self.deja_mad and not self.reprov:
            return
        if self.reprov:
            raise Doute("une seconde notification (§3.9)")
        if self.modele == "OI" and not self.deja_mad:
            return
        raise Ecart("à froid sans notification de raccordement KO ni CR STOC KO (§3.9)")

    # --- §3.6, §3.7, §3.8

    def cr_mad(self, m: Message) -> None:
        if self.modele == "OC":
            raise Ecart("CR MAD en modèle OC (§3.6)")
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("CR MAD avant le CR de commande OK (§3.6)")
        if m.etat == "KO":
            self._mad_ko()
            self.fin = "impossible"
            return
        if self.echec:
            raise Ecart("CR MAD OK sans la notification qui doit répondre à l'échec (§4.1.6)")
        if self.stoc_en_cours:
            raise Ecart("CR MAD OK avant le CR STOC (§3.6)")
        if self.appel_dit and self.chaud is None:
            raise Doute("aucune notification à chaud ne confirme encore la route donnée par téléphone (§3.9)")
        if self.mad_ok:
            if self.modele == "STOC" and self.pto == "IDENTIFIEE":
                raise Doute("CR MAD OK et notification à chaud dans la même étape (§5.2.5)")
            raise Ecart("un second CR MAD OK, sans rien entre les deux (§3.6)")
        if self.pto == "NON_IDENTIFIEE" and not self.deja_mad and not self.reprov and not self.stoc:
            raise Ecart("CR MAD OK avant la notification qui donne la route (§3.6)")
        if self.modele == "STOC" and self.pto == "A_CONSTRUIRE" and not self.stoc:
            raise Ecart("CR MAD OK sans CR STOC (§3.6)")
        if not self.deja_mad and self.stoc == "A_POSER":
            raise Ecart("CR MAD OK alors que la prise reste à poser (§5.1.5)")
        if not self.deja_mad and self.stoc == "SUR_PLACE" and self.reprov != "FROID":
            raise Ecart("CR MAD OK sur un CR STOC KO, sans notification (§3.6)")
        if self.deja_mad and self.stoc in ("A_POSER", "SUR_PLACE") and not self.reprov:
            raise Doute("CR MAD OK après un CR STOC KO d'un second échange (§3.6)")
        self.mad_instant = self.mad_instant or m.instant
        self.mad_ok, self.deja_mad, self.reprov, self.rdv_a_reprendre = True, True, "", False

    def _mad_ko(self) -> None:
        if self.echec or (self.stoc in ("A_POSER", "SUR_PLACE") and not self.reprov):
            return
        if self.modele == "OI" and not self.deja_mad and not self.reprov:
            return
        raise Doute("CR MAD KO à ce point (§3.6, §4.1.4, §5.2.4)")

    def racc_ko(self, m: Message) -> None:
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("Notif_Racc_KO avant le CR de commande OK (§3.7)")
        if m.emetteur == OI:
            if self.modele != "OI":
                raise Ecart("Notif_Racc_KO de l'OI hors modèle OI (§3.7)")
            if self.pto == "IDENTIFIEE" or (self.deja_mad and not self.echec) or self.reprov:
                raise Doute("Notif_Racc_KO de l'OI hors de la pose (§3.7, §4.1.6)")
            self.rdv_a_reprendre = True
            return
        if self.echec or (self.reprov and self.modele != "OC"):
            raise Doute("une seconde Notif_Racc_KO avant la réponse de l'OI (§3.7)")
        if self.modele == "OI" and not self.mad_ok:
            raise Ecart("Notif_Racc_KO avant le CR MAD (§3.7)")
        if self.modele == "STOC" and not self.mad_ok:
            if self.pto != "NON_IDENTIFIEE" and not (self.cr == "HOTLINE" and not self.stoc_en_cours):
                raise Ecart("Notif_Racc_KO avant le CR MAD (§3.7)")
            if self.stoc or self.stoc_en_cours or (self.cr == "HOTLINE" != self.pto and self.pto != "NON_IDENTIFIEE"):
                raise Doute("Notif_Racc_KO pendant l'échange STOC (§5.3.4)")
        self.echec, self.mad_ok = True, False
        if m["ReferencePrise"] and m["ReferencePrise"] not in (self.cmd["ReferencePrise"], self.prise):
            raise Doute("la notification cite une autre prise que celle de la commande ou de la route (§7.1.2)")

    def cr_mes(self, m: Message) -> None:
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("CR MES avant le CR de commande OK (§3.8)")
        if self.echec:
            raise Ecart("CR MES alors que l'échec signalé attend sa réponse (§3.7)")
        if self.modele == "OC":
            if self.cr == "HOTLINE" and not self.reprov:
                raise Doute("CR MES avant la notification qui donne la route (§6.3.1)")
            self._pose(m)
        elif not self.mad_ok:
            if self.modele == "STOC" and self.deja_mad and self.reprov == "CHAUD":
                raise Doute("le CR MES croise la notification à chaud (§5.2.5)")
            raise Ecart("CR MES avant le CR MAD OK (§3.8)")
        self.mes = True

    def _pose(self, m: Message) -> None:
        """§3.8: in model OC the CR MES says whether a socket was built, and when."""
        if "PrisePosee" in m.r and not m["PrisePosee"]:
            if self.pto == "A_CONSTRUIRE":
                raise Ecart("CR MES sans PrisePosee en modèle OC (§3.8)")
            raise Doute("CR MES sans PrisePosee sur prise existante (§3.8)")
        if m["PrisePosee"].upper() == "OUI" and m.r.get("DateRaccordementPrise") == "":
            raise Ecart("CR MES sans date de raccordement (§3.8)")

    # --- §3.10 to §3.13

    def message(self, m: Message) -> None:
        if not self.ar:
            raise Ecart("message avant l'AR (§3.11)")
        if not self.cr and self.rpp == m[RPP] and m.emetteur == OI:
            raise Doute("le message donne lui-même la référence (§3.11)")
        if not self.rpp:
            raise Ecart("message sans ReferencePrestationPrise communiquée (§3.11)")

    def annule(self, m: Message) -> None:
        if self.annulation:
            raise Doute("une seconde annulation (§3.12)")
        if self.modele == "OI" and m["IdRdv"] != self.cmd["IdRdv"]:
            raise Doute("l'annulation ne cite pas le rendez-vous de la commande, qui est peut-être passé (§3.12)")
        self.annulation, self.annulation_datee = m.instant or "?", m["DateAnnulation"]

    def cr_annulation(self, m: Message) -> None:
        if not self.annulation:
            raise Ecart("compte-rendu sans annulation (§3.13)")
        demandee, self.annulation = self.annulation, ""
        if m["DateCrCommandeAnnulPrise"] < self.annulation_datee:
            raise Doute("compte-rendu daté d'avant la demande (§3.13)")
        if m.etat == "KO":
            return
        self._qualifie(m, demandee)
        self.mes, self.fin = False, "annulée"

    def _qualifie(self, m: Message, demandee: str) -> None:
        """§3.12: a résiliation from the CR MAD on (in model OC, from the CR of the order), the day of it included."""
        dit = m["TypeOperation"].upper()
        passee = self.deja_mad if self.modele != "OC" else self.cr in ("OK", "HOTLINE")
        if dit in ("ANNUL", "RESIL") and dit != ("RESIL" if passee else "ANNUL"):
            raise Ecart(f"annulation qualifiée {dit} (§3.12)")

    def ecrasement(self, m: Message) -> None:
        raise Ecart("notification d'écrasement sur une commande qui n'est pas en service (§3.10)")


PAR_FLUX = {
    "AR_Cmd_Acces": "ar_cmd", "CR_Cmd_Acces": "cr_cmd", "Cmd_STOC": "cmd_stoc", "CR_STOC": "cr_stoc",
    "CR_MAD_LigneFTTH": "cr_mad", "CR_MES_LigneFTTH": "cr_mes", "Notif_Racc_KO": "racc_ko",
    "Notif_Reprov": "notif_reprov", "Notif_Ecrasement": "ecrasement", "Mess_OI_Cmd_Acces": "message",
    "Mess_OC_Cmd_Acces": "message", "Annulation_Acces": "annule", "CR_Annulation_Acces": "cr_annulation",
}  # fmt: skip


def _technique(m: Message) -> dict[int, list[str]]:
    """The route of a row, without the codes of operators."""
    return {n: [m[c] for c in bloc(n)[1:]] for n in remplis(m.r)}


def _meme(une: dict[int, list[str]], autre: dict[int, list[str]]) -> bool:
    return une.keys() == autre.keys() and all(
        a == b for n in une for a, b in zip(une[n], autre[n], strict=True) if a and b
    )


def juge(messages: list[Message], oc: str) -> tuple[str, str]:
    """(verdict, reason) of one order. A first breach, or a first doubt, settles it: what follows depends on it."""
    messages = [m for m in messages if m.flux != "Gel/Degel RDV"]  # §3.14.4: an indication, implemented by nobody
    if not messages:
        return "conforme", ""
    if messages[0].flux != "Cmd_Acces":
        if any(m.flux == "Cmd_Acces" for m in messages):  # answered before it left, or an old reference taken again
            return "non conforme", f"{messages[0].flux} avant la commande de cette référence (§3.1, §4.1.2)"
        return "indécis", f"le dossier commence par {messages[0].flux} : son début manque"
    commande = Commande(messages[0], oc)
    if commande.modele not in ("OI", "OC", "STOC"):
        return "indécis", "TypeRacco illisible"
    for rang, m in enumerate(messages[1:], start=1):
        try:
            commande.recoit(m)
        except Ecart as e:
            if _croise(messages[:rang], m):
                return "indécis", f"{e}, mais les messages ont pu se croiser"
            return "non conforme", str(e)
        except Doute as e:
            return "indécis", str(e)
    return "conforme", ""


def _croise(avant: list[Message], m: Message) -> bool:
    """Whether the other party's last file may not have been read yet: ten minutes, or less than nothing."""
    derniers = [a for a in avant if a.emetteur != m.emetteur]
    if not derniers or not derniers[-1].instant or not m.instant:
        return False
    ecart = datetime.fromisoformat(m.instant) - datetime.fromisoformat(derniers[-1].instant)
    return ecart < timedelta(minutes=10)
