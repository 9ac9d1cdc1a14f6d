#!/usr/bin/env bash
# Takes one environment away again, with all images and prompts in it.
set -euo pipefail

usage() {
  cat <<'TEXT'
scripts/teardown.sh staging|production [--yes]

Deletes the resource groups of one environment and its budget, and purges what Azure would keep under
their names: the vault (unless it is protected) and the vision service. Images and prompts are gone.

  --yes   do not ask; for where nobody sits at the terminal
TEXT
}

environment=
sure=
for argument in "$@"; do
  case $argument in
    staging | production) environment=$argument ;;
    --yes) sure=yes ;;
    -h | --help) usage; exit ;;
    *) usage >&2; exit 2 ;;
  esac
done
[ -n "$environment" ] || { usage >&2; exit 2; }

# As infra/bicep/names.bicep makes names.
prefix=$(printf %s "${BLOBSCRIBE_PREFIX:-blobscribe}" | tr '[:upper:]' '[:lower:]' | tr -cd '[:lower:][:digit:]')
prefix=${prefix:-blobscribe}
group=rg-$prefix-$environment
az account show --output none 2> /dev/null || { echo 'Nobody is signed in: az login' >&2; exit 1; }
if [ "$(az group exists --name "$group")" != true ]; then
  echo "There is no resource group $group in this subscription." >&2
  exit 1
fi
if [ -z "$sure" ]; then
  [ -t 0 ] || { echo 'There is no terminal to ask on: say --yes.' >&2; exit 2; }
  echo "This deletes $group and $group-deploy in $(az account show --query name --output tsv):" >&2
  az resource list --resource-group "$group" --query '[].name' --output tsv | sed 's/^/  /' >&2
  read -r -p "All images and prompts go with them. Type the name of the resource group to go on: " answer
  [ "$answer" = "$group" ] || { echo 'Nothing is deleted.' >&2; exit 1; }
fi

vaults=$(az keyvault list --resource-group "$group" --query '[].name' --output tsv)
accounts=$(az cognitiveservices account list --resource-group "$group" --query '[].[name, location]' --output tsv)
for name in "$group" "$group-deploy"; do
  if [ "$(az group exists --name "$name")" = true ]; then
    echo "deleting $name …" >&2
    az group delete --name "$name" --yes
  fi
done
az consumption budget delete --budget-name "budget-$prefix-$environment" 2> /dev/null || true
for vault in $vaults; do
  az keyvault purge --name "$vault" 2> /dev/null ||
    echo "The vault $vault is protected: its name is free again when its 90 days are over." >&2
done
while read -r name location; do
  [ -z "$name" ] || az cognitiveservices account purge --name "$name" --location "$location" --resource-group "$group"
done <<< "$accounts"
echo "$environment is gone." >&2
