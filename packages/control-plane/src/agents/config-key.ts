/** The key under which a supervisor takes its one config. */
export const CONFIG_KEY = "";
