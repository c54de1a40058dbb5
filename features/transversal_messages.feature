# language: fr
Fonctionnalité: Échange de messages durant une commande
  Dès que l'OI a donné sa ReferencePrestationPrise et jusqu'au CR MES ; sans effet sur le déroulé (§3.11).

  @MSG-OI @§3.11
  Scénario: Message de l'OI
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand l'OI a une précision à donner sur la commande
    Alors l'OI envoie un Mess_OI_Cmd_Acces avec :
      | ReferencePrestationPrise | celle de CR_Cmd_Acces |
    Et la commande est en cours

  @MSG-OC @§3.11
  Scénario: Message de l'OC
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand l'OC a une précision à donner sur la commande
    Alors l'OC envoie un Mess_OC_Cmd_Acces avec :
      | ReferencePrestationPrise | celle de CR_Cmd_Acces |
    Et la commande est en cours

  @MSG-AVANT-MADKO @§3.11
  Scénario: Échange avant un CR MAD KO
    Étant donné un client sans prise, à raccorder en modèle OI
    Et la colonne montante de l'immeuble est hors d'usage
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
    Quand l'OI a une précision à donner sur la commande
    Et l'OC a une précision à donner sur la commande
    Alors l'OI envoie un Mess_OI_Cmd_Acces avec :
      | ReferencePrestationPrise | celle de CR_Cmd_Acces |
    Et l'OC envoie un Mess_OC_Cmd_Acces avec :
      | ReferencePrestationPrise | celle de CR_Cmd_Acces |
    Et l'OI envoie un CR_MAD_LigneFTTH KO avec :
      | MotifKoMadLigne | renseigné |
    Et la commande est terminée

  @MSG-REPROV-FROID @§3.11
  Scénario: Information sur un reprovisionnement à froid
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC       |
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC effectue le brassage au PM
    Quand la fibre du client est coupée entre le PM et le PBO
    Alors l'OC envoie une Notif_Racc_KO avec :
      | MotifRaccKO | renseigné |
    Quand l'OI a une précision à donner sur la commande
    Alors l'OI envoie un Mess_OI_Cmd_Acces avec :
      | ReferencePrestationPrise | celle de CR_Cmd_Acces |
    Et l'OI analyse le problème et remet la ligne en état
    Et l'OI envoie une Notif_Reprov FROID avec :
      | RouteOptique   | réelle |
      | NumeroDecharge | vide   |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Et l'OC met le client en service
    Et l'OC envoie un CR_MES_LigneFTTH
    Et la commande est terminée
