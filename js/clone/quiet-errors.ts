// Errors that are made to be filled capture no stack: that costs more than all else of them, and says
// nothing about where they come from.

import * as p from "./primordials.js";

/** Keeps engines from capturing stacks, from `begin` to `end`; whatever scripts did to the setting. */
export class QuietErrors {
  private changed: PropertyDescriptor | undefined;
  running = false;
  /** Whether stacks are captured all the same, for the setting is frozen. */
  loud = false;

  begin(): void {
    if (this.running) return;
    this.running = true;
    const setting = p.getOwnPropertyDescriptor(p.ErrorConstructor, "stackTraceLimit");
    // Without a number there engines capture nothing.
    if (setting === undefined || typeof setting.value !== "number" || setting.value <= 0) return;
    if (set(0, setting)) this.changed = setting;
    else this.loud = true;
  }

  end(): void {
    if (!this.running) return;
    this.running = false;
    this.loud = false;
    const setting = this.changed;
    this.changed = undefined;
    if (setting !== undefined) set(setting.value, setting);
  }
}

/** Sets the number, with the attributes that it has; whether that can be done. */
function set(value: unknown, { writable, enumerable, configurable }: PropertyDescriptor): boolean {
  const setting = { __proto__: null, value, writable, enumerable, configurable } as PropertyDescriptor;
  return p.reflectDefineProperty(p.ErrorConstructor, "stackTraceLimit", setting);
}
