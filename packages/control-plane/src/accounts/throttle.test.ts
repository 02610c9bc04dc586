import { expect, it } from "vitest";
import { Throttle } from "./throttle.js";

const attempt = (person: string | null) => ({ person, address: "192.0.2.1", device: null });

it("whoever signs in beside his own guesses takes nothing of their delay away", () => {
  const throttle = new Throttle();
  for (let guess = 0; guess < 20; guess += 1) throttle.failed(attempt(`victim-${guess}`), 0);
  expect(throttle.waitMs(attempt("own"), 0)).toBe(0);
  const own = throttle.failed(attempt("own"), 0);
  throttle.failed(attempt("victim"), 0);
  throttle.succeeded(attempt("own"), own);
  expect(throttle.waitMs(attempt("own"), 0)).toBeGreaterThan(0);
});

it("whoever shares an address with many failures signs in without a delay for the next", () => {
  const throttle = new Throttle();
  for (let guess = 0; guess < 21; guess += 1) throttle.failed(attempt(`victim-${guess}`), 0);
  const later = throttle.waitMs(attempt("own"), 0);
  const own = throttle.failed(attempt("own"), later);
  throttle.succeeded(attempt("own"), own);
  expect(throttle.waitMs(attempt("next"), later)).toBe(0);
});

it("guesses from all over one IPv6 network of 64 bits wait as one address", () => {
  const throttle = new Throttle();
  const from = (host: number) => ({ ...attempt(`victim-${host}`), address: `2001:db8::${host}` });
  for (let host = 1; host <= 21; host += 1) throttle.failed(from(host), 0);
  expect(throttle.waitMs(from(99), 0)).toBeGreaterThan(0);
  expect(throttle.waitMs({ ...from(99), address: "2001:db8:0:1::1" }, 0)).toBe(0);
});

it("links that were tried from many addresses keep nobody elsewhere from using one", () => {
  const throttle = new Throttle();
  const from = (host: number) => ({ ...attempt(null), address: `192.0.2.${host % 250}` });
  for (let tried = 0; tried < 500; tried += 1) throttle.failed(from(tried), 0);
  expect(throttle.waitMs({ ...attempt(null), address: "198.51.100.1" }, 0)).toBe(0);
  for (let tried = 0; tried < 5; tried += 1) throttle.failed(from(1), 0);
  expect(throttle.waitMs(from(1), 0)).toBeGreaterThan(0);
});
