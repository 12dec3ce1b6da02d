"""Parts of the screens' behaviour, each with one job."""
