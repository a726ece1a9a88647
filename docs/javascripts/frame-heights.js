/* For the page around: a wiki that may run a script loads this one from the course, and each frame of the course gets the
   height of what it shows. A message counts only if it comes from the very window of a frame that shows this course, with
   the course's origin (or none, where the frame is a sandbox), and only its height is used, within bounds. */
(() => {
  const COURSE = new URL("../embed/", document.currentScript.src);
  const [LEAST, MOST] = [100, 20_000]; // CSS pixels

  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== COURSE.origin && origin !== "null") return;
    const frame = [...document.querySelectorAll("iframe")].find((one) => one.contentWindow === source);
    const height = Number(data?.height);
    if (!frame?.src.startsWith(COURSE.href) || !(height >= LEAST && height <= MOST)) return;
    frame.height = Math.ceil(height);
    const border = frame.height - frame.clientHeight; // where the wiki counts it as part of the height
    if (border > 0) frame.height = Math.ceil(height) + border;
  });

  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.src.startsWith(COURSE.href)) frame.contentWindow.postMessage("course height", "*");
  }
})();
