"""The walk, the decision record, answers side by side."""
