"""The page: how a case is laid out in HTML for people who read it in a browser, on paper, or have it read to them."""
