// `Menu` and `MenuItem`. https://www.electronjs.org/docs/latest/api/menu

import { BrowserWindow, windowOf } from "./browser-window.js";
import { call } from "./native.js";

export interface MenuItemOptions {
  click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
  role?: string;
  type?: "normal" | "separator" | "submenu" | "checkbox" | "radio";
  label?: string;
  accelerator?: string;
  enabled?: boolean;
  visible?: boolean;
  checked?: boolean;
  submenu?: MenuItemOptions[] | Menu;
  id?: string;
}

/** An item as the Host has completed it. */
interface Built {
  id: number;
  type: NonNullable<MenuItemOptions["type"]>;
  label: string;
  role: string;
  accelerator: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  submenu?: Built[];
}

type Changing = "label" | "enabled" | "visible" | "checked";

const items = new Map<number, MenuItem>();

function plain(options: MenuItemOptions): object {
  if (typeof options !== "object" || options === null) {
    throw new TypeError("Invalid template for MenuItem: an item must be an object");
  }
  const { role, type, label, accelerator, enabled, visible, checked, submenu } = options;
  const below = submenu instanceof Menu ? [] : submenu && checkTemplate(submenu).map(plain);
  return { role, type, label, accelerator, enabled, visible, checked, submenu: below };
}

function checkTemplate<T>(template: T[]): T[] {
  if (!Array.isArray(template)) {
    throw new TypeError("Invalid template for Menu: Menu template must be an array");
  }
  return template;
}

export class MenuItem {
  readonly id: string | undefined;
  readonly type: Built["type"];
  readonly role: string | undefined;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  click: (event?: object, window?: BrowserWindow) => void;
  menu: Menu | undefined;
  readonly #built: Built;

  constructor(options: MenuItemOptions, built?: Built) {
    this.#built = built ?? call("menu.build", [plain(options)])[0];
    this.id = options.id;
    this.type = this.#built.type;
    this.role = this.#built.role || undefined;
    this.accelerator = this.#built.accelerator || undefined;
    if (options.submenu instanceof Menu) this.submenu = options.submenu;
    else if (this.#built.submenu) this.submenu = menuOf(options.submenu ?? [], this.#built.submenu);
    const click = options.click;
    this.click = (event = {}, window) => {
      // A role's own deed, which the Host does, goes in place of a click of the app's, as documented.
      if (this.role === undefined) click?.(this, window, event);
    };
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
    const { submenu: _, ...own } = this.#built;
    return this.submenu ? { ...own, submenu: this.submenu.items.map((item) => item.shown()) } : own;
  }

  onClicked(window: BrowserWindow | undefined, checked: boolean): void {
    if (this.type === "checkbox" || this.type === "radio") {
      this.#built.checked = checked;
      if (checked) this.#uncheckSiblings();
    }
    this.click({}, window);
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

function menuOf(template: MenuItemOptions[], built: Built[]): Menu {
  const menu = new Menu();
  // A role's submenu is the Host's: it has items where the template has none.
  built.forEach((item, index) => menu.append(new MenuItem(template[index] ?? {}, item)));
  return menu;
}

let application: Menu | null = null;

export class Menu {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: MenuItemOptions[]): Menu {
    const given = checkTemplate(template).map((item) => (item instanceof MenuItem ? undefined : item));
    const built: Built[] = call("menu.build", given.map((item) => plain(item ?? { type: "separator" })));
    const menu = new Menu();
    template.forEach((item, index) => {
      menu.append(item instanceof MenuItem ? item : new MenuItem(item, built[index]));
    });
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null && !(menu instanceof Menu)) throw new TypeError("The menu must be a Menu or null");
    application = menu;
    call("menu.set_application", menu && menu.items.map((item) => item.shown()));
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
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
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
