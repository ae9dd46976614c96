// `Menu` and `MenuItem`. https://www.electronjs.org/docs/latest/api/menu

import { EventEmitter } from "node:events";

import { BrowserWindow, windowOf } from "./browser-window.js";
import { inOrder, type Placed } from "./menu-order.js";
import { call } from "./native.js";
import { tellOnce } from "./silence.js";

type ItemType = "normal" | "separator" | "submenu" | "checkbox" | "radio" | "header" | "palette";

export interface MenuItemOptions extends Placed {
  click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
  role?: string;
  type?: ItemType;
  label?: string;
  accelerator?: string;
  enabled?: boolean;
  visible?: boolean;
  checked?: boolean;
  submenu?: (MenuItemOptions | MenuItem)[] | Menu;
  id?: string;
  sublabel?: string;
  toolTip?: string;
  icon?: unknown;
  registerAccelerator?: boolean;
  acceleratorWorksWhenHidden?: boolean;
}

/** An item as the Host has completed it. */
interface Built {
  id: number;
  type: ItemType;
  label: string;
  role: string;
  /** Whether the role is one, or none was given. */
  known: boolean;
  /** Whether the role does something here. */
  acts: boolean;
  accelerator: string;
  registerAccelerator: boolean;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  submenu?: Built[];
}

type Changing = "label" | "enabled" | "visible" | "checked";

const items = new Map<number, MenuItem>();

function plain(options: MenuItemOptions): object {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("Invalid template for MenuItem: must have at least one of label, role or type");
  }
  const { role, type, label, accelerator, enabled, visible, checked, submenu, registerAccelerator } = options;
  const below = submenu instanceof Menu || !submenu ? submenu && [] : checkTemplate(submenu).map(plainOrMade);
  // As texts: an app may give any value.
  const text = (value: unknown): string | undefined => (value === undefined || value === null ? undefined : String(value));
  return {
    role: text(role),
    type: text(type),
    label: text(label),
    accelerator: text(accelerator),
    enabled,
    visible,
    checked,
    registerAccelerator,
    submenu: below,
  };
}

/** A made item keeps what it is, and needs a place alone. */
function plainOrMade(item: MenuItemOptions | MenuItem): object {
  return item instanceof MenuItem ? { type: "separator" } : plain(item);
}

function checkTemplate<T>(template: T[]): T[] {
  if (!Array.isArray(template)) {
    throw new TypeError("Invalid template for Menu: Menu template must be an array");
  }
  return template;
}

export class MenuItem {
  readonly commandId: number;
  readonly id: string | undefined;
  readonly type: Built["type"];
  readonly role: string | undefined;
  readonly accelerator: string | undefined;
  readonly userAccelerator: string | null = null;
  readonly submenu: Menu | undefined;
  readonly icon: unknown;
  sublabel: string;
  toolTip: string;
  registerAccelerator: boolean;
  acceleratorWorksWhenHidden: boolean;
  click: (event?: object, window?: BrowserWindow) => void;
  menu: Menu | undefined;
  readonly #built: Built;
  readonly #answer: MenuItemOptions["click"];

