"""Results of evaluations, labels of raters, from whatever file they come in."""
