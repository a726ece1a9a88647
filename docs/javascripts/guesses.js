/* The sheets of the workbook: what is typed into their lines is kept with the reader's results, in this browser alone. */
(() => {
  const lines = [
    ...course.all("input.guess", document, HTMLInputElement),
    ...course.all("textarea.guess", document, HTMLTextAreaElement),
  ];

  function fill() {
    const { guesses } = courseProgress.kept;
    for (const line of lines) if (line !== document.activeElement) line.value = guesses[line.name] ?? "";
  }

  for (const line of lines) {
    line.addEventListener("input", () => {
      courseProgress.change(({ guesses }) => {
        if (line.value) guesses[line.name] = line.value;
        else delete guesses[line.name];
      });
    });
  }
  addEventListener("progresschange", fill);
  fill();
})();
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
