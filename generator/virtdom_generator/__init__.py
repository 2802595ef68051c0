"""From the schema of the domain XML to bindings, reference pages and schemas for other tools."""
