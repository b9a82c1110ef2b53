"""The scorers: a test set comes in, figures go out.

In: the path of a test set in the form its makers publish, and an engine (reading is measured without one). Out: a frozen dataclass of
figures, in per cent where not said otherwise. Each module has a function ``score``; ``dateline eval`` prints what they return, and
:mod:`dateline.evaluating.floors` says whether it is enough.
"""
