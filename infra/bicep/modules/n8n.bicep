import { roles } from '../role-ids.bicep'

@description('Region.')
param location string

@description('Name of the app.')
@maxLength(32)
param name string

@description('Name of the identity by which it reads its secrets.')
param identityName string

@description('Name of its database server.')
param databaseName string

@description('Name of the vault with n8n-database-password and n8n-encryption-key.')
param vaultName string

@description('Resource id of the Container Apps environment.')
param appsId string

@description('Domain below which the apps have their names.')
param domain string

@description('Its image with its version.')
param image string

@description('Password of the database.')
@secure()
param password string

@description('What it reads from the vault. With another key it could no longer read its credentials.')
var secretNames = ['n8n-database-password', 'n8n-encryption-key']

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' existing = {
  name: vaultName
  resource secrets 'secrets' existing = [for secret in secretNames: { name: secret }]
}

resource n8n 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
}

// These two and no other: the vault also has what opens the API.
resource mayRead 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (secret, index) in secretNames: {
    scope: vault::secrets[index]
    name: guid(vault.id, secret, 'n8n', roles.secretsUser)
    properties: {
      description: 'n8n reads its own secrets.'
      principalId: n8n.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secretsUser)
    }
  }
]

module database 'n8n-database.bicep' = {
  params: { location: location, name: databaseName, password: password }
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: name
  location: location
  dependsOn: [mayRead]
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${n8n.id}': {} } }
  properties: {
    environmentId: appsId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 5678, transport: 'auto', allowInsecure: false }
      identitySettings: [{ identity: n8n.id, lifecycle: 'None' }]
      secrets: [
        for secret in secretNames: {
          name: secret
          identity: n8n.id
          keyVaultUrl: '${vault.properties.vaultUri}secrets/${secret}'
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'n8n'
          image: image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'WEBHOOK_URL', value: 'https://${name}.${domain}/' }
            { name: 'N8N_PROXY_HOPS', value: '1' }
            { name: 'N8N_DIAGNOSTICS_ENABLED', value: 'false' }
            { name: 'N8N_ENCRYPTION_KEY', secretRef: 'n8n-encryption-key' }
            { name: 'DB_TYPE', value: 'postgresdb' }
            { name: 'DB_POSTGRESDB_HOST', value: database.outputs.host }
            { name: 'DB_POSTGRESDB_DATABASE', value: database.outputs.database }
            { name: 'DB_POSTGRESDB_USER', value: database.outputs.user }
            { name: 'DB_POSTGRESDB_PASSWORD', secretRef: 'n8n-database-password' }
            { name: 'DB_POSTGRESDB_SSL_ENABLED', value: 'true' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 5678 }, periodSeconds: 10, failureThreshold: 30 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 5678 }, periodSeconds: 30 }
          ]
        }
      ]
      // Somebody must be there when a webhook is called, and two would do everything twice.
      scale: { minReplicas: 1, maxReplicas: 1 }
    }
  }
}
