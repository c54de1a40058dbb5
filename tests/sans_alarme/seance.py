"""A conversation of our own parties in a world of its own, move by move: what the machine draws, this makes happen.

The parties conform by construction: whatever the world and whatever befalls it, nothing may be held against them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import TracebackType

from harness.campaign.campaign import Reglages, ouvre
from harness.campaign.loop import TourneEnRond
from harness.campaign.play import Fiche
from harness.network.circumstances import Circonstance
from harness.network.facts import Fait, Nature
from harness.protocol.spec import Protocole
from harness.protocol.terms import Modele, Situation
from tests.mutants.depart import Conversation, conversations
from tests.oracle.fichier import Lot
from tests.sans_alarme.reseau import reseau

CLIENTS_MAX = 4
INGENIERIES = {Circonstance.BI_FIBRE, Circonstance.QUADRI_FIBRE, Circonstance.FIBRE_DEDIEE}
"""Another building than the one that was drawn: it cannot change under the orders that are under way."""

CIRCONSTANCES = sorted(set(Circonstance) - INGENIERIES)

INCIDENTS = (
    Circonstance.FIBRE_OCCUPEE, Circonstance.FIBRE_COUPEE, Circonstance.FIBRE_FAIBLE, Circonstance.COUPURE,
    Circonstance.SANS_FIBRE, Circonstance.HOTLINE_INJOIGNABLE, Circonstance.HOTLINE_SANS_SOLUTION,
    Circonstance.CLIENT_ABSENT, Circonstance.PASSAGE_REFUSE, Circonstance.COLONNE, Circonstance.PTO_ABSENTE,
    Circonstance.PTO_AUTRE, Circonstance.PTO_DEJA_POSEE, Circonstance.SANS_TEMPS, Circonstance.LIAISON,
)  # fmt: skip
"""What makes the life of an order longer than the nominal one: drawn more often."""

PATIENCE = timedelta(days=120)

EVENEMENTS_MAX = 250
"""In one conversation; a hundred is much for four orders. Nothing bounds a failure that comes back (§4.1.6)."""

TERMES: dict[str, tuple[str, ...]] = {
    "brassage": ("OI", "OC"),
    "pni": ("oui", "non"),
    "pni_des_l_ar": ("oui", "non"),
    "saturation": ("refus", "route", "hotline"),
    "notifie_meme_route": ("oui", "non"),
    "nouvelle_prise": ("oui", "non"),
    "financement": ("COFI", "LOCA"),
    "demande": ("COFI", "LOCA", "AUTO"),
    "rdv": ("outil", "flux"),
    "reports": ("0", "1", "2"),
    "compte_les_reports": ("oui", "non"),
    "cr_ko_apres_annulation": ("oui", "non"),
}
"""What two operators may agree on."""

ENCODAGES: dict[str, Callable[[bytes], bytes]] = {
    "UTF-8": lambda o: o,
    "UTF-8 avec BOM": lambda o: b"\xef\xbb\xbf" + o,
    "UTF-8, CRLF": lambda o: o.replace(b"\n", b"\r\n"),
    "UTF-8 sans dernière fin de ligne": lambda o: o.rstrip(b"\n"),
    "ISO-8859-15": lambda o: o.decode().encode("iso-8859-15", "replace"),
    "Windows-1252, CRLF": lambda o: o.decode().encode("cp1252", "replace").replace(b"\n", b"\r\n"),
}
"""How a partner may write the same lines: nothing is agreed on (§2.3)."""


class Seance(AbstractContextManager["Seance"]):
    """One conversation. `ecritures` are the ways in which the OI and the OC write from now on, by party.

    Once it is over, `lots` are its files as our parties write them and `encodages` what each was then written in;
    `survenues` is what befell the world.
    """

    def __init__(self, protocole: Protocole, graine: int, termes: Mapping[str, str]) -> None:
        self._ouverts = ExitStack()
        racine = Path(self._ouverts.enter_context(TemporaryDirectory(prefix="conversation-")))
        self._dossier = racine / "journal"
        chemin = racine / "reseau.toml"
        chemin.write_text(reseau(Random(graine)), encoding="utf-8")
        self._fiche = Fiche("1", "0", "au hasard")
        reglages = Reglages(str(graine), "essai", chemin)
        self._campagne = self._ouverts.enter_context(ouvre(self._dossier, protocole, reglages))
        self._deroule = self._campagne.commence(self._fiche)
        self._deroule.boucle.reste = EVENEMENTS_MAX
        self._pris: list[bool] = []
        self._clients = 0
        self.ecritures = dict.fromkeys(("OI", "OC"), "UTF-8")
        self._historique: list[tuple[int, dict[str, str]]] = []
        self.lots: tuple[Lot, ...] = ()
        self.encodages: list[str] = []
        self.survenues: set[Circonstance] = set()
        self.sans_fin = False
        fait = Fait(Nature.CONTRAT, None, "les opérateurs conviennent d'un contrat", donnees=dict(termes))
        self._deroule.boucle.survient(fait)

    def __exit__(
        self, genre: type[BaseException] | None, valeur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ouverts.__exit__(genre, valeur, trace)

    def souscrit(self, situation: Situation, modele: Modele) -> bool:
        """One more client, in a dwelling where nobody ordered yet; False when the network has none left of that kind,
        or when there are enough clients.
        """
        avec = situation is not Situation.A_CONSTRUIRE
        logements = self._deroule.boucle.monde.reseau.logements.values()
        reste = sum(bool(lg.prise) is avec for lg in logements) > self._pris.count(avec)
        if not reste or self._clients == CLIENTS_MAX:
            return False
        self._pris.append(avec)
        self._deroule.souscrit(situation, modele, f"client {self._clients}" if self._clients else "")
        self._clients += 1
        return True

    def repasse(self) -> None:
        """The last client asks for another order."""
        self._tant_que_possible(self._deroule.repasse)

    def survient(self, circonstance: Circonstance) -> bool:
        """Something befalls the world, about the last client; False when this world cannot be so."""
        with suppress(LookupError, ValueError):
            if self._tant_que_possible(lambda: self._deroule.survient(circonstance)):
                self.survenues.add(circonstance)
                return True
        return False

    def avance(self, pas: int) -> None:
        """Let some things happen, whichever come first: files leave, arrive, people act."""
        limite = self._deroule.boucle.moyens.horloge.maintenant() + PATIENCE
        self._tant_que_possible(lambda: all(self._deroule.boucle.avance(limite) for _ in range(pas)))

    def ecrit(self, partie: str, encodage: str) -> None:
        """A party writes otherwise from now on."""
        self._note()
        self.ecritures[partie] = encodage

    def acheve(self) -> Conversation | None:
        """Let everybody finish; the conversation as it went over the wire, None when nothing was sent."""
        self.survient(Circonstance.HOTLINE_JOIGNABLE)
        self.avance(EVENEMENTS_MAX + 1)
        self._note()
        self._campagne.termine(self._fiche)
        self._campagne.acheve()
        tenues = conversations(self._dossier)
        return self._ecrite(tenues[0]) if tenues else None

    def _tant_que_possible(self, geste: Callable[[], object]) -> bool:
        """Do it, unless the conversation has gone on for too long."""
        if self.sans_fin:
            return False
        try:
            geste()
        except TourneEnRond:
            self.sans_fin = True
        return not self.sans_fin

    def _note(self) -> None:
        """How both parties wrote until now, as the number of lots that went by."""
        lots = len({m.fichier for m in self._deroule.boucle.messages})
        self._historique.append((lots, dict(self.ecritures)))

    def _ecrite(self, conversation: Conversation) -> Conversation:
        lots = []
        self.lots = conversation.lots
        for rang, x in enumerate(self.lots):
            ecriture = next((e for jusqu_a, e in self._historique if rang < jusqu_a), self.ecritures)[x.emetteur]
            self.encodages.append(ecriture)
            lots.append(Lot(x.nom, x.emetteur, x.de, x.a, ENCODAGES[ecriture](x.octets), x.instant))
        return Conversation(conversation.id, tuple(lots), conversation.entete)
