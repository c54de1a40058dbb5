"""A small OI, written from the document alone: it acknowledges, reports, subcontracts or builds, delivers, mends.

Its hotline is two files beside the first one: `hotline.csv`, the route that it would read out for each order, and
`appels.csv`, where the people who pick up the phone note the order that was called about.

What it knows is a CSV file of dwellings: CodeAdresseImmeuble, Batiment, Escalier, Etage, ReferencePm,
ReferencePrestationPm, ReferencePrise (of a PTO in place), pbo, tube, fibre, secours (a second fibre) and etat:
"" served, "ferme" not eligible, "sature" no fibre left, "impossible" can never be built.
"""

import csv
import zlib

from formats import BLOC, CLE, PRESTATION, date, lit_date
from systeme import Systeme, lance, options

OBLIGATOIRES = (
    CLE, "CommuneImmeuble", "CodePostalImmeuble", "CodeInseeImmeuble", "NumeroVoieImmeuble", "LibelleVoieImmeuble",
    "CodeAdresseImmeuble", "TypeRacco", "ReferencePrestationPm", "ReferencePm", "PriseExistante",
    "TypeCommandeDemande", "DateCommandePrise",
)  # fmt: skip
FINIES = ("rejetee", "refusee", "impossible", "en service", "annulee")


class Commande:
    """One order, as this OI follows it."""

    def __init__(self, ligne):
        self.ligne = ligne
        self.reference = ligne[CLE]
        self.mode = ligne["TypeRacco"].upper()
        self.construire = ligne["PriseExistante"].upper() != "O"
        self.identifiee = not self.construire and bool(ligne["ReferencePrise"])
        self.logement, self.prise, self.prestation = None, "", ""
        self.fibre, self.etat, self.livree_le, self.stoc, self.rendu = "", "recue", None, 0, False


