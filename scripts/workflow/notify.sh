#!/usr/bin/env bash
# Tells n8n of a deployment, and is never in its way: notify.sh started|awaiting-approval|succeeded|failed|rolled-back
#   N8N_DEPLOYMENTS_URL   where; without it nobody is told
#   KEY_VAULT_NAME        the vault with n8n-deployments-token
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -z "${N8N_DEPLOYMENTS_URL:-}" ]; then
  echo "::notice::N8N_DEPLOYMENTS_URL is not set: nobody is told that this deployment $1"
  exit
fi
N8N_TOKEN=$(scripts/workflow/secret.sh n8n-deployments-token) || N8N_TOKEN=
export N8N_TOKEN
npm run --silent notify -- --event "$1" || echo "::warning::n8n was not told: deployment $1"
