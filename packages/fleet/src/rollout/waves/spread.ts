/**
 * A number from 0 to 2^32 - 1 that depends on the whole text, so that ids which follow each other stand far apart. Orders
 * agents without chance; no protection against anybody.
 */
export function spreadOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The same items in an order that neighbours in id do not share; equal spreads stand by id. */
export function inSpreadOrder<Item>(items: readonly Item[], idOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, id: idOf(item), spread: spreadOf(idOf(item)) }))
    .sort((a, b) => a.spread - b.spread || (a.id < b.id ? -1 : Number(a.id > b.id)))
    .map(({ item }) => item);
}
