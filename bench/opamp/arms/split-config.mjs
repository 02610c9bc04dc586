// Takes the lines that are each agent's own out of an effective configuration, without parsing: whatever stands
// under extensions.opamp and under service.telemetry.resource, in the layout that supervisors write.
const SECTIONS = [
  { from: Buffer.from("\n    opamp:\n"), indent: 4 },
  { from: Buffer.from("\n        resource:\n"), indent: 8 },
];
const NEWLINE = 0x0a;
const BLANK = 0x20;

/** The pieces that many agents share, as views, and the lines of this one, copied. */
export function splitConfig(bytes) {
  const config = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const shared = [];
  const own = [];
  let done = 0;
  for (const { from, indent } of SECTIONS) {
    const at = config.indexOf(from, done);
    if (at < 0) continue;
    const start = at + from.length;
    const end = endOfSection(config, start, indent);
    shared.push(config.subarray(done, start));
    own.push(config.subarray(start, end));
    done = end;
  }
  shared.push(config.subarray(done));
  return { shared, own: Buffer.concat(own) };
}

/** Where the first line begins that is indented no deeper. */
function endOfSection(config, start, indent) {
  let at = start;
  while (at < config.length) {
    if (config[at + indent] !== BLANK || config[at] !== BLANK) return at;
    const newline = config.indexOf(NEWLINE, at);
    if (newline < 0) return config.length;
    at = newline + 1;
  }
  return at;
}
