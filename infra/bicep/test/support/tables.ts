const COMMON = 'TimeGenerated: datetime, TenantId: string, _ResourceId: string, Type: string';
const APP =
  'AppRoleName: string, AppRoleInstance: string, AppVersion: string, OperationId: string, OperationName: string, ParentId: string, ItemCount: int, Properties: dynamic, Measurements: dynamic';

/**
 * The tables of Log Analytics that queries here ask, with the columns of Microsoft's table reference;
 * those of the console logs, AppRequests and AzureMetrics are from general knowledge.
 */
export const TABLES = {
  ContainerAppConsoleLogs: `${COMMON}, ContainerAppName: string, ContainerGroupName: string, ContainerName: string, ContainerImage: string, EnvironmentName: string, JobName: string, Log: string, RevisionName: string, Stream: string`,
  ContainerAppSystemLogs: `${COMMON}, ContainerAppName: string, ContainerName: string, EnvironmentName: string, EventSource: string, JobName: string, Log: string, OperationName: string, Reason: string, ReplicaName: string, RevisionName: string, Count: int`,
  AppRequests: `${COMMON}, ${APP}, Id: string, Name: string, Url: string, ResultCode: string, Source: string, DurationMs: real, Success: bool`,
  AppDependencies: `${COMMON}, ${APP}, Id: string, Name: string, Data: string, DependencyType: string, Target: string, ResultCode: string, DurationMs: real, Success: bool`,
  AzureMetrics: `${COMMON}, MetricName: string, UnitName: string, ResourceProvider: string, Average: real, Count: real, Maximum: real, Minimum: real, Total: real`,
} satisfies Record<string, string>;
