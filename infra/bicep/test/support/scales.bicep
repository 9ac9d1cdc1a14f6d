targetScope = 'subscription'

import { scale, scaleFor } from '../../scale.bicep'

@description('Calls a minute, one number for each scale that is asked for.')
param granted int[]

@description('Their scales.')
output scales scale[] = map(granted, calls => scaleFor(calls))
