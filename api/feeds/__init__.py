"""Tells readers' programs what is new: all of it, of a region, of a crop, or on land like mine."""
