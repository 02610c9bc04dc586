// What a catalogue holds and what it lacks, in a few lines.

/** Prints the numbers of one version. */
export function sayCoverage(version, { components, missing, unresolved }, { bytes, compressed }) {
  const known = components.filter(({ options }) => options !== null);
  const borrowed = components.filter((component) => component.borrowed !== undefined);
  const count = known.reduce((sum, { options }) => sum + countOptions(options), 0);
  console.log(
    `${version}: ${components.length} components (${borrowed.length} borrowed), ` +
      `${known.length} with options, ${count} options, ${bytes} bytes, ${compressed} compressed`,
  );
  const without = components.filter(({ options }) => options === null);
  say(
    "  without options",
    without.map(({ class: kind, type }) => `${kind}/${type}`),
  );
  say("  not to be had at any version", missing);
  say(
    "  references that lead nowhere",
    [...unresolved].map(([ref, uses]) => `${ref} (${uses})`),
  );
}

function say(what, names) {
  if (names.length > 0) console.log(`${what}:\n    ${names.join("\n    ")}`);
}

function countOptions(node) {
  let sum = 0;
  for (const child of Object.values(node.options ?? {})) sum += 1 + countOptions(child);
  for (const child of [node.items, node.values, ...(node.alternatives ?? [])])
    if (child) sum += countOptions(child);
  return sum;
}
