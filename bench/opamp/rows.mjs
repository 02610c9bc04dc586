// The rows of the table: which member of which records, and what is aimed at.

/**
 * `of` are aims relative to the arms G and N, `atMost` is one in the row's own unit, for 10,000 agents on a quiet
 * machine. Aims are the library's, arm A, or the hub's where the library alone has no such row.
 */
export const ROWS = [
  {
    measure: "P1",
    member: "costUs",
    name: "P1 heartbeat, processor time",
    unit: "µs",
    of: { G: 1, N: 0.5 },
  },
  {
    measure: "P3",
    member: "slopeKb",
    name: "P3 memory for each agent",
    unit: "KB",
    of: { G: 1 / 13 },
    atMost: 10,
  },
  { measure: "P3", member: "wholeMb", name: "P3 memory, whole server", unit: "MB", atMost: 200 },
  {
    measure: "P4",
    member: "costUs",
    name: "P4 full report, processor time",
    unit: "µs",
    of: { G: 0.36, N: 0.15 },
  },
  {
    measure: "P5",
    member: "costUs",
    name: "P5a storm, processor time for each agent",
    unit: "µs",
    of: { G: 0.45, N: 0.17 },
  },
  { measure: "P5", member: "wallMs", name: "P5a storm, until all are answered", unit: "ms" },
  {
    measure: "P5b",
    member: "costUs",
    name: "P5b storm until durable, processor time for each agent",
    unit: "µs",
    of: { N: 1 / 12 },
  },
  {
    measure: "P5b",
    member: "wallUs",
    name: "P5b storm until durable, time for each agent",
    unit: "µs",
    of: { N: 1 / 12 },
    atMost: 600,
  },
  {
    measure: "P5b",
    member: "loopP99Ms",
    name: "P5b event loop delay, p99",
    unit: "ms",
    atMost: 60,
  },
  { measure: "P5b", member: "peakMb", name: "P5b memory at most", unit: "MB", atMost: 300 },
  {
    measure: "P6",
    member: "costUs",
    name: "P6 push, processor time for each agent",
    unit: "µs",
    of: { G: 0.7, N: 0.4 },
  },
  {
    measure: "P6",
    member: "wallMs",
    name: "P6 push, until all acknowledged and were answered",
    unit: "ms",
    of: { G: 0.7, N: 0.4 },
    atMost: 450,
  },
  {
    measure: "P7",
    member: "p99Ms",
    name: "P7 others' heartbeats during a push, p99",
    unit: "ms",
    of: { G: 1 / 20 },
    atMost: 12,
  },
];
