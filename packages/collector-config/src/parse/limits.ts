/** Longest text that is read, in UTF-16 units (1 Mi). A longer one is answered with `config-too-long`. */
export const CONFIG_LENGTH_MAX = 1024 * 1024;

/** Deepest nesting of maps and lists that is read, aliases followed. Deeper ones are answered with `config-too-deep`. */
export const CONFIG_DEPTH_MAX = 256;

/** Most values after aliases are expanded. More are answered with `config-too-large`. */
export const CONFIG_VALUES_MAX = 100_000;

/** Most characters of keys and values after aliases are expanded (4 Mi). More are answered with `config-too-large`. */
export const CONFIG_EXPANDED_MAX = 4 * 1024 * 1024;

/** Most problems of one kind of reading that are told; a text with more has one cause anyway. */
export const PROBLEMS_MAX = 100;

/** Most components, pipelines and mentions together that rules judge; more are answered with `config-too-large`. */
export const CONFIG_PARTS_MAX = 5_000;

/** Most links between pipelines that a graph lists; with more, `truncated` is set. */
export const GRAPH_LINKS_MAX = 10_000;

/** Most findings that one check answers. */
export const FINDINGS_MAX = 1_000;

/** Most paths from receivers to exporters that are listed; with more, `truncated` is set. */
export const PATHS_MAX = 10_000;

/** Most components on all listed paths together, and most steps of looking for them. */
export const PATH_STEPS_MAX = 250_000;

/** Longest text that one edit writes; where a longer one were needed, a finding has no edit. */
export const EDIT_LENGTH_MAX = 32_768;
