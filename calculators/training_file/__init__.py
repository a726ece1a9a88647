"""What a training file holds, and what in it is better mended before it is paid for."""
