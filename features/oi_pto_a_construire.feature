# language: fr
Fonctionnalité: Mode OI, PTO à construire
  L'OI brasse au PM, construit la liaison PBO-PTO et pose la PTO, sur rendez-vous (§4.1).

  @OI-PAC-NOM @§4.1.1
  Scénario: Cas nominal
    Étant donné un client sans prise, à raccorder en modèle OI
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI         |
      | PriseExistante | N          |
      | ReferencePrise | vide       |
      | IdRdv          | renseigné  |
      | DateInstall    | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