class Oi(Systeme):
    """§3 to §6, seen from the OI."""

    def __init__(self, choix):
        super().__init__(choix)
        with choix.donnees.open(newline="", encoding="utf-8") as fichier:
            self.logements = list(csv.DictReader(fichier, delimiter=";"))
        self.commandes = {}
        self.appels, self.notes, self.lus = (
            choix.donnees.with_name("appels.csv"),
            choix.donnees.with_name("hotline.csv"),
            0,
        )

    def entre_deux(self):
        """§3.9: what was said on the phone is written down, hot."""
        appels = self.appels.read_text(encoding="utf-8").split() if self.appels.exists() else []
        for reference in appels[self.lus :]:
            commande = self.commandes[reference]
            if commande.etat == "a identifier" and not commande.construire:
                commande.prise = commande.logement["ReferencePrise"]
            else:
                commande.fibre = commande.logement["secours"]
            self.notifie(commande, f"DCH-{reference}")
            if commande.mode == "STOC" and commande.etat in ("a identifier", "livree"):
                self.livre(commande)
        self.lus = len(appels)

    def tient_la_hotline(self, commande):
        logement = commande.logement
        fibre = commande.fibre if commande.etat == "a identifier" else logement["secours"]
        with self.notes.open("a", encoding="utf-8") as fichier:
            fichier.write(
                f"{commande.reference};{logement['pbo']};{logement['tube']};{fibre};DCH-{commande.reference}\n"
            )

    def recoit_Cmd_Acces(self, ligne):
        if not ligne.get(CLE):
            return  # unreadable: nothing is answered (§3.2)
        if ligne[CLE] in self.commandes:
            doublon = Commande(ligne)
            self.accuse(doublon)
            self.refuse(doublon, "FIMP13 TRAITEMENT IMPOSSIBLE : IDENTIFIANT COMMANDE INTERNE OC DEJA UTILISE")
            return
        commande = self.commandes[ligne[CLE]] = Commande(ligne)
        if not all(ligne.get(champ, "").strip() for champ in OBLIGATOIRES):
            commande.etat = "rejetee"
            self.accuse(commande, "FIMP15 TRAITEMENT IMPOSSIBLE : CHAMPS OBLIGATOIRES MANQUANTS")
            return
        self.accuse(commande)
        self.rend_compte(commande)

    def accuse(self, commande, motif=""):
        if "sans-ar" in self.ecarts:
            return
        motif_ecrit = "" if "ar-sans-motif" in self.ecarts else motif
        self.prevoit("AR_Cmd_Acces", lambda: {
            CLE: commande.reference, "EtatArCommandePrise": "KO" if motif else "OK",
            "DateArCommandePrise": self.maintenant(), "MotifKoArCommandePrise": motif_ecrit,
        })  # fmt: skip

    def maintenant(self):
        return date(self.horloge.maintenant())

    def rend_compte(self, commande):
        """§3.3: the checks in their order, then a route, or the word HOTLINE."""
        motif = self.motif_de_refus(commande)
        if motif:
            self.refuse(commande, motif)
            return
        logement = commande.logement
        commande.prestation = f"{self.oi}-{commande.reference}"[:30]
        commande.fibre = logement["fibre"]
        if commande.construire:
            commande.prise = f"{self.oi[:2]}-{numero(commande.reference):04d}-0001"
        elif commande.identifiee:
            commande.prise = logement["ReferencePrise"]
        hotline = not commande.construire and not commande.identifiee
        commande.etat = "a identifier" if hotline else "acceptee"
        self.tient_la_hotline(commande)
        self.prevoit("CR_Cmd_Acces", lambda: self.compte_rendu_ok(commande, hotline))
        self.produit(commande)

    def motif_de_refus(self, commande):
        ligne = commande.ligne
        adresse = ("CodeAdresseImmeuble", "Batiment", "Escalier", "Etage")
        memes = [lg for lg in self.logements if all(lg[c] == ligne.get(c, "") for c in adresse)]
        if not memes:
            return "FADR01 ADRESSE : CODE ADRESSE IMMEUBLE INEXISTANT DANS LE REFERENTIEL OI"
        commande.logement = memes[0]
        if memes[0]["ReferencePm"] != ligne["ReferencePm"]:
            return "FIMP08 TRAITEMENT IMPOSSIBLE : PM ET ADRESSE INCOHERENTS"
        if memes[0]["etat"] == "ferme":
            return "FIMP10 TRAITEMENT IMPOSSIBLE : COMMANDE IRRECEVABLE SUR CETTE ADRESSE"
        if commande.identifiee and memes[0]["ReferencePrise"] != ligne["ReferencePrise"]:
            return "FIMP02 TRAITEMENT IMPOSSIBLE : PTO INEXISTANTE DANS LE REFERENTIEL OI"
        if memes[0]["etat"] == "sature":
            return "FINT01 ECHEC PRODUCTION : PB OU PM SATURE"
        return ""

    def refuse(self, commande, motif):
        commande.etat = "refusee"
        ligne = commande.ligne
        motif_ecrit = (
            "pas possible" if "motif-libre" in self.ecarts else "" if "cr-sans-motif" in self.ecarts else motif
        )
        self.prevoit("CR_Cmd_Acces", lambda: {
            CLE: commande.reference, "EtatCrCommandePrise": "KO", "MotifKoCrCommandePrise": motif_ecrit,
            "DateCrCommandePrise": self.maintenant(), "ReferencePrestationPm": ligne["ReferencePrestationPm"],
            "ReferencePm": ligne["ReferencePm"],
        })  # fmt: skip

    def compte_rendu_ok(self, commande, hotline):
        commande.rendu = True
        ligne = {
            CLE: commande.reference, "ReferencePrise": "HOTLINE" if hotline else commande.prise,
            PRESTATION: commande.prestation, "EtatCrCommandePrise": "OK", "DateCrCommandePrise": self.maintenant(),
            "ReferencePrestationPm": commande.ligne["ReferencePrestationPm"],
            "ReferencePm": commande.ligne["ReferencePm"], "ReferencePmTechnique": commande.ligne["ReferencePm"],
            "TypeCommandeRetenu": "COFI" if commande.ligne["TypeCommandeDemande"] == "AUTO"
            else commande.ligne["TypeCommandeDemande"],
        }  # fmt: skip
        return ligne | self.route(commande, hotline)

    def route(self, commande, hotline=False):
        """The first block: this OI has one fibre a dwelling (§3.3)."""
        logement = commande.logement
        vraies = {
            "NomModulePm": "M01", "PositionModulePm": commande.fibre, "ReferenceCableModulePm": "CPM1",
            "InformationTubeModulePm": "T1", "InformationFibreModulePm": commande.fibre,
            "ReferencePBO": logement["pbo"], "LocalisationPBO": "PALIER", "ReferenceCablePBO": "CPBO1",
            "InformationTubePBO": logement["tube"], "InformationFibrePBO": commande.fibre,
            "ConnecteurPriseNumero": "1", "ConnecteurPriseCouleur": "ROUGE",
        }  # fmt: skip
        factices = {c: "0" if c == "ConnecteurPriseNumero" else "HOTLINE" for c in BLOC}
        oc = "ZZZZ" if "bloc-d-un-autre" in self.ecarts else self.oc
        return {"OC 1": oc, **{f"{c} N°1": v for c, v in (factices if hotline else vraies).items()}}

    def produit(self, commande):
        """What comes right after the report: subcontract, deliver, or wait (§4 to §6)."""
        if commande.mode == "OC":
            if "mad-en-mode-oc" in self.ecarts:
                self.livre(commande)
        elif commande.mode == "STOC" and commande.construire:
            self.sous_traite(commande)
        elif commande.mode == "OI" and commande.etat == "a identifier":
            commande.prise = commande.logement["ReferencePrise"]
            self.notifie(commande)
            self.livre(commande)
        elif commande.etat == "acceptee":
            self.livre(commande)

    def sous_traite(self, commande):
        commande.stoc += 1
        rang = commande.stoc
        self.prevoit("Cmd_STOC", lambda: {
            CLE: commande.reference, PRESTATION: self.prestation(commande),
            "ReferenceCommandeSousTraitantOI": f"ST{rang}-{commande.reference}"[:30],
            "ReferencePrise": commande.prise, "DateCommandeSousTraitantOI": self.maintenant(),
        })  # fmt: skip

    def prestation(self, commande):
        return "AUTRE-REFERENCE" if "prestation-differente" in self.ecarts else commande.prestation

    def livre(self, commande, sur_place=False):
        """§3.6; in model OI the CR MAD tells what was built (§3.8).

        That a line can never be built is only known once somebody went there: the OI itself, or the OC that reports it.
        """
        impossible = commande.logement["etat"] == "impossible" and (sur_place or commande.mode == "OI")
        commande.etat = "impossible" if impossible else "livree"
        commande.livree_le = commande.livree_le or (None if impossible else self.horloge.maintenant())
        posee = commande.mode == "OI" and commande.construire
        self.prevoit("CR_MAD_LigneFTTH", lambda: {
            CLE: commande.reference, PRESTATION: self.prestation(commande), "ReferencePrise": commande.prise,
            "ReferencePm": commande.ligne["ReferencePm"], "EtatMadLigne": "KO" if impossible else "OK",
            "MotifKoMadLigne": "FINT13 ECHEC PRODUCTION : DEFAUT DE VERTICALITE" if impossible else "",
            "DateMadLigne": self.maintenant(),
            "PrisePosee": ("OUI" if posee and not impossible else "NON") if commande.mode == "OI" else "",
            "DateRaccordementPrise": self.maintenant() if posee and not impossible else "",
        })  # fmt: skip

    def notifie(self, commande, decharge=""):
        """§3.9: hot with a discharge number; cold once what was reported is mended, on the same route."""
        self.prevoit("Notif_Reprov", lambda: {
            CLE: commande.reference, PRESTATION: self.prestation(commande), "ReferencePrise": commande.prise,
            "TypeReprov": "CHAUD" if decharge else "FROID", "NumeroDecharge": decharge,
            "DateNotifReprov": self.maintenant(), "ReferencePm": commande.ligne["ReferencePm"], **self.route(commande),
        })  # fmt: skip

    def suivie(self, ligne):
        commande = self.commandes.get(ligne.get(CLE, ""))
        return None if commande is None or commande.etat in FINIES else commande

    def recoit_CR_STOC(self, ligne):
        """§5.1.5: a KO is mended, then built again or delivered, as PrisePosee and the reason say together."""
        commande = self.suivie(ligne)
        if commande is None:
            return
        if ligne["CrRaccordementPrise"].upper() == "OK":
            commande.prise = ligne["ReferencePrise"] or commande.prise
            self.livre(commande)
        elif commande.logement["etat"] == "impossible":
            self.livre(commande, sur_place=True)
        else:
            motif = ligne["MotifKoCrRaccordementPrise"].upper()
            posee = ligne["PrisePosee"].upper() == "OUI" or "PTO EXISTANTE" in motif
            if motif.startswith("FINT") and not posee:
                commande.fibre = commande.logement["secours"]
            if "sans-notification" not in self.ecarts:
                self.notifie(commande)
            self.livre(commande) if posee else self.sous_traite(commande)

    def recoit_Notif_Racc_KO(self, ligne):
        """§3.7: mended cold, then delivered again where there is a CR MAD; or never."""
        commande = self.suivie(ligne)
        if commande is None:
            return
        if commande.logement["etat"] == "impossible" and commande.mode != "OC":
            self.livre(commande, sur_place=True)
            return
        if "sans-notification" not in self.ecarts:
            self.notifie(commande)
        if commande.mode != "OC":
            self.livre(commande)

    def recoit_CR_MES_LigneFTTH(self, ligne):
        commande = self.suivie(ligne)
        if commande is not None:
            commande.etat = "en service"

    def recoit_Annulation_Acces(self, ligne):
        """§3.12: a résiliation from the day of the CR MAD on, in model OC from that of the report."""
        commande = self.commandes.get(ligne.get(CLE, ""))
        if commande is None:
            return
        self.attente = [e for e in self.attente if e[1] in ("AR_Cmd_Acces",)]
        limite = commande.livree_le if commande.mode != "OC" else commande.rendu
        demandee = lit_date(ligne["DateAnnulation"])
        resil = bool(limite) and (commande.mode == "OC" or demandee.date() >= limite.date())
        commande.etat = "annulee"
        self.prevoit("CR_Annulation_Acces", lambda: {
            CLE: commande.reference, PRESTATION: commande.prestation,
            "DateCrCommandeAnnulPrise": self.maintenant(), "EtatCrAnnResCommandePrise": "OK",
            "TypeOperation": "RESIL" if resil else "ANNUL",
        })  # fmt: skip


def numero(texte):
    """Four digits, the same for the same text in every run."""
    return zlib.crc32(texte.encode()) % 10_000


if __name__ == "__main__":
    lance(Oi(options("A small OI").parse_args()))
