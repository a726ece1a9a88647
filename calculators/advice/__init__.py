"""Rules, options, published cases that advise; the matrix, evidence, terms."""
