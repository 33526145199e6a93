/** The worker: the house's music behind comlink, its arrays handed over rather than copied. */
import { expose, transfer } from 'comlink';
import { speaking } from '#lib/contracts/protocol.ts';
import { createHouseApi, type HouseApi } from './api.ts';

const api = createHouseApi();

const exposed: HouseApi = {
	...api,
	next(handle, frames) {
		const result = api.next(handle, frames);
		if (!result.ok) return result;
		return transfer(result, [result.value.left.buffer, result.value.right.buffer]);
	}
};

expose(speaking(exposed));
