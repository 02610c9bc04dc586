export {
  MEMORY_CHANGES_MAX,
  type MemoryStorage,
  type MemoryStorageOptions,
  createMemoryStorage,
} from "./create-memory-storage.js";
