#!/usr/bin/env bash
# Takes the images of another registry into this environment's, the same to the last byte.
#   PROMOTE_FROM             resource id of that registry
#   API_DIGEST, JOB_DIGEST   which images
#   VERSION                  the tag that they get beside the digest
#   ATTESTED                 true where the repository has attestations, which are then verified
set -euo pipefail

: "${PROMOTE_FROM:?the resource id of the registry that images come from is a variable of the environment}"
source=$(basename "$PROMOTE_FROM").azurecr.io

# By which gh reads what the registry says of an image.
az acr login --name "$(basename "$PROMOTE_FROM")"
for name in api job; do
  digest=${name^^}_DIGEST
  digest=${!digest:?}
  if [ "${ATTESTED:-}" = true ]; then
    gh attestation verify "oci://$source/$name@$digest" --repo "$GITHUB_REPOSITORY"
  else
    echo "::warning::The plan of this repository has no attestations: where $name comes from is not verified, only that it is what staging ran."
  fi
  az acr import --name "$REGISTRY_NAME" --registry "$PROMOTE_FROM" --source "$name@$digest" --image "$name:$VERSION" --force
  arrived=$(az acr repository show --name "$REGISTRY_NAME" --image "$name:$VERSION" --query digest --output tsv)
  [ "$arrived" = "$digest" ] || { echo "::error::$name arrived as $arrived, not as $digest" >&2; exit 1; }
done
