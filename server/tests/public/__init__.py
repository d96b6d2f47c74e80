"""What public clients send, in our own words: the same operations, fields, aliases, variables and encodings."""
