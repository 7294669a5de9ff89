import { type EndpointSlice, keyOf, objectKey, SERVICE_NAME_LABEL } from '../../api/index.ts';
import type { Reader } from '../../cluster/control-plane/apiserver/index.ts';

/** The key of the Service that an EndpointSlice belongs to; empty for other objects. */
export function serviceOf(object: string, read: Reader): string {
  if (!object.startsWith('EndpointSlice/')) return '';
  const [, namespace = '', name = ''] = object.split('/');
  const slice = read.get<EndpointSlice>('EndpointSlice', namespace, name);
  const service = slice && keyOf(slice) === object ? slice.metadata.labels?.[SERVICE_NAME_LABEL] : undefined;
  return service === undefined ? '' : objectKey('Service', namespace, service);
}
