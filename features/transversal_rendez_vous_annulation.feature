# language: fr
Fonctionnalité: Annulation d'un rendez-vous
  Possible entre la réponse de l'OI et la commande ; avant, l'OC attend ; après, c'est la commande qu'il annule (§3.14.3).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle OI
    Et les rendez-vous se prennent par flux

  @RDV-ANNULATION @§3.14.3
  Scénario: Annulé entre la réponse et la commande
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
    Quand le client renonce à son rendez-vous
    Alors l'OC envoie une AnnulationRdv avec :
      | IdRdv | celui de ReponseRdv |
    Et l'OI libère le créneau
    Et le rendez-vous est annulé

  @RDV-ANNULATION-AVANT-REPONSE @§3.14.3
  Scénario: Annulation voulue avant la réponse, que l'OC attend
    Quand l'OC envoie une DemandeRdv avec :
      | ReferenceDemandeOC | renseignée |
      | DateRdv1           | renseignée |
      | DateRdv2           | renseignée |
      | DateRdv3           | renseignée |
    Et le client renonce à son rendez-vous
    Alors l'OI envoie une ReponseRdv OK avec :
      | ValidDate1 | OK        |
      | ValidDate2 | KO        |
      | ValidDate3 | KO        |
      | IdRdv      | renseigné |
    Et l'OC envoie une AnnulationRdv avec :
      | IdRdv | celui de ReponseRdv |
    Et le rendez-vous est annulé

  @RDV-ANNULATION-APRES-CMD @§3.14.3
  Scénario: Annulation voulue après la commande
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
    Quand le client renonce à son rendez-vous
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée          |
      | IdRdv          | celui de ReponseRdv |
    Et l'OI annule le rendez-vous
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée
