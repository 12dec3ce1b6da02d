"""Documents into text: one module a format, and the only place that knows the libraries which read them."""
