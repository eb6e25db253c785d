"""The commands of `broadsheet`, by what they are for; `flows.cli` runs them."""
