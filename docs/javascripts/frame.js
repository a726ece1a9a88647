/* For a page in a frame: tells the page around it how high it is, lets the link to the full page carry the answers.

   Each time the height changes the parent gets the message {course: <name of the calculator>, height: <CSS pixels>}. It
   holds nothing of what a reader types, so it goes to any parent; a parent must look at who sent it, as
   frame-heights.js does. A parent whose script comes late may ask with the message "course height". */
(() => {
  const main = course.one("main");
  const form = course.one("form.calculator", document, HTMLFormElement);
  const full = course.one("a[data-full-page]", document, HTMLAnchorElement);
  const slug = form.dataset.calculator;
  let told = 0;

  function tell() {
    const height = Math.ceil(main.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ course: slug, height }, "*");
  }

  if (parent !== window) {
    new ResizeObserver(tell).observe(main);
    // Browsers draw no frame that is out of sight, and its observer sleeps with it.
    addEventListener("load", tell);
    form.addEventListener("answered", () => setTimeout(tell));
    tell();
    addEventListener("message", ({ source, data }) => {
      if (source !== parent || data !== "course height") return;
      told = 0;
      tell();
    });
  }

  /* Answers may be typed that Python has not answered, as where it cannot start. */
  function carry() {
    const query = course.answers.get(form)?.();
    full.hash = query ? `${slug}?${query}` : "";
  }

  form.addEventListener("answered", carry);
  for (const type of ["pointerdown", "focus"]) full.addEventListener(type, carry);
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
