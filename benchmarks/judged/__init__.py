"""What the land matching is judged by: the judgements, simple ways to rank beside it, and the measures."""
