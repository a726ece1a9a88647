/* Saves a file that a page has made: `courseSave(blob, name)`. */
const courseSave = (() => {
  const LONGEST = 1_000_000; // bytes that are also offered as a text
  // A frame that is a sandbox may not let its page save anything, and does not say so.
  const doubtful = globalThis.origin === "null" && location.protocol !== "file:";
  const offered = course.made("div", { className: "saved", role: "status" });

  /* The same as a text to copy, beside the button that was pressed. */
  async function offer(/** @type {Blob} */ blob, /** @type {string} */ name) {
    const value = await blob.text();
    const field = course.made("textarea", {
      readOnly: true,
      rows: 8,
      value,
      ariaLabel: course.words("save-field", { name }),
    });
    offered.replaceChildren(course.words("save-by-hand"), field);
    (document.activeElement?.closest("p, li, div, form") ?? document.body.lastElementChild)?.after(offered);
    field.select();
  }

  return (/** @type {Blob} */ content, /** @type {string} */ download) => {
    // Spreadsheets read UTF-8 as such only behind this mark.
    const blob = download.endsWith(".csv") ? new Blob(["\ufeff", content], { type: content.type }) : content;
    if (doubtful && blob.size < LONGEST) offer(blob, download);
    const link = course.made("a", { href: URL.createObjectURL(blob), download });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
