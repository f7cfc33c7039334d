"""``python -m reporting``: what people asked, where they left, what was not understood, as one HTML page.

``talks``    reads the conversations, one after the other, out of the store
``figures``  adds them up into counts of people, and withholds small ones
``drawing``  bars and columns as SVG
``page``     the page; it needs nothing beside it and holds no words of anybody, unless the operator asks for them
"""
