// The figures of a soak, as a table in Markdown and as a chart for each part.

import { roles } from "./processes.mjs";

const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)}`;
const measures = [
  ["memory", "MiB", mebibytes],
  ["descriptors", "", String],
  ["mappings", "", String],
];

export function tableOf(all) {
  const lines = ["| part | process | what | start | peak | after the warm-up | end |", "| --- | --- | --- | ---: | ---: | ---: | ---: |"];
  for (const { name, count, samples, rest } of all) {
    for (const role of roles) {
      for (const [what, unit, show] of measures) {
        const first = samples.find((sample) => sample[role].count > 0)?.[role][what] ?? 0;
        const peak = samples.reduce((most, sample) => Math.max(most, sample[role][what]), 0);
        const at = (mark) => (rest[mark] ? show(rest[mark][role][what]) : "—");
        const label = `${what}${unit && `, ${unit}`}`;
        lines.push(`| ${name}, ${count.toLocaleString("en")} | ${role} | ${label} | ${show(first)} | ${show(peak)} | ${at("warm")} | ${at("end")} |`);
      }
    }
  }
  return lines.join("\n");
}

const [width, height, left, top] = [900, 170, 70, 30];
const colours = { main: "#c0392b", shell: "#2471a3", pages: "#1e8449" };

/** Three charts, one below the other, over the time of the part. */
export function chartOf({ name, samples, seconds }) {
  const charts = measures.map(([what, unit, show], at) => {
    const most = Math.max(1, ...samples.flatMap((sample) => roles.map((role) => sample[role][what])));
    const y = top + at * (height + 40);
    const lines = roles.map((role) => {
      const points = samples.map((sample) => {
        const x = left + (sample.time / Math.max(seconds, 1)) * width;
        return `${x.toFixed(1)},${(y + height - (sample[role][what] / most) * height).toFixed(1)}`;
      });
      return `<polyline fill="none" stroke="${colours[role]}" stroke-width="1.5" points="${points.join(" ")}"/>`;
    });
    return [
      `<rect x="${left}" y="${y}" width="${width}" height="${height}" fill="none" stroke="#bbb"/>`,
      `<text x="${left}" y="${y - 6}">${what}${unit && `, ${unit}`}</text>`,
      `<text x="${left - 6}" y="${y + 10}" text-anchor="end">${show(most)}</text>`,
      `<text x="${left - 6}" y="${y + height}" text-anchor="end">0</text>`,
      ...lines,
    ].join("\n");
  });
  const bottom = top + measures.length * (height + 40);
  const legend = roles.map((role, i) => `<text x="${left + i * 90}" y="${bottom}" fill="${colours[role]}">${role}</text>`);
  const end = `<text x="${left + width}" y="${bottom}" text-anchor="end">${seconds.toFixed(0)} s</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 20} ${bottom + 12}" font-family="sans-serif" font-size="12">
<title>${name}</title>
<rect width="100%" height="100%" fill="#fff"/>
${charts.join("\n")}
${legend.join("\n")}
${end}
</svg>
`;
}
