export { HUB_KEY_FILE, type KeySource, openKeySource } from "./key-source.js";
export { HUB_KEY_SIZE_BYTES, HUB_KEYS_MAX } from "./key-text.js";
export { createKeyDesk, type KeyDesk } from "./key-desk.js";
export { keyOver, openHubKey } from "./open-hub-key.js";
