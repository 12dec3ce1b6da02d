"""The workbench in a web browser: a web server that starts one for each page that is opened."""
