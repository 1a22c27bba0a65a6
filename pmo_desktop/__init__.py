"""PMO Desktop: an offline workbench for PMO leads."""
