"""Words that an exported file shows besides its table."""

NOTES = "说明 Notes"
