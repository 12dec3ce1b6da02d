"""Scripts that write the generated data of languages: number words from CLDR, and units from pint."""
