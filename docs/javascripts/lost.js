/* The page for a wrong address does not know how deep it stands: the copy of this script that loads shows it the root. */

{
  const root = new URL("..", document.currentScript.src);
  const ways = document.querySelector(".lost__ways");
  if (ways.hidden) {
    for (const name of ["site", "home"]) {
      const sheet = document.createElement("link");
      sheet.rel = "stylesheet";
      sheet.href = new URL(`stylesheets/${name}.css`, root);
      document.head.append(sheet);
    }
    for (const link of ways.querySelectorAll("a")) link.href = new URL(link.dataset.to, root);
    ways.hidden = false;
    document.querySelector(".lost__up").hidden = true;
  }
}
