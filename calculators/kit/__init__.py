"""The one small framework: what every calculator is made of."""
