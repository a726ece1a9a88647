/* Saves a file that a page has made: `courseSave(blob, name)`. */
{
  const LONGEST = 1_000_000; // bytes that are also offered as a text
  // A frame that is a sandbox may not let its page save anything, and does not say so.
  const doubtful = globalThis.origin === "null" && location.protocol !== "file:";
  let offered = null;

  /* The same as a text to copy, beside the button that was pressed. */
  async function offer(blob, name) {
    const content = await blob.text();
    const field = Object.assign(document.createElement("textarea"), {
      readOnly: true,
      rows: 8,
      value: content,
      ariaLabel: `${name}, to copy`,
    });
    const words =
      "If nothing was saved, this frame does not allow it: copy the selected text with Ctrl+C, on a Mac with Cmd+C.";
    offered?.remove();
    offered = document.createElement("div");
    offered.className = "saved";
    offered.role = "status";
    offered.append(words, field);
    (document.activeElement.closest("p, li, div, form") ?? document.body.lastElementChild).after(offered);
    field.select();
  }

  globalThis.courseSave = (blob, name) => {
    if (doubtful && blob.size < LONGEST) offer(blob, name);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
}
