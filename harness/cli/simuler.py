"""`interop-acces simuler`: our OI or our OC, as a partner to develop against."""

from __future__ import annotations

from pathlib import Path

import click

from harness.cli.options import VIDE, Choix, chemin, classeur_choisi, protocole
from harness.cli.partenaire import absolu, acceleree, facteur_et_origine, reponses, simule_la_demande


@click.command()
@click.argument("partie", type=Choix(["oi", "oc"]), metavar="oi|oc")
@click.option(
    "--profil", type=chemin, metavar="FICHIER", help="Profil bilatéral (TOML) : qui échange, comment, à quels délais."
)
@click.option("--reseau", type=chemin, metavar="FICHIER", help="Réseau (TOML) à la place de celui du profil.")
@click.option(
    "--fait", "faits", multiple=True, metavar="PHRASE", help="Une circonstance, telle que le catalogue l'écrit."
)
@click.option(
    "--ecart", "ecarts", multiple=True, metavar="NOM", help="Un écart au protocole ; « liste » les nomme tous."
)
@click.option(
    "--clients",
    default="1",
    show_default=True,
    metavar="N|FICHIER",
    help="Clients de l'OC : leur nombre, ou un fichier CSV « logement;situation;modele;apres » (en minutes).",
)
@click.option(
    "--graine", type=click.INT, default=1, show_default=True, metavar="N", help="Fixe les références tirées au sort."
)
@click.option("--journal", type=chemin, metavar="DOSSIER", help="Dossier neuf du journal (par défaut sous campagnes/).")
@reponses
@acceleree
@classeur_choisi
def simuler(
    partie: str,
    profil: Path | None,
    reseau: Path | None,
    faits: tuple[str, ...],
    ecarts: tuple[str, ...],
    clients: str,
    graine: int,
    journal: Path | None,
    reponses: Path | None,
    facteur: float,
    origine: str,
    classeur: Path | None,
) -> None:
    """Joue un OI ou un OC qui répond, aussi longtemps qu'on veut.

    Sert à développer en face : l'OI simulé répond aux commandes qui arrivent, l'OC simulé a des clients et commande.
    Le monde se choisit par --fait, les fautes par --ecart ; les délais sont ceux du profil. Ctrl-C arrête et dit ce
    qui a été fait ; « reprendre » continue.

    \b
    Exemples :
      interop-acces simuler oi --profil profil.toml
      interop-acces simuler oi --profil profil.toml --fait "la hotline de l'OI est injoignable"
      interop-acces simuler oc --profil profil.toml --clients 20 --ecart sans-reference-pm
      interop-acces simuler oi --ecart liste
    """
    from harness.campaign.demande import SIMULER, Demande
    from harness.cli.jouer import dossier_du_journal

    if "liste" in ecarts:
        _liste(partie)
        return
    if not clients:
        raise click.BadParameter(VIDE.format("ni nombre ni fichier"), param_hint="--clients")
    if profil is None:
        raise click.UsageError("--profil est nécessaire : il dit qui échange, et où")
    fichier = "" if clients.isdecimal() else absolu(Path(clients))
    demande = Demande(
        SIMULER,
        graine=str(graine),
        partie=partie.upper(),
        profil=absolu(profil),
        classeur=absolu(classeur),
        reponses=absolu(reponses),
        reseau=absolu(reseau),
        clients=fichier or clients,
        faits="\n".join(faits),
        ecarts="\n".join(ecarts),
        **facteur_et_origine(facteur, origine),
    )
    proto = protocole(classeur)
    with dossier_du_journal(journal) as dossier:
        simule_la_demande(demande, dossier, proto)


def _liste(partie: str) -> None:
    from harness.campaign.simulation import ecarts_de
    from harness.protocol.terms import Partie

    for ecart in ecarts_de(Partie(partie.upper())):
        click.echo(f"{ecart.nom:<28} {ecart.flux} : {ecart.phrase} ({ecart.regle})")
