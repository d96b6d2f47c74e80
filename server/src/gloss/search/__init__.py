"""Finding lines: by text, labels, comments, answers and metadata; and views of a document's lines."""
