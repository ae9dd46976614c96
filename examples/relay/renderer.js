const list = document.querySelector("ul");
const field = document.querySelector("input");

function show(who, text) {
  const item = document.createElement("li");
  item.className = who;
  item.textContent = text;
  list.append(item);
  item.scrollIntoView();
}

window.desktop.whoAmI().then((name) => {
  document.title = name;
  document.querySelector("h1").textContent = name;
});
window.desktop.onHeard(({ from, text }) => show("other", `${from}: ${text}`));

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (field.value === "") return;
  window.desktop.say(field.value);
  show("self", field.value);
  field.value = "";
});
