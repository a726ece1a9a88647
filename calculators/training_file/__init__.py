"""What a training file holds, above all what is better mended before it is paid for."""
