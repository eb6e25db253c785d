"""Articles handed on: files that other tools load, with what they must know to use them rightly."""
