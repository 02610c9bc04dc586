// A number counts only when everything was answered as it should be.

/** Throws where agents are missing, a reply was an error or asked for the report again. */
export function checkClean(arm, { counts, open }, agents) {
  const { refused, lost, errors, resends, unexpected } = counts;
  if (open === agents && refused + lost + errors + resends + unexpected === 0) return;
  throw new Error(`Arm ${arm.name}, ${open} of ${agents} open: ${JSON.stringify(counts)}`);
}
