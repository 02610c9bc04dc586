/** A word of the contract as people read it: `rolling-back` is "rolling back". */
export const spoken = (word: string): string => word.replaceAll("-", " ");
