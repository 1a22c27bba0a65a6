"""The PDF status pack: from `domain.pack.PackData` to pages."""
