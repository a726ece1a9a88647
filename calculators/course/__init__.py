"""What lessons share: worked cases, checks, what each page carries."""
