// Where the items of a menu stand: by their order in the template, and by what they say of each other
// (`before`, `after`, `beforeGroupContaining`, `afterGroupContaining`). A group is what stands between two
// separators. https://www.electronjs.org/docs/latest/api/menu-item

export interface Placed {
  id?: string;
  type?: string;
  before?: string[];
  after?: string[];
  beforeGroupContaining?: string[];
  afterGroupContaining?: string[];
}

type Group<Item> = Item[];

const placing = ["before", "after", "beforeGroupContaining", "afterGroupContaining"] as const;

/** The items in their places. What they say of items that are not there, or that goes in a circle, is nothing. */
export function inOrder<Item extends Placed>(items: readonly Item[]): Item[] {
  if (!items.some((item) => placing.some((word) => item[word] !== undefined))) return [...items];
  const separators: Item[] = [];
  let groups: Group<Item>[] = [[]];
  for (const item of items) {
    if (item.type === "separator") {
      separators.push(item);
      groups.push([]);
    } else {
      groups.at(-1)!.push(item);
    }
  }
  groups = sortGroups(merge(groups.filter((group) => group.length > 0)).map(sortItems));
  return groups.flatMap((group, i) => (i === 0 ? group : [separators[i - 1]!, ...group]));
}

const groupOf = <Item extends Placed>(groups: Group<Item>[], id: string): Group<Item> | undefined =>
  groups.find((group) => group.some((item) => item.id === id));

/** An item stands in the group of those that it is to stand by, and takes its own group along. */
function merge<Item extends Placed>(groups: Group<Item>[]): Group<Item>[] {
  let merged = groups;
  for (const item of groups.flat()) {
    for (const id of [...(item.before ?? []), ...(item.after ?? [])]) {
      const from = merged.find((group) => group.includes(item))!;
      const to = groupOf(merged, id);
      if (!to || to === from) continue;
      const both = [...to, ...from];
      merged = merged.filter((group) => group !== from).map((group) => (group === to ? both : group));
    }
  }
  return merged;
}

function sortItems<Item extends Placed>(group: Group<Item>): Group<Item> {
  const named = (ids: string[] | undefined): Item[] =>
    (ids ?? []).flatMap((id) => group.find((other) => other.id === id) ?? []);
  return sort(group, (item) => [
    ...named(item.after),
    ...group.filter((other) => item.id !== undefined && other.before?.includes(item.id)),
  ]);
}

/** Of a group the first item that says where its group stands is heard. */
function sortGroups<Item extends Placed>(groups: Group<Item>[]): Group<Item>[] {
  const before = new Map<Group<Item>, Group<Item>[]>(groups.map((group) => [group, []]));
  for (const group of groups) {
    for (const item of group) {
      const found = (ids: string[] | undefined): Group<Item>[] =>
        (ids ?? []).map((id) => groupOf(groups, id)).filter((other) => other !== undefined && other !== group) as Group<Item>[];
      const [follower] = found(item.beforeGroupContaining);
      const [leader] = found(item.afterGroupContaining);
      if (follower) before.get(follower)!.push(group);
      else if (leader) before.get(group)!.push(leader);
      if (follower || leader) break;
    }
  }
  return sort(groups, (group) => before.get(group)!);
}

/** Each behind those that come before it, else in the order that they have. */
function sort<T>(all: T[], comeBefore: (one: T) => T[]): T[] {
  const sorted: T[] = [];
  const visited = new Set<T>();
  const visit = (one: T): void => {
    if (visited.has(one)) return;
    visited.add(one);
    comeBefore(one).forEach(visit);
    sorted.push(one);
  };
  all.forEach(visit);
  return sorted;
}
