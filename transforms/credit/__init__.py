"""What stands in the credit of a photograph; `transforms.credits` is the front."""
