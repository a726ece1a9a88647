/* The slider under a number: moved, it types one of its stops into the field; it follows the field, which is the master.

   The page holds the stops as texts, and Python says which of them is nearest to what was typed: this script reads no number.
   The one that has the focus is not moved, so that a late answer takes it out of nobody's hand. */
course.calculators((form) => {
  const sliders = course.all("[data-slider]", form, HTMLInputElement).map((slider) => {
    const field = course.one(`[name="${slider.dataset.slider}"]`, form, HTMLInputElement);
    const unit = course.all(".field__unit", /** @type {HTMLElement} */ (field.parentElement))[0]?.textContent ?? "";
    const stops = (slider.dataset.stops ?? "").split(" ");
    const tell = () => {
      slider.ariaValueText = `${field.value || field.dataset.default} ${unit}`;
    };
    return { slider, field, stops, tell };
  });

  for (const { slider, field, stops, tell } of sliders)
    slider.addEventListener("input", () => {
      field.value = stops[slider.valueAsNumber];
      tell();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });

  form.addEventListener("answered", () => {
    for (const { slider, field, tell } of sliders) {
      if (document.activeElement !== slider) slider.value = field.dataset.at ?? slider.value;
      tell();
    }
  });
});
document.currentScript?.setAttribute("data-ran", ""); // see whole.js
