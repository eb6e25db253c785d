"""What a dateline is made of; `transforms.datelines` is the front."""
