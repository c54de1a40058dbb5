"""Invented orders and replies: people, streets, sockets and routes of nowhere, in the proportions of real lots.

Phones are of the range kept for fiction, mail addresses of the domain kept for examples, towns of a 99th department.
"""

from __future__ import annotations

from itertools import product
from random import Random
from typing import Protocol

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
OPERATEURS = ("VALF", "QUAD", "BRUM", "LUMI", "ARDE", "TELO")
COMMUNES = tuple(
    f"{a}-{b}"
    for a, b in product(
        ("Aubépin", "Brévelle", "Châtigny", "Doussarde", "Étrevaux", "Fontanelle", "Garrigoul", "Hêtraie", "Îlotte"),
        ("le-Neuf", "sur-Lièvre", "les-Brumes", "en-Vauge", "la-Forêt", "sous-Bois", "l'Étang", "Saint-Gorlin"),
    )
)
VOIES = tuple(
    f"{a} {b}"
    for a, b in product(
        ("du Moulin", "de la Fontaine", "des Écoles", "du Vieux Pré", "de l'Église", "du Maréchal", "des Tisserands"),
        ("Brûlé", "Haut", "aux Ânes", "d'Été", "Neuf", "de Corvelle", "Bleu", "Perdu", "des Champs", "Saint-Ulmer"),
    )
)
TYPES_VOIE = ("RUE", "RUE", "RUE", "AVENUE", "ALLÉE", "CHEMIN", "IMPASSE", "")
NOMS = tuple(
    a + b
    for a, b in product(
        ("Bar", "Cor", "Del", "Fau", "Gri", "Hur", "Jou", "Lam", "Mor", "Péri", "Rou", "Sau", "Thé", "Val"),
        ("bier", "nard", "vène", "tellot", "quin", "mière", "zac", "dançon", "rigoux", "sard", "gnon", "lézard"),
    )
)
PRENOMS = ("Zélie", "Anatole", "Fénella", "Gontran", "Maïwenn", "Octave", "Philibert", "Solène", "Ysée", "Zéphyrin")
COMMENTAIRES = (
    "Sonner à l'interphone",
    "Accès par la cour, portail vert",
    "Client joignable après 18 h",
    "Prévoir une échelle : passage en façade",
    "Gaine technique au fond du couloir, porte n° {n}",
    "Code d'entrée {n}B",
    "Merci de rappeler la veille",
    "Appartement {n}, escalier du fond",
)
LIEUX = (
    "Palier",
    "Chambre sur trottoir",
    "Poteau devant le {n}",
    "Façade",
    "Gaine montante, étage {n}",
    "Borne n° {n}",
)
COULEURS = (
    "rouge",
    "bleu",
    "vert",
    "jaune",
    "violet",
    "blanc",
    "orange",
    "gris",
    "marron",
    "noir",
    "turquoise",
    "rose",
)
MOTIFS = (
    "ADRESSE : CODE ADRESSE IMMEUBLE INEXISTANT DANS LE REFERENTIEL OI",
    "FIMP02 TRAITEMENT IMPOSSIBLE : PTO INEXISTANTE DANS LE REFERENTIEL OI",
    "TRAITEMENT IMPOSSIBLE : PTO REQUISE",
    "TRAITEMENT IMPOSSIBLE : PM ET ADRESSE INCOHERENTS",
    "ECHEC PRODUCTION : PB OU PM SATURE",
    "FIMP06 TRAITEMENT IMPOSSIBLE : TYPE DE COMMANDE IRRECEVABLE SUR CETTE REF PRESTATION PM",
)


class Fabrique(Protocol):
    """What makes the lines of one flux. `noms` are its columns, in the order of the workbook."""

    noms: tuple[str, ...]

    def ligne(self, rang: int) -> str:
        """A sound line, of the usual mix."""

    def modele(self, rang: int) -> str:
        """A sound line of the one shape on which every kind of fault can be planted."""


def code(hasard: Random, n: int) -> str:
    """Random capitals and digits."""
    return "".join(hasard.choices(ALPHABET, k=n))


