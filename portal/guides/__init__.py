"""What everybody may look up: the glossary, help with its guides, and how accessible the pages are. All of it is made of the
project's own documents and asks no database."""
