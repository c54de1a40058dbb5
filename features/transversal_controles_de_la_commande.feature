# language: fr
Fonctionnalité: Contrôles du CR de commande
  L'échec à l'une des étapes de contrôle donne un CR KO ; une commande en cours sur la même PTO ou la même référence aussi (§3.3).

  @CRKO-ANNULATION @§3.3
  Scénario: Annulation déjà reçue
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et l'OI répond aussi par un CR de commande KO à une commande annulée
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Quand le client renonce à sa commande
    Alors l'OC envoie une Annulation_Acces
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et l'OI envoie un CR_Annulation_Acces OK avec :
      | DateCrCommandeAnnulPrise | renseignée |
      | TypeOperation            | ANNUL      |
    Et la commande est annulée

  @CRKO-SURCHARGE-PTO @§3.3
  Scénario: Autre commande en cours sur la même PTO
    Étant donné un client dont la prise est connue, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces avec :
      | PriseExistante | O          |
      | ReferencePrise | renseignée |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand le client repasse commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | autre que celle de Cmd_Acces |
      | ReferencePrise                  | celle de Cmd_Acces           |
    Et l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @CRKO-SURCHARGE-REF @§3.3
  Scénario: Même référence qu'une commande en cours, qui continue
    Étant donné un client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK avec :
      | ReferencePrise           | renseignée |
      | ReferencePrestationPrise | renseignée |
      | RouteOptique             | réelle     |
    Quand le client repasse commande
    Et le système de l'OC reprend la référence de la première commande
    Alors l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | celle de Cmd_Acces |
    Et l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est en cours

  @CRKO-ELIGIBILITE @§3.3
  Scénario: Commande non éligible, adduction non notifiée
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et l'adduction de l'OC au PM n'a pas été notifiée
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @CRKO-ADRESSE @§3.3
  Scénario: Structure d'adresse non conforme au webservice de l'OI
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le système qui émet la Cmd_Acces laisse Batiment vide
    Quand l'OC envoie une Cmd_Acces avec :
      | Batiment | vide |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @CRKO-FINANCEMENT @§3.3
  Scénario: Mode de financement refusé
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le contrat n'admet pas la location
    Et l'OC demande une location
    Quand l'OC envoie une Cmd_Acces avec :
      | TypeCommandeDemande | LOCA |
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée

  @CRKO-ROUTE @§3.3
  Scénario: Route optique non affectable
    Étant donné un client sans prise, à raccorder en modèle STOC
    Et le PBO du client est saturé
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces KO avec :
      | MotifKoCrCommandePrise | renseigné |
      | RouteOptique           | vide      |
    Et la commande est terminée
