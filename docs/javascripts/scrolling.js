/* A table or listing wider than its column scrolls; this lets those without a mouse scroll it, named after its section. */
{
  const mark = () => {
    const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3)[id]:not(.evidence__kicker)")];
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code")) {
      const scrolls = frame.scrollWidth > frame.clientWidth;
      const before = (/** @type {Element} */ heading) =>
        heading.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING;
      const values = { tabindex: "0", role: "group", "aria-labelledby": headings.findLast(before)?.id };
      for (const [name, value] of Object.entries(values)) {
        if (scrolls && value) frame.setAttribute(name, value);
        else frame.removeAttribute(name);
      }
    }
  };
  /* Material frames the tables once the document is there. */
  addEventListener("load", mark);
  addEventListener("resize", mark);
}
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
