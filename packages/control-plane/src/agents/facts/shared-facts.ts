import type { BodyDigest, ComponentsFact, DescriptionFact, ReportFacts } from "@fleethub/fleet";

/** Values remembered of one attribute; one with more than these tells agents apart, and is not remembered. */
const VALUES_MAX = 64;

/** Attributes of which values are remembered. */
const ATTRIBUTES_MAX = 1000;

/** Digests of bodies, lists of components and descriptions on their way that are remembered. */
const REMEMBERED_MAX = 10_000;

/**
 * What many agents report alike, held once however many say it: values of attributes, digests of bodies, component
 * lists by the bytes they came as. A cache of bounded size; without it everything is the same but larger.
 */
export class SharedFacts {
  /** Null: too many values. */
  readonly #attributes = new Map<string, Map<string, string> | null>();
  readonly #digests = new Map<BodyDigest, BodyDigest>();
  readonly #components = new Map<BodyDigest, ComponentsFact>();
  readonly #types = new Map<BodyDigest, readonly string[]>();
  readonly #described = new Map<BodyDigest, DescriptionFact>();
  #bareCapabilities = 0n;
  #bareDigest = "bare 0" as BodyDigest;

  /** The same text, of which there is only one. */
  attribute(key: string, value: string): string {
    let values = this.#attributes.get(key);
    if (values === null) return value;
    if (values === undefined) {
      if (this.#attributes.size >= ATTRIBUTES_MAX) return value;
      values = new Map();
      this.#attributes.set(key, values);
    }
    const known = values.get(value);
    if (known !== undefined) return known;
    if (values.size >= VALUES_MAX) this.#attributes.set(key, null);
    else values.set(value, value);
    return value;
  }

  digest(digest: BodyDigest): BodyDigest {
    const known = this.#digests.get(digest);
    if (known !== undefined) return known;
    remember(this.#digests, digest, digest);
    return digest;
  }

  /** The fact of components that came as bytes with this digest before; undefined where none did. */
  componentsOf(bytes: BodyDigest): ComponentsFact | undefined {
    return this.#components.get(bytes);
  }

  /** Remembers a fact with a list, and gives it the types that agents with the same list have. */
  listed(bytes: BodyDigest, fact: ComponentsFact): ComponentsFact {
    const shared = this.components(fact);
    remember(this.#components, bytes, shared);
    return shared;
  }

  /** The same fact with digest and types that are there once. */
  components(fact: ComponentsFact): ComponentsFact {
    const { listed, types } = fact;
    if (listed === null || types === undefined) return fact;
    const known = this.#types.get(listed);
    if (known === undefined) remember(this.#types, listed, types);
    return { ...fact, listed: this.digest(listed), types: known ?? types };
  }

  /** The same report with what is there once; for one that was read from the store. */
  report(report: ReportFacts): ReportFacts {
    const { components, description, health, effective } = report;
    const attributes = Object.entries(description?.attributes ?? {});
    return {
      ...report,
      description: description && {
        ...description,
        attributes: Object.fromEntries(
          attributes.map(([key, value]) => [key, this.attribute(key, value)]),
        ),
      },
      health: health && { ...health, digest: this.digest(health.digest) },
      effective: effective && { ...effective, digest: this.digest(effective.digest) },
      components: components && this.components(components),
    };
  }

  /** A description that was read before its agent was known, until it is asked for. */
  described(bytes: BodyDigest, fact: DescriptionFact): void {
    remember(this.#described, bytes, fact);
  }

  takeDescribed(bytes: BodyDigest): DescriptionFact | undefined {
    const fact = this.#described.get(bytes);
    if (fact !== undefined) this.#described.delete(bytes);
    return fact;
  }

  /** The digest of a message that names capabilities alone, beside its sequence number. */
  bareDigest(capabilities: bigint): BodyDigest {
    if (capabilities !== this.#bareCapabilities) {
      this.#bareCapabilities = capabilities;
      this.#bareDigest = `bare ${capabilities}` as BodyDigest;
    }
    return this.#bareDigest;
  }
}

/** Starts afresh when it is full: what is still said comes again. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.size >= REMEMBERED_MAX) map.clear();
  map.set(key, value);
}
