import type { OptionNode } from "../catalogue/catalogue.js";
import { COUNT, DURATION, FLAG, mapOf, section, TEXT, TEXTS } from "./option-nodes.js";

const METRIC = section({ enabled: FLAG, aggregation_strategy: TEXT, attributes: TEXTS });
const ATTRIBUTE = section({
  enabled: FLAG,
  metrics_include: { kind: "any" },
  metrics_exclude: { kind: "any" },
});

const COMMON = { metrics: mapOf(METRIC), resource_attributes: mapOf(ATTRIBUTE) };

/** What is chosen by a list of names, and how names are compared. */
function matching(names: string): OptionNode {
  return section({
    [names]: TEXTS,
    match_type: TEXT,
    regexp: section({ cacheenabled: FLAG, cachemaxnumentries: COUNT }),
  });
}

const PLAIN = section(COMMON);

/** Scrapers of the receiver `host_metrics`, as of 0.149 to 0.159. */
export const HOST_METRICS_SCRAPERS: Readonly<Record<string, OptionNode>> = {
  cpu: PLAIN,
  disk: section({ ...COMMON, include: matching("devices"), exclude: matching("devices") }),
  load: section({ ...COMMON, cpu_average: FLAG }),
  filesystem: section({
    ...COMMON,
    include_virtual_filesystems: FLAG,
    include_devices: matching("devices"),
    exclude_devices: matching("devices"),
    include_fs_types: matching("fs_types"),
    exclude_fs_types: matching("fs_types"),
    include_mount_points: matching("mount_points"),
    exclude_mount_points: matching("mount_points"),
  }),
  memory: PLAIN,
  network: section({ ...COMMON, include: matching("interfaces"), exclude: matching("interfaces") }),
  nfs: PLAIN,
  paging: PLAIN,
  processes: PLAIN,
  process: section({
    ...COMMON,
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
  system: PLAIN,
};
