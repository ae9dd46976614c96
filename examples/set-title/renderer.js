const form = document.querySelector("form");
const field = document.querySelector("input");
const note = document.querySelector("output");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  window.desktop.setTitle(field.value);
  note.textContent = `Sent “${field.value}” to the main process.`;
});
