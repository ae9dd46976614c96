const number = document.querySelector("#count");
let count = 0;

window.desktop.onAdd((step) => {
  count += step;
  number.textContent = count;
  window.desktop.tell(count);
});
