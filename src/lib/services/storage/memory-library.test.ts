import { describeLibraryStorageContract } from './library-storage-contract.ts';
import { createMemoryLibrary } from './memory-library.ts';

describeLibraryStorageContract('memory library', () => Promise.resolve(createMemoryLibrary()));
