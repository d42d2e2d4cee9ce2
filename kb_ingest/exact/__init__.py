"""Exact answers as editors write them: read, checked, screened like articles and made part of the snapshot."""
