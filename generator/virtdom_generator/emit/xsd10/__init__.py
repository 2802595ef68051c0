"""The XSD 1.0 projection: schemas for libxml2 and for editors, which know no XSD 1.1.

It accepts every document that the edition accepts. What XSD 1.0 cannot say (conditions across
parts, kinds chosen by an attribute, counts in free order) it leaves out, so it accepts more.
"""

from virtdom_generator.emit.xsd10.files import emit

__all__ = ["emit"]
