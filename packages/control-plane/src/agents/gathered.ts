interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (answer: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One call for many: the first goes at once; what comes while it is under way goes together with the next, at most
 * `itemsMax` at a time. `run` answers item by item, in order; where it rejects, all of its items do.
 */
export function gathered<In, Out>(
  run: (items: readonly In[]) => Promise<readonly Out[]>,
  itemsMax: number,
): (item: In) => Promise<Out> {
  const waiting: Waiting<In, Out>[] = [];
  let isRunning = false;
  const work = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, itemsMax);
      try {
        const answers = await run(batch.map(({ item }) => item));
        if (answers.length !== batch.length) throw new Error("An answer for each item is needed.");
        // Same length: the answer is there, even where it is `undefined`.
        for (const [index, one] of batch.entries()) one.resolve(answers[index] as Out);
      } catch (error) {
        for (const one of batch) one.reject(error);
      }
    }
    isRunning = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void work();
    });
}
