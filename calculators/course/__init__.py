"""What lessons share: drawings, worked cases, checks, what each page carries."""
