"""What a run is told as: on a terminal, as records, for a CI server, as a page."""
