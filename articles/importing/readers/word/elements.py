"""Word's XML by local names: its two namespaces (transitional and strict) read the same."""


def name(element):
    """An element's name without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element, wanted):
    """The first child of a name; None without one, and of None."""
    if element is None:
        return None
    return next((one for one in element if name(one) == wanted), None)


def value(element, wanted="val"):
    """An attribute by its name without namespace; "" without one, and of None."""
    if element is None:
        return ""
    return next(
        (text for key, text in element.attrib.items() if key.rpartition("}")[2] == wanted), ""
    )
