"""How a name in capitals is spelled; `transforms.names` is the front."""
