"""Emitters: Plan -> {path: text}, one per product. They see the Plan and nothing else."""
