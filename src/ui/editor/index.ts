export { Manifests } from './manifests.tsx';
