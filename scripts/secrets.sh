#!/usr/bin/env bash
# Gives a new vault its secrets, and leaves those alone that are there: scripts/secrets.sh VAULT
#   api-keys    the hashes that the API knows its callers by
#   smoke-key   the key of the tenant `smoke`, for scripts/deploy.sh and the workflows
#   n8n-token   what alerts carry, so that n8n knows them
#   n8n-deployments-token   what the workflows carry
#   n8n-database-password, n8n-encryption-key   of an n8n of your own, if there is one
set -euo pipefail
cd "$(dirname "$0")/.."

vault=${1:?name the vault: scripts/secrets.sh VAULT}

has() { [ -n "$(az keyvault secret list --vault-name "$vault" --query "[?name=='$1'].id" --output tsv)" ]; }

# Secrets go through files that only this person can read, and pipes: a command line shows in the list of processes.
file=$(mktemp)
trap 'rm -f "$file"' EXIT
put() {
  cat > "$file"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$file" --encoding utf-8 --output none
  echo "secret $1 is set" >&2
}

# A role that was just given takes a few minutes to be known everywhere.
for try in $(seq 30); do
  if az keyvault secret list --vault-name "$vault" --output none 2> /dev/null; then break; fi
  if [ "$try" = 30 ]; then
    echo "The vault $vault may not be read: Key Vault Secrets Officer is what it takes (BLOBSCRIBE_OPERATOR)." >&2
    exit 1
  fi
  echo "waiting until the vault may be read …" >&2
  sleep "${ROLE_WAIT_SECONDS:-10}"
done

# Both or none: a key without its hash opens nothing.
if ! has api-keys || ! has smoke-key; then
  if has api-keys; then
    echo "There is api-keys but no smoke-key: add one (npm run keys -- create --tenant smoke)." >&2
    exit 1
  fi
  created=$(npm run --silent keys -- create --tenant smoke --json)
  field() {
    node -e 'process.stdout.write(JSON.parse(require("fs").readFileSync(0, "utf8"))[process.argv[1]])' "$1" <<< "$created"
  }
  field key | put smoke-key
  field entry | put api-keys
fi
for token in n8n-token n8n-deployments-token n8n-database-password n8n-encryption-key; do
  has $token || node -e 'process.stdout.write(crypto.randomBytes(32).toString("base64url"))' | put $token
done
