"""How a byline is read: cut into words and clauses, each piece classified; `transforms.bylines` is the front."""