  constructor(options: MenuItemOptions, built?: Built) {
    this.#built = built ?? call("menu.build", [withLabel(plain(options))])[0];
    if (!this.#built.known) tellOnce(`the role "${options.role}" is none of Electron's; see docs/compatibility.md`);
    this.commandId = this.#built.id;
    this.id = options.id;
    this.type = this.#built.type;
    this.role = this.#built.role || undefined;
    this.accelerator = this.#built.accelerator || undefined;
    this.icon = options.icon;
    this.sublabel = options.sublabel ?? "";
    this.toolTip = options.toolTip ?? "";
    this.registerAccelerator = this.#built.registerAccelerator;
    this.acceleratorWorksWhenHidden = options.acceleratorWorksWhenHidden ?? true;
    if (options.submenu instanceof Menu) this.submenu = options.submenu;
    else if (this.#built.submenu) this.submenu = menuOf(options.submenu ?? [], this.#built.submenu);
    this.#answer = options.click;
    // What a script does is what a person does, but for the mark, which the shell has set for a person.
    this.click = (event = {}, window) => {
      if (this.type === "checkbox") this.checked = !this.checked;
      if (this.type === "radio") this.checked = true;
      if (this.#built.acts) call("menu.perform", this.#built.id, (window ?? BrowserWindow.getFocusedWindow())?.id ?? 0);
      else this.#answer?.(this, window, event);
    };
    // As documented, an app may keep what it likes with an item.
    for (const [name, value] of Object.entries(options)) {
      if (!(name in this)) (this as Record<string, unknown>)[name] = value;
    }
    items.set(this.#built.id, this);
  }

  get label(): string {
    return this.#built.label;
  }
  set label(label: string) {
    this.#change("label", String(label));
  }
  get enabled(): boolean {
    return this.#built.enabled;
  }
  set enabled(enabled: boolean) {
    this.#change("enabled", Boolean(enabled));
  }
  get visible(): boolean {
    return this.#built.visible;
  }
  set visible(visible: boolean) {
    this.#change("visible", Boolean(visible));
  }
  get checked(): boolean {
    return this.#built.checked;
  }
  set checked(checked: boolean) {
    this.#change("checked", Boolean(checked));
    if (checked) this.#uncheckSiblings();
  }

  /** The item as the shell shows it. */
  shown(): Built {
    const { submenu: _, ...rest } = this.#built;
    const own = { ...rest, registerAccelerator: this.registerAccelerator };
    return this.submenu ? { ...own, submenu: this.submenu.items.map((item) => item.shown()) } : own;
  }

  onClicked(window: BrowserWindow | undefined, checked: boolean): void {
    if (this.type === "checkbox" || this.type === "radio") {
      this.#built.checked = checked;
      if (checked) this.#uncheckSiblings();
    }
    // What a role does by itself is done, in place of the app's own answer, as documented.
    if (!this.#built.acts) this.#answer?.(this, window, {});
  }

  // Of the radio items that stand together one is checked; the shell shows it so by itself.
  #uncheckSiblings(): void {
    if (this.type !== "radio" || !this.menu) return;
    const all = this.menu.items;
    const own = all.indexOf(this);
    for (const step of [-1, 1]) {
      for (let i = own + step; all[i]?.type === "radio"; i += step) all[i]!.#built.checked = false;
    }
  }

  #change<Name extends Changing>(name: Name, value: Built[Name]): void {
    this.#built[name] = value;
    call("menu.update", this.#built.id, { [name]: value });
  }
}

/** Outside of a template an item may be without anything. */
function withLabel(options: object): object {
  const { role, label, type } = options as MenuItemOptions;
  return role || label !== undefined || type === "separator" ? options : { ...options, label: "" };
}

function menuOf(template: (MenuItemOptions | MenuItem)[], built: Built[]): Menu {
  const menu = new Menu();
  // A role's submenu is the Host's: it has items where the template has none.
  const made = built.map((item, index) => {
    const options = template[index] ?? {};
    return options instanceof MenuItem ? options : new MenuItem(options, item);
  });
  for (const item of inOrder(made as (MenuItem & Placed)[])) menu.append(item);
  return menu;
}

let application: Menu | null = null;

export class Menu extends EventEmitter {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: (MenuItemOptions | MenuItem)[]): Menu {
    return menuOf(template, call("menu.build", checkTemplate(template).map(plainOrMade)));
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError("The menu must be a Menu or null");
    application = menu;
    call("menu.set_application", menu && menu.shown());
  }

  static getApplicationMenu(): Menu | null {
    return application;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(position: number, item: MenuItem): void {
    if (!(item instanceof MenuItem)) throw new TypeError("Invalid item");
    if (position < 0 || position > this.items.length) {
      throw new RangeError(`Position ${position} cannot be greater than the total MenuItem count`);
    }
    item.menu = this;
    this.items.splice(position, 0, item);
    if (application?.has(this)) Menu.setApplicationMenu(application);
    for (const window of BrowserWindow.getAllWindows()) window.onMenuChanged(this);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  /** Its items as the shell shows them. */
  shown(): object[] {
    return this.items.map((item) => item.shown());
  }

  /** Whether a menu is this one or lies below it. */
  has(menu: Menu): boolean {
    return menu === this || this.items.some((item) => item.submenu?.has(menu));
  }
}

/** A click in the shell. */
export function onMenuClicked(number: number, window: number, checked: boolean): void {
  items.get(number)?.onClicked(windowOf(window), checked);
}
