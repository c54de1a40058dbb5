# language: fr
Fonctionnalité: Mode de financement
  L'OC demande un cofinancement, une location, ou laisse l'OI choisir selon le seuil qu'il a contracté (§3.1, §3.3).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC

  @FIN-COFI @§3.1
  Scénario: Cofinancement demandé, cofinancement retenu
    Étant donné que l'OC demande un cofinancement
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeCommandeDemande | COFI |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
      | TypeCommandeRetenu       | COFI       |
    Et la commande est en cours

  @FIN-LOCA @§3.1
  Scénario: Location demandée, location retenue
    Étant donné que l'OC demande une location
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeCommandeDemande | LOCA |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
      | TypeCommandeRetenu       | LOCA       |
    Et la commande est en cours

  @AUTO-COFI @§3.1
  Scénario: Choix laissé à l'OI, seuil de cofinancement atteint
    Étant donné que l'OC laisse l'OI choisir le financement
    Et le seuil de cofinancement contracté par l'OC est atteint
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeCommandeDemande | AUTO |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
      | TypeCommandeRetenu       | COFI       |
    Et la commande est en cours

  @AUTO-LOCA @§3.1
  Scénario: Choix laissé à l'OI, seuil de cofinancement non atteint
    Étant donné que l'OC laisse l'OI choisir le financement
    Et le seuil de cofinancement contracté par l'OC n'est pas atteint
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeCommandeDemande | AUTO |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
      | TypeCommandeRetenu       | LOCA       |
    Et la commande est en cours
