@description('Region.')
param location string

@description('Name of the server.')
@minLength(3)
@maxLength(63)
param name string

@description('Password of its administrator.')
@secure()
param password string

@description('Name of its administrator.')
var administrator = 'n8n'

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: name
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '17'
    administratorLogin: administrator
    administratorLoginPassword: password
    // n8n signs in by password only.
    authConfig: { passwordAuth: 'Enabled', activeDirectoryAuth: 'Disabled' }
    storage: { storageSizeGB: 32 }
    backup: { backupRetentionDays: 7, geoRedundantBackup: 'Disabled' }
    network: { publicNetworkAccess: 'Enabled' }
  }

  resource database 'databases' = {
    name: 'n8n'
    properties: {}
  }

  // 0.0.0.0 stands for what runs in Azure: the apps have no address of their own.
  resource fromAzure 'firewallRules' = {
    name: 'azure'
    dependsOn: [database]
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }
}

@description('Its host name.')
output host string = server.properties.fullyQualifiedDomainName

@description('Name of the database.')
output database string = server::database.name

@description('Name of the user.')
output user string = administrator
