"""Random conformant conversations: the simulated parties in random worlds, in which the harness must find nothing.

Everything is drawn from a seed and a number: contract, building, what each client asks for, what goes wrong and when,
how many clients share a lot, how the bytes are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from harness.campaign.campaign import Campagne, Reglages, ouvre
from harness.campaign.loop import TourneEnRond
from harness.campaign.play import AttenteNonTenue, Deroule, Fiche
from harness.network.circumstances import Circonstance
from harness.network.facts import Fait, Nature
from harness.protocol.spec import Protocole
from harness.protocol.terms import Modele, Situation
from tests.mutants.depart import Conversation, conversations
from tests.mutants.juges import Jugement, Juges
from tests.oracle.fichier import Lot
from tests.sans_alarme.reseau import reseau

CLIENTS_MAX = 4
INGENIERIES = {Circonstance.BI_FIBRE, Circonstance.QUADRI_FIBRE, Circonstance.FIBRE_DEDIEE}
"""Another building than the one that was drawn: it cannot change under the orders that are under way."""

CIRCONSTANCES = sorted(set(Circonstance) - INGENIERIES)

PAR_JOURNAL = 25
"""Conversations in one network and one journal."""

PATIENCE = timedelta(days=120)

EVENEMENTS_MAX = 250
"""In one conversation; a hundred is much for four orders."""

TERMES: dict[str, tuple[str, ...]] = {
    "brassage": ("OI", "OC"),
    "pni": ("oui", "oui", "non"),
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
"""What two operators may agree on. A term that the contract does not know any more is left out."""

ENCODAGES: tuple[Callable[[bytes], bytes], ...] = (
    lambda o: o,
    lambda o: b"\xef\xbb\xbf" + o,
    lambda o: o.replace(b"\n", b"\r\n"),
    lambda o: o.rstrip(b"\n"),
    lambda o: o.decode().encode("iso-8859-15", "replace"),
    lambda o: o.decode().encode("cp1252", "replace").replace(b"\n", b"\r\n"),
)
"""How a partner may write the same lines: nothing is agreed on (§2.3)."""


@dataclass(frozen=True)
class Alarme:
    """A conversation of our own simulators that the harness condemns: number, and what it found."""

    numero: int
    conversation: Conversation
    jugement: Jugement


CONNUES: dict[str, tuple[Callable[[Jugement], bool], str]] = {}
"""Alarms that are understood and not settled yet: counted and printed. Name -> (is it one, what is known of it)."""


@dataclass(frozen=True)
class Essai:
    """How many conversations were held, how many lots and lines they took, and those that were condemned.

    `oracle` are those that the naive oracle condemns; `sans_fin` those that never came to rest, judged as far as they
    went: nothing bounds a failure that comes back (§4.1.6).
    """

    conversations: int
    lots: int
    lignes: int
    alarmes: tuple[Alarme, ...]
    oracle: tuple[Alarme, ...]
    sans_fin: tuple[int, ...]

    @property
    def inconnues(self) -> tuple[Alarme, ...]:
        """The alarms that nothing known explains."""
        return tuple(a for a in self.alarmes if not any(est(a.jugement) for est, _ in CONNUES.values()))

    def __str__(self) -> str:
        connues = {n: sum(est(a.jugement) for a in self.alarmes) for n, (est, _) in CONNUES.items()}
        return "\n".join(
            (
                f"{self.conversations} conversations, {self.lots} lots, {self.lignes} lignes",
                f"{len(self.inconnues)} fausses alarmes, {len(self.oracle)} selon l'oracle naïf",
                f"{len(self.sans_fin)} conversations arrêtées avant leur fin",
                *(f"{n} fois : {nom} ({CONNUES[nom][1]})" for nom, n in connues.items()),
            )
        )


def essaie(
    nombre: int, graine: str, protocole: Protocole, *, depuis: int = 0, dit: Callable[[str], object] = lambda _: None
) -> Essai:
    """Hold `nombre` conversations and judge each; `dit` is told every hundred how far it is."""
    juges = Juges(protocole)
    lots = lignes = tenues = 0
    alarmes: list[Alarme] = []
    oracle: list[Alarme] = []
    sans_fin: list[int] = []
    for numero, conversation in tenues_de(nombre, graine, protocole, depuis, sans_fin.append):
        jugement = juges.juge(conversation.lots, conversation.entete)
        tenues += 1
        lots += len(conversation.lots)
        lignes += sum(max(0, len(lot.octets.splitlines()) - 1) for lot in conversation.lots)
        if jugement.pris:
            alarmes.append(Alarme(numero, conversation, jugement))
        if jugement.avis.fautes:
            oracle.append(Alarme(numero, conversation, jugement))
        if tenues % 100 == 0:
            dit(f"{tenues} conversations, {len(alarmes)} condamnées, {len(oracle)} selon l'oracle")
    return Essai(tenues, lots, lignes, tuple(alarmes), tuple(oracle), tuple(sans_fin))


def tenues_de(
    nombre: int, graine: str, protocole: Protocole, depuis: int = 0, sans_fin: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[int, Conversation]]:
    """The conversations of these numbers, as they were on the wire; `sans_fin` is told those that never ended."""
    for debut in range(depuis - depuis % PAR_JOURNAL, depuis + nombre, PAR_JOURNAL):
        numeros = range(max(debut, depuis), min(debut + PAR_JOURNAL, depuis + nombre))
        with TemporaryDirectory(prefix="conversations-") as racine:
            chemin, dossier = Path(racine) / "reseau.toml", Path(racine) / "journal"
            chemin.write_text(reseau(Random(f"reseau|{graine}|{debut}")), encoding="utf-8")
            with ouvre(dossier, protocole, Reglages(graine, "essai", chemin)) as campagne:
                for numero in numeros:
                    if not _tient(campagne, Random(f"{graine}|{numero}"), numero):
                        sans_fin(numero)
                campagne.acheve()
            for conversation in conversations(dossier):
                numero = int(conversation.id)
                yield numero, _ecrit(Random(f"octets|{graine}|{numero}"), conversation)


def _tient(campagne: Campagne, alea: Random, numero: int) -> bool:
    """One conversation, from its first client to when nobody has anything left to say; False if that never comes."""
    fiche = Fiche(str(numero), "0", "au hasard")
    deroule = campagne.commence(fiche)
    deroule.boucle.reste = EVENEMENTS_MAX
    try:
        _converse(deroule, alea)
    except TourneEnRond as e:
        campagne.termine(fiche, "banc", str(e))
        return False
    campagne.termine(fiche)
    return True


def _converse(deroule: Deroule, alea: Random) -> None:
    _convient(deroule, alea)
    pris: list[bool] = []
    for rang in range(alea.choices(range(1, CLIENTS_MAX + 1), (5, 3, 2, 1))[0]):
        if not _souscrit(deroule, alea, f"client {rang}" if rang else "", pris):
            break
        for circonstance in alea.sample(CIRCONSTANCES, alea.choices((0, 1, 2, 3), (3, 4, 2, 1))[0]):
            with suppress(LookupError, ValueError):  # what this world cannot be
                deroule.survient(circonstance)
            _passe(deroule, alea.choice((0, 0, 1, 4)))
        _passe(deroule, alea.choice((0, 0, 2, 8, 20)))
        if alea.random() < 0.1:
            deroule.repasse()
    for _ in range(alea.choice((0, 0, 1, 2))):
        with suppress(LookupError, ValueError):
            deroule.survient(alea.choice(CIRCONSTANCES))
        _passe(deroule, alea.choice((1, 5, 15)))
    if alea.random() < 0.9:
        deroule.survient(Circonstance.HOTLINE_JOIGNABLE)
    with suppress(AttenteNonTenue):
        deroule.finit("la commande est terminée", "terminée")


def _souscrit(deroule: Deroule, alea: Random, nom: str, pris: list[bool]) -> bool:
    """One more client, in a dwelling where nobody ordered yet; False when the network has none left of that kind."""
    situation, modele = alea.choice(tuple(Situation)), alea.choice(tuple(Modele))
    avec = situation is not Situation.A_CONSTRUIRE
    if sum(bool(lg.prise) is avec for lg in deroule.boucle.monde.reseau.logements.values()) <= pris.count(avec):
        return False
    pris.append(avec)
    deroule.souscrit(situation, modele, nom)
    return True


def _convient(deroule: Deroule, alea: Random) -> None:
    contrat = deroule.boucle.monde.contrat
    termes = {nom: alea.choice(valeurs) for nom, valeurs in TERMES.items() if hasattr(contrat, nom)}
    deroule.boucle.survient(Fait(Nature.CONTRAT, None, "les opérateurs conviennent d'un contrat", donnees=termes))


def _passe(deroule: Deroule, pas: int) -> None:
    """Let some things happen."""
    limite = deroule.boucle.moyens.horloge.maintenant() + PATIENCE
    for _ in range(pas):
        if not deroule.boucle.avance(limite):
            return


def _ecrit(alea: Random, conversation: Conversation) -> Conversation:
    """The same files in the encodings of two partners, each with its own habit."""
    habitudes = {partie: alea.choice(ENCODAGES) for partie in ("OI", "OC")}
    lots = tuple(
        Lot(x.nom, x.emetteur, x.de, x.a, habitudes[x.emetteur](x.octets), x.instant) for x in conversation.lots
    )
    return Conversation(conversation.id, lots, conversation.entete)
