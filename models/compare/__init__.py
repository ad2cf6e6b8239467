"""Services side by side: a frozen table of what each says about the same attribute, and where they differ."""
