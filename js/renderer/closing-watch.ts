// A page closes its window. The engine would ask a page in vain that nobody has clicked whether it wants to stay, and
// does not close one that has been elsewhere: so the wish is told to the window, which closes as by its button.
// Evaluated in each realm of a main document before its scripts.

export default function watchClosing(report: () => void): void {
  const { apply } = Reflect;
  const { close } = window;
  const watched = {
    close(this: unknown): void {
      // Another window's is for the engine.
      if (this === undefined || this === null || this === window) report();
      else apply(close, this, []);
    },
  }.close;
  window.close = watched;
}
