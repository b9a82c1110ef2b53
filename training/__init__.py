"""How the shipped sentence engine is made: corpus readers, the model, training and export. Not part of the wheel."""
