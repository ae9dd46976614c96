import { setTimeout as pause } from "node:timers/promises";

/**
 * Waits until `check` gives something true, and gives that. Fails after `patience` milliseconds, or as
 * soon as `hopeless` gives a reason.
 */
export async function until(what, check, { patience = 20_000, hopeless = () => undefined } = {}) {
  const end = Date.now() + patience;
  let last;
  do {
    try {
      const value = await check();
      if (value) return value;
      last = undefined;
    } catch (error) {
      last = error;
    }
    const reason = hopeless();
    if (reason) throw new Error(`waited in vain for ${what}: ${reason}`, { cause: last });
    await pause(25);
  } while (Date.now() < end);
  throw new Error(`waited in vain for ${what}`, { cause: last });
}
