"""One order, message by message, as §3 to §7 tell it. Flags and ifs, on purpose: no table to share a mistake with.

`Ecart` is a breach; `Doute` is a place where the text is silent, contradicts itself, or is read in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.oracle.faits import ETAT, OI, RPP, bloc
from tests.oracle.fichier import Rangee, date, remplis


class Ecart(Exception):
    """The document does not allow this."""


class Doute(Exception):
    """The document does not say."""


@dataclass(frozen=True)
class Message:
    """One row: its flux, its cells, who sent it, when (ISO 8601, "" when unknown); which file and which row of it, from
    0 on.
    """

    flux: str
    r: Rangee
    emetteur: str
    instant: str = ""
    rang: int = 0
    ligne: int = 0

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
        self.stoc = ""  # CR_STOC since the last delivery: OK, A_POSER (KO, nothing built), SUR_PLACE (KO, a socket)
        self.mad_ok = False  # the line was delivered and nothing was said since
        self.deja_mad = False
        self.echec = False  # the OC signalled a failure that the OI has not answered
        self.reprov = ""  # last Notif_Reprov that nothing followed: CHAUD, FROID
        self.mes = False
        self.fin = ""
        self.annulation = ""  # instant of a cancellation that waits
        self.annulation_datee = ""
        self.rpp = ""
        self.route: dict[int, list[str]] = {}
        self.prise = ""
        self.decharges: set[str] = set()  # what the hotline gave so far
        self.reelle = False  # a route that is no placeholder was given
        self.attend_chaud = False  # a second CR MAD OK came first: the hot notification is of the same step (§5.2.5)
        self.chaud: Message | None = None  # last hot notification of the visit under way, and if it gave a new route
        self.chaud_nouveau = False
        self.rendu: Message | None = None  # CR_STOC of the visit under way

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
        """§3.12: everything stops, but for what the OI still owes (§3.2: an AR a line; §3.3: a CR KO) and words."""
        if m.flux in ("Mess_OI_Cmd_Acces", "Mess_OC_Cmd_Acces") and not self.mes:
            self.message(m)
        elif m.flux == "AR_Cmd_Acces" and not self.ar:
            self.ar = m.etat
        elif m.flux == "CR_Cmd_Acces" and m.etat == "KO" and self.ar == "OK" and not self.cr:
            self.cr = "KO"
        else:
            raise Ecart(f"{m.flux} entre l'annulation et son compte-rendu (§3.12)")

    def _apres_la_fin(self, m: Message) -> None:
        if m.flux == "Notif_Ecrasement" and self.mes:
            self.mes, self.fin = False, "écrasée"
        elif m.flux == "Annulation_Acces" and self.mes:  # §7.1: « résilier son accès et repasser commande »
            self.annulation, self.annulation_datee = m.instant or "?", m["DateAnnulation"]
        elif m.flux == "CR_Annulation_Acces" and self.annulation:
            self.cr_annulation(m)
        elif self.fin == "annulée" and m.flux == "CR_Cmd_Acces" and m.etat == "KO" and self.ar == "OK" and not self.cr:
            self.cr = "KO"  # §3.3: « vérification de l'absence d'annulation »
        elif self.modele == "OC" and self.mes and m.flux == "Notif_Reprov" and m.etat == "CHAUD":
            pass  # §7.1.4: the call came before the CR MES, what confirms it may come after
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
                raise Ecart("HOTLINE hors des cas convenus (§3.3, §7.2.2)")
        self.route, self.prise, self.reelle = _technique(m), m["ReferencePrise"], not hotline

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
        if self.stoc in ("OK", "SUR_PLACE"):
            raise Ecart("nouvelle Cmd_STOC alors que la prise est en place (§5.1.5)")
        if self.stoc and self.reprov != "FROID":
            raise Ecart("nouvelle Cmd_STOC sans notification à froid (§3.4)")
        if self.mad_ok:
            raise Ecart("Cmd_STOC sur une ligne livrée dont rien n'est dit (§3.6)")
        if self.pto != "A_CONSTRUIRE" and not self.reprov and not self.echec:  # §3.6: « et/ou » a notification
            raise Ecart("Cmd_STOC sur prise existante, sans notification (§3.4)")
        if self.rendu is not None:  # another visit; a call may well come before the first one (§7.1.3)
            self.chaud = self.rendu = None
        self.stoc_en_cours, self.stoc, self.mad_ok, self.reprov, self.echec = True, "", False, "", False

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
        self.rendu = m
        self._hotline()

    def _hotline(self) -> None:
        """§3.5, §3.9: what the hotline gave is told again in the CR STOC, whichever of the two files comes first."""
        m = self.rendu
        if self.chaud is None or m is None:
            return
        donnee, rendue = self.chaud["NumeroDecharge"], m["NumeroDecharge"]
        if donnee and rendue and rendue not in self.decharges:  # two calls in one visit give two numbers
            raise Ecart("le CR STOC rend une autre décharge que celle de la notification (§3.5)")
        prise, nouvelle = m["ReferencePrise"], self.chaud["ReferencePrise"]
        if m.etat == "OK" and prise and nouvelle and prise != nouvelle:
            raise Ecart("le CR STOC OK ne porte pas la nouvelle référence de prise (§3.5)")
        if self.chaud_nouveau and donnee:  # without a number, nothing shows that the OC called
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
            if not m["NumeroDecharge"] and "NumeroDecharge" in m.r and nouvelle and self.reelle:
                raise Ecart("nouvelle route à chaud sans numéro de décharge (§3.9)")
            self._a_chaud()
            self.chaud, self.chaud_nouveau = m, nouvelle
            self.decharges.add(m["NumeroDecharge"])
            self._hotline()
        else:
            self._a_froid()
        self.route, self.prise, self.reelle = _technique(m), m["ReferencePrise"], True
        if m.etat == "CHAUD" and (self.attend_chaud or self.echec):
            self.attend_chaud = False  # §5.2.5: the CR MAD of this step came first; §5.3.4: the failure still stands
        elif not self.stoc_en_cours and not self.stoc_attend(m):
            self.reprov, self.mad_ok, self.echec = m.etat, False, False

    def stoc_attend(self, m: Message) -> bool:
        """Whether a hot notification met the CR STOC on its way: it changes nothing to what the CR STOC calls for."""
        return m.etat == "CHAUD" and self.stoc != ""

    def _a_chaud(self) -> None:
        """§3.9: an installer is at work, and calls."""
        if self.echec:
            if self.pto == "NON_IDENTIFIEE" and self.modele == "STOC":
                return  # §5.3.4: the hotline answered, the client could not be installed
            raise Ecart("à chaud après une notification de raccordement KO (§3.9)")
        if self.modele == "OC" or self.mad_ok or self.stoc_en_cours:
            return
        if self.modele == "OI":
            if self.pto == "NON_IDENTIFIEE" and self.cr == "HOTLINE" and not self.deja_mad and not self.reprov:
                return  # §3.6 says « à chaud » of this case
            if not self.deja_mad and not self.reprov and self.pto != "NON_IDENTIFIEE":
                raise Ecart("à chaud pour un appel de l'OI à sa propre hotline (§4.1.5, §4.2.5)")
            raise Doute("à chaud avant le CR MAD en modèle OI, après une autre notification (§3.9, §4.1.5)")
        if self.reprov == "FROID":
            raise Doute("à chaud après une notification à froid, avant ce qui doit la suivre (§3.9)")
        if self.reprov == "CHAUD" or self.stoc:
            return  # a second call; §5.1.4: the CR STOC met the notification
        if self.pto == "A_CONSTRUIRE":
            raise Doute(
                "à chaud avant la Cmd_STOC, qu'aucun déroulé n'écrit ; mais le brassage se fait à tout moment (§5)"
            )

    def _a_froid(self) -> None:
        """§3.9: in reply to a Notif_Racc_KO or a CR STOC KO; in model OI, the route changed while the OI built (§4)."""
        if self.echec or self.stoc_en_cours or self.stoc == "OK":
            return  # §5.1.4: a problem solved during the exchange is notified or not
        if (self.stoc and not self.reprov) or (self.modele == "OI" and not self.mad_ok):
            return
        if self.reprov == "FROID":
            raise Doute("une seconde notification à froid du même échec, ni écrite ni exclue (§3.9)")
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
        if self.mad_ok:
            if self.modele != "STOC" or self.pto != "IDENTIFIEE" or self.attend_chaud:
                raise Ecart("un second CR MAD OK, sans rien entre les deux (§3.6)")
            self.attend_chaud = True
            return
        if self.pto == "NON_IDENTIFIEE" and not self.deja_mad and not self.reprov and not self.stoc:
            raise Ecart("CR MAD OK avant la notification qui donne la route (§3.6)")
        if self.modele == "STOC" and self.pto == "A_CONSTRUIRE" and not self.stoc and not self.deja_mad:
            raise Ecart("CR MAD OK sans CR STOC (§3.6)")
        if self.stoc == "A_POSER":
            raise Ecart("CR MAD OK alors que la prise reste à poser (§5.1.5)")
        if self.stoc == "SUR_PLACE" and self.reprov != "FROID":
            raise Ecart("CR MAD OK sur un CR STOC KO, sans notification (§3.6)")
        self.mad_ok, self.deja_mad, self.reprov, self.stoc = True, True, "", ""
        self.chaud = self.rendu = None

    def _mad_ko(self) -> None:
        """§3.6, §3.7: in reply to a Notif_Racc_KO or a CR STOC KO; in model OI, when the OI could not build (§4)."""
        if self.stoc in ("A_POSER", "SUR_PLACE"):
            if self.reprov:
                raise Ecart("CR MAD KO après la notification qui annonce un CR MAD OK (§3.6)")
            return
        if self.echec or self.reprov or (self.modele == "OI" and not self.mad_ok):
            return
        if self.modele == "STOC" and self.pto == "IDENTIFIEE" and not self.deja_mad:
            raise Doute("CR MAD KO avant tout échec, sur une prise que l'OI brasse peut-être (§5.2.4)")
        raise Ecart("CR MAD KO que rien n'a provoqué (§3.6)")

    def racc_ko(self, m: Message) -> None:
        if self.cr not in ("OK", "HOTLINE"):
            raise Ecart("Notif_Racc_KO avant le CR de commande OK (§3.7)")
        if m.emetteur == OI:
            if self.modele != "OI":
                raise Ecart("Notif_Racc_KO de l'OI hors modèle OI (§3.7)")
            if self.pto == "IDENTIFIEE" or (self.deja_mad and not self.echec):
                raise Doute("Notif_Racc_KO de l'OI hors de la pose (§3.7, §4.1.6)")
            return
        if self.echec:
            raise Ecart("une seconde Notif_Racc_KO avant la réponse de l'OI à la première (§3.7)")
        if self.reprov and self.modele != "OC" and not (self.reprov == "CHAUD" and self.pto == "NON_IDENTIFIEE"):
            raise Doute("Notif_Racc_KO entre la notification et le CR MAD qui la suit (§3.7, §5.2.5)")
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
            self._pose(m)
        elif not self.mad_ok:
            raise Ecart("CR MES avant le CR MAD OK (§3.8)")
        self.mes = True

    def _pose(self, m: Message) -> None:
        """§3.8: in model OC the CR MES says whether a socket was built, and when."""
        if "PrisePosee" in m.r and not m["PrisePosee"]:
            raise Ecart("CR MES sans PrisePosee en modèle OC (§3.8)")
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
            raise Ecart("une seconde annulation (§3.12)")
        if self.modele == "OI" and self.cmd["IdRdv"] and m["IdRdv"] != self.cmd["IdRdv"] and not self.deja_mad:
            raise Ecart("l'annulation ne cite pas le rendez-vous de la commande (§3.12)")
        self.annulation, self.annulation_datee = m.instant or "?", m["DateAnnulation"]

    def cr_annulation(self, m: Message) -> None:
        if not self.annulation:
            raise Ecart("compte-rendu sans annulation (§3.13)")
        demandee, self.annulation = self.annulation, ""
        datee = m["DateCrCommandeAnnulPrise"]
        if date(datee) and date(self.annulation_datee) and datee < self.annulation_datee:
            raise Ecart("compte-rendu daté d'avant la demande (§3.13)")
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
