# language: fr
Fonctionnalité: Blocs de route optique
  Un bloc en mono-fibre, autant que de fibres en multi-fibre ; une fibre dédiée est celle du fichier position (§3.3, §2.7).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC

  @MONO-FIBRE @§3.3
  Scénario: Mono-fibre, un seul bloc
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée   |
      | ReferencePrestationPrise | renseignée   |
      | RouteOptique             | réelle       |
      | OC 1                     | code de l'OC |
      | NomModulePm N°1          | renseigné    |
      | NomModulePm N°2          | vide         |
      | NomModulePm N°3          | vide         |
      | NomModulePm N°4          | vide         |
    Et la commande est en cours

  @MULTI-FIBRE @§3.3
  Scénario: Quadri-fibre, l'OC au bloc 2
    Étant donné que l'immeuble est en quadri-fibre et l'OC affecté au bloc 2
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée   |
      | ReferencePrestationPrise | renseignée   |
      | RouteOptique             | réelle       |
      | OC 2                     | code de l'OC |
      | NomModulePm N°1          | renseigné    |
      | NomModulePm N°2          | renseigné    |
      | NomModulePm N°3          | renseigné    |
      | NomModulePm N°4          | renseigné    |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et la commande est en cours

  @MULTI-FIBRE-BI @§3.3
  Scénario: Bi-fibre, l'OC au bloc 2
    Étant donné que l'immeuble est en bi-fibre et l'OC affecté au bloc 2
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée   |
      | ReferencePrestationPrise | renseignée   |
      | RouteOptique             | réelle       |
      | OC 2                     | code de l'OC |
      | NomModulePm N°1          | renseigné    |
      | NomModulePm N°2          | renseigné    |
      | NomModulePm N°3          | vide         |
      | NomModulePm N°4          | vide         |
    Et l'OI envoie une Cmd_STOC
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et la commande est en cours

  @FIBRE-DEDIEE @§3.3
  Scénario: Fibre dédiée, route du fichier position
    Étant donné que le dernier fichier position donne à l'OC une fibre dédiée jusqu'au client
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée                |
      | ReferencePrestationPrise | renseignée                |
      | RouteOptique             | celle du fichier position |
    Et la commande est en cours
