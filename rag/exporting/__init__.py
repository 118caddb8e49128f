"""Exporting: a table whose cells mark what differs, written as a spreadsheet and as a document."""
