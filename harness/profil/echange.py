"""How files travel and what they are called: the `[echange]` section of a profile (§2.3 leaves it to the operators)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from harness.network.calendrier import Delai
from harness.profil.nommage import MOTIF_PAR_DEFAUT, verifie_motif
from harness.profil.secret import Secret
from harness.profil.strict import CheminRelatif, DureeCourte, Port, Section, Texte, refus

MEGAOCTET = 1 << 20
Adresse = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+$")]


class Transport(StrEnum):
    """What carries the files."""

    DOSSIER = "dossier"
    SFTP = "sftp"
    COURRIEL = "courriel"


class FichierEntier(StrEnum):
    """How one knows that a file of the partner is whole."""

    RENOMMAGE = "renommage"
    TAILLE_STABLE = "taille_stable"
    MARQUEUR = "marqueur"


class ApresReleve(StrEnum):
    """What becomes of a file once it is in the journal."""

    DEPLACE = "déplacé"
    SUPPRIME = "supprimé"


def _motif(texte: str) -> str:
    try:
        verifie_motif(texte)
    except ValueError as e:
        raise refus(str(e)) from None
    return texte


class _Dossiers(Section):
    vers_oi: CheminRelatif = Field(
        "{oc}_vers_{oi}", description="Sous-dossier où l'OC dépose pour l'OI ; {oi} et {oc} valent les codes."
    )
    vers_oc: CheminRelatif = Field("{oi}_vers_{oc}", description="Sous-dossier où l'OI dépose pour l'OC.")
    releves: CheminRelatif = Field(
        "releves", description="Sous-dossier, dans chacun des deux, où vont les fichiers relevés."
    )
    apres_releve: ApresReleve = Field(
        ApresReleve.DEPLACE, description="Ce que devient un fichier une fois au journal : « déplacé » ou « supprimé »."
    )


class EchangeDossier(_Dossiers):
    """A folder, local or mounted."""

    racine: Texte = Field(description="Dossier partagé, relatif au profil ou absolu ; il doit exister.")


class EchangeSftp(_Dossiers):
    """An SFTP server."""

    hote: Texte = Field(description="Nom ou adresse du serveur.")
    port: Port = Field(22, description="Port du serveur.")
    utilisateur: Texte = Field(description="Compte sur le serveur.")
    racine: Texte = Field(".", description="Dossier du serveur où sont les deux sous-dossiers ; il doit exister.")
    cle: Texte | None = Field(None, description="Fichier de la clé privée (chmod 600), relatif au profil.")
    phrase_de_passe: Secret | None = Field(None, description="Phrase de passe de la clé : où la trouver.")
    mot_de_passe: Secret | None = Field(None, description="Mot de passe du compte : où le trouver.")
    empreinte: Annotated[str, Field(pattern=r"^SHA256:[A-Za-z0-9+/]{43}$")] | None = Field(
        None, description="Empreinte de la clé du serveur, « SHA256:… » (ssh-keygen -lf)."
    )
    hotes_connus: Texte | None = Field(
        None, description="Fichier known_hosts qui contient la clé du serveur, relatif au profil."
    )
    attente: DureeCourte = Field(Delai(secondes=20), description="Temps laissé au serveur pour répondre.")

    @model_validator(mode="after")
    def _complet(self) -> EchangeSftp:
        if self.cle is None and self.mot_de_passe is None:
            raise refus("« cle » ou « mot_de_passe » attendu")
        if self.empreinte is None and self.hotes_connus is None:
            raise refus("« empreinte » ou « hotes_connus » attendu : une clé d'hôte n'est jamais acceptée d'office")
        return self


class Chiffrement(StrEnum):
    """How a mail server is spoken to."""

    TLS = "tls"
    STARTTLS = "starttls"
    AUCUN = "aucun"


class _Serveur(Section):
    hote: Texte = Field(description="Nom ou adresse du serveur.")
    port: Port = Field(description="Port du serveur.")
    chiffrement: Chiffrement = Field(
        Chiffrement.TLS, description="« tls », « starttls », ou « aucun » (sur la machine même seulement)."
    )
    autorite: Texte | None = Field(
        None, description="Fichier de l'autorité de certification, si ce n'est pas une publique."
    )
    utilisateur: Texte | None = Field(None, description="Compte sur le serveur.")
    mot_de_passe: Secret | None = Field(None, description="Mot de passe du compte : où le trouver.")

    @model_validator(mode="after")
    def _complet(self) -> _Serveur:
        if (self.utilisateur is None) is not (self.mot_de_passe is None):
            raise refus("« utilisateur » et « mot_de_passe » vont ensemble")
        if self.chiffrement is Chiffrement.AUCUN and self.hote not in ("127.0.0.1", "localhost", "::1"):
            raise refus("« tls » ou « starttls » attendu : sans chiffrement, seulement sur la machine même")
        return self


class Smtp(_Serveur):
    """The server through which our files leave."""


class Imap(_Serveur):
    """The mailbox where the partner's files come."""

    boite: Texte = Field("INBOX", description="Boîte (dossier IMAP) à relever.")


