"""The passes that make a Plan of a Model, one file each."""
