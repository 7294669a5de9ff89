import { compareQuantities } from '../../../../../api/index.ts';
import {
  duplicate,
  type FieldError,
  forbidden,
  invalid,
  notFoundValue,
  notSupported,
  required,
} from '../../field-errors.ts';
import { dnsLabelFaults } from '../../formats.ts';
import { fieldRefFaults } from './env.ts';
import { resourceFieldFaults } from './resources.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A volume of a Pod, as far as it is looked at: its name and the one source that it comes from. */
export interface Volume extends Fields {
  readonly name?: string;
}

/** Every source in the order in which the API server looks at them, with the texts that it must have. */
const SOURCES: readonly (readonly [string, readonly string[]])[] = [
  ['emptyDir', []],
  ['hostPath', ['path']],
  ['gitRepo', ['repository']],
  ['gcePersistentDisk', ['pdName']],
  ['awsElasticBlockStore', ['volumeID']],
  ['secret', ['secretName']],
  ['nfs', ['server', 'path']],
  ['iscsi', ['targetPortal', 'iqn']],
  ['glusterfs', ['endpoints', 'path']],
  ['flocker', []],
  ['persistentVolumeClaim', ['claimName']],
  ['rbd', ['monitors', 'image']],
  ['cinder', ['volumeID']],
  ['cephfs', ['monitors']],
  ['quobyte', ['registry', 'volume']],
  ['downwardAPI', []],
  ['fc', []],
  ['flexVolume', ['driver']],
  ['configMap', ['name']],
  ['azureFile', ['secretName', 'shareName']],
  ['vsphereVolume', ['volumePath']],
  ['photonPersistentDisk', ['pdID']],
  ['portworxVolume', ['volumeID']],
  ['azureDisk', ['diskName', 'diskURI']],
  ['storageos', []],
  ['projected', []],
  ['scaleIO', ['gateway', 'system', 'volumeName']],
  ['csi', ['driver']],
  ['ephemeral', []],
  ['image', []],
];

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
const MOST_MODE = 0o777;
const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** What a file of the downward API may show. */
const FILE_FIELDS = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

function modeFaults(mode: unknown, at: string): FieldError[] {
  return typeof mode === 'number' && (mode < 0 || mode > MOST_MODE) ? [invalid(at, mode, MODE)] : [];
}

function backstepFaults(path: string, at: string): FieldError[] {
  return path.split('/').includes('..') ? [invalid(at, path, "must not contain '..'")] : [];
}

/** Faults of a path that must lead down from where it begins. Models validateLocalDescendingPath (v1.36). */
export function descendingPathFaults(path: string, at: string): FieldError[] {
  const absolute = path.startsWith('/') ? [invalid(at, path, 'must be a relative path')] : [];
  return [...absolute, ...backstepFaults(path, at)];
}

function filePathFaults(path: string, at: string): FieldError[] {
  const dots = path.startsWith('..') && !path.startsWith('../');
  return [
    ...(path === '' ? [required(at)] : []),
    ...descendingPathFaults(path, at),
    ...(dots && path !== '..' ? [invalid(at, path, "must not start with '..'")] : []),
  ];
}

function itemFaults(items: unknown, at: string): FieldError[] {
  return list(items).flatMap(({ key, path, mode }, i) => [
    ...(text(key) === '' ? [required(`${at}.items[${i}].key`)] : []),
    ...filePathFaults(text(path), `${at}.items[${i}].path`),
    ...modeFaults(mode, `${at}.items[${i}].mode`),
  ]);
}

