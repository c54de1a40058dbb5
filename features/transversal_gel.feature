# language: fr
Fonctionnalité: Gel et dégel d'un rendez-vous
  Flux indicatif, que les opérateurs n'implémentent pas : rien ici n'est reproché à personne (§3.14.4).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI

  @GEL-DEGEL @§3.14.4
  Scénario: Gel puis dégel avant l'intervention
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand un incident empêche l'intervention de l'OI
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | GEL |
    Quand l'incident qui empêchait l'intervention de l'OI est levé
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | DEGEL |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @GEL-DEGEL-AVANT-CR @§3.14.4
  Scénario: Gel et dégel entre l'AR et le CR de commande
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Quand un incident empêche l'intervention de l'OI
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | GEL |
    Quand l'incident qui empêchait l'intervention de l'OI est levé
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | DEGEL |
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @GEL-SEUL @§3.14.4
  Scénario: Gel sans dégel, rendez-vous caduc
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand un incident empêche l'intervention de l'OI
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | GEL |
    Et l'OI libère le créneau
    Et la commande est en cours

  @GEL-ADRESSE @§3.14.4
  Scénario: Gel d'adresse, l'OC annule
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand un incident empêche l'intervention de l'OI
    Alors l'OI envoie un Gel_Degel_RDV avec :
      | TypeGel | GEL |
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée         |
      | IdRdv          | celui de Cmd_Acces |
    Et l'OI annule le rendez-vous
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée
