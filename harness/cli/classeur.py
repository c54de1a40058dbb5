"""`interop-acces classeur`: show, check, compare and make again the workbook of the protocol."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from harness.cli.options import Choix, ErreurDuBanc, Groupe, chemin, classeur_choisi, ecrit, protocole
from harness.systeme import raison

CODIFICATION = "codification"


@click.group(cls=Groupe, invoke_without_command=True)
@classeur_choisi
@click.pass_context
def classeur(ctx: click.Context, classeur: Path | None) -> None:
    """Montre, vérifie, compare et régénère le classeur du protocole.

    Le classeur dit, flux par flux, les champs attendus, leur longueur, leur format, leur statut (O obligatoire,
    F facultatif, C conditionné) et d'où vient chaque fait. Sans sous-commande, affiche son résumé.

    Un autre classeur (.xlsx ou .xls) peut prendre la place de celui du banc, ici et dans toutes les commandes, avec
    --classeur FICHIER : ce qu'il dit fait alors foi, et un manquement devient une non-conformité.

    \b
    Exemples :
      interop-acces classeur
      interop-acces classeur montrer CR_Cmd_Acces
      interop-acces classeur valider "Flux interop Acces FTTH v1.2.xls"
      interop-acces classeur --classeur MonClasseur.xlsx montrer Cmd_Acces
    """
    ctx.obj = classeur
    if ctx.invoked_subcommand is None:
        from harness import resources
        from harness.workbook.affichage import resume

        click.echo(resume(protocole(classeur), classeur or resources.classeur()))


@classeur.command()
@click.argument("flux", metavar="FLUX")
@classeur_choisi
@click.pass_obj
def montrer(choisi: Path | None, flux: str, classeur: Path | None) -> None:
    """Affiche les champs d'un flux, dans l'ordre du fichier.

    FLUX est un nom d'onglet (Cmd_Acces, CR_STOC...), sans égard à la casse, ou « codification » pour les motifs de
    KO. Un « ? » marque ce que le document 1.2 ne dit pas lui-même : un manquement y est un avertissement à confirmer.
    """
    from harness.protocol.terms import Flux
    from harness.workbook import affichage, colonnes

    proto = protocole(classeur or choisi)
    if colonnes.est_codification(flux):
        click.echo(affichage.motifs(proto))
        return
    trouve = colonnes.flux_de(flux)
    if trouve is None or trouve not in proto:
        noms = ", ".join(f.value for f in Flux if f in proto)
        raise click.BadParameter(f"« {flux} » n'est pas un flux de ce classeur, attendu {noms} ou {CODIFICATION}.")
    click.echo(affichage.flux(proto, trouve))


@classeur.command()
@click.argument("a", type=chemin)
@click.argument("b", type=chemin)
@click.option(
    "--format", "format_", type=Choix(("texte", "json")), default="texte", show_default=True,
    help="Forme de la comparaison.",
)  # fmt: skip
def comparer(a: Path, b: Path, format_: str) -> None:
    """Compare deux classeurs, feuille par feuille.

    Dit ce qu'il faut changer dans A pour obtenir B : feuilles et champs ajoutés (+) ou retirés (-), champs déplacés,
    et chaque attribut changé (~) avec son ancienne et sa nouvelle valeur.

    Codes de sortie : 0 classeurs identiques ; 1 différences ; 2 classeur illisible.
    """
    from harness.workbook import comparer as comparaison
    from harness.workbook.erreurs import ClasseurIllisible

    try:
        resultat = comparaison.compare(comparaison.lit(a), comparaison.lit(b))
    except ClasseurIllisible as erreur:
        raise ErreurDuBanc(str(erreur)) from None
    if format_ == "json":
        ecrit(json.dumps(comparaison.en_dict(resultat), ensure_ascii=False, indent=2), None, format_)
    else:
        ecrit(comparaison.en_texte(resultat), None, format_)
    sys.exit(0 if resultat.identiques else 1)


@classeur.command()
@click.argument("dossier", type=chemin)
@click.option("--remplacer", is_flag=True, help="Remplace les fichiers déjà présents.")
@classeur_choisi
@click.pass_obj
def modeles(choisi: Path | None, dossier: Path, remplacer: bool, classeur: Path | None) -> None:
    """Écrit dans DOSSIER un fichier CSV vide par flux, prêt à remplir.

    Chaque fichier porte le nom du flux et une seule ligne, l'en-tête : séparateur « ; », UTF-8 sans BOM, fins de
    ligne LF. Si l'un des fichiers existe déjà, rien n'est écrit.
    """
    from harness.protocol.francais import accorde
    from harness.workbook.modeles import ModeleExistant, ecrit_modeles

    try:
        ecrits = ecrit_modeles(protocole(classeur or choisi), dossier, remplacer=remplacer)
    except ModeleExistant as erreur:
        raise ErreurDuBanc(str(erreur)) from None
    except OSError as erreur:
        ou = f"dans {dossier}" if erreur.filename in (None, str(dossier)) else str(erreur.filename)
        raise ErreurDuBanc(f"impossible d'écrire {ou} : {raison(erreur)}") from None
    click.echo(f"{accorde(len(ecrits), 'modèle écrit', 'modèles écrits')} dans {dossier}")


@classeur.command()
def generer() -> None:
    """Régénère le classeur du banc à partir de ses sources.

    Les sources relisibles sont fixtures/classeur/*.csv, une par flux, et motifs_ko.csv. Le classeur .xlsx et sa forme
    compilée .json sont récrits s'ils n'y correspondent plus.
    """
    from harness.workbook.erreurs import ClasseurIllisible
    from harness.workbook.generer import genere

    try:
        ecrits = genere()
    except ClasseurIllisible as erreur:
        raise ErreurDuBanc(str(erreur)) from None
    except OSError as erreur:
        raise ErreurDuBanc(f"impossible d'écrire {erreur.filename} : {raison(erreur)}") from None
    for fichier in ecrits:
        click.echo(f"écrit : {fichier}")
    if not ecrits:
        click.echo("Le classeur correspond déjà à ses sources.")


@classeur.command()
@click.argument("fichier", type=chemin)
def valider(fichier: Path) -> None:
    """Vérifie qu'un classeur est utilisable par le banc.

    Lit FICHIER (.xlsx ou .xls) comme le ferait --classeur, et liste ce qui ne sera pas contrôlé : conditions en texte
    libre, formats et types inconnus, feuilles ignorées. Un classeur inutilisable donne une ligne qui nomme feuille,
    ligne et cellule.

    Codes de sortie : 0 utilisable ; 2 inutilisable.
    """
    from harness.workbook.affichage import validation
    from harness.workbook.erreurs import ClasseurIllisible
    from harness.workbook.lecture import lit

    try:
        lecture = lit(fichier, officiel=True)
    except ClasseurIllisible as erreur:
        raise ErreurDuBanc(str(erreur)) from None
    click.echo(validation(lecture, du_banc=lecture.protocole.empreinte == protocole(None).empreinte))