def reference(rang: int) -> str:
    """A reference of order: one a rank, and not in order."""
    return f"CA-{(rang * 7919 + 13) % 10**9:09d}"


def _date(hasard: Random) -> str:
    tirage = hasard.getrandbits(32)
    jour, heure = tirage % 28 + 1, tirage // 28 % 11 + 8
    return f"20{tirage // 308 % 4 + 22}{tirage // 1232 % 12 + 1:02d}{jour:02d} {heure:02d}:{tirage // 14784 % 60:02d}"


def _prises(hasard: Random, n: int) -> list[str]:
    return [f"{a}-{code(hasard, 4)}-{code(hasard, 4)}" for a in hasard.choices(("FI", "VQ", "QD"), k=n)]


def _pms(hasard: Random, n: int) -> list[str]:
    """Commercial reference and reference of PM, as two cells."""
    return [f"PREST-{code(hasard, 6)};FI-99{hasard.randrange(1000):03d}-{code(hasard, 4)}" for _ in range(n)]


class Commande:
    """Orders: mostly STOC, some OI with an appointment, some OC; two thirds of sockets to build."""

    def __init__(self, noms: tuple[str, ...], graine: int = 12) -> None:
        self.noms = noms
        self.hasard = h = Random(graine)
        self.adresses = [self._adresse() for _ in range(60_000)]
        self.clients = [f"{nom};{prenom}" for nom, prenom in product(NOMS, PRENOMS)]
        self.prises = _prises(h, 40_000)
        self.pms = _pms(h, 3_000)

    def _adresse(self) -> str:
        h = self.hasard
        commune = h.choice(COMMUNES)
        insee = f"99{COMMUNES.index(commune):03d}"
        lettre = h.choice("ABCT") if h.random() < 0.08 else ""
        collectif = h.random()
        niveaux = f"{h.choice(('A', 'B', 'Bât. Est'))};{h.choice(('1', '2', 'Nord'))};{h.randrange(9)}"
        interieur = niveaux if collectif < 0.35 else (f";;{h.randrange(6)}" if collectif < 0.5 else ";;")
        rivoli = code(h, 4) if h.random() < 0.7 else ""
        return (
            f"{commune};99{h.randrange(1000):03d};{insee};{rivoli};{h.randrange(300)};{lettre};"
            f"{h.choice(TYPES_VOIE)};{h.choice(VOIES)};{code(h, 10)};{interieur}"
        )

    def ligne(self, rang: int) -> str:
        """A sound line, of the usual mix."""
        u = self.hasard.random
        t = u()
        racco = "STOC" if t < 0.7 else "OI" if t < 0.85 else "OC"
        return self._ligne(rang, racco, neuve=u() < 0.65)

    def modele(self, rang: int) -> str:
        """OI, socket to build: the client and the appointment are due."""
        return self._ligne(rang, "OI", neuve=True)

    def _ligne(self, rang: int, racco: str, *, neuve: bool) -> str:
        h = self.hasard
        u = h.random
        rdv = f"RDV-{rang:08d}" if racco == "OI" and neuve else ""
        client = f"{self.clients[int(u() * len(self.clients))]};063998{h.getrandbits(13):04d}"
        if racco != "OI" and u() < 0.4:
            client = ";;"
        second = f"client{rang % 9973}@example.org" if u() < 0.15 else ""
        prise = "" if neuve or u() < 0.1 else self.prises[int(u() * len(self.prises))]
        comm = COMMENTAIRES[h.getrandbits(3)].format(n=h.getrandbits(6)) if u() < 0.2 else ""
        infos = f"B{h.getrandbits(4)}-T{h.getrandbits(5)};{h.getrandbits(10)}" if u() < 0.3 else ";"
        financement = ("COFI", "LOCA", "AUTO", "COFI")[h.getrandbits(2)]
        return (
            f"{reference(rang)};{self.adresses[int(u() * len(self.adresses))]};{racco};{_date(h) if rdv else ''};{client};"
            f"{second};{rdv};{self.pms[int(u() * len(self.pms))]};{prise};{'N' if neuve else 'O'};{financement};"
            f"{_date(h)};{comm};{infos};;;;;;"
        )


