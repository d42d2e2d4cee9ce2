"""Measures the real pipeline on datasets; `python -m evals --help` lists the commands."""
