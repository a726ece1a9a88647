/* Takes a chart along, as it is drawn here: as SVG, as PNG, or its numbers as CSV. Nothing is drawn anew. */
{
  const MARGIN = 16; // px around what is drawn
  const LINE = 20; // px of a line of words
  const SCALE = 2; // pixels of a PNG for each of the page
  const DRAWN = ".chart__frame, .bars__frame, .intervals__ticks";
  const NS = "http://www.w3.org/2000/svg";
  const LOOKS = [
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linejoin",
    "stroke-linecap",
    "paint-order",
  ];
  const WORDS = ["font-family", "font-size", "font-weight", "text-anchor"];

  const node = (/** @type {string} */ tag, /** @type {Record<string, unknown>} */ about, text = "") => {
    const made = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(about)) made.setAttribute(name, String(value));
    made.textContent = text;
    return made;
  };

  /* A drawing that stands alone: what the style sheets say is written into each part. */
  function alone(/** @type {Element} */ drawing) {
    const copy = /** @type {Element} */ (drawing.cloneNode(true));
    const [from, to] = [drawing, copy].map((each) => [each, ...each.querySelectorAll("*")]);
    from.forEach((part, at) => {
      const style = getComputedStyle(part);
      for (const look of part.tagName === "text" ? [...LOOKS, ...WORDS] : LOOKS)
        to[at].setAttribute(look, style.getPropertyValue(look));
    });
    return copy;
  }

  /* The whole figure: its title, then its words and drawings, each where it stands in the page. */
  function whole(/** @type {HTMLElement} */ figure) {
    const shown = [...figure.querySelectorAll(`figcaption, .bars__name, .bars__name > span, ${DRAWN}`)];
    const frame = figure.getBoundingClientRect();
    const bottom = Math.max(...shown.map((part) => part.getBoundingClientRect().bottom));
    const [width, height] = [frame.width + 2 * MARGIN, bottom - frame.top + 2 * MARGIN];
    const { color, fontFamily } = getComputedStyle(figure);
    const paper = getComputedStyle(document.body).backgroundColor;
    const svg = node("svg", { xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}` });
    svg.append(
      node("title", {}, course.one("figcaption", figure).textContent),
      node("rect", { width, height, fill: paper }),
    );
    for (const part of shown) {
      const box = part.getBoundingClientRect();
      const [x, y] = [box.left - frame.left + MARGIN, box.top - frame.top + MARGIN];
      if (part instanceof SVGElement) {
        const copy = alone(part);
        for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height, overflow: "visible" }))
          copy.setAttribute(name, String(value));
        svg.append(copy);
        continue;
      }
      const { fontSize, fontWeight } = getComputedStyle(part);
      const words = part.matches("span, figcaption") ? part.textContent : (part.firstChild?.textContent ?? "");
      const look = {
        x,
        y: y + LINE * 0.7,
        fill: color,
        "font-family": fontFamily,
        "font-size": fontSize,
        "font-weight": fontWeight,
      };
      svg.append(node("text", look, words?.trim()));
    }
    return { text: new XMLSerializer().serializeToString(svg), width, height };
  }

  async function pixels(/** @type {ReturnType<typeof whole>} */ { text, width, height }) {
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = course.made("canvas", { width: width * SCALE, height: height * SCALE });
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((/** @type {(blob: Blob | null) => void} */ done) => canvas.toBlob(done));
  }

  document.addEventListener("click", async (event) => {
    const { take = "" } = course.closest(event, "button")?.dataset ?? {};
    const figure = course.closest(event, "figure");
    if (!take || !(figure instanceof HTMLElement)) return;
    const name = course
      .one("figcaption", figure)
      .textContent.trim()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .toLowerCase();
    let blob = /** @type {Blob | null} */ (new Blob([figure.dataset.csv ?? ""], { type: "text/csv" }));
    if (take === "svg") blob = new Blob([whole(figure).text], { type: "image/svg+xml" });
    if (take === "png") blob = await pixels(whole(figure));
    if (blob) courseSave(blob, `${name}.${take}`);
  });
}
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
