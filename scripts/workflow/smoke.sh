#!/usr/bin/env bash
# One real image through what was just deployed: API_URL, and the key from KEY_VAULT_NAME.
set -euo pipefail
cd "$(dirname "$0")/../.."

BLOBSCRIBE_KEY=$(scripts/workflow/secret.sh smoke-key)
export BLOBSCRIBE_KEY
npm run --silent smoke -- --api "$API_URL"
