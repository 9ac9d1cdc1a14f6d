const CLOUD_HOSTS = /(^|\.)(openai|azure)\.com$/;
/** Resources that take an identity's token in place of a key. */
const AZURE_HOSTS = /\.(openai|services\.ai|cognitiveservices)\.azure\.com$/;

/** Whether OpenAI or Azure answer there, rather than a server of one's own. */
export function isCloud(baseUrl: string): boolean {
  return CLOUD_HOSTS.test(new URL(baseUrl).hostname);
}

/** Whether it is a resource of Azure's. */
export function isAzure(baseUrl: string): boolean {
  return AZURE_HOSTS.test(new URL(baseUrl).hostname);
}
