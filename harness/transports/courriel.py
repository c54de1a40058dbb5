"""E-mail: lots leave by SMTP and come by IMAP, as attachments, from the partner's address only.

A message is flagged once every lot in it is in the journal; it stays in its mailbox. One that was delivered twice,
with the same Message-ID and the same bytes, is one delivery. An address is no proof of who wrote: the mail
servers of both sides must check that (SPF, DKIM).
"""

from __future__ import annotations

import hashlib
import imaplib
import smtplib
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from harness.profil.echange import Chiffrement, EchangeCourriel, Imap, Smtp
from harness.profil.nommage import est_nom_simple
from harness.profil.secret import SecretIllisible
from harness.systeme import raison
from harness.transports import boite, pieces
from harness.transports.echange import TAILLE_MAX, Arrivee, EchangeImpossible
from harness.transports.moments import moments

T = TypeVar("T")
_SURCOUT = 1.4
"""Of a file once it is written as text in a message, and a little more."""


class EchangeParCourriel:
    """Files between the two addresses of a profile. `base` is the folder that the paths of the settings start from.

    Raises EchangeImpossible when the mailbox cannot be opened.
    """

    def __init__(
        self, reglages: EchangeCourriel, adresses: Mapping[str, str], base: Path, *, taille_max: int = TAILLE_MAX
    ) -> None:
        self._reglages = reglages
        self._adresses = {code: adresse.lower() for code, adresse in adresses.items()}
        self._base = base
        self._taille_max = taille_max
        self._imap: imaplib.IMAP4 | None = None
        self._validite = ""
        self._donnes: dict[str, str] = {}
        self._pris: set[str] = set()
        self._session(lambda imap: imap.noop())

    def depose(self, de: str, a: str, nom: str, octets: bytes) -> None:
        """Send a file. Raises ValueError when the name is not a plain file name, EchangeImpossible."""
        if not est_nom_simple(nom):
            raise ValueError(f"« {nom} » n'est pas un nom de fichier")
        expediteur, destinataire = self._adresses[de], self._adresses[a]
        try:
            with self.smtp() as serveur:
                serveur.send_message(pieces.message(expediteur, destinataire, nom, octets), expediteur, [destinataire])
        except (smtplib.SMTPException, OSError) as e:
            raise _panne_smtp(self._reglages.smtp, e) from None

    def deja_depose(self, de: str, a: str, nom: str, octets: bytes) -> bool:  # noqa: ARG002
        """It cannot be known: what is sent again has the same Message-ID, by which its receiver may know it."""
        return False

    def releve(self, a: str) -> tuple[Arrivee, ...]:
        """The attachments of the messages that the partner sent, the first delivered first; each comes once.

        Not many more bytes at a time than the largest file may hold. When the line is cut, none is given, and all come
        next time.
        """
        lues = self._session(lambda imap: self._arrivees(imap, a))
        self._donnes |= {arrivee.jeton: uid for arrivee, uid in lues}
        par_expediteur = groupby((arrivee for arrivee, _ in lues), key=lambda arrivee: arrivee.de)
        return tuple(arrivee for _, siennes in par_expediteur for arrivee in _situees(list(siennes)))

    def acquitte(self, arrivee: Arrivee) -> None:
        """Flag a message whose lots are all in the journal. Does nothing when it was."""
        uid = self._donnes.pop(arrivee.jeton, None)
        if uid is None:
            return
        self._pris.add(arrivee.jeton)
        if uid not in self._donnes.values():
            try:
                self._session(lambda imap: boite.marque(imap, uid))
            except EchangeImpossible:
                self._donnes[arrivee.jeton] = uid
                raise

    def reprend(self, jetons: Collection[str]) -> None:
        """Deliveries that a former process already has in its journal: they are flagged, not given again."""
        self._pris |= set(jetons)

    def date_de(self, arrivee: Arrivee) -> float:
        """When the server received a message that was given and is not flagged yet, in seconds since 1970."""
        return self._session(lambda imap: boite.recu(imap, self._donnes[arrivee.jeton]))

    def ferme(self) -> None:
        """Leave the mailbox."""
        if self._imap is not None:
            boite.raccroche(self._imap)
            self._imap = None

    def smtp(self) -> smtplib.SMTP:
        """A connection to the server that sends, logged in. Raises SMTPException, OSError, EchangeImpossible."""
        r, secondes = self._reglages.smtp, self._reglages.attente.duree.total_seconds()
        contexte = self._contexte(r)
        if r.chiffrement is Chiffrement.TLS:
            serveur: smtplib.SMTP = smtplib.SMTP_SSL(r.hote, r.port, timeout=secondes, context=contexte)
        else:
            serveur = smtplib.SMTP(r.hote, r.port, timeout=secondes)
        try:
            if r.chiffrement is Chiffrement.STARTTLS:
                serveur.starttls(context=contexte)
            if r.utilisateur is not None and r.mot_de_passe is not None:
                serveur.login(r.utilisateur, self._secret(r))
        except BaseException:
            serveur.close()
            raise
        return serveur

    def _arrivees(self, imap: imaplib.IMAP4, a: str) -> list[tuple[Arrivee, str]]:
        """The lots that wait and the messages that they are in; a message is never given in part."""
        lues: list[tuple[Arrivee, str]] = []
        for de, adresse in self._adresses.items():
            for uid in boite.cherche(imap, adresse) if de != a else ():
                if uid in self._donnes.values():
                    continue
                deja = self._pris | set(self._donnes) | {arrivee.jeton for arrivee, _ in lues}
                trouvees = list(self._de(imap, de, adresse, uid))
                neuves = [(x, uid) for x in trouvees if x.jeton not in deja]
                if trouvees and not neuves:
                    boite.marque(imap, uid)
                lues += neuves
                if sum(len(arrivee.octets) for arrivee, _ in lues) > self._taille_max:
                    return lues
        return lues

    def _de(self, imap: imaplib.IMAP4, de: str, adresse: str, uid: str) -> Iterator[Arrivee]:
        """The lots of one message; nothing when it is not from there at all."""
        entete = pieces.lu(boite.partie(imap, uid, "BODY.PEEK[HEADER]"))
        if pieces.expediteur(entete) != adresse:
            return
        identifiant = pieces.identifiant(entete) or f"message {self._validite}/{uid}"
        moment = pieces.date(entete) or uid
        limite = int(self._taille_max * _SURCOUT) + 100_000
        if (taille := boite.taille(imap, uid)) > limite:
            trouvees = [
                pieces.Piece("message", b"", f"le message dépasse {limite} octets ({taille}) : il n'est pas lu")
            ]
        else:
            trouvees = pieces.pieces(pieces.lu(boite.partie(imap, uid, "BODY.PEEK[]")), self._taille_max)
        for rang, piece in enumerate(trouvees, start=1):
            jeton = f"{identifiant}|{rang}|{hashlib.sha256(piece.octets).hexdigest()[:16]}"
            yield Arrivee(de, piece.nom, piece.octets, piece.refus, jeton, moment)

    def _session(self, geste: Callable[[imaplib.IMAP4], T]) -> T:
        """Do something in the mailbox; once more on a new connection when the one that was open turned out dead."""
        deja_ouverte = self._imap is not None
        try:
            return self._tente(geste)
        except EchangeImpossible as e:
            if not (deja_ouverte and e.passager):
                raise
        return self._tente(geste)

    def _tente(self, geste: Callable[[imaplib.IMAP4], T]) -> T:
        ou = f"{self._reglages.imap.hote}:{self._reglages.imap.port}"
        imap = self._imap or self._connecte()
        try:
            imap.noop()
            return geste(imap)
        except (imaplib.IMAP4.abort, OSError):
            self.ferme()
            raise EchangeImpossible(f"{ou} : la connexion à la boîte a été coupée", passager=True) from None
        except imaplib.IMAP4.error:
            self.ferme()
            raise EchangeImpossible(f"{ou} : la boîte a refusé une opération (lecture seule ?)") from None

    def _connecte(self) -> imaplib.IMAP4:
        r = self._reglages.imap
        ou = f"le serveur IMAP {r.hote}:{r.port}"
        try:
            imap = self._ouvre(r)
        except (OSError, imaplib.IMAP4.error) as e:
            raise _panne_reseau(ou, e) from None
        try:
            if r.utilisateur is not None and r.mot_de_passe is not None:
                imap.login(r.utilisateur, self._secret(r))
            if imap.select(boite.cite(boite.utf7(r.boite)))[0] != "OK":
                raise EchangeImpossible(f"{ou} n'a pas de boîte « {r.boite} »")
        except BaseException as e:
            boite.raccroche(imap)
            if isinstance(e, imaplib.IMAP4.abort | OSError):
                raise EchangeImpossible(f"{ou} a coupé la connexion", passager=True) from None
            if isinstance(e, imaplib.IMAP4.error):
                raise EchangeImpossible(f"{ou} refuse l'authentification de « {r.utilisateur} »") from None
            raise
        self._imap, self._validite = imap, boite.validite(imap)
        return imap

    def _ouvre(self, r: Imap) -> imaplib.IMAP4:
        secondes, contexte = self._reglages.attente.duree.total_seconds(), self._contexte(r)
        if r.chiffrement is Chiffrement.TLS:
            return imaplib.IMAP4_SSL(r.hote, r.port, ssl_context=contexte, timeout=secondes)
        imap = imaplib.IMAP4(r.hote, r.port, timeout=secondes)
        if r.chiffrement is Chiffrement.STARTTLS:
            imap.starttls(contexte)
        return imap

    def _contexte(self, r: Smtp | Imap) -> ssl.SSLContext:
        autorite = self._base / r.autorite if r.autorite is not None else None
        try:
            return ssl.create_default_context(cafile=autorite)
        except (OSError, ssl.SSLError) as e:
            pourquoi = "ce n'est pas un certificat" if isinstance(e, ssl.SSLError) else raison(e)
            raise EchangeImpossible(f"{autorite} ne peut pas être lu : {pourquoi}") from None

    def _secret(self, r: Smtp | Imap) -> str:
        assert r.mot_de_passe is not None
        try:
            secret = r.mot_de_passe.lit(self._base)
        except SecretIllisible as e:
            raise EchangeImpossible(str(e)) from None
        if not (secret + (r.utilisateur or "")).isascii():
            raise EchangeImpossible(f"{r.hote}:{r.port} : un compte et un mot de passe en ASCII sont attendus")
        return secret


