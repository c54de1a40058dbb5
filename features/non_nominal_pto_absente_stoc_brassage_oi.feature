# language: fr
Fonctionnalité: PTO construite annoncée, absente sur place, mode STOC et brassage par l'OI
  L'OI brasse avant son CR de commande ; l'OC qui n'a pas le service se déplace et ne trouve pas de PTO (§7.1.1, 1b).

  Contexte:
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Et le contrat confie le brassage à l'OI
    Et il n'y a pas de PTO chez le client

  @NN-1B-CHAUD @§7.1.1
  Scénario: Découvert avant le CR MES, hotline jointe
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | ReferencePrise               | celle de Notif_Reprov |
      | PrisePosee                   | OUI                   |
      | BilanOptique                 | renseigné             |
      | NotificationReprovisioningHL | OUI                   |
      | NumeroDecharge               | celui de Notif_Reprov |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-1B-FROID @§7.1.1
  Scénario: Découvert avant le CR MES, hotline injoignable
    Étant donné que la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-1B-SAV @§7.1.1
  Scénario: Découvert en SAV après le CR MES, vu de l'OC qui a commandé
    Étant donné que la PTO annoncée est celle d'un client d'un autre opérateur, l'OC1
    Et l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée
    Quand on suit la première commande
    Alors l'OC2 apprend en SAV que son client n'a pas le service
    Et l'OC2 envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC2 envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
    Et la commande est en cours

  @NN-1B-SAV-ECRASE @§7.1.1
  Scénario: Découvert en SAV après le CR MES, vu de l'OC écrasé à tort
    Étant donné que la PTO annoncée est celle d'un client d'un autre opérateur, l'OC1
    Et l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC1 envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | O                            |
      | ReferencePrise                  | celle de Cmd_Acces           |
    Et la commande est en cours
