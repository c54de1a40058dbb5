"""What is around a fault in the conversation that it was played in, and the words by which cases are told apart.

It reads the files alone, one after the other: it shares nothing with the judge, whose opinion it is there to foretell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from harness.actors.deviations import Depart, Ecart
from harness.actors.deviations_familles import INCONNUE
from harness.exchange.codec import lit
from harness.exchange.rendez_vous import concerne
from harness.preuve.jeu import Joue, Trace
from harness.protocol.francais import de
from harness.protocol.issues import Issue, situation
from harness.protocol.spec import Protocole
from harness.protocol.terms import HOTLINE, Flux, Modele, Partie, Situation

A_COTE = frozenset({Flux.MESS_OI, Flux.MESS_OC, Flux.GEL_DEGEL_RDV, Flux.NOTIF_ECRASEMENT})
"""What is said beside the life of an order, and moves nothing."""

INCONNUES = frozenset({INCONNUE})
_ROUTES = (Flux.CR_CMD_ACCES, Flux.NOTIF_REPROV)


@dataclass(frozen=True, slots=True)
class Dit:
    """One lot: who, which flux, the outcome and the cells of its first line, all references; no flux: unreadable."""

    partie: Partie
    flux: Flux | None
    issue: Issue = Issue.AUCUNE
    references: frozenset[str] = frozenset()
    cellules: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, champ: str) -> str:
        """Text of one cell of the first line."""
        return self.cellules.get(champ, "").strip()


@dataclass(frozen=True, slots=True)
class Autour:
    """What is said of an order around a fault. `dit` is the message as it is when nobody does wrong.

    `droit` is what came before it then, `avant` and `apres` what comes before and after it in the conversation with the
    fault, `tout` all of it. `parti`: it leaves before whatever its sender says next.
    """

    dit: Dit
    commande: Dit | None
    droit: tuple[Dit, ...]
    avant: tuple[Dit, ...]
    apres: tuple[Dit, ...]
    tout: tuple[Dit, ...]
    parti: bool

    @property
    def ensuite(self) -> Dit | None:
        """What its sender says next."""
        return _premier(d for d in self.apres if d.partie is self.dit.partie)

    @property
    def prise(self) -> str:
        """The socket of the last route given before it."""
        return next((d["ReferencePrise"] for d in reversed(self.droit) if d.flux in _ROUTES), "")


@dataclass(frozen=True, slots=True)
class Si:
    """A circumstance, and its French words."""

    phrase: str
    vaut: Callable[[Autour], bool]


class Lecteur:
    """Tells what lots say, and remembers it: from one play to the next, most are the same."""

    def __init__(self, protocole: Protocole) -> None:
        self._protocole = protocole
        self._lus: dict[tuple[bytes, str, Partie], Dit] = {}

    def dit(self, lot: Trace) -> Dit:
        """What one lot says."""
        cle = (lot.octets, lot.fichier, lot.emetteur)
        if cle not in self._lus:
            if len(self._lus) > 20_000:
                self._lus.clear()
            self._lus[cle] = _dit(lot, self._protocole)
        return self._lus[cle]


def _dit(lot: Trace, protocole: Protocole) -> Dit:
    lu = lit(lot.octets, lot.fichier, protocole, lot.emetteur)
    if lu.flux is None or not lu.messages:
        return Dit(lot.emetteur, lu.flux)
    premier = lu.messages[0]
    references = frozenset() if concerne(premier) else frozenset(m.reference for m in lu.messages)
    return Dit(lot.emetteur, lu.flux, premier.issue, references, premier.cellules)


def autour(ecart: Ecart, joue: Joue, temoin: Joue, lecteur: Lecteur) -> Autour:
    """What is around a fault of a family, in its place. Raises LookupError when the witness has no such place."""
    droit = [lecteur.dit(lot) for lot in temoin.lots]
    rangs = [i for i, d in enumerate(droit) if _memes(d, ecart)]
    rang = rangs[min(ecart.rang or 1, len(rangs)) - 1] if rangs else -1
    if rang < 0:
        raise LookupError(ecart.nom)
    vise = droit[rang]

    def du_dossier(dits: Iterable[Dit]) -> list[Dit]:
        return [
            d for d in dits if not (vise.references and d.references) or d.references & (vise.references | INCONNUES)
        ]

    faute = [lecteur.dit(lot) for lot in joue.lots]
    commandes = [d for d in du_dossier(droit[: rang + 1]) if d.flux is Flux.CMD_ACCES]
    avant, suite = du_dossier(faute[:rang]), du_dossier(faute[rang:])
    part = next((i for i, d in enumerate(suite) if _memes(d, ecart)), None)
    parti = part is not None and all(d.partie is not ecart.partie for d in suite[:part])
    if part is not None and ecart.depart is not Depart.APRES_LE_SUIVANT and ecart.depart is not Depart.OMIS:
        avant += suite[:part]
        suite = suite[part + (2 if ecart.depart in (Depart.REDIT, Depart.DEUX_FOIS) else 1) :]
    elif part is not None:
        suite = suite[part:] if parti else suite
        suite = [d for d in suite if not _memes(d, ecart)] if ecart.depart is Depart.APRES_LE_SUIVANT else suite
    return Autour(
        vise,
        commandes[-1] if commandes else None,
        tuple(du_dossier(droit[:rang])),
        tuple(avant),
        tuple(suite),
        tuple(du_dossier(faute)),
        parti,
    )


def _memes(dit: Dit, ecart: Ecart) -> bool:
    return (dit.partie, dit.flux) == (ecart.partie, ecart.flux)


def _premier(dits: Iterable[Dit]) -> Dit | None:
    return next((d for d in dits if d.flux not in A_COTE), None)


# --- circumstances


def puis(*flux: Flux) -> Si:
    """The sender says one of these next."""
    return Si(f"suivi {de(_ou(flux))}", lambda a: a.ensuite is not None and a.ensuite.flux in flux)


def apres(*flux: Flux) -> Si:
    """One of these comes just before, in the right conversation."""
    return Si(f"après {_ou(flux)}", lambda a: (d := _premier(reversed(a.droit))) is not None and d.flux in flux)


def repondu(*flux: Flux) -> Si:
    """The other party says one of these next."""

    def vaut(a: Autour) -> bool:
        reponse = _premier(d for d in a.apres if d.partie is not a.dit.partie)
        return reponse is not None and reponse.flux in flux

    return Si(f"l'autre partie répondant par {_ou(flux)}", vaut)


def disant(*issues: Issue) -> Si:
    """The message says so, when nobody does wrong."""
    return Si(f"qui devait dire {_ou(issues)}", lambda a: a.dit.issue in issues)


def en_modele(*modeles: Modele) -> Si:
    """The order is of such a model."""
    return Si(f"en modèle {_ou(modeles)}", lambda a: a.commande is not None and a.commande["TypeRacco"] in modeles)


def sur(*situations: Situation) -> Si:
    """The order announces such a socket."""
    return Si(f"prise {_ou(situations)}", lambda a: _situation(a) in situations)


def _situation(a: Autour) -> Situation | None:
    return None if a.commande is None else situation(a.commande.cellules)


def _ou(mots: Iterable[str]) -> str:
    return " ou ".join(mots)


POURSUIVI = Si("suivi d'autre chose de son émetteur", lambda a: a.ensuite is not None)
PARTI = Si("parti avant tout autre message de son dossier", lambda a: a.parti)
JAMAIS = Si("encore à partir quand le banc cesse d'écouter", lambda a: all(d.flux is not a.dit.flux for d in a.tout))
GROUPE = Si("plusieurs lignes dans le lot", lambda a: len(a.dit.references) > 1)
DE_L_OI = Si("envoyé par l'OI", lambda a: a.dit.partie is Partie.OI)
CONNUE = Si(
    "dont la commande est au journal",
    lambda a: a.commande is not None and bool(a.commande.references & a.dit.references),
)
AU_TELEPHONE = Si("la route n'étant donnée qu'au téléphone", lambda a: a.prise == HOTLINE)
AUTRE_PRISE = Si("qui donne une autre prise", lambda a: a.dit["ReferencePrise"] != a.prise)
SECOND_CRENEAU = Si(
    "un autre créneau que le premier étant accepté",
    lambda a: a.dit.issue is Issue.OK and a.dit["ValidDate1"].upper() == "KO",
)
TROP_DE_REPORTS = Si(
    "l'OI refusant ensuite un report de trop",
    lambda a: any(d["MotifReponseRdvKo"].startswith("FRDV01") for d in a.apres),
)
POSE_RELANCEE = Si(
    "envoyé par l'OC, la pose étant redemandée sans notification",
    lambda a: (
        a.dit.partie is Partie.OC
        and sum(d.flux is Flux.CMD_STOC for d in a.droit) > 1
        and all(d.flux is not Flux.NOTIF_REPROV for d in a.droit)
    ),
)
PREMIERE_LIVRAISON = Si("jamais livrée encore", lambda a: all(d.flux is not Flux.CR_MAD for d in a.droit))
DU = Si("un délai du contrat courant encore", lambda a: _appelle(a, a.tout))
RETIENT = Si("un délai du contrat courant quand il part", lambda a: _appelle(a, a.avant))


def _appelle(a: Autour, dits: Sequence[Dit]) -> bool:
    """Whether the last word calls for a word of the party that goes wrong (§2.5): the delays that a contract sets."""
    chauds = (d for d in reversed(dits) if d.issue is not Issue.CHAUD)  # a call changes nothing to what is owed
    dernier = _premier(chauds)
    if dernier is None or dernier.issue not in (Issue.AUCUNE, Issue.OK):
        return False
    modele = "" if a.commande is None else a.commande["TypeRacco"]
    if a.dit.partie is Partie.OC:
        return dernier.flux is Flux.CMD_STOC or (dernier.flux is Flux.CR_MAD and modele != Modele.OC)
    if dernier.flux is Flux.CR_CMD_ACCES:
        return modele == Modele.STOC and _situation(a) is Situation.A_CONSTRUIRE
    return dernier.flux in (Flux.CMD_ACCES, Flux.AR_CMD_ACCES, Flux.CR_STOC, Flux.ANNULATION, Flux.DEMANDE_RDV,
                            Flux.DEMANDE_MODIF_RDV)  # fmt: skip
