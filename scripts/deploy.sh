#!/usr/bin/env bash
# Deploys one environment into the subscription that `az` is signed in to, from nothing to a prompt.
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
scripts/deploy.sh staging|production [--what-if]

Makes or updates one environment: resources, secrets, images, then one image through it as a proof.
Running it again is safe. What it takes from variables, if they are set:

  AZURE_LOCATION         region (default westeurope)
  BLOBSCRIBE_PREFIX      first part of all names (default blobscribe)
  BLOBSCRIBE_MAIL        who is told of alerts
  BLOBSCRIBE_DOMAIN      a domain of your own
  BLOBSCRIBE_OPERATOR    object id of who looks after it (default: who is signed in)
  N8N_URL                where n8n takes webhooks (https://n8n.example.org/webhook); its token comes from the vault
  GITHUB_OWNER …         which repository's workflows may deploy: docs/deploy.md

  --what-if   only say what would change
TEXT
}

environment=
whatIf=
for argument in "$@"; do
  case $argument in
    staging | production) environment=$argument ;;
    --what-if) whatIf=yes ;;
    -h | --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ -n "$environment" ] || { usage >&2; exit 2; }

step() { echo "── $*" >&2; }
need() { command -v "$1" > /dev/null || { echo "$1 is missing: $2" >&2; exit 1; }; }
need az 'https://learn.microsoft.com/cli/azure/install-azure-cli'
need node 'https://nodejs.org'
[ -d node_modules ] || { echo 'The packages are missing: npm ci' >&2; exit 1; }
account=$(az account show --query '[name, id]' --output tsv 2> /dev/null) ||
  { echo 'Nobody is signed in: az login' >&2; exit 1; }
step "$environment in the subscription $(echo "$account" | tr '\n\t' '  ')"

export AZURE_LOCATION=${AZURE_LOCATION:-westeurope}
export BLOBSCRIBE_OPERATOR=${BLOBSCRIBE_OPERATOR:-$(az ad signed-in-user show --query id --output tsv)}
# As infra/bicep/names.bicep makes names.
prefix=$(printf %s "${BLOBSCRIBE_PREFIX:-blobscribe}" | tr '[:upper:]' '[:lower:]' | tr -cd '[:lower:][:digit:]')
prefix=${prefix:-blobscribe}
group=rg-$prefix-$environment
# A budget keeps the month that it began with.
budgetStart=$(az consumption budget show --budget-name "budget-$prefix-$environment" \
  --query timePeriod.startDate --output tsv 2> /dev/null | cut -c1-10 || true)
export BLOBSCRIBE_BUDGET_START=${budgetStart:-$(date -u +%Y-%m-01)}

# Production's workflows take staging's images on, once there is a production.
if [ "$environment" = staging ]; then
  BLOBSCRIBE_PROMOTER=${BLOBSCRIBE_PROMOTER:-$(az deployment sub show --name blobscribe-production \
    --query properties.outputs.DEPLOYER_PRINCIPAL_ID.value --output tsv 2> /dev/null || true)}
  export BLOBSCRIBE_PROMOTER
fi

deploy() {
  az deployment sub "$1" --name "blobscribe-$environment" --location "$AZURE_LOCATION" \
    --template-file infra/bicep/main.bicep --parameters "infra/bicep/$environment.bicepparam" "${@:2}"
}
output() { az deployment sub show --name "blobscribe-$environment" --query "properties.outputs.$1.value" --output tsv; }
# The image that runs now, so that an update of the resources does not take it away.
image() {
  az containerapp "${@:2}" --resource-group "$group" --name "$1" \
    --query 'properties.template.containers[0].image' --output tsv 2> /dev/null | grep '\.azurecr\.io/' || true
}
export API_IMAGE=${API_IMAGE:-$(image "api-$prefix-$environment" show)}
export JOB_IMAGE=${JOB_IMAGE:-$(image "job-$prefix-$environment" job show)}
# The webhook with its token, once there is one: the first deployment comes before it.
setWebhook() {
  local vault token
  [ -n "${N8N_URL:-}" ] || return 0
  vault=$(output KEY_VAULT_NAME 2> /dev/null) || return 0
  token=$(az keyvault secret show --vault-name "$vault" --name n8n-token --query value --output tsv 2> /dev/null) || return 0
  # As infra/n8n/src/fill.ts makes the path that nobody guesses.
  export N8N_WEBHOOK="$N8N_URL/${token:0:16}/alerts?token=$token"
}
setWebhook

if [ -n "$whatIf" ]; then
  deploy what-if
  exit
fi

step 'resources (10 minutes the first time)'
deploy create --output none
vault=$(output KEY_VAULT_NAME)
step "secrets in $vault"
scripts/secrets.sh "$vault"
setWebhook

registry=$(output REGISTRY_NAME)
version=$(git rev-parse --short=12 HEAD)
step "images of $version in $registry"
for target in api job; do
  az acr build --registry "$registry" --image "$target:$version" --file docker/Dockerfile --target "$target" . >&2
done
# By digest: a tag can be moved.
digest() { az acr repository show --name "$registry" --image "$1:$version" --query digest --output tsv; }
server=$(output AZURE_CONTAINER_REGISTRY_ENDPOINT)
API_IMAGE=$server/api@$(digest api)
JOB_IMAGE=$server/job@$(digest job)
step 'the images into the resources'
deploy create --output none

url=$(output API_URL)
step "one image through $url"
BLOBSCRIBE_KEY=$(az keyvault secret show --vault-name "$vault" --name smoke-key --query value --output tsv)
export BLOBSCRIBE_KEY
npm run --silent smoke -- --api "$url"
step "it works: $url (a key for you: npm run keys -- create --tenant NAME)"
