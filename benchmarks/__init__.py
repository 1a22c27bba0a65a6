"""Each figure we claim, as a script anyone can run: `python -m benchmarks.NAME`."""
