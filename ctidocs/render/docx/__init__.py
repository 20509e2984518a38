"""A Word file as a package: opened, scrubbed, woven, filled and zipped again."""
