# language: fr
Fonctionnalité: PTO construite annoncée, absente sur place, modes OC et OI
  En mode OC l'OC construit lui-même, sans commande STOC ; en mode OI il annule et repasse commande (§7.1.1, 1c).

  @NN-1C-CAS1-CHAUD @§7.1.1
  Scénario: Mode OC, rendez-vous avec le client, hotline jointe
    Étant donné un client dont la prise est connue, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @NN-1C-CAS1-FROID @§7.1.1
  Scénario: Mode OC, rendez-vous avec le client, hotline injoignable
    Étant donné un client dont la prise est connue, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Et la hotline de l'OI est injoignable
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @NN-1C-CAS2-AVANT-MES @§7.1.1
  Scénario: Mode OC, sans rendez-vous, vérifié avant le CR MES
    Étant donné un client dont la prise est connue, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Et l'OC brasse au PM sans rendez-vous avec son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | PTO inexistante |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee            | OUI        |
      | DateRaccordementPrise | renseignée |
    Et la commande est terminée

  @NN-1C-CAS2-SAV @§7.1.1
  Scénario: Mode OC, sans rendez-vous, découvert en SAV après le CR MES
    Étant donné un client dont la prise est connue, à raccorder en modèle OC
    Et il n'y a pas de PTO chez le client
    Et l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OC         |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OC effectue le brassage au PM
    Et l'OC envoie un CR_MES_LigneFTTH avec :
      | PrisePosee | NON |
    Et l'OC apprend en SAV que son client n'a pas le service
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
    Et la commande est en cours

  @NN-1D-SAV @§7.1.1
  Scénario: Mode OI, découvert en SAV après le CR MES
    Étant donné un client dont la prise est connue, à raccorder en modèle OI
    Et il n'y a pas de PTO chez le client
    Et l'OC brasse au PM sans rendez-vous avec son client
    Et l'OC ne vérifie pas la mise en service de son client
    Quand l'OC envoie une Cmd_Acces avec :
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
    Et l'OC envoie un CR_MES_LigneFTTH
    Et l'OC apprend en SAV que son client n'a pas le service
    Et l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
    Et la commande est en cours

  @NN-1D-ANNUL @§7.1.1
  Scénario: Mode OI, découvert avant le CR MES, annulation et nouvelle commande
    Étant donné un client dont la prise est connue, à raccorder en modèle OI
    Et il n'y a pas de PTO chez le client
    Quand l'OC envoie une Cmd_Acces avec :
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
    Et l'OC constate qu'il n'y a pas de PTO
    Et l'OC envoie une Annulation_Acces avec :
      | Commentaire | renseigné |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | EtatCrAnnResCommandePrise | OK         |
      | DateCrCommandeAnnulPrise  | renseignée |
      | TypeOperation             | RESIL      |
    Et la commande est résiliée
    Quand le client repasse commande
    Alors l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | PriseExistante                  | N                            |
      | ReferencePrise                  | vide                         |
      | IdRdv                           | renseigné                    |
    Et la commande est en cours
