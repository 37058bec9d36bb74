import manifest from "../../package.json" with { type: "json" };

/**
 * Node's own flags that bound the service's memory, as `npm start` has them: by itself V8 lets garbage lie until the heap is several times what is in
 * use, and more so on a big machine. With these bounds memory stays flat however many chats there are.
 */
export const MEMORY_FLAGS = manifest.scripts.start.match(/--max-\S+-size=\d+/g) ?? [];
