# language: fr
Fonctionnalité: Annulation d'une commande et son CR
  Annulation avant le CR MAD, résiliation à partir de son jour ; en modèle OC, c'est le CR de commande qui fait foi (§3.12, §3.13).

  @ANN-AVANT-CRCMD @§3.12
  Scénario: Avant le CR de commande
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco | STOC |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @ANN-AVANT-MAD @§3.12
  Scénario: Avant le CR MAD, modèle OI
    Étant donné un client sans prise, à raccorder en modèle OI
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
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée         |
      | IdRdv          | celui de Cmd_Acces |
    Et l'OI annule le rendez-vous
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @ANN-AVANT-MAD-STOC @§3.12
  Scénario: Avant le CR MAD, modèle STOC
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @ANN-APRES-MAD @§3.12
  Scénario: Après le CR MAD, modèle OI
    Étant donné un client sans prise, à raccorder en modèle OI
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
    Et l'OI effectue le brassage au PM
    Et l'OI construit la liaison PBO-PTO et pose la PTO
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée         |
      | IdRdv          | celui de Cmd_Acces |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | RESIL      |
    Et la commande est résiliée

  @ANN-APRES-MAD-STOC @§3.12
  Scénario: Après le CR MAD, modèle STOC
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco      | STOC |
      | PriseExistante | N    |
      | ReferencePrise | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Et l'OI envoie une Cmd_STOC
    Et l'OC effectue le brassage au PM
    Et l'OC construit la liaison PBO-PTO et pose la PTO
    Et l'OC envoie un CR_STOC OK avec :
      | PrisePosee   | OUI       |
      | BilanOptique | renseigné |
    Et l'OI envoie un CR_MAD_LigneFTTH OK
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | RESIL      |
    Et la commande est résiliée

  @ANN-JOUR-MAD @§3.12
  Scénario: Le jour du CR MAD
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
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | du jour de CR_MAD_LigneFTTH |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | RESIL      |
    Et la commande est résiliée

  @ANN-OC-AVANT-CR @§3.12
  Scénario: Modèle OC, avant le CR de commande
    Étant donné un client sans prise, à raccorder en modèle OC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco | OC |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @ANN-OC-APRES-CR @§3.12
  Scénario: Modèle OC, après le CR de commande
    Étant donné un client sans prise, à raccorder en modèle OC
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeRacco | OC |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces avec :
      | DateAnnulation | renseignée |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | RESIL      |
    Et la commande est résiliée

  @CRANN-KO @§3.13
  Scénario: CR d'annulation KO, la commande continue
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le système qui émet l'Annulation_Acces laisse DateAnnulation vide
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Annulation_Acces KO avec :
      | DateCrCommandeAnnulPrise     | renseignée |
      | MotifKoCrAnnResCommandePrise | renseigné  |
    Et la commande est en cours
