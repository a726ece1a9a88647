"""The benchmark of `make bench`: how fast the site is, beside its peers."""
