"""Whether two figures agree, and whether they are said of the same thing."""
