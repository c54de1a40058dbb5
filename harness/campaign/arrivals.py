"""Files that the exchange cannot tell apart in time: read in the order that favours their sender.

An SFTP server dates to the second, a message carries several files: the order of their names says nothing of the order
in which they were left. What the dates of their lines settle is settled; the rest is in the sender's favour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from harness.exchange.codec import LotLu, lit
from harness.exchange.dates import fenetre
from harness.exchange.messages import Message
from harness.importation.ordering import ordonne
from harness.importation.threads import Cours, Piece, Sujet, cours_de, ligne_de
from harness.protocol.spec import Protocole
from harness.protocol.terms import Partie, cle
from harness.transports.echange import Arrivee


def en_ordre(
    arrivees: Sequence[Arrivee], parties: Mapping[str, Partie], messages: Sequence[Message], protocole: Protocole
) -> Iterator[Arrivee]:
    """Arrivals of one look at the exchange, in the order in which to read them.

    `parties` says what each operator code is, `messages` what was said before. Only files of one sender and one moment
    change places.
    """
    dits = list(messages)
    for (de, moment), groupe in groupby(arrivees, key=lambda a: (a.de, a.moment)):
        ensemble = list(groupe)
        lus = [lit(a.octets, a.nom, protocole, parties[de]) for a in ensemble]
        if moment and len(ensemble) > 1:
            pieces = [_piece(rang, lu, parties[de]) for rang, lu in enumerate(lus)]
            cours = _cours({ligne.sujet for piece in pieces for ligne in piece.lignes}, dits)
            ensemble = [ensemble[int(p.piece.nom)] for p in ordonne(pieces, cours)]
        yield from ensemble
        dits += [m for lu in lus for m in lu.messages]


def _piece(rang: int, lu: LotLu, emetteur: Partie) -> Piece:
    """One file to place, named by its rank in the listing, which settles what nothing else does."""
    lignes = tuple(ligne_de(m) for m in lu.messages if m.reference)
    return Piece(f"{rang:06}", "", lu.flux, lignes, (emetteur,), fenetre=fenetre(lu.messages))


def _cours(sujets: set[Sujet], messages: Sequence[Message]) -> dict[tuple[str, str, str, str], Cours]:
    """Where each conversation stands."""
    passes: dict[Sujet, list[Message]] = {sujet: [] for sujet in sujets}
    for m in messages:
        if (sujet := (cle(m.flux), m.reference)) in passes:
            passes[sujet].append(m)
    return {("", "", *s): cours_de((m.emetteur, ligne_de(m)) for m in passe) for s, passe in passes.items()}
