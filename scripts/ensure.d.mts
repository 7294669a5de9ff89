/** The browser that the tests will drive, or undefined when this machine has none. */
export function findBrowser(): Promise<string | undefined>;
/** Whether Portolan runs on this version of Node.js (`20.19.0`). */
export function isNewEnough(version: string): boolean;