class EchangeCourriel(Section):
    """E-mail: lots travel as attachments."""

    adresse_oi: Adresse = Field(description="Adresse de l'OI.")
    adresse_oc: Adresse = Field(description="Adresse de l'OC.")
    attente: DureeCourte = Field(Delai(secondes=20), description="Temps laissé aux serveurs pour répondre.")
    smtp: Smtp = Field(description="Serveur d'envoi de la partie jouée par le banc.")
    imap: Imap = Field(description="Serveur de réception de la partie jouée par le banc.")


Encodage = Literal["", "UTF-8", "UTF-8 avec BOM", "ISO-8859-15", "CP1252"]


class Echange(Section):
    """How files are written and carried. `encodage` is empty when nothing was agreed."""

    transport: Transport | None = Field(None, description="Ce qui porte les fichiers : dossier, sftp ou courriel.")
    encodage: Encodage = Field("", description="Encodage convenu ; vide, aucun n'est exigé et le banc écrit en UTF-8.")
    fin_de_ligne: Literal["LF", "CRLF"] = Field("LF", description="Fin de ligne des fichiers écrits par le banc.")
    nom_de_fichier: Annotated[str, AfterValidator(_motif)] = Field(
        MOTIF_PAR_DEFAUT,
        description="Nom des fichiers écrits par le banc, où {oi}, {oc}, {flux}, {date}, {heure} et {numero} "
        "sont remplacés.",
    )
    fichier_entier: FichierEntier = Field(
        FichierEntier.TAILLE_STABLE,
        description="Comment le partenaire montre qu'un fichier est entier : « renommage » (il l'écrit sous un nom "
        "provisoire), « taille_stable » (le banc attend), « marqueur » (un second fichier, vide, le suit).",
    )
    marqueur: Annotated[str, Field(pattern=r"^\.[A-Za-z0-9]{1,10}$")] = Field(
        ".ok", description="Ce que le nom du marqueur ajoute à celui du fichier."
    )
    stable_pendant: DureeCourte = Field(
        Delai(secondes=10), description="Temps entre deux regards pour dire une taille stable."
    )
    taille_max_mo: Annotated[int, Field(ge=1, le=4096)] = Field(
        256, description="Taille, en Mo, au-delà de laquelle un fichier n'est pas lu."
    )
    dossier: EchangeDossier | None = Field(None, description="Réglages du dossier partagé.")
    sftp: EchangeSftp | None = Field(None, description="Réglages du serveur SFTP.")
    courriel: EchangeCourriel | None = Field(None, description="Réglages du courriel.")

    @model_validator(mode="after")
    def _sous_section(self) -> Echange:
        if self.transport is not None and getattr(self, self.transport) is None:
            raise refus(f'la section [echange.{self.transport}] est attendue avec transport = "{self.transport}"')
        return self
