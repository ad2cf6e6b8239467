"""Everything a person can read: schema, loader, cross-file checks and catalogue of the data files."""
