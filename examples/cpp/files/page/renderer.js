const title = document.querySelector("h1");
const list = document.querySelector("ul");
const stop = document.querySelector("button");
const running = new Set();

function sizeOf(bytes) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  for (; bytes >= 1000 && unit + 1 < units.length; ++unit) bytes /= 1000;
  return `${unit ? bytes.toFixed(1) : bytes} ${units[unit]}`;
}

function row(entry) {
  const item = document.createElement("li");
  const name = item.appendChild(document.createElement("span"));
  const size = item.appendChild(document.createElement("span"));
  name.textContent = entry.folder ? `${entry.name}/` : entry.name;
  size.textContent = entry.folder ? "…" : sizeOf(entry.size);
  list.append(item);
  if (!entry.folder) return;
  item.className = "folder counting";
  name.addEventListener("click", () => show(entry.path));
  const count = window.files.measure(
    entry.path,
    (soFar) => (size.textContent = `${sizeOf(soFar.size)} …`),
    (measure, error) => {
      running.delete(count);
      stop.disabled = running.size === 0;
      item.className = "folder";
      size.textContent = measure ? sizeOf(measure.size) : error.replace(/^.*Error: /, "");
    },
  );
  running.add(count);
  stop.disabled = false;
}

function cancelAll() {
  for (const count of running) window.files.cancel(count);
}

async function show(path) {
  cancelAll();
  title.textContent = path;
  try {
    const entries = await window.files.list(path);
    list.replaceChildren();
    for (const entry of entries) row(entry);
  } catch (error) {
    list.textContent = error.message;
  }
}

stop.addEventListener("click", cancelAll);
window.files.top().then(show);
