# language: fr
Fonctionnalité: Mode OC, PTO à construire
  L'OC brasse au PM, construit la liaison PBO-PTO et pose la PTO ; il n'y a pas de CR MAD (§6.1).

  @OC-PAC-NOM @§6.1.1
  Scénario: Cas nominal
    Étant donné un client sans prise, à raccorder en modèle OC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC   |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée
