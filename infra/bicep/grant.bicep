@description('A role for a principal, on whatever it stands beside.')
@export()
type grant = {
  @description('Object id of the principal.')
  principalId: string
  @description('What names the assignment, which must be known before the principal is.')
  key: string
  @description('Id of the role.')
  role: string
  @description('What for.')
  why: string
  @description('Kind of principal.')
  kind: 'ServicePrincipal' | 'User'
}

@description('A role for one of our own identities.')
@export()
func forIdentity(name string, principalId string, role string, why string) grant => {
  principalId: principalId
  key: name
  role: role
  why: why
  kind: 'ServicePrincipal'
}

@description('A role for a person.')
@export()
func forUser(principalId string, role string, why string) grant => {
  principalId: principalId
  key: principalId
  role: role
  why: why
  kind: 'User'
}
