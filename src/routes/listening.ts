/** What listens, for every page of this tab: made when it is first needed. */
import { createContext } from 'svelte';
import type { ListenerClient } from '#lib/services/listener/listener-client.ts';

export const [useListener, provideListener] = createContext<() => Promise<ListenerClient>>();
