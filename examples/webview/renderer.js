const view = document.querySelector("webview");
const [back, forward, reload, find, close] = ["back", "forward", "reload", "find", "close"].map((id) => document.getElementById(id));
const address = document.querySelector("#address");
const finder = document.querySelector("#finder");
const count = document.querySelector("output");
const status = document.querySelector("#status");
const words = document.querySelector("#words");

// ---- where the guest is ----

function show() {
  back.disabled = !view.canGoBack();
  forward.disabled = !view.canGoForward();
  if (document.activeElement !== address[0]) address[0].value = view.getURL();
}

view.addEventListener("did-navigate", show);
view.addEventListener("did-navigate-in-page", show);
view.addEventListener("did-start-loading", () => { status.textContent = "Loading …"; words.textContent = ""; });
view.addEventListener("did-stop-loading", () => { status.textContent = view.getTitle(); show(); });
view.addEventListener("did-fail-load", ({ errorDescription, validatedURL, isMainFrame }) => {
  if (isMainFrame) status.textContent = `${validatedURL} does not load: ${errorDescription}`;
});
view.addEventListener("page-title-updated", ({ title }) => { document.title = `${title} – Reader`; });

back.onclick = () => view.goBack();
forward.onclick = () => view.goForward();
reload.onclick = () => view.reload();
address.onsubmit = (event) => {
  event.preventDefault();
  const text = address[0].value.trim();
  view.src = /^[a-z]+:/i.test(text) ? text : `https://${text}`;
  view.focus();
};

// ---- what its preload script tells ----

view.addEventListener("ipc-message", ({ channel, args: [number] }) => {
  if (channel === "words") words.textContent = `${number} words`;
});

// ---- the find bar ----

let searched = "";

find.onclick = () => {
  finder.hidden = false;
  finder[0].select();
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key === "f") find.onclick();
  if (event.key === "Escape" && !finder.hidden) close.onclick();
});
finder.onsubmit = (event) => {
  event.preventDefault();
  const text = finder[0].value;
  if (text === "") return;
  view.findInPage(text, { findNext: text !== searched });
  searched = text;
};
close.onclick = () => {
  finder.hidden = true;
  searched = count.textContent = "";
  view.stopFindInPage("clearSelection");
};
view.addEventListener("found-in-page", ({ result: { matches, activeMatchOrdinal } }) => {
  count.textContent = matches === 0 ? "not found" : `${activeMatchOrdinal} of ${matches}`;
});
