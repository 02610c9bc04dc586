import type { OptionNode } from "../catalogue/catalogue.js";
import { COUNT, DURATION, FLAG, mapOf, section, TEXT, TEXTS } from "./option-nodes.js";

const METRIC = section({ enabled: FLAG, aggregation_strategy: TEXT, attributes: TEXTS });
const ATTRIBUTE = section({
  enabled: FLAG,
  metrics_include: { kind: "any" },
  metrics_exclude: { kind: "any" },
});

/** Metrics, by what they measure: `system.cpu` with `time` is `system.cpu.time`. */
function measures(what: string, names: string): Readonly<Record<string, OptionNode>> {
  const metrics = names.split(/\s+/).map((name) => [`${what}.${name}`, METRIC] as const);
  return { metrics: section(Object.fromEntries(metrics)), resource_attributes: mapOf(ATTRIBUTE) };
}

/** What is chosen by a list of names, and how names are compared. */
function matching(names: string): OptionNode {
  return section({
    [names]: TEXTS,
    match_type: TEXT,
    regexp: section({ cacheenabled: FLAG, cachemaxnumentries: COUNT }),
  });
}

/** Scrapers of the receiver `host_metrics`, as of 0.149 to 0.159. */
export const HOST_METRICS_SCRAPERS: Readonly<Record<string, OptionNode>> = {
  cpu: section(measures("system.cpu", "frequency logical.count physical.count time utilization")),
  disk: section({
    ...measures(
      "system.disk",
      "io io_time merged operation_time operations pending_operations weighted_io_time",
    ),
    include: matching("devices"),
    exclude: matching("devices"),
  }),
  load: section({
    ...measures("system.cpu", "load_average.15m load_average.1m load_average.5m"),
    cpu_average: FLAG,
  }),
  filesystem: section({
    ...measures("system.filesystem", "inodes.usage usage utilization"),
    include_virtual_filesystems: FLAG,
    include_devices: matching("devices"),
    exclude_devices: matching("devices"),
    include_fs_types: matching("fs_types"),
    exclude_fs_types: matching("fs_types"),
    include_mount_points: matching("mount_points"),
    exclude_mount_points: matching("mount_points"),
  }),
  memory: section(
    measures(
      "system",
      "linux.memory.available linux.memory.dirty memory.limit memory.linux.hugepages.limit memory.linux.hugepages.page_size memory.linux.hugepages.reserved memory.linux.hugepages.surplus memory.linux.hugepages.usage memory.linux.hugepages.utilization memory.linux.shared memory.page_size memory.usage memory.utilization",
    ),
  ),
  network: section({
    ...measures(
      "system.network",
      "connections conntrack.count conntrack.max dropped errors io packets",
    ),
    include: matching("interfaces"),
    exclude: matching("interfaces"),
  }),
  nfs: section(
    measures(
      "nfs",
      "client.net.count client.net.tcp.connection.accepted client.operation.count client.procedure.count client.rpc.authrefresh.count client.rpc.count client.rpc.retransmit.count server.fh.stale.count server.io server.net.count server.net.tcp.connection.accepted server.operation.count server.procedure.count server.repcache.requests server.rpc.count server.thread.count",
    ),
  ),
  paging: section(measures("system.paging", "faults operations usage utilization")),
  processes: section(measures("system.processes", "count created")),
  process: section({
    ...measures(
      "process",
      "context_switches cpu.time cpu.utilization disk.io disk.operations handles memory.usage memory.utilization memory.virtual open_file_descriptors paging.faults signals_pending threads uptime",
    ),
    include: matching("names"),
    exclude: matching("names"),
    mute_process_all_errors: FLAG,
    mute_process_name_error: FLAG,
    mute_process_io_error: FLAG,
    mute_process_cgroup_error: FLAG,
    mute_process_exe_error: FLAG,
    mute_process_user_error: FLAG,
    scrape_process_delay: DURATION,
  }),
  system: section(measures("system", "uptime")),
};
