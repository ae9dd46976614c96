// Scripts that an app does not wait for.

/**
 * A promise that settles as this one does. Where its page has gone, the rejection of it counts as handled: an app
 * that did not wait for the script is not ended by a window that was closed.
 */
export function unlessGone<T>(isGone: () => boolean, result: Promise<T>): Promise<T> {
  const given = new Promise<T>((resolve, reject) => {
    result.then(resolve, (error: unknown) => {
      if (isGone() || isOfGonePage(error)) given.catch(() => {});
      reject(error as Error);
    });
  });
  return given;
}

function isOfGonePage(error: unknown): boolean {
  try {
    return (error as { code?: unknown }).code === "ERR_PAGE_GONE";
  } catch {
    return false;
  }
}