class CR:
    """Replies: one in eight is KO, one OK in twenty asks for a call; one, two or four fibres."""

    def __init__(self, noms: tuple[str, ...], graine: int = 21) -> None:
        self.noms = noms
        self.hasard = h = Random(graine)
        self.prises = _prises(h, 40_000)
        self.pms = _pms(h, 3_000)
        self.pbos = [
            f"PBO-99{h.randrange(1000):03d}-{code(h, 5)};"
            f"{h.choice(LIEUX).format(n=h.randrange(90))}, {h.choice(VOIES)};CA-{code(h, 6)}"
            for _ in range(40_000)
        ]

    def ligne(self, rang: int) -> str:
        """A sound line, of the usual mix."""
        u = self.hasard.random
        t = u()
        if t < 0.125:
            return self._ko(rang)
        if t < 0.17:
            return self._hotline(rang)
        t = u()
        return self._ok(rang, 1 if t < 0.6 else 2 if t < 0.7 else 4)

    def modele(self, rang: int) -> str:
        """OK, one fibre."""
        return self._ok(rang, 1)

    def _tete(self, rang: int, prise: str, etat: str, motif: str, commentaire: str, retenu: str) -> str:
        h = self.hasard
        prestation = f"ACC{rang:010d}" if etat == "OK" else ""
        pm = self.pms[int(h.random() * len(self.pms))]
        technique = f"{pm[-4:]}-{h.getrandbits(2)};Trottoir, face au {h.getrandbits(6)}" if h.random() < 0.3 else ";"
        return (
            f"{reference(rang)};{prise};{prestation};{etat};{motif};{_date(h)};{commentaire};{pm};{technique};{retenu}"
        )

    def _ko(self, rang: int) -> str:
        h = self.hasard
        commentaire = "Adresse à préciser avec le syndic" if h.random() < 0.2 else ""
        motif = MOTIFS[int(h.random() * len(MOTIFS))]
        return self._tete(rang, "", "KO", motif, commentaire, "") + ";" * 52

    def _hotline(self, rang: int) -> str:
        """A route of placeholders: whole, or with its optional cells left empty as one operator does."""
        h = self.hasard
        x = "HOTLINE"
        pleine = f"{x};{x};{x};{x};{x};{x};{x};{x};{x};{x};0;{x}"
        bloc = pleine if h.random() < 0.9 else f"{x};{x};;;;{x};;;{x};{x};0;"
        tete = self._tete(rang, x, "OK", "", "Route à demander à la hotline", ("COFI", "LOCA")[h.getrandbits(1)])
        return f"{tete};{OPERATEURS[h.getrandbits(2)]};{bloc}" + ";" * 39

    def _ok(self, rang: int, fibres: int) -> str:
        h = self.hasard
        u = h.random
        comm = COMMENTAIRES[h.getrandbits(3)].format(n=h.getrandbits(6)) if u() < 0.1 else ""
        prise = self.prises[int(u() * len(self.prises))]
        tete = self._tete(rang, prise, "OK", "", comm, ("COFI", "LOCA", "NA", "COFI")[h.getrandbits(2)])
        module, tube, cable = h.getrandbits(4), COULEURS[int(u() * 12)], h.getrandbits(10)
        pbo = self.pbos[int(u() * len(self.pbos))]
        au_pbo = COULEURS[int(u() * 12)]
        sien, depart = h.getrandbits(2) % fibres, int(u() * 8)
        blocs = []
        for n in range(fibres):
            oc = OPERATEURS[h.getrandbits(2)] if n == sien else ("NA", OPERATEURS[4])[h.getrandbits(1)]
            fibre = COULEURS[depart + n]
            blocs.append(
                f"{oc};MOD-{module:02d};{depart + n + 1};CT-{cable:04d};{tube};{fibre};{pbo};{au_pbo};{fibre};{n + 1};{fibre}"
            )
        return f"{tete};{';'.join(blocs)}" + ";" * (13 * (4 - fibres))
