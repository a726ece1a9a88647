"""The ways in to a calculator, the ways out of it: HTML, the browser's entry, the bundle."""
