"""Files that people upload, and those that browsers get: opened by content, bounded, whole."""
