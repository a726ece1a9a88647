"""Published results, published outcomes, what we say to each."""
