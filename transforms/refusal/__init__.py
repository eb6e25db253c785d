"""What is no article, and how that is seen; `transforms.refusals` is the front."""
