"""Reports for other programs: one module per format, each a pure function from reports to text."""
