"""A small OC, written from the document alone: it orders, builds, puts in service, reports failures, cancels.

What it knows is a CSV file of clients, read again as it grows; each line is an order to send: client, TypeRacco,
PriseExistante, ReferencePrise, the columns of the address, ReferencePm, ReferencePrestationPm, IdRdv, and terrain, what
its technician meets: "" nothing, "pose" cannot build at first, "ligne" built but dark at first, "service" dark after
the delivery at first, "renonce" the client gives up once the route is known, "appel" the fibre is taken and the hotline
of the OI has to give another.
"""

import csv
import os

from formats import CLE, COLONNES, PRESTATION, date
from systeme import Systeme, lance, options

POSE_KO = "FINT01 ECHEC PRODUCTION : PB OU PM SATURE"
LIGNE_KO = "FINT04 ECHEC PRODUCTION : ABSENCE DE CONTINUITE OPTIQUE"


class Commande:
    """One order, as this OC follows it."""

    def __init__(self, client, reference):
        self.client, self.reference = client, reference
        self.mode = client["TypeRacco"]
        self.construire = client["PriseExistante"] != "O"
        self.prestation, self.prise, self.stoc = "", "", ""
        self.terrain, self.posee, self.close = client.get("terrain", ""), "", False
        self.hotline, self.decharge = False, ""


class Oc(Systeme):
    """§3 to §6, seen from the OC."""

    def __init__(self, choix):
        super().__init__(choix)
        self.donnees, self.lues = choix.donnees, 0
        self.commandes = {}

    def entre_deux(self):
        if not self.donnees.exists():
            return
        lu = self.donnees.read_text(encoding="utf-8")  # at once: it may grow while it is read
        clients = list(csv.DictReader(lu.splitlines(), delimiter=";"))
        for client in clients[self.lues :]:
            self.commande(client)
        self.lues = len(clients)

    def maintenant(self):
        return date(self.horloge.maintenant())

    def commande(self, client):
        """§3.1; a new reference each time, unless that is the deviation."""
        rang = 1 if "reference-reutilisee" in self.ecarts else len(self.commandes) + 1
        commande = Commande(client, f"{self.oc}-{os.getpid()}-{rang:04d}")
        self.commandes[commande.reference] = commande
        connues = {champ: client[champ] for champ in COLONNES["Cmd_Acces"] if client.get(champ)}
        fixes = {CLE: commande.reference, "TypeCommandeDemande": "COFI"}
        self.prevoit("Cmd_Acces", lambda: {"DateCommandePrise": self.maintenant(), **fixes, **connues})

    def suivie(self, ligne):
        commande = self.commandes.get(ligne.get(CLE, ""))
        return None if commande is None or commande.close else commande

    def recoit_AR_Cmd_Acces(self, ligne):
        commande = self.suivie(ligne)
        if commande is not None and ligne["EtatArCommandePrise"] == "KO":
            commande.close = True

    def recoit_CR_Cmd_Acces(self, ligne):
        commande = self.suivie(ligne)
        if commande is None:
            return
        if ligne["EtatCrCommandePrise"] == "KO":
            commande.close = "commande-terminee" not in self.ecarts
            if commande.close:
                return
        commande.prestation, commande.prise = ligne[PRESTATION], ligne["ReferencePrise"]
        commande.hotline = commande.prise == "HOTLINE"
        if commande.terrain == "renonce":
            self.annule(commande)
        elif (commande.mode == "OC" or "mes-sans-attendre" in self.ecarts) and not commande.hotline:
            self.sert(commande)

    def annule(self, commande):
        """§3.12."""
        commande.close = True
        self.prevoit("Annulation_Acces", lambda: {
            CLE: commande.reference, PRESTATION: commande.prestation, "IdRdv": commande.client.get("IdRdv", ""),
            "DateAnnulation": self.maintenant(),
        })  # fmt: skip

    def recoit_Cmd_STOC(self, ligne):
        """§3.5: build, and say what happened."""
        commande = self.suivie(ligne)
        if commande is None:
            return
        commande.stoc = ligne["ReferenceCommandeSousTraitantOI"]
        if commande.terrain != "appel":
            self.construit(commande)

    def construit(self, commande):
        motif = {"pose": POSE_KO, "ligne": LIGNE_KO}.get(commande.terrain, "")
        commande.posee = "NON" if commande.terrain == "pose" else "OUI"
        commande.terrain = "" if commande.terrain in ("pose", "ligne") else commande.terrain
        self.prevoit("CR_STOC", lambda: self.cr_stoc(commande, motif))

    def cr_stoc(self, commande, motif):
        ligne = {
            CLE: commande.reference, PRESTATION: commande.prestation,
            "ReferenceCommandeSousTraitantOI": "INCONNUE" if "stoc-inconnue" in self.ecarts else commande.stoc,
            "CrRaccordementPrise": "KO" if motif else "OK", "MotifKoCrRaccordementPrise": motif,
            "ReferencePrise": commande.prise, "DateRaccordementPrise": self.maintenant(),
            "PrisePosee": commande.posee,
            "NotificationReprovisioningHL": "OUI" if commande.decharge else "NON",
            "NumeroDecharge": commande.decharge,
        }  # fmt: skip
        if commande.posee == "OUI":
            ligne["BilanOptique"] = "PM-PTO 1310 nm : 4,2 dB"
        return ligne

    def recoit_CR_MAD_LigneFTTH(self, ligne):
        commande = self.suivie(ligne)
        if commande is None:
            return
        if ligne["EtatMadLigne"] == "KO":
            commande.close = True
        else:
            self.sert(commande)

    def recoit_Notif_Reprov(self, ligne):
        """§3.9: the route to use from now on; in model OC nothing more is waited for."""
        commande = self.suivie(ligne)
        if commande is None:
            return
        commande.prise = ligne["ReferencePrise"]
        attendue = commande.terrain == "appel" and ligne["TypeReprov"] == "CHAUD"
        if attendue:
            commande.terrain, commande.decharge = "", ligne["NumeroDecharge"]
        if attendue and commande.stoc:
            self.construit(commande)
        elif commande.mode == "OC":
            self.sert(commande)

    def sert(self, commande):
        """§3.7, §3.8: in service, or a failure to be mended first, or a call to make."""
        if commande.terrain == "appel":
            return
        if commande.terrain == "service":
            commande.terrain = ""
            self.prevoit("Notif_Racc_KO", lambda: {
                CLE: commande.reference, PRESTATION: commande.prestation, "ReferencePrise": commande.prise,
                "DateNotifRaccKO": self.maintenant(), "MotifRaccKO": LIGNE_KO,
            })  # fmt: skip
            return
        commande.close = True
        posee = "OUI" if commande.construire and commande.mode == "OC" else "NON"
        self.prevoit("CR_MES_LigneFTTH", lambda: {
            CLE: commande.reference, PRESTATION: self.prestation(commande), "ReferencePrise": commande.prise,
            "DateMiseEnService": self.maintenant(), "PrisePosee": posee if commande.mode == "OC" else "",
            "DateRaccordementPrise": self.maintenant() if commande.mode == "OC" and posee == "OUI" else "",
        })  # fmt: skip

    def prestation(self, commande):
        return "AUTRE-REFERENCE" if "prestation-differente" in self.ecarts else commande.prestation


if __name__ == "__main__":
    lance(Oc(options("A small OC").parse_args()))
