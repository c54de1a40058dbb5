"""The sentences of the catalogue. Each is one call: the same whether the party it names is simulated or under test."""

from __future__ import annotations

from pytest_bdd import step

from harness.actors.deviations import ChampVide
from harness.campaign.play import Attendu, Deroule
from harness.network.circumstances import Circonstance
from harness.protocol.terms import EMETTEURS, Flux, Modele, Partie, Situation
from scenarios.vocabulary import GESTES, Envoye, phrase


@step(phrase("un client {situation:Client}, à raccorder en modèle {modele:Modele}"))
def un_client_souscrit(deroule: Deroule, situation: Situation, modele: Modele) -> None:
    deroule.souscrit(situation, modele)


@step(phrase("{circonstance:Circonstance}"))
def il_se_trouve_que(deroule: Deroule, circonstance: Circonstance) -> None:
    deroule.survient(circonstance)


@step(phrase("le système qui émet la {flux:Flux} laisse {champ:Champ} vide"))
def un_champ_est_oublie(deroule: Deroule, flux: Flux, champ: str) -> None:
    for partie in sorted(EMETTEURS[flux]):
        deroule.deforme(ChampVide(partie, flux, champ))


@step(phrase("l'{partie:Partie} envoie {envoye:Envoye}"))
def une_partie_envoie(deroule: Deroule, partie: Partie, envoye: Envoye) -> None:
    deroule.envoie(f"l'{partie} envoie {envoye}", Attendu(partie, envoye.flux, envoye.issue), {})


@step(phrase("l'{partie:Partie} envoie {envoye:Envoye} avec :"))
def une_partie_envoie_avec(deroule: Deroule, partie: Partie, envoye: Envoye, datatable: list[list[str]]) -> None:
    champs = {champ: valeur for champ, valeur in datatable}  # noqa: C416 - a row of three cells must not pass
    deroule.envoie(f"l'{partie} envoie {envoye}", Attendu(partie, envoye.flux, envoye.issue), champs)


@step(phrase("l'{partie:Partie} {geste:Geste}"))
def une_partie_agit(deroule: Deroule, partie: Partie, geste: str) -> None:
    deroule.agit(f"l'{partie} {geste}", partie, GESTES[geste])


@step(phrase("la commande est {etat:Etat}"))
def la_commande_finit(deroule: Deroule, etat: str) -> None:
    deroule.finit(f"la commande est {etat}", etat)
