"""What leaves the portal of figures: tables, workbooks, SDMX-CSV with its structure, a package of all. Nothing is read here."""
