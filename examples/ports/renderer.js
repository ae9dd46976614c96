document.title = location.hash.slice(1);
const slider = document.querySelector("input");
const shown = document.querySelector("output");

window.onmessage = ({ data, ports: [port] }) => {
  if (data !== "port") return;
  slider.oninput = () => {
    shown.value = slider.value;
    port.postMessage(slider.value);
  };
  port.onmessage = ({ data }) => {
    slider.value = data;
    shown.value = data;
  };
};
