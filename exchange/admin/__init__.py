"""What the people of a region see and decide of what peers send: their queue, item by item."""
