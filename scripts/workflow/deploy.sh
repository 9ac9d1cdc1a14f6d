#!/usr/bin/env bash
# Deploys the workload of an environment with two images: deploy.sh [--what-if]
#   ENVIRONMENT            staging or production
#   API_IMAGE, JOB_IMAGE   the images by their digests; without them nothing is deployed
# scripts/deploy.sh has made all else once; this is all that the workflows may do.
set -euo pipefail
cd "$(dirname "$0")/../.."

for image in "${API_IMAGE:?}" "${JOB_IMAGE:?}"; do
  [[ $image == "$REGISTRY_SERVER"/*@sha256:* ]] || { echo "::error::$image is no digest of $REGISTRY_SERVER" >&2; exit 1; }
done

# A file that goes with this run: the webhook of n8n carries a token.
parameters=$(mktemp --suffix .json)
trap 'rm -f "$parameters"' EXIT
if [ -n "${N8N_URL:-}" ]; then
  token=$(scripts/workflow/secret.sh n8n-token)
  # As infra/n8n/src/fill.ts makes the path that nobody guesses.
  N8N_WEBHOOK="$N8N_URL/${token:0:16}/alerts?token=$token"
  export N8N_WEBHOOK
fi
az bicep build-params --file "infra/bicep/$ENVIRONMENT.bicepparam" --outfile "$parameters"

operation=create
[ "${1:-}" != --what-if ] || operation=what-if
az deployment group "$operation" --name "blobscribe-$ENVIRONMENT" --resource-group "$AZURE_RESOURCE_GROUP" \
  --template-file infra/bicep/workload.bicep --parameters "@$parameters" \
  $([ $operation = what-if ] || echo --output none)
