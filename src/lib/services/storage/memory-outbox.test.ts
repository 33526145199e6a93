import { describeOutboxContract } from './outbox-storage-contract.ts';
import { createMemoryOutbox } from './memory-outbox.ts';

describeOutboxContract('memory outbox', () => Promise.resolve(createMemoryOutbox()));
