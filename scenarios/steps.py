"""The sentences of the catalogue. Each is one call: the same whether the party it names is simulated or under test."""

from __future__ import annotations

from pytest_bdd import step

from harness.actors.deviations import colonne_omise
from harness.campaign.commandes import AUTRE_CLIENT
from harness.campaign.play import Attendu, Deroule
from harness.network.circumstances import Circonstance
from harness.protocol.terms import EMETTEURS, Flux, Modele, Situation
from scenarios.vocabulary import GESTES, SUIVIS, Acteur, Envoye, phrase


@step(phrase("un client {situation:Client}, à raccorder en modèle {modele:Modele}"))
def un_client_souscrit(deroule: Deroule, situation: Situation, modele: Modele) -> None:
    deroule.souscrit(situation, modele)


@step(phrase("un autre client {situation:Client}, à raccorder en modèle {modele:Modele}"))
def un_autre_client_souscrit(deroule: Deroule, situation: Situation, modele: Modele) -> None:
    deroule.souscrit(situation, modele, AUTRE_CLIENT)


@step(phrase("le client repasse commande"))
def le_client_repasse_commande(deroule: Deroule) -> None:
    deroule.repasse()


@step(phrase("on suit {suivi:Suivi}"))
def on_suit(deroule: Deroule, suivi: str) -> None:
    deroule.suit(SUIVIS[suivi])


@step(phrase("{circonstance:Circonstance}"))
def il_se_trouve_que(deroule: Deroule, circonstance: Circonstance) -> None:
    deroule.survient(circonstance)


@step(phrase("le système qui émet {flux:LeFlux} laisse {champ:Champ} vide"))
def un_champ_est_oublie(deroule: Deroule, flux: Flux, champ: str) -> None:
    deroule.oublie(flux, champ)


@step(phrase("le système qui émet {flux:LeFlux} omet la colonne {champ:Champ}"))
def une_colonne_est_omise(deroule: Deroule, flux: Flux, champ: str) -> None:
    for partie in sorted(EMETTEURS[flux]):
        deroule.deforme(colonne_omise(partie, flux, champ))


@step(phrase("le système de l'OC reprend la référence de la première commande"))
def une_reference_est_reprise(deroule: Deroule) -> None:
    deroule.reprend_la_reference()


@step(phrase("l'{acteur:Acteur} envoie {envoye:Envoye}"))
def une_partie_envoie(deroule: Deroule, acteur: Acteur, envoye: Envoye) -> None:
    deroule.envoie(f"l'{acteur} envoie {envoye}", Attendu(acteur.partie, envoye.flux, envoye.issue), {})


@step(phrase("l'{acteur:Acteur} envoie {envoye:Envoye} avec :"))
def une_partie_envoie_avec(deroule: Deroule, acteur: Acteur, envoye: Envoye, datatable: list[list[str]]) -> None:
    champs = {champ: valeur for champ, valeur in datatable}  # noqa: C416 - a row of three cells must not pass
    deroule.envoie(f"l'{acteur} envoie {envoye}", Attendu(acteur.partie, envoye.flux, envoye.issue), champs)


@step(phrase("l'{acteur:Acteur} n'envoie aucun {flux:Flux}"))
def une_partie_n_envoie_rien(deroule: Deroule, acteur: Acteur, flux: Flux) -> None:
    deroule.n_envoie_pas(f"l'{acteur} n'envoie aucun {flux}", Attendu(acteur.partie, flux))


@step(phrase("l'{acteur:Acteur} {geste:Geste}"))
def une_partie_agit(deroule: Deroule, acteur: Acteur, geste: str) -> None:
    deroule.agit(f"l'{acteur} {geste}", acteur.partie, GESTES[geste])


@step(phrase("la commande est {etat:Etat}"))
def la_commande_finit(deroule: Deroule, etat: str) -> None:
    deroule.finit(f"la commande est {etat}", etat)


@step(phrase("le rendez-vous est {etat:EtatRdv}"))
def le_rendez_vous_finit(deroule: Deroule, etat: str) -> None:
    deroule.finit(f"le rendez-vous est {etat}", etat)
