# language: fr
Fonctionnalité: PTO construite annoncée, numéro erroné, mode OI
  La PTO du client porte un autre numéro : l'OI brasse de nouveau et livre de nouveau (§7.1.2).

  Contexte:
    Étant donné un client dont la prise est connue, à raccorder en modèle OI
    Et la PTO du client porte un autre numéro

  @NN-2-OI-CAS1-CHAUD @§7.1.2
  Scénario: Rendez-vous avec le client, hotline jointe
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
    Et l'OC constate que la PTO n'a pas le numéro annoncé
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-2-OI-CAS1-REITERE @§7.1.2
  Scénario: Rendez-vous avec le client, hotline injoignable puis jointe
    Étant donné que la hotline de l'OI est injoignable
    Et l'OC rappelle une hotline qui n'a pas répondu
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
    Et l'OC constate que la PTO n'a pas le numéro annoncé
    Et l'OC appelle la hotline de l'OI
    Quand la hotline de l'OI est joignable
    Alors l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-2-OI-CAS1-FROID @§7.1.2
  Scénario: Rendez-vous avec le client, hotline sans route
    Étant donné que la hotline de l'OI n'a pas de solution immédiate
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
    Et l'OC constate que la PTO n'a pas le numéro annoncé
    Et l'OC appelle la hotline de l'OI
    Et l'OI n'a pas de solution par téléphone
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | renseigné          |
      | ReferencePrise    | celle de Cmd_Acces |
      | CommentaireRaccKO | renseigné          |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-2-OI-CAS2-CHAUD @§7.1.2
  Scénario: Sans rendez-vous, découvert avant le CR MES, hotline jointe
    Étant donné que l'OC brasse au PM sans rendez-vous avec son client
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
    Et l'OC constate que la PTO n'a pas le numéro annoncé
    Et l'OC appelle la hotline de l'OI
    Et l'OI donne par téléphone une nouvelle route et un numéro de décharge
    Et l'OI envoie une Notif_Reprov CHAUD avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | renseigné                       |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-2-OI-CAS2-FROID @§7.1.2
  Scénario: Sans rendez-vous, découvert avant le CR MES, hotline injoignable
    Étant donné que l'OC brasse au PM sans rendez-vous avec son client
    Et la hotline de l'OI est injoignable
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
    Et l'OC constate que la PTO n'a pas le numéro annoncé
    Et l'OC appelle la hotline de l'OI
    Et l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO       | renseigné          |
      | ReferencePrise    | celle de Cmd_Acces |
      | CommentaireRaccKO | renseigné          |
    Et l'OI analyse le problème et affecte une autre route
    Et l'OI envoie une Notif_Reprov FROID avec :
      | ReferencePrise | autre que celle de Cmd_Acces    |
      | RouteOptique   | autre que celle de CR_Cmd_Acces |
      | NumeroDecharge | vide                            |
    Et l'OI effectue le brassage au PM
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @NN-2-OI-CAS2-SAV @§7.1.2
  Scénario: Sans rendez-vous, découvert en SAV après le CR MES
    Étant donné que l'OC brasse au PM sans rendez-vous avec son client
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
      | PriseExistante                  | O                            |
      | ReferencePrise                  | autre que celle de Cmd_Acces |
    Et la commande est en cours
