"""Everything that touches the world: files, processes, the store, the command line, Prefect."""
