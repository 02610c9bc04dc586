/** Longest text that is read, in UTF-16 units (4 Mi). A longer one is answered with `config-too-long`. */
export const CONFIG_LENGTH_MAX = 4 * 1024 * 1024;

/** Deepest nesting of maps and lists that is read. Deeper ones are answered with `config-too-deep`. */
export const CONFIG_DEPTH_MAX = 256;

/** Most values after aliases are expanded. More are answered with `config-too-large`. */
export const CONFIG_VALUES_MAX = 400_000;
