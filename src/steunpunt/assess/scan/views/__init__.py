"""Pages of the scan: filling in, results, rounds."""
