"""`interop-acces profil`: write a bilateral profile by answering questions, show what one says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from harness.cli.options import Choix, ErreurDuBanc, Groupe, chemin
from harness.protocol.terms import Modele, Partie

TRANSPORTS = ("dossier", "sftp", "courriel")

_demande = partial(click.prompt, prompt_suffix=" : ")


@click.group(cls=Groupe)
def profil() -> None:
    """Écrit et montre un profil bilatéral : ce que deux opérateurs ont convenu.

    Toutes les clés sont décrites dans docs/profil.md.

    \b
    Exemples :
      interop-acces profil nouveau profil.toml
      interop-acces profil montrer profil.toml
    """


@profil.command()
@click.argument("fichier", type=chemin, metavar="FICHIER")
@click.option("--remplacer", is_flag=True, help="Remplace le fichier s'il existe.")
def nouveau(fichier: Path, remplacer: bool) -> None:
    """Pose les questions et écrit un profil valide et commenté.

    Une réponse vide prend la valeur proposée. Aucun secret n'est demandé : le profil dit où le trouver.

    \b
    Exemple :
      interop-acces profil nouveau profil.toml
    """
    from harness.ecriture import ecrit
    from harness.profil.lecture import ProfilIllisible, lit_profil
    from harness.profil.redaction import redige
    from harness.systeme import raison

    if fichier.exists() and not remplacer:
        raise ErreurDuBanc(f"{fichier} existe déjà : --remplacer pour l'écrire à nouveau")
    sous_test = _choix("Partie sous test", [p.value for p in Partie], "OI")
    reponses = {
        "operateurs": {"oi": _code("Code de l'OI"), "oc": _code("Code de l'OC"), "sous_test": sous_test},
        "contrat": _contrat(Partie(sous_test)),
        "calendrier": {"zone": _choix("Jours fériés de quelle zone", _zones(), "métropole")},
        "echange": _echange(),
    }
    titre = f"Profil bilatéral : l'{sous_test} est sous test, le banc joue l'{Partie(sous_test).autre}."
    texte = redige(reponses, titre)
    try:
        lit_profil(texte.encode("utf-8"), fichier)
        ecrit(texte.encode("utf-8"), fichier)
    except ProfilIllisible as e:
        raise ErreurDuBanc(f"ces réponses ne font pas un profil : {e}") from None
    except OSError as e:
        raise ErreurDuBanc(f"{fichier} ne peut pas être écrit : {raison(e)}") from None
    click.echo(f"Profil écrit : {fichier}. Ensuite : interop-acces diagnostic {fichier}")


@profil.command()
@click.argument("fichier", type=chemin, metavar="FICHIER")
def montrer(fichier: Path) -> None:
    """Montre ce que le banc comprend d'un profil, clé par clé.

    Ce que le profil dit d'abord, puis les valeurs par défaut de ce qu'il tait. D'un secret, seulement où il est.

    \b
    Exemple :
      interop-acces profil montrer profil.toml
    """
    from harness.profil.lecture import ProfilIllisible, charge_profil
    from harness.profil.redaction import montre

    try:
        click.echo(montre(charge_profil(fichier)), nl=False)
    except ProfilIllisible as e:
        raise click.UsageError(str(e)) from None


def _contrat(sous_test: Partie) -> dict[str, Any]:
    modes = _demande("Modèles pratiqués, séparés par des virgules", default="OI,STOC,OC", value_proc=_modes)
    contrat: dict[str, Any] = {"modes": modes}
    if Modele.STOC.value in modes:
        contrat["brassage"] = _choix("Qui brasse au PM en mode STOC (§2.5)", ["OI", "OC"], "OC")
    contrat["pni"] = _oui("Une prise existante peut-elle rester non identifiée (§4.3)", "oui")
    if not contrat["pni"] and sous_test is Partie.OI:
        contrat["pni_des_l_ar"] = _oui("Le refus vient-il dès l'AR (§4.3.2)", "non")
    contrat["saturation"] = _choix("Réponse de l'OI sans fibre (§7.2.2)", ["refus", "route", "hotline"], "refus")
    contrat["rdv"] = _choix("Prise de rendez-vous (§3.14)", ["outil", "flux"], "outil")
    if contrat["rdv"] == "flux":
        contrat["prevenance"] = _demande("Prévenance d'un rendez-vous, en jours ouvrés", 2, type=click.IntRange(0, 60))
    return contrat


def _echange() -> dict[str, Any]:
    transport = _choix("Transport", list(TRANSPORTS), "dossier")
    encodage = _choix("Encodage des fichiers", ["UTF-8", "UTF-8 avec BOM", "ISO-8859-15", "CP1252"], "UTF-8")
    questions = {"dossier": _dossier, "sftp": _sftp, "courriel": _courriel}
    return {"transport": transport, "encodage": encodage, transport: questions[transport]()}


def _dossier() -> dict[str, Any]:
    return {"racine": _demande("Dossier partagé", default="echange")}


def _sftp() -> dict[str, Any]:
    sftp: dict[str, Any] = {
        "hote": _demande("Serveur SFTP"),
        "port": _demande("Port", 22, type=click.IntRange(1, 65535)),
        "utilisateur": _demande("Compte"),
        "racine": _demande("Dossier du serveur", default="."),
        "empreinte": _demande("Empreinte de la clé du serveur (SHA256:…)"),
    }
    if _choix("Authentification", ["cle", "mot de passe"], "cle") == "cle":
        return sftp | {"cle": _demande("Fichier de la clé privée")}
    return sftp | {"mot_de_passe": _variable("SFTP")}


def _courriel() -> dict[str, Any]:
    courriel: dict[str, Any] = {
        "adresse_oi": _demande("Adresse de l'OI"),
        "adresse_oc": _demande("Adresse de l'OC"),
    }
    for cle, nom, port in (("smtp", "d'envoi (SMTP)", 465), ("imap", "de réception (IMAP)", 993)):
        courriel[cle] = {
            "hote": _demande(f"Serveur {nom}"),
            "port": _demande("Port", port, type=click.IntRange(1, 65535)),
            "chiffrement": _choix("Chiffrement", ["tls", "starttls"], "tls"),
            "utilisateur": _demande("Compte"),
            "mot_de_passe": _variable(cle.upper()),
        }
    return courriel


def _variable(defaut: str) -> dict[str, str]:
    return {"variable": _demande("Variable d'environnement du mot de passe", default=f"INTEROP_{defaut}")}


def _choix(question: str, valeurs: list[str], defaut: str) -> str:
    return str(_demande(question, default=defaut, type=Choix(valeurs)))


def _oui(question: str, defaut: str) -> bool:
    return _choix(question, ["oui", "non"], defaut) == "oui"


def _code(question: str) -> str:
    return str(_demande(f"{question} (4 caractères)", value_proc=_quadrigramme))


def _quadrigramme(texte: str) -> str:
    code = texte.strip().upper()
    if len(code) != 4 or not code.isascii() or not code.isalnum():
        raise click.BadParameter("4 lettres ou chiffres attendus")
    return code


def _modes(texte: str) -> list[str]:
    modes = [m.strip().upper() for m in texte.split(",") if m.strip()]
    if not modes or not set(modes) <= {m.value for m in Modele}:
        raise click.BadParameter("OI, STOC ou OC attendus, séparés par des virgules")
    return modes


def _zones() -> list[str]:
    from harness.network.calendrier import Zone

    return [z.value for z in Zone]
