"""What an address or a file name tells; `transforms.addresses` is the front."""
