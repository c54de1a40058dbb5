# One command to set everything up, one to see it work, one to prove it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PRET   := $(VENV)/.pret

.PHONY: demo test lint bench mutants fil preuve fuzz generer verrou clean

$(PRET): requirements.lock pyproject.toml harness/__init__.py
	@$(PYTHON) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11) or [int(n) for n in pip.__version__.split(".")[:2]] < [22, 3])' 2>/dev/null || { echo "Python 3.11 et pip 22.3, ou plus récents, sont nécessaires ($(PYTHON))." >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(PRET) ## joue le catalogue des deux côtés et écrit le rapport
	@$(BIN)/interop-acces jouer --graine 1 --rapport rapports/demo

test: $(PRET) lint ## passe tous les tests
	$(BIN)/python -m pytest

lint: $(PRET)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(PRET) ## mesure vitesse et mémoire, en rapports
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	$(BIN)/python -m bench

MUTANTS_CODE ?=
mutants: $(PRET) ## plante des fautes dans le code du juge et dit lesquelles passent inaperçues (heures ; reprend où il en était)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements-mutation.lock
	$(BIN)/python -m tests.mutation mesurer
	$(BIN)/python -m tests.mutation essayer $(MUTANTS_CODE)
	$(BIN)/python -m tests.mutation bilan

fil: $(PRET) ## abîme les échanges du catalogue, et converse au hasard : le banc et l'oracle naïf doivent s'accorder (long)
	$(BIN)/python -m tests.mutants --graine 2026 --nombre 115500 --processus 2 --sortie docs/fil.json
	$(BIN)/python -m tests.sans_alarme --graine 2026 --nombre 10000 --processus 2 --sortie docs/fil.json

MUTANTS ?= 5000
CONVERSATIONS ?= 500
preuve: $(PRET) ## le banc se juge lui-même : tous les écarts, des mutants du fil, des conversations au hasard (minutes)
	$(BIN)/interop-acces preuve --processus 2 --mutants $(MUTANTS) --conversations $(CONVERSATIONS) --format json --sortie docs/preuve.json; code=$$?; \
	$(BIN)/python -c "import harness.generer as g; g.preuve(g.racine() / 'docs')"; exit $$code

SECONDES ?= 120
fuzz: $(PRET) ## nourrit d'octets abîmés tout ce qui lit des fichiers d'autrui, SECONDES par lecteur
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	$(BIN)/python -m fuzz --secondes $(SECONDES)

generer: $(PRET) ## refait tout ce qui est généré : classeur, schémas, exemples, documentation
	$(BIN)/python -m harness.generer

verrou: ## recalcule les dépendances verrouillées (uv nécessaire)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group bench -c requirements.lock pyproject.toml -o requirements-bench.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group mutation -c requirements.lock pyproject.toml -o requirements-mutation.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group pyproject.toml:fuzz -o requirements-fuzz.lock

clean:
	rm -rf $(VENV) rapports build dist .mypy_cache .ruff_cache .pytest_cache
