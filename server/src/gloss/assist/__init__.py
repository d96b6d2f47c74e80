"""Services of the users' own that Gloss calls: models that label, text extraction, file transformers."""
