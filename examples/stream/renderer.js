const shown = document.querySelector("p");
let stop = () => {};

document.querySelector("#tell").onclick = () => {
  stop();
  shown.textContent = "";
  stop = window.tell(
    (word) => (shown.textContent += `${word} `),
    () => (shown.textContent += "∎"),
  );
};
document.querySelector("#stop").onclick = () => stop();
