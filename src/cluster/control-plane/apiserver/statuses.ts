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
