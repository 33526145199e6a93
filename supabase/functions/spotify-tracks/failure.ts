/** What may go wrong between here and Spotify. */
export type Failure =
	| {
			readonly kind: 'too-many';
			readonly retryAfterS: number;
			/** As Spotify names it, such as `QUOTA_EXCEEDED`. */
			readonly reason?: string;
	  }
	/** `status` is Spotify's, 0 where it gave none. */
	| { readonly kind: 'timed-out' | 'failed' | 'refused'; readonly status: number };

/** Ends a look-up; within this function only, an answer to whoever asked. */
export class FailureError extends Error {
	readonly failure: Failure;

	constructor(failure: Failure) {
		super(failure.kind);
		this.failure = failure;
	}
}

/** Where Spotify does not say for how long. */
const usualRetryAfterS = 5;

/** @param answer one that is no success, and is read here */
export async function readFailure(answer: Response): Promise<Failure> {
	const { status } = answer;
	if (status !== 429) {
		await answer.body?.cancel();
		return { kind: status === 401 || status === 403 ? 'refused' : 'failed', status };
	}
	const isQuota = (await answer.text()).includes('"QUOTA_EXCEEDED"');
	const seconds = Number(answer.headers.get('retry-after') ?? '');
	const isSaid = Number.isInteger(seconds) && seconds > 0;
	return {
		kind: 'too-many',
		retryAfterS: isSaid ? seconds : usualRetryAfterS,
		...(isQuota ? { reason: 'QUOTA_EXCEEDED' } : {})
	};
}
