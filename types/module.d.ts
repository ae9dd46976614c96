/// <reference path="./electron.d.ts" />

export * from "electron";
export { default } from "electron";
