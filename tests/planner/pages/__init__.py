"""The pages of single items."""
