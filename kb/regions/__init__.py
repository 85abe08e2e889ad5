"""Lets administrators make regions and look after their people."""
