import type { Status } from '../../../api/index.ts';

/** 404: the object is not there. `resource` is the plural with its group, such as `deployments.apps`. */
export function notFound(resource: string, name: string): Status {
  return { code: 404, reason: 'NotFound', message: `${resource} "${name}" not found` };
}

/** 409: the name is taken. */
export function alreadyExists(resource: string, name: string): Status {
  return { code: 409, reason: 'AlreadyExists', message: `${resource} "${name}" already exists` };
}

const MODIFIED = 'the object has been modified; please apply your changes to the latest version and try again';

/** 409: somebody else wrote in the meantime, or `why` else the object as it is now does not allow it. */
export function conflict(resource: string, name: string, why = MODIFIED): Status {
  return { code: 409, reason: 'Conflict', message: `Operation cannot be fulfilled on ${resource} "${name}": ${why}` };
}

/** 403: the namespace is being deleted and takes nothing new. Models plugin/pkg/admission/namespace/lifecycle (v1.36). */
export function namespaceTerminating(resource: string, name: string, namespace: string): Status {
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${resource} "${name}" is forbidden: unable to create new content in namespace ${namespace} because it is being terminated`,
    causes: [
      {
        field: 'metadata.namespace',
        reason: 'NamespaceTerminating',
        message: `namespace ${namespace} is being terminated`,
      },
    ],
  };
}

/** 403: an admission plugin does not let it in. */
export function forbiddenRequest(resource: string, name: string, why: string): Status {
  return { code: 403, reason: 'Forbidden', message: `${resource} "${name}" is forbidden: ${why}` };
}

/** 400: the request could not be understood. */
export function badRequest(message: string): Status {
  return { code: 400, reason: 'BadRequest', message };
}

/** 500: the server's own trouble, with its reason as the only cause. */
export function internalError(reason: string): Status {
  return {
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${reason}`,
    causes: [{ field: '', reason: '', message: reason }],
  };
}

/** 500: an error that nobody gave a reason to. */
export function serverError(message: string): Status {
  return { code: 500, reason: '', message };
}
