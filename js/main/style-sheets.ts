// Scripts that add style sheets to a document and take them away again. They run in a world of their
// own, which the page does not reach; a sheet that a script makes is no matter of the page's policy.

export const stylesWorld = "styles";

export function addStyleSheet(key: string, css: string): string {
  return `{
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(${JSON.stringify(css)});
    (globalThis.sheets ??= new Map()).set(${JSON.stringify(key)}, sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    undefined;
  }`;
}

export function removeStyleSheet(key: string): string {
  return `{
    const sheet = globalThis.sheets?.get(${JSON.stringify(key)});
    globalThis.sheets?.delete(${JSON.stringify(key)});
    if (sheet) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    undefined;
  }`;
}
