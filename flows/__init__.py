"""Everything that touches the world: files, processes, the store, the command line, Prefect."""

import os

# Arrow's usual pool reserves a gigabyte of addresses and returns little of it; NumPy starts threads that nobody uses.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
