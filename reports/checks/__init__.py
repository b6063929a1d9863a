"""The check before publishing: rules over a document and the data behind it."""
