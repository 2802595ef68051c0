"""The engine behind the generated bindings: reading, judging and writing documents by tables."""
