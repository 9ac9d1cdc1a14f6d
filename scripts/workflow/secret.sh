#!/usr/bin/env bash
# Prints a secret of the environment's vault, hidden from the log of a workflow: secret.sh NAME
set -euo pipefail

value=$(az keyvault secret show --vault-name "$KEY_VAULT_NAME" --name "$1" --query value --output tsv)
[ -z "${GITHUB_ACTIONS:-}" ] || echo "::add-mask::$value" >&2
printf %s "$value"
