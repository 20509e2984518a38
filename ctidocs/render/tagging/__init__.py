"""The tags of a template: where they stand, what they name, what is wrong with them."""
