# language: fr
Fonctionnalité: Fichiers de plusieurs commandes, fichiers illisibles
  Un fichier lisible reçoit un AR par ligne, OK ou KO ; un fichier illisible n'en reçoit aucun (§3.2).

  Contexte:
    Étant donné un client sans prise, à raccorder en modèle STOC

  @LOT-AR-OK @§3.2
  Scénario: Deux commandes dans un fichier, deux AR OK
    Étant donné un autre client sans prise, à raccorder en modèle STOC
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces OK
    Et la commande est en cours
    Quand on suit la commande de l'autre client
    Alors l'OC envoie une Cmd_Acces
    Et l'OI envoie un AR_Cmd_Acces OK
    Et la commande est en cours

  @LOT-AR-MIXTE @§3.2
  Scénario: Deux commandes dans un fichier, un AR OK et un AR KO
    Étant donné un autre client sans prise, à raccorder en modèle STOC
    Et on suit la commande de l'autre client
    Et le système qui émet la Cmd_Acces laisse ReferencePm vide
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI envoie un AR_Cmd_Acces KO avec :
      | MotifKoArCommandePrise          | renseigné          |
      | ReferenceCommandePriseInterneOC | celle de Cmd_Acces |
    Et la commande est terminée
    Quand on suit la première commande
    Alors l'OC envoie une Cmd_Acces
    Et l'OI envoie un AR_Cmd_Acces OK
    Et l'OI envoie un CR_Cmd_Acces OK
    Et la commande est terminée

  @FICHIER-ILLISIBLE @§3.2
  Scénario: Nombre de colonnes incorrect
    Étant donné que le système qui émet la Cmd_Acces omet la colonne TypeRacco
    Quand l'OC envoie une Cmd_Acces
    Alors l'OI n'envoie aucun AR_Cmd_Acces
    Et la commande est en cours

  @FICHIER-ILLISIBLE-REF @§3.2
  Scénario: Référence de commande vide
    Étant donné que le système qui émet la Cmd_Acces laisse ReferenceCommandePriseInterneOC vide
    Quand l'OC envoie une Cmd_Acces avec :
      | ReferenceCommandePriseInterneOC | vide |
    Alors l'OI n'envoie aucun AR_Cmd_Acces
    Et la commande est en cours
