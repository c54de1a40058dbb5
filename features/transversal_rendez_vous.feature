# language: fr
Fonctionnalité: Prise de rendez-vous, par flux ou dans l'outil de l'OI
  L'OC propose un à trois créneaux, l'OI en accepte un au plus ; la commande reprend son identifiant (§3.14, §3.14.1, §3.14.2).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI

  @RDV-ACCEPTE-1 @§3.14.2
  Scénario: Premier créneau accepté sur trois
    Étant donné que les rendez-vous se prennent par flux
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-ACCEPTE-2 @§3.14.2
  Scénario: Deuxième créneau accepté sur trois
    Étant donné que les rendez-vous se prennent par flux
    Et les équipes de l'OI sont prises au premier créneau demandé
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | KO        |
      | ValidDate2 | OK        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv2 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-ACCEPTE-3 @§3.14.2
  Scénario: Troisième créneau accepté sur trois
    Étant donné que les rendez-vous se prennent par flux
    Et les équipes de l'OI sont prises aux deux premiers créneaux demandés
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | KO        |
      | ValidDate2 | KO        |
      | ValidDate3 | OK        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv3 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-ACCEPTE-UNIQUE @§3.14.1
  Scénario: Un seul créneau proposé, accepté
    Étant donné que les rendez-vous se prennent par flux
    Et le client n'a qu'un créneau à proposer
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | vide       |
      | DateRdv3           | vide       |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | vide      |
      | ValidDate3 | vide      |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-REFUSE @§3.14.2
  Scénario: Créneaux refusés, puis acceptés
    Étant donné que les rendez-vous se prennent par flux
    Et les équipes de l'OI sont prises aux trois premiers créneaux demandés
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO        |
      | ValidDate2        | KO        |
      | ValidDate3        | KO        |
      | MotifReponseRdvKo | renseigné |
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | autre que celle de DemandeRdv |
      | DateRdv1           | renseignée                    |
      | DateRdv2           | renseignée                    |
      | DateRdv3           | renseignée                    |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-REFUSE-2 @§3.14.2
  Scénario: Deux refus, puis créneau accepté
    Étant donné que les rendez-vous se prennent par flux
    Et les équipes de l'OI sont prises aux six premiers créneaux demandés
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO        |
      | ValidDate2        | KO        |
      | ValidDate3        | KO        |
      | MotifReponseRdvKo | renseigné |
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | autre que celle de DemandeRdv |
      | DateRdv1           | renseignée                    |
      | DateRdv2           | renseignée                    |
      | DateRdv3           | renseignée                    |
    Alors l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO        |
      | ValidDate2        | KO        |
      | ValidDate3        | KO        |
      | MotifReponseRdvKo | renseigné |
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | autre que celle de DemandeRdv |
      | DateRdv1           | renseignée                    |
      | DateRdv2           | renseignée                    |
      | DateRdv3           | renseignée                    |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-REFUSE-DELAI @§3.14.1
  Scénario: Refus, délai de prévenance non tenu
    Étant donné que les rendez-vous se prennent par flux
    Et le client propose d'abord des créneaux trop proches
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv KO avec :
      | ValidDate1        | KO        |
      | ValidDate2        | KO        |
      | ValidDate3        | KO        |
      | MotifReponseRdvKo | renseigné |
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | autre que celle de DemandeRdv |
      | DateRdv1           | renseignée                    |
      | DateRdv2           | renseignée                    |
      | DateRdv3           | renseignée                    |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI                              |
      | PriseExistante | N                               |
      | ReferencePrise | vide                            |
      | IdRdv          | celui de ReponseRdv             |
      | DateInstall    | celle de DateRdv1 de DemandeRdv |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-OUTIL @§3.14
  Scénario: Outil de l'OI, sans flux
    Étant donné que les rendez-vous se prennent dans l'outil de l'OI
    Quand l'OC prend rendez-vous dans l'outil de l'OI
    Et l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | OI        |
      | PriseExistante | N         |
      | ReferencePrise | vide      |
      | IdRdv          | renseigné |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK avec :
      | PrisePosee | OUI |
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée

  @RDV-LIBERE @§3.14
  Scénario: Créneau libéré, commande non passée à temps
    Étant donné que les rendez-vous se prennent par flux
    Et le client ne confirme pas sa commande
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Et l'OI libère le créneau
    Et le rendez-vous est libéré
