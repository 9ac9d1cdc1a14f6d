import { identity } from 'identities.bicep'

@description('Region.')
param location string

@description('Name of the app.')
@maxLength(32)
param name string

@description('Resource id of the Container Apps environment.')
param appsId string

@description('Name of that environment.')
param appsName string

@description('What the API is.')
param api identity

@description('What pulls its image.')
param platform identity

@description('Host name of the registry.')
param registry string

@description('Its image; empty until there is one.')
param image string

@description('Replicas at least.')
param minReplicas int

@description('Replicas at most.')
param maxReplicas int

@description('A domain of your own, or empty.')
param domain string

@description('Whether the certificate of that domain is there.')
param domainIsBound bool

@description('The variables of its process (api/src/read-config.ts), but the address it listens on.')
param variables { *: string }

@description('The port that its process listens on; the image that stands in until there is one has 80.')
var port = empty(image) ? 80 : 8080

@description('The name and its certificate: a certificate is only made for a name that the app already has.')
var domains = empty(domain)
  ? []
  : [
      domainIsBound
        ? { name: domain, bindingType: 'SniEnabled', certificateId: certificate.id }
        : { name: domain, bindingType: 'Disabled' }
    ]

resource apps 'Microsoft.App/managedEnvironments@2026-01-01' existing = {
  name: appsName
}

resource certificate 'Microsoft.App/managedEnvironments/managedCertificates@2026-01-01' existing = {
  parent: apps
  name: 'api'
}

resource app 'Microsoft.App/containerApps@2026-01-01' = {
  name: name
  location: location
  tags: { 'azd-service-name': 'api' }
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${api.id}': {}, '${platform.id}': {} } }
  properties: {
    environmentId: appsId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      maxInactiveRevisions: 5
      registries: [{ server: registry, identity: platform.id }]
      identitySettings: [
        { identity: api.id, lifecycle: 'Main' }
        { identity: platform.id, lifecycle: 'None' }
      ]
      ingress: {
        external: true
        targetPort: port
        transport: 'auto'
        allowInsecure: false
        customDomains: domains
      }
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'api'
          image: empty(image) ? 'mcr.microsoft.com/azuredocs/containerapps-helloworld:latest' : image
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: map(
            items(union(variables, { HOST: '0.0.0.0', PORT: string(port) })),
            variable => { name: variable.key, value: variable.value }
          )
          probes: empty(image)
            ? []
            : [
                { type: 'Startup', httpGet: { path: '/healthz', port: port }, periodSeconds: 1, failureThreshold: 10 }
                { type: 'Liveness', httpGet: { path: '/healthz', port: port }, periodSeconds: 10 }
                { type: 'Readiness', httpGet: { path: '/readyz', port: port }, periodSeconds: 10, timeoutSeconds: 5 }
              ]
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [{ name: 'requests', http: { metadata: { concurrentRequests: '50' } } }]
      }
    }
  }
}

@description('Where the API is.')
output url string = 'https://${empty(domain) ? app.properties.configuration.ingress.fqdn : domain}'
