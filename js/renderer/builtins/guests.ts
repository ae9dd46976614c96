// The guests of a document: a part, since few pages show some.

export { Guests as default } from "../webview/guests.js";
