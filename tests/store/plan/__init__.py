"""The plan importer: documents in, drafts out."""