/** A file of the downward API; its path in the error is that of the volume, in the real server too. */
function fileFaults(file: Fields, at: string): FieldError[] {
  const { fieldRef, resourceFieldRef } = file as { fieldRef?: Fields; resourceFieldRef?: Fields };
  const both = 'fieldRef and resourceFieldRef can not be specified simultaneously';
  const source = fieldRef
    ? [
        ...fieldRefFaults(text(fieldRef['fieldPath']), `${at}.fieldRef.fieldPath`, FILE_FIELDS),
        ...(resourceFieldRef ? [invalid(at, 'resource', both)] : []),
      ]
    : resourceFieldRef
      ? resourceFieldFaults(resourceFieldRef, `${at}.resourceFieldRef`, true)
      : [required(at, 'one of fieldRef and resourceFieldRef is required')];
  return [...filePathFaults(text(file['path']), `${at}.path`), ...source, ...modeFaults(file['mode'], `${at}.mode`)];
}

function tokenFaults({ expirationSeconds = 3600, path }: Fields, at: string, volume: string): FieldError[] {
  const seconds = Number(expirationSeconds);
  return [
    ...(seconds < 600
      ? [invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration less than 10 minutes')]
      : []),
    ...(seconds > 2 ** 32
      ? [invalid(`${at}.expirationSeconds`, seconds, 'may not specify a duration larger than 2^32 seconds')]
      : []),
    ...filePathFaults(text(path), `${volume}.path`),
  ];
}

function projectionFaults(sources: readonly Fields[], at: string): FieldError[] {
  const seen = new Set<string>();
  const again = (value: string, quoted: string): FieldError[] => {
    if (value !== '' && seen.has(value)) return [invalid(at, quoted, 'conflicting duplicate paths')];
    seen.add(value);
    return [];
  };
  return sources.flatMap((source, i) => {
    const path = `${at}.sources[${i}]`;
    const errors = (['secret', 'configMap'] as const).flatMap((kind) => {
      const one = source[kind] as Fields | undefined;
      if (!one) return [];
      const named = text(one['name']) === '' ? [required(`${path}.${kind}.name`)] : [];
      const doubled = list(one['items']).flatMap((item) => again(text(item['path']), text(one['name'])));
      return [...named, ...itemFaults(one['items'], `${path}.${kind}`), ...doubled];
    });
    const { downwardAPI, serviceAccountToken } = source as Readonly<Record<string, Fields | undefined>>;
    for (const file of list(downwardAPI?.['items']))
      errors.push(...fileFaults(file, `${path}.downwardAPI`), ...again(text(file['path']), text(file['path'])));
    if (serviceAccountToken) errors.push(...tokenFaults(serviceAccountToken, `${path}.serviceAccountToken`, at));
    const many = Object.values(source).filter((one) => one !== undefined).length > 1;
    return many ? [...errors, forbidden(path, 'may not specify more than 1 volume type')] : errors;
  });
}

/** What a source must fulfil beyond having its texts. */
const MORE: Readonly<Record<string, (source: Fields, at: string) => FieldError[]>> = {
  emptyDir: ({ sizeLimit }, at) =>
    typeof sizeLimit === 'string' && compareQuantities(sizeLimit, '0') < 0
      ? [forbidden(`${at}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: ({ path, type }, at) =>
    text(path) === ''
      ? []
      : [
          ...backstepFaults(text(path), `${at}.path`),
          ...(HOST_PATH_TYPES.includes(text(type)) ? [] : [notSupported(`${at}.type`, type, HOST_PATH_TYPES)]),
        ],
  secret: ({ defaultMode, items }, at) => [...modeFaults(defaultMode, `${at}.defaultMode`), ...itemFaults(items, at)],
  configMap: ({ defaultMode, items }, at) => [
    ...modeFaults(defaultMode, `${at}.defaultMode`),
    ...itemFaults(items, at),
  ],
  nfs: ({ path }, at) =>
    text(path).startsWith('/') ? [] : [invalid(`${at}.path`, text(path), 'must be an absolute path')],
  downwardAPI: ({ defaultMode, items }, at) => [
    ...modeFaults(defaultMode, `${at}.defaultMode`),
    ...list(items).flatMap((file) => fileFaults(file, at)),
  ],
  projected: ({ defaultMode, sources }, at) => [
    ...modeFaults(defaultMode, `${at}.defaultMode`),
    ...projectionFaults(list(sources), at),
  ],
  gitRepo: ({ directory }, at) => descendingPathFaults(text(directory), `${at}.directory`),
};

function sourceFaults(volume: Volume, at: string): FieldError[] {
  const given = SOURCES.filter(([kind]) => volume[kind] !== undefined);
  if (given.length === 0) return [required(at, 'must specify a volume type')];
  return given.flatMap(([kind, needed], i) => {
    const path = `${at}.${kind}`;
    if (i > 0) return [forbidden(path, 'may not specify more than 1 volume type')];
    const source = volume[kind] as Fields;
    const empty = (value: unknown): boolean => value === undefined || (value as string | unknown[]).length === 0;
    const missing = needed.filter((field) => empty(source[field])).map((field) => required(`${path}.${field}`));
    return [...missing, ...(MORE[kind]?.(source, path) ?? [])];
  });
}

/** Faults of a Pod's volumes, and the names of those that have none. Models pkg/apis/core/validation ValidateVolumes (v1.36). */
export function volumeFaults(
  volumes: readonly Volume[],
  at: string,
): { readonly errors: FieldError[]; readonly usable: ReadonlyMap<string, Volume> } {
  const usable = new Map<string, Volume>();
  const errors = volumes.flatMap((volume, i) => {
    const { name = '' } = volume;
    const path = `${at}[${i}].name`;
    const faults = [
      ...sourceFaults(volume, `${at}[${i}]`),
      ...(name === '' ? [required(path)] : dnsLabelFaults(name).map((fault) => invalid(path, name, fault))),
      ...(usable.has(name) ? [duplicate(path, name)] : []),
    ];
    if (faults.length === 0) usable.set(name, volume);
    return faults;
  });
  return { errors, usable };
}

interface Mount {
  readonly name?: string;
  readonly mountPath?: string;
  readonly subPath?: string;
  readonly subPathExpr?: string;
}

/** Faults of where a container sees volumes. Models pkg/apis/core/validation ValidateVolumeMounts (v1.36). */
export function mountFaults(mounts: readonly Mount[], usable: ReadonlyMap<string, Volume>, at: string): FieldError[] {
  const paths = new Set<string>();
  return mounts.flatMap(({ name = '', mountPath = '', subPath = '', subPathExpr = '' }, i) => {
    const path = `${at}[${i}]`;
    const again = paths.has(mountPath);
    paths.add(mountPath);
    const exclusive = subPathExpr !== '' && subPath !== '';
    return [
      ...(name === '' ? [required(`${path}.name`)] : []),
      ...(usable.has(name) ? [] : [notFoundValue(`${path}.name`, name)]),
      ...(mountPath === '' ? [required(`${path}.mountPath`)] : []),
      ...(again ? [invalid(`${path}.mountPath`, mountPath, 'must be unique')] : []),
      ...(subPath === '' ? [] : descendingPathFaults(subPath, `${at}.subPath`)),
      ...(exclusive
        ? [invalid(`${path}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive')]
        : []),
      ...(subPathExpr === '' ? [] : descendingPathFaults(subPathExpr, `${at}.subPathExpr`)),
    ];
  });
}

const FILE_MODE = 0o644;

/** Modes and types that a volume has unless it says so. Models pkg/apis/core/v1 SetDefaults of volume sources (v1.36). */
export function volumeDefaults(volume: Volume): Volume {
  const filled = (kind: string, defaults: Fields): Fields =>
    volume[kind] === undefined ? {} : { [kind]: { ...defaults, ...(volume[kind] as Fields) } };
  const sources = SOURCES.some(([kind]) => volume[kind] !== undefined) ? {} : { emptyDir: {} };
  return {
    ...volume,
    ...sources,
    ...filled('hostPath', { type: '' }),
    ...filled('secret', { defaultMode: FILE_MODE }),
    ...filled('configMap', { defaultMode: FILE_MODE }),
    ...filled('downwardAPI', { defaultMode: FILE_MODE }),
    ...filled('projected', { defaultMode: FILE_MODE }),
  };
}
