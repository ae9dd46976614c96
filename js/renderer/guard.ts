// The engine hands the promise and the reason of a rejection that nobody handles to the window's
// listeners in every world, as they are: a page could reach the preload's world through them. This
// listener is the first on the window, and keeps the rejections of its own world from the others.

export function guardRejections(): void {
  if (typeof addEventListener !== "function") return;
  const { stopImmediatePropagation } = Event.prototype;
  const keep = (event: PromiseRejectionEvent): void => {
    if (event.promise instanceof Promise) Reflect.apply(stopImmediatePropagation, event, []);
  };
  addEventListener("unhandledrejection", keep, { capture: true });
  addEventListener("rejectionhandled", keep, { capture: true });
}
