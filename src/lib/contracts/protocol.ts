/**
 * What page and workers say to one another has a version, counted up whenever a call is taken away or
 * means something else. They shake hands on it: a page and a worker of two builds, which a host or a
 * cache may bring together, must not misunderstand each other.
 */
export const protocolVersion = 1;

/** Part of every worker's interface, whatever its version. */
export interface Speaking {
	protocol(): number;
}

/** A worker's interface, with what it is asked first. */
export function speaking<Api extends object>(api: Api): Api & Speaking {
	return { ...api, protocol: () => protocolVersion };
}
