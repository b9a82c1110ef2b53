"""The coding room: an analysed report comes in; what it tells goes out, each field with the reason it was decided by.

Doors: :func:`dateline.coding.times.find_times` (text with publication time to time expressions with values and bounds).
"""
