#!/usr/bin/env bash
# Stops with what to do if an environment was never made, or GitHub was not told of it.
#   ENVIRONMENT   its name; the rest are variables of the GitHub environment of that name
set -euo pipefail

missing=
for name in AZURE_CLIENT_ID AZURE_TENANT_ID AZURE_SUBSCRIPTION_ID AZURE_RESOURCE_GROUP \
  REGISTRY_NAME REGISTRY_SERVER KEY_VAULT_NAME API_URL; do
  [ -n "${!name:-}" ] || missing="$missing $name"
done
[ -z "$missing" ] && exit
echo "::error::The GitHub environment $ENVIRONMENT has no$missing. Run scripts/deploy.sh $ENVIRONMENT once, then npm run setup:github: docs/operations.md says how."
exit 1