def _situees(arrivees: Sequence[Arrivee]) -> list[Arrivee]:
    """What came from one sender, with the moments that the dates of its messages prove."""
    return [replace(x, moment=m) for x, m in zip(arrivees, moments([x.moment for x in arrivees]), strict=True)]


def _panne_smtp(r: Smtp, e: Exception) -> EchangeImpossible:
    """Why a message could not be sent."""
    ou = f"le serveur SMTP {r.hote}:{r.port}"
    if isinstance(e, smtplib.SMTPAuthenticationError):
        return EchangeImpossible(f"{ou} refuse l'authentification de « {r.utilisateur} »")
    if isinstance(e, smtplib.SMTPRecipientsRefused):
        code = next(iter(e.recipients.values()))[0]
        return EchangeImpossible(f"{ou} refuse le destinataire {next(iter(e.recipients))}", passager=code < 500)
    if isinstance(e, smtplib.SMTPResponseException):
        return EchangeImpossible(f"{ou} refuse le message (code {e.smtp_code})", passager=e.smtp_code < 500)
    return _panne_reseau(ou, e)


def _panne_reseau(ou: str, e: Exception) -> EchangeImpossible:
    """Why a server could not be spoken to."""
    if isinstance(e, ssl.SSLCertVerificationError):
        return EchangeImpossible(f"{ou} présente un certificat qui n'est pas de confiance : clé « autorite »")
    if isinstance(e, smtplib.SMTPNotSupportedError):
        return EchangeImpossible(f"{ou} ne sait pas faire ce que le profil demande (STARTTLS, authentification)")
    return EchangeImpossible(f"{ou} est injoignable ou a coupé la connexion", passager=True)
