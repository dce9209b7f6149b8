#!/usr/bin/env bash
# Installs the package into a new environment with PyPI's pyspark (450 MB) and runs every example.
# Usage: run.sh [DIRECTORY of an environment to create or reuse]
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
export GRISTMILL_JAR="${GRISTMILL_JAR:-$here/../../target/gristmill/gristmill.jar}"
environment="${1:-$(mktemp -d)/environment}"
[ -x "$environment/bin/python" ] || python3 -m venv "$environment"
"$environment/bin/pip" install --quiet "$here/.."
for example in "$here"/*.py; do
  echo "== $(basename "$example")"
  "$environment/bin/python" "$example"
done
