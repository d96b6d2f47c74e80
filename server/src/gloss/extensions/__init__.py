"""The panels beside the canvas: which there are, which are on, and how people arrange them."""
