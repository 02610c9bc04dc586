import { expect, test } from "vitest";
import { bytes, percent, rate, seconds } from "./amounts";

test("amounts keep the digits that matter", () => {
  expect([0, 0.0004, 0.004, 0.025, 0.1, 1].map(percent)).toEqual([
    "0 %",
    "0.04 %",
    "0.4 %",
    "2.5 %",
    "10 %",
    "100 %",
  ]);
  expect([0, 0.42, 312.2, 999.6, 41_249, 1_240_000].map(rate)).toEqual([
    "0/s",
    "0.4/s",
    "312/s",
    "1k/s",
    "41.2k/s",
    "1.2M/s",
  ]);
  expect([0, 900, 2 ** 20, 212 * 2 ** 20, 1.4 * 2 ** 30].map(bytes)).toEqual([
    "0 B",
    "900 B",
    "1 MiB",
    "212 MiB",
    "1.4 GiB",
  ]);
  expect([4.24, 41].map(seconds)).toEqual(["4.2 s", "41 s"]);
});
