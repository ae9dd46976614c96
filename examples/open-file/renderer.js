const name = document.querySelector("#name");
const preview = document.querySelector("pre");

document.querySelector("button").addEventListener("click", async () => {
  name.textContent = "Waiting for the dialog …";
  try {
    const file = await window.desktop.openFile();
    name.textContent = file ? `${file.path} · ${file.length} characters` : "Nothing was chosen.";
    preview.textContent = file ? file.preview : "";
  } catch (error) {
    name.textContent = error.message;
  }
});
