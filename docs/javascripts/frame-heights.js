/* For the page around: a wiki loads this script from the course, which gives each frame the height of what it shows.

   A message counts only if it comes from the very window of a frame that shows this course, with the course's origin (or none,
   where the frame is a sandbox), and only its height is used, within bounds. */
(() => {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const COURSE = new URL("../embed/", src);
  const [LEAST, MOST] = [100, 20_000]; // CSS pixels
  const frames = () => [...document.querySelectorAll("iframe")].filter((frame) => frame.src.startsWith(COURSE.href));

  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== COURSE.origin && origin !== "null") return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    const height = Math.ceil(data?.height);
    if (!frame || !(height >= LEAST && height <= MOST)) return;
    frame.height = `${height}`;
    const border = height - frame.clientHeight; // where the wiki counts it as part of the height
    if (border > 0) frame.height = `${height + border}`;
  });

  for (const { contentWindow } of frames()) contentWindow?.postMessage("course height", "*");
})();
