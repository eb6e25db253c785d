"""A warehouse in a bucket of object storage: `--warehouse s3://bucket/prefix`.

s3://bucket/prefix/
current                                        the pointer: which snapshots are kept, and which is the current one
snapshots/<publication>/000007.json            what a snapshot says of itself, and the object of each of its files
files/<publication>/000007/<table>/part-….parquet   each part, sent once: later snapshots name the same object
README.txt                                     says what this is; views.sql reads the newest state in any DuckDB
broadsheet.toml, authors.toml, corrections.toml     what stands beside a warehouse on a disk

No object that a pointer leads to is ever replaced. A run works in a copy on its own machine (`copies`), sends what is
new, and puts the pointer on condition that it is still the one the run began with: all is published, or nothing.
Questions are answered from the bucket itself (`asking`, `files`).
"""
