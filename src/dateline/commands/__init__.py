"""The commands of the command line, a module each.

What they import at the top is light: ``dateline --help`` loads no engine and no reader.
"""
