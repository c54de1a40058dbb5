# language: fr
Fonctionnalité: Écrasement de la ligne d'un autre opérateur
  L'OC2 commande sur une PTO existante ; l'OI prévient l'OC1 après le CR MES de l'OC2, sans jamais le nommer (§3.10).

  @ECR-NOM @§3.10
  Scénario: Modèle STOC, brassage par l'OC2
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Et la ligne du client est en service chez un autre opérateur, l'OC1
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 effectue le brassage au PM
    Et l'OC2 met le client en service
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Et la commande est terminée
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée

  @ECR-OI @§3.10
  Scénario: Modèle OI, brassage par l'OI
    Étant donné un client dont la prise est connue, à raccorder en modèle OI
    Et la ligne du client est en service chez un autre opérateur, l'OC1
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | OI         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 met le client en service
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Et la commande est terminée
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée

  @ECR-OC @§3.10
  Scénario: Modèle OC, sans CR MAD
    Étant donné un client dont la prise est connue, à raccorder en modèle OC
    Et la ligne du client est en service chez un autre opérateur, l'OC1
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | OC         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC2 effectue le brassage au PM
    Et l'OC2 met le client en service
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Et la commande est terminée
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée

  @ECR-TORT @§3.10
  Scénario: Écrasement à tort, l'OC1 repasse commande
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Et la ligne du client est en service chez un autre opérateur, l'OC1
    Quand l'OC2 envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC2 effectue le brassage au PM
    Et l'OC2 met le client en service
    Et l'OC2 envoie un CR_MES_LigneFTTH
    Et la commande est terminée
    Quand on suit la ligne de l'OC1
    Alors l'OI envoie une Notif_Ecrasement avec :
      | OperateurEcrase | code de l'OC1 |
      | DateEcrasement  | renseignée    |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC1 envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Notif_Ecrasement |
      | ReferencePrise                  | celle de Notif_Ecrasement           |
    Et la commande est en cours
