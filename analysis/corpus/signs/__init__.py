"""Signs by which one line of a published page shows what it is.

Each names a class of lines that readers meet at many outlets; none is made for one text. All
patterns are anchored or bounded, so that a line of any length costs linear time.
"""
